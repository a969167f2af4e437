"""Files that come out of a book and into it: printed versions, and what an import replaced."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.books.rules import SectionKind
from app.core.columns import above, beside, chosen, document, moment
from app.jobs.rules import WorkState


class Printout(SQLModel, table=True):
    """A handed-in version as it was printed once: ``digest`` is the sha256 of the PDF under ``key``.

    ``job``, ``state``, ``rev``, ``runner``, ``percent`` and ``cause`` belong to the job that prints.
    """

    __tablename__ = "printout"

    id: int = Field(default=None, primary_key=True)
    submission_id: int = above("submission", unique=True)
    job: str = Field(default="", max_length=40)
    state: WorkState = chosen(WorkState, default=WorkState.QUEUED)
    rev: int = 1
    runner: str | None = Field(default=None, max_length=80)
    percent: int = 0
    cause: str = Field(default="", max_length=1000)
    key: str = Field(default="", max_length=200)
    digest: str = Field(default="", max_length=64)
    bytes: int = 0


class Intake(SQLModel, table=True):
    """What a file brought into a section. ``before`` and ``after`` are what it takes to undo that.

    Of the scenario the text before and the version after; of a table ``actions.filling`` says what.
    """

    __tablename__ = "intake"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    section: SectionKind = chosen(SectionKind)
    file_name: str = Field(default="", max_length=200)
    before: dict[str, Any] = document()
    after: dict[str, Any] = document()
    made_at: datetime = moment()
    made_by: int | None = beside("person")
    undone_at: datetime | None = moment(default=None)
