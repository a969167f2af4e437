"""The book and what is written in it as prose: pitch and scenario."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, moment


class Book(SQLModel, table=True):
    """A team's production book; ``rev`` counts everything that is saved in it."""

    __tablename__ = "book"

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team", unique=True)
    course_id: int = above("course")
    rev: int = 0


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
