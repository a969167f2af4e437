"""Tables of the people room."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, chosen, moment
from app.jobs.rules import WorkState
from app.people.rules import LetterKind, LinkPurpose


class Person(SQLModel, table=True):
    """Somebody with an account. ``email`` is kept in lower case; an empty ``language`` is the browser's."""

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=120)
    password_hash: str = Field(default="", max_length=255)
    language: str = Field(default="en", max_length=8)
    is_admin: bool = False
    disabled: bool = False
    mail_notices: bool = True
    created_at: datetime = moment()


class Login(SQLModel, table=True):
    """A signed-in browser: the cookie holds the token, this row its hash."""

    __tablename__ = "login"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    expires_at: datetime = moment()
    device: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=64)


class SignInLink(SQLModel, table=True):
    """A one-time link: an invitation or a way in without a password."""

    __tablename__ = "sign_in_link"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    token_hash: str = Field(max_length=64, unique=True)
    purpose: LinkPurpose = chosen(LinkPurpose)
    made_by: int | None = beside("person")
    created_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class ApiToken(SQLModel, table=True):
    """A person's key for programs, shown once when made."""

    __tablename__ = "api_token"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    name: str = Field(max_length=80)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = moment()
    used_at: datetime | None = moment(default=None)
    expires_at: datetime | None = moment(default=None)


class Letter(SQLModel, table=True):
    """A letter to be written and sent by a job; a link in it is made at that moment, so that no secret waits here.

    ``about`` is the course it invites to. ``job`` to ``cause`` belong to the job (``app.jobs.rules.Workable``).
    """

    __tablename__ = "letter"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    kind: LetterKind = chosen(LetterKind)
    about: str = Field(default="", max_length=160)
    made_by: int | None = beside("person")
    created_at: datetime = moment()
    job: str = Field(default="", max_length=60)
    state: WorkState = chosen(WorkState, default=WorkState.QUEUED)
    rev: int = 1
    runner: str | None = Field(default=None, max_length=80)
    percent: int = 0
    cause: str = Field(default="", max_length=1000)
