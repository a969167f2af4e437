"""Inputs of the tables' rows. ``version`` is the one that was read."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationInfo, field_validator

from app.books import rules
from app.books.rules import ArticleKind, ArticleState, CastingKind, Category, Permission, Phase, RowOrder
from app.books.schemas.typed import MINOR, Amount, Day, Mark, Minutes, Number, SceneNumber, Short, one_of
from app.core.inputs import Line, Words
from app.core.text import say

Listed = Annotated[Words, StringConstraints(max_length=600)]


class SheetInput(BaseModel):
    """What is typed about a scene; lists have commas between their words. ``version`` is the one that was read."""

    cast: Listed = ""
    extras: Listed = ""
    props: Listed = ""
    wardrobe: Listed = ""
    makeup: Listed = ""
    vehicles: Listed = ""
    sound: Listed = ""
    music: Listed = ""
    equipment: Listed = ""
    story_day: Annotated[Line, StringConstraints(max_length=40)] = ""
    continuity: Annotated[Words, StringConstraints(max_length=2000)] = ""
    version: int = 1


def _on_earth(value: str) -> str:
    if value and rules.coordinates(value) is None:
        raise ValueError(
            say("Write latitude and longitude as maps show them: %(example)s.", example="37.5796, 126.9990")
        )
    return value


class ShotInput(BaseModel):
    """A row of the shot list: minutes to set up, and minutes to shoot. ``version`` is the one that was read."""

    scene: SceneNumber = ""
    number: Annotated[Line, StringConstraints(max_length=16)] = ""
    size: Annotated[Line, StringConstraints(max_length=12)] = ""
    angle: Annotated[Line, StringConstraints(max_length=40)] = ""
    movement: Annotated[Line, StringConstraints(max_length=40)] = ""
    lens: Annotated[Line, StringConstraints(max_length=60)] = ""
    picture: Annotated[Words, StringConstraints(max_length=1000)] = ""
    sound: Annotated[Line, StringConstraints(max_length=400)] = ""
    cast: Annotated[Line, StringConstraints(max_length=400)] = ""
    props: Annotated[Line, StringConstraints(max_length=400)] = ""
    setup_minutes: Minutes = None
    minutes: Minutes = None
    version: int = 1


class LineInput(BaseModel):
    """A row of the budget; money in minor units. ``version`` is the one that was read.

    Typed rows (pages, paste) are validated with the context ``{"decimals": …}``: amounts are then in the major unit.
    """

    category: Annotated[Line, StringConstraints(max_length=60)] = ""
    item: Annotated[Line, StringConstraints(max_length=200)] = ""
    quantity: Number = None
    unit_price: Annotated[Amount, Field(description=f"Price of one, in {MINOR}.")] = None
    actual: Annotated[Amount, Field(description=f"What was paid, in {MINOR}.")] = None
    paid_by: Short = ""
    reimbursed: Mark = False
    note: Annotated[Line, StringConstraints(max_length=400)] = ""
    version: int = 1


class StepInput(BaseModel):
    """A row of the production table. ``owner`` is a member's name. ``version`` is the one that was read."""

    phase: Annotated[Phase, one_of(Phase)] = Phase.PRE_PRODUCTION
    what: Annotated[Line, StringConstraints(max_length=200)] = ""
    owner: Short = ""
    begins_on: Day = None
    due_on: Day = None
    done: Mark = False
    version: int = 1

    @field_validator("due_on")
    @classmethod
    def _after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("begins_on")
        if value and begins and value < begins:
            raise ValueError(say("This is before it begins."))
        return value


class CastingInput(BaseModel):
    """A row of the casting: a character and who plays it, or a helper's task and who does it.

    ``person`` is a member's name or somebody else's. ``version`` is the one that was read.
    """

    kind: Annotated[CastingKind, one_of(CastingKind)] = CastingKind.CHARACTER
    part: Short = ""
    person: Short = ""
    contact: Annotated[Line, StringConstraints(max_length=200)] = ""
    note: Annotated[Line, StringConstraints(max_length=400)] = ""
    version: int = 1


class PlaceInput(BaseModel):
    """A location. ``scenes`` are scene numbers with commas; ``coordinates`` "37.5796, 126.9990".

    ``version`` is the one that was read.
    """

    name: Short = ""
    scenes: Annotated[Line, StringConstraints(max_length=120)] = ""
    permission: Annotated[Permission, one_of(Permission)] = Permission.OPEN
    address: Annotated[Line, StringConstraints(max_length=300)] = ""
    contact: Annotated[Line, StringConstraints(max_length=200)] = ""
    hours: Annotated[Line, StringConstraints(max_length=200)] = ""
    noise: Annotated[Line, StringConstraints(max_length=200)] = ""
    power: Annotated[Line, StringConstraints(max_length=200)] = ""
    coordinates: Annotated[Line, StringConstraints(max_length=40), AfterValidator(_on_earth)] = ""
    note: Annotated[Words, StringConstraints(max_length=1000)] = ""
    version: int = 1


class ArticleInput(BaseModel):
    """A thing the film needs. ``brought_by`` is a member's name or somebody else's; ``scenes`` have commas.

    ``version`` is the one that was read.
    """

    kind: Annotated[ArticleKind, one_of(ArticleKind)] = ArticleKind.EQUIPMENT
    item: Annotated[Line, StringConstraints(max_length=200)] = ""
    brought_by: Short = ""
    scenes: Annotated[Line, StringConstraints(max_length=120)] = ""
    state: Annotated[ArticleState, one_of(ArticleState)] = ArticleState.NEEDED
    note: Annotated[Line, StringConstraints(max_length=400)] = ""
    version: int = 1


class PasteInput(BaseModel):
    """Rows copied from a spreadsheet."""

    rows: Annotated[
        Words,
        StringConstraints(min_length=1, max_length=200_000),
        Field(
            description="Tabs or commas between cells; money as people type it, in the currency's major unit: 12.50."
        ),
    ]


class MoveRowInput(BaseModel):
    """Where a row goes: after the row ``after``; null is the top. ``was`` is the row it was seen after.

    ``order`` says which order is meant; only shots have one of setting up.
    """

    after: int | None = None
    was: int | None = None
    order: RowOrder = RowOrder.SCRIPT


class SettleInput(BaseModel):
    """Where the notes of a scene that is gone belong: to the scene of the row ``to``; else kept aside, or not."""

    to: int | None = None
    keep: bool = False


class TagInput(BaseModel):
    """Words of the script, and the list of their scene that they belong in; ``off`` takes them out of it."""

    category: Category
    words: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    off: bool = False
