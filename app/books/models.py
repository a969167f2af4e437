"""Tables of the books room."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.books.rules import SectionKind, SubmissionState
from app.core.columns import above, beside, chosen, document, moment


class Book(SQLModel, table=True):
    """A team's production book."""

    __tablename__ = "book"

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team", unique=True)
    course_id: int = above("course")


class Pitch(SQLModel, table=True):
    """What the film wants to be; ``version`` guards against overwriting."""

    __tablename__ = "pitch"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book", unique=True)
    title: str = Field(default="", max_length=120)
    logline: str = Field(default="", max_length=600)
    genre: str = Field(default="", max_length=80)
    whose_view: str = Field(default="", max_length=2000)
    at_stake: str = Field(default="", max_length=2000)
    unsaid: str = Field(default="", max_length=2000)
    different: str = Field(default="", max_length=2000)
    updated_at: datetime | None = moment(default=None)
    updated_by: int | None = beside("person")
    version: int = 0


class Scenario(SQLModel, table=True):
    """The screenplay in Fountain; ``version`` guards against overwriting."""

    __tablename__ = "scenario"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book", unique=True)
    text: str = ""
    updated_at: datetime | None = moment(default=None)
    updated_by: int | None = beside("person")
    version: int = 0


class Shot(SQLModel, table=True):
    """A planned shot. ``scene`` is the scene number as written ("12"), ``number`` the shot's ("12A")."""

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
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class BudgetLine(SQLModel, table=True):
    """One line of the budget; money in the course currency's minor units."""

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
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class Submission(SQLModel, table=True):
    """A version of the book as it was handed in; ``content`` never changes."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("book_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    course_id: int = above("course")
    number: int
    content: dict[str, Any] = document()
    content_hash: str = Field(max_length=64)
    message: str = Field(default="", max_length=2000)
    submitted_at: datetime = moment()
    submitted_by: int | None = beside("person")
    state: SubmissionState = chosen(SubmissionState, default=SubmissionState.WAITING)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = beside("person")
    answer: str = Field(default="", max_length=4000)


class Note(SQLModel, table=True):
    """A remark on a handed-in version: on a section, a scene or a line (from 1); replies have a parent."""

    __tablename__ = "note"

    id: int = Field(default=None, primary_key=True)
    submission_id: int = above("submission")
    parent_id: int | None = Field(default=None, foreign_key="note.id", ondelete="CASCADE", index=True)
    section: SectionKind = chosen(SectionKind)
    scene: str = Field(default="", max_length=12)
    line: int | None = None
    text: str = Field(max_length=4000)
    author_id: int | None = beside("person")
    created_at: datetime = moment()
    done_at: datetime | None = moment(default=None)
    done_by: int | None = beside("person")
    answered_in: int | None = beside("submission")
