"""What was handed in, and the remarks on it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.books.rules import SectionKind, SubmissionState, lateness
from app.core.columns import above, beside, chosen, document, moment


class Submission(SQLModel, table=True):
    """A version of the book as it was handed in; ``content`` never changes.

    ``due_at`` is when the milestone that it was for was due, the team's extension counted in; None when none was asked.
    """

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
    due_at: datetime | None = moment(default=None)
    state: SubmissionState = chosen(SubmissionState, default=SubmissionState.WAITING)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = beside("person")
    answer: str = Field(default="", max_length=4000)

    @property
    def late(self) -> timedelta | None:
        """By how much it came after its deadline; None when it was in time."""
        return lateness(self.submitted_at, self.due_at)


class Note(SQLModel, table=True):
    """A remark on a handed-in version: on a section, a pitch field, a scene, a row or lines (from 1).

    Until ``sent_at`` it is a draft that only its author sees. ``suggestion`` is another wording for the lines, which
    the team may take. A note is answered by ``done_at``; ``explained`` says that the team kept its text and told why.
    ``answered_in`` is the version that carries the answer, unset until it is handed in. Replies have a parent.
    ``from_team_id`` is the team that wrote it as a reviewer; the staff's notes have none.
    """

    __tablename__ = "note"

    id: int = Field(default=None, primary_key=True)
    submission_id: int = above("submission")
    parent_id: int | None = Field(default=None, foreign_key="note.id", ondelete="CASCADE", index=True)
    section: SectionKind = chosen(SectionKind)
    scene: str = Field(default="", max_length=12)
    field: str = Field(default="", max_length=40)
    row_id: int | None = None
    line: int | None = None
    last_line: int | None = None
    text: str = Field(max_length=4000)
    suggestion: str | None = Field(default=None, max_length=4000)
    author_id: int | None = beside("person")
    from_team_id: int | None = beside("team")
    created_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    done_at: datetime | None = moment(default=None)
    done_by: int | None = beside("person")
    explained: bool = False
    taken_at: datetime | None = moment(default=None)
    answered_in: int | None = beside("submission")


class PeerReview(SQLModel, table=True):
    """That a team reviews the books of another team of its course."""

    __tablename__ = "peer_review"
    __table_args__ = (
        UniqueConstraint("reviewer_id", "team_id"),
        CheckConstraint("reviewer_id != team_id", name="another_team"),
    )

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    reviewer_id: int = above("team")
    team_id: int = above("team")
    created_at: datetime = moment()


class ReviewDraft(SQLModel, table=True):
    """What somebody of the staff means to answer to a version, not sent yet; nobody else sees it."""

    __tablename__ = "review_draft"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    submission_id: int = above("submission")
    person_id: int = above("person")
    answer: str = Field(default="", max_length=4000)
    updated_at: datetime = moment()


class SavedRemark(SQLModel, table=True):
    """A sentence that somebody of the staff uses again and again."""

    __tablename__ = "saved_remark"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    text: str = Field(max_length=1000)
    created_at: datetime = moment()
