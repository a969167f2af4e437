"""The book's tables: their rows, their inputs, and their columns with label and kind.

Pages, versions, spreadsheets, print and JSON all read a table's columns here, in the order in which people paste them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from pydantic import BaseModel
from sqlmodel import SQLModel

from app.books.models import Article, BudgetLine, CastingRow, Place, ProductionStep, SceneSheet, ShootingDay, Shot
from app.books.rules import WORDS, ArticleKind, ArticleState, CastingKind, Permission, Phase, SectionKind
from app.books.schedule.schemas import DayInput
from app.books.schemas import ArticleInput, CastingInput, LineInput, PlaceInput, SheetInput, ShotInput, StepInput
from app.core.text import Text, say


class ColumnKind(StrEnum):
    """How a cell is typed and shown. ``sum`` is not kept: it is worked out from its row. A flag is a box to tick.

    ``found`` is kept, and nobody types it.
    """

    WORDS = "words"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    SUM = "sum"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"
    TIME = "time"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``among`` names the list that its cells offer: suggestions, or for a choice all there is.

    A choice without ``among`` is one of ``options``: values with their words.
    """

    name: str
    label: Text
    kind: ColumnKind = ColumnKind.WORDS
    among: str = ""
    options: tuple[tuple[str, Text], ...] = ()

    def word(self, value: object) -> Text | object:
        """Give the word for a chosen value, or the value itself."""
        return next((label for one, label in self.options if one == value), value)

    def typed(self, value: object) -> str:
        """Write a kept value as its field would send it."""
        if self.kind is ColumnKind.FLAG:
            return "on" if value else ""
        return "" if value is None else str(value)

    @property
    def right(self) -> bool:
        """Whether its cells line up on the right, as numbers do."""
        return self.kind in {ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.SUM}


@dataclass(frozen=True, slots=True)
class Table:
    """One of the book's tables. ``shown`` are its columns on pages; ``title`` is the column that names a row.

    ``people`` maps columns with somebody's name to the ones that keep which member of the team that is; ``added`` tells
    programs what adding does beyond putting a row at the end. ``unseen`` are columns that rows and versions have and
    nobody types, ``seen`` those of them that are looked at: a new one changes its row. Rows of a table that is ``made``
    come from the scenario: nobody adds or moves them.
    """

    section: SectionKind
    row: type[SQLModel]
    schema: type[BaseModel]
    shown: tuple[Column, ...]
    title: str
    people: Mapping[str, str] = field(default_factory=dict)
    added: str = ""
    unseen: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    made: bool = False

    def column(self, name: str) -> Column:
        """Find a column that rows have. Raises StopIteration for a name that no column has."""
        return next(one for one in self.kept if one.name == name)

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that people type, in the order of pasting."""
        return tuple(one for one in self.shown if one.kind is not ColumnKind.SUM)

    @property
    def known_by(self) -> str:
        """The column by which a row that comes back in a file is known: the scene of a made table, else the title."""
        return "scene" if self.made else self.title

    @property
    def printed(self) -> tuple[Column, ...]:
        """The columns on paper and in spreadsheets: a made table says first which scene a row is of."""
        return (*(LEADING[name] for name in self.unseen if name in LEADING), *self.shown)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that rows have."""
        return (*(one.name for one in self.kept), *self.unseen)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that hold numbers."""
        return tuple(one.name for one in self.kept if one.right)

    @property
    def counted(self) -> tuple[str, ...]:
        """The columns whose cells have digits in them: numbers and days."""
        return (*self.numbers, *(one.name for one in self.kept if one.kind is ColumnKind.DATE))

    @property
    def flags(self) -> tuple[str, ...]:
        """The columns of boxes to tick."""
        return tuple(one.name for one in self.kept if one.kind is ColumnKind.FLAG)

    @property
    def money(self) -> frozenset[str]:
        """The columns that hold money, in minor units."""
        return frozenset(one.name for one in self.shown if one.kind is ColumnKind.MONEY)


def options(members: type[Enum]) -> tuple[tuple[str, Text], ...]:
    """Give the values of a choice with their words."""
    return tuple((one.value, WORDS[one]) for one in members)


LEADING = {"scene": Column("scene", say("Scene")), "heading": Column("heading", say("Heading"), ColumnKind.LONG)}
BREAKDOWN = Table(
    SectionKind.BREAKDOWN,
    SceneSheet,
    SheetInput,
    (
        Column("cast", say("Cast without lines"), ColumnKind.LONG),
        Column("extras", say("Extras"), ColumnKind.LONG),
        Column("props", say("Props"), ColumnKind.LONG),
        Column("wardrobe", say("Wardrobe"), ColumnKind.LONG),
        Column("makeup", say("Make-up"), ColumnKind.LONG),
        Column("vehicles", say("Vehicles"), ColumnKind.LONG),
        Column("sound", say("Sound"), ColumnKind.LONG),
        Column("music", say("Music"), ColumnKind.LONG),
        Column("equipment", say("Special equipment"), ColumnKind.LONG),
        Column("story_day", say("Story day")),
        Column("continuity", say("Continuity"), ColumnKind.LONG),
    ),
    title="heading",
    unseen=("scene", "heading", "state"),
    made=True,
)
SHOTS = Table(
    SectionKind.SHOTS,
    Shot,
    ShotInput,
    (
        Column("scene", say("Scene"), among="scenes"),
        Column("number", say("Shot")),
        Column("size", say("Size"), among="sizes"),
        Column("angle", say("Angle"), among="angles"),
        Column("movement", say("Movement"), among="movements"),
        Column("lens", say("Lens, phone")),
        Column("picture", say("Picture"), ColumnKind.LONG),
        Column("sound", say("Sound"), ColumnKind.LONG),
        Column("cast", say("Cast"), among="speakers"),
        Column("props", say("Props"), ColumnKind.LONG),
        Column("setup_minutes", say("Set-up min."), ColumnKind.NUMBER),
        Column("minutes", say("Shooting min."), ColumnKind.NUMBER),
    ),
    title="number",
    added="A shot without a number gets the scene's next one.",
    unseen=("sheet_id", "setup_position", "frame"),
    seen=("frame",),
)
STEPS = Table(
    SectionKind.STEPS,
    ProductionStep,
    StepInput,
    (
        Column("done", say("Done"), ColumnKind.FLAG),
        Column("what", say("Step"), ColumnKind.LONG),
        Column("phase", say("Phase"), ColumnKind.CHOICE, options=options(Phase)),
        Column("owner", say("Who"), ColumnKind.CHOICE, among="members"),
        Column("begins_on", say("Begins"), ColumnKind.DATE),
        Column("due_on", say("Due"), ColumnKind.DATE),
    ),
    title="what",
    people={"owner": "owner_id"},
)
CASTING = Table(
    SectionKind.CASTING,
    CastingRow,
    CastingInput,
    (
        Column("kind", say("Kind"), ColumnKind.CHOICE, options=options(CastingKind)),
        Column("part", say("Character or task"), among="speakers"),
        Column("person", say("Who"), among="members"),
        Column("contact", say("Contact")),
        Column("note", say("Note"), ColumnKind.LONG),
    ),
    title="part",
    people={"person": "person_id"},
)
PLACES = Table(
    SectionKind.PLACES,
    Place,
    PlaceInput,
    (
        Column("name", say("Name of the place")),
        Column("scenes", say("Scenes")),
        Column("permission", say("Permission"), ColumnKind.CHOICE, options=options(Permission)),
        Column("address", say("Address"), ColumnKind.LONG),
        Column("contact", say("Contact")),
        Column("hours", say("Opening hours")),
        Column("noise", say("Noise")),
        Column("power", say("Power")),
        Column("coordinates", say("Coordinates")),
        Column("note", say("Note"), ColumnKind.LONG),
    ),
    title="name",
)
EQUIPMENT = Table(
    SectionKind.EQUIPMENT,
    Article,
    ArticleInput,
    (
        Column("kind", say("Kind"), ColumnKind.CHOICE, options=options(ArticleKind)),
        Column("item", say("Item")),
        Column("brought_by", say("Who brings it"), among="members"),
        Column("scenes", say("Scenes")),
        Column("state", say("State"), ColumnKind.CHOICE, options=options(ArticleState)),
        Column("note", say("Note"), ColumnKind.LONG),
    ),
    title="item",
    people={"brought_by": "brought_by_id"},
)
SCHEDULE = Table(
    SectionKind.SCHEDULE,
    ShootingDay,
    DayInput,
    (
        Column("day", say("Date"), ColumnKind.DATE),
        Column("call", say("Call"), ColumnKind.TIME),
        Column("wrap", say("Wrap"), ColumnKind.TIME),
        Column("place", say("Place")),
        Column("meeting", say("Where to meet")),
        Column("hospital", say("Nearest hospital")),
        Column("contacts", say("Contacts"), ColumnKind.LONG),
        Column("note", say("Note"), ColumnKind.LONG),
        Column("spot", say("Latitude, longitude")),
        Column("scenes", say("Scenes"), ColumnKind.FOUND),
    ),
    title="day",
    added="Scenes are put on a day by moving their strips.",
)
BUDGET = Table(
    SectionKind.BUDGET,
    BudgetLine,
    LineInput,
    (
        Column("category", say("Category"), among="categories"),
        Column("item", say("Item")),
        Column("quantity", say("Quantity"), ColumnKind.NUMBER),
        Column("unit_price", say("Unit price"), ColumnKind.MONEY),
        Column("planned", say("Planned"), ColumnKind.SUM),
        Column("actual", say("Actually paid"), ColumnKind.MONEY),
        Column("paid_by", say("Who paid"), among="members"),
        Column("note", say("Note")),
        Column("reimbursed", say("Paid back"), ColumnKind.FLAG),
    ),
    title="item",
    people={"paid_by": "paid_by_id"},
    added="Money is in minor units of the course's currency: 1250 is €12.50, and ₩1,250.",
)
TABLES: Mapping[SectionKind, Table] = {
    one.section: one for one in (BREAKDOWN, SHOTS, STEPS, CASTING, PLACES, EQUIPMENT, SCHEDULE, BUDGET)
}
"""Every table of the book, in the order of its sections."""
