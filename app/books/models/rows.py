"""The rows of the book's tables. Each has a place, a version, and a moment when it was taken out."""

from datetime import date, datetime

from sqlalchemy import BigInteger, false
from sqlmodel import Field, SQLModel

from app.books.rules import ArticleKind, ArticleState, CastingKind, Permission, Phase, SheetState
from app.core.columns import above, beside, chosen, moment


class SceneSheet(SQLModel, table=True):
    """A scene's row of the scene analysis table: made from the scenario, and followed by content.

    ``scene``, ``heading`` and ``text`` are the scene as it was last seen; ``position`` is its place in the script.
    What the scenario says by itself (place, light, length, who speaks) is not kept: it is read from there.
    """

    __tablename__ = "scene_sheet"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    state: SheetState = chosen(SheetState, default=SheetState.FOLLOWED)
    scene: str = Field(default="", max_length=12)
    heading: str = ""
    text: str = ""
    cast: str = Field(default="", max_length=600)
    extras: str = Field(default="", max_length=600)
    props: str = Field(default="", max_length=600)
    wardrobe: str = Field(default="", max_length=600)
    makeup: str = Field(default="", max_length=600)
    vehicles: str = Field(default="", max_length=600)
    sound: str = Field(default="", max_length=600)
    music: str = Field(default="", max_length=600)
    equipment: str = Field(default="", max_length=600)
    story_day: str = Field(default="", max_length=40)
    continuity: str = Field(default="", max_length=2000)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class Shot(SQLModel, table=True):
    """A planned shot. ``scene`` is the scene number as written ("12"), ``number`` the shot's ("12A").

    ``sheet_id`` ties it to its scene, whatever the scene's number becomes. ``position`` is script order,
    ``setup_position`` the order in which the team sets up; ``frame`` is the storage key of its picture.
    """

    __tablename__ = "shot"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    position: int
    scene: str = Field(default="", max_length=12)
    number: str = Field(default="", max_length=16)
    size: str = Field(default="", max_length=12)
    angle: str = Field(default="", max_length=40)
    movement: str = Field(default="", max_length=40)
    picture: str = Field(default="", max_length=1000)
    sound: str = Field(default="", max_length=400)
    cast: str = Field(default="", max_length=400)
    props: str = Field(default="", max_length=400)
    minutes: int = 0
    sheet_id: int | None = beside("scene_sheet")
    setup_position: int = 0
    lens: str = Field(default="", max_length=60)
    setup_minutes: int = 0
    frame: str = Field(default="", max_length=120)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class BudgetLine(SQLModel, table=True):
    """One line of the budget; money in the course currency's minor units.

    ``paid_by_id`` is the member of the name ``paid_by``, if any; ``receipt`` the key of its photo.
    """

    __tablename__ = "budget_line"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    category: str = Field(default="", max_length=60)
    item: str = Field(default="", max_length=200)
    quantity: int = 1
    unit_price: int = Field(default=0, sa_type=BigInteger)
    actual: int | None = Field(default=None, sa_type=BigInteger)
    paid_by: str = Field(default="", max_length=120)
    paid_by_id: int | None = beside("person")
    reimbursed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    receipt: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class ProductionStep(SQLModel, table=True):
    """A step on the way to the film. ``owner`` is the name as chosen, ``owner_id`` the member of that name, if any."""

    __tablename__ = "production_step"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    phase: Phase = chosen(Phase, default=Phase.PRE_PRODUCTION)
    what: str = Field(default="", max_length=200)
    owner: str = Field(default="", max_length=120)
    owner_id: int | None = beside("person")
    begins_on: date | None = Field(default=None)
    due_on: date | None = Field(default=None)
    done: bool = False
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class CastingRow(SQLModel, table=True):
    """Who plays a character, or helps from outside. ``person_id`` is the member of the name ``person``, if any."""

    __tablename__ = "casting_row"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    kind: CastingKind = chosen(CastingKind, default=CastingKind.CHARACTER)
    part: str = Field(default="", max_length=120)
    person: str = Field(default="", max_length=120)
    person_id: int | None = beside("person")
    contact: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class Place(SQLModel, table=True):
    """A location. ``scenes`` are scene numbers with commas, ``coordinates`` latitude and longitude: "37.58, 127.00"."""

    __tablename__ = "place"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    name: str = Field(default="", max_length=120)
    address: str = Field(default="", max_length=300)
    scenes: str = Field(default="", max_length=120)
    permission: Permission = chosen(Permission, default=Permission.OPEN)
    contact: str = Field(default="", max_length=200)
    hours: str = Field(default="", max_length=200)
    noise: str = Field(default="", max_length=200)
    power: str = Field(default="", max_length=200)
    coordinates: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=1000)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class Article(SQLModel, table=True):
    """A thing the film needs: equipment, prop, costume, make-up, part of a set; and who brings it."""

    __tablename__ = "article"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    kind: ArticleKind = chosen(ArticleKind, default=ArticleKind.EQUIPMENT)
    item: str = Field(default="", max_length=200)
    brought_by: str = Field(default="", max_length=120)
    brought_by_id: int | None = beside("person")
    scenes: str = Field(default="", max_length=120)
    state: ArticleState = chosen(ArticleState, default=ArticleState.NEEDED)
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)
    version: int = 1
