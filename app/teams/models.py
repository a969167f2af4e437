"""Tables of the teams room."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, chosen, document, moment
from app.jobs.rules import WorkState
from app.teams.joining.rules import CallKind, Door
from app.teams.rules import FormationState, Role
from app.teams.swaps.rules import SwapState


class Formation(SQLModel, table=True):
    """A course's division into teams; ``version`` rises with every move, so that two boards never overwrite."""

    __tablename__ = "formation"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course", unique=True)
    state: FormationState = chosen(FormationState, default=FormationState.OPEN)
    roles_per_person: int = 2
    published_at: datetime | None = moment(default=None)
    wishes_until: datetime | None = moment(default=None)
    version: int = 1


class Quota(SQLModel, table=True):
    """How many holders of a role each team needs and may have."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("course_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    role: Role = chosen(Role)
    least: int = 1
    most: int = 1


class Team(SQLModel, table=True):
    """A team and its film."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    number: int
    name: str = Field(max_length=80)
    film_title: str = Field(default="", max_length=120)
    founded_by: int | None = Field(default=None)
    door: Door = chosen(Door, default=Door.OPEN, sa_column_kwargs={"server_default": Door.OPEN.value})
    created_at: datetime = moment()
    version: int = 1


class Membership(SQLModel, table=True):
    """A person's place in a team; one team a course."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    course_id: int = above("course")
    person_id: int = above("person")
    joined_at: datetime = moment()


class RoleHolding(SQLModel, table=True):
    """A role that a member holds; ``position`` 0 is the primary one."""

    __tablename__ = "role_holding"
    __table_args__ = (UniqueConstraint("membership_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    membership_id: int = above("membership")
    team_id: int = above("team")
    role: Role = chosen(Role)
    position: int = 0


class Stay(SQLModel, table=True):
    """A time that somebody was in a team with these roles; ``until`` is None while they are there.

    The team is written out: it may be renamed or removed since.
    """

    __tablename__ = "stay"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    person_id: int = above("person")
    team_id: int | None = beside("team")
    team_number: int
    team_name: str = Field(max_length=80)
    roles: list[str] = document(default_factory=list)
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class Extension(SQLModel, table=True):
    """More time for one team at one milestone."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("team_id", "milestone_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    milestone_id: int = above("milestone")
    due_at: datetime = moment()
    reason: str = Field(default="", max_length=300)


class Proposal(SQLModel, table=True):
    """A division that is not in force: made by the solver, or copied to try something.

    ``settings`` and ``pins`` are what it was made from (proposals/schemas.py); ``value`` is what the solver reached,
    ``bound`` what nothing can beat (less is better); ``cut``: it was ended before its work was done, so another search
    may end with another division. ``job`` to ``cause`` belong to the job that solves; ``version``
    rises with every move.
    """

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    number: int
    name: str = Field(default="", max_length=80)
    settings: dict[str, Any] = document(default_factory=dict)
    pins: list[dict[str, Any]] = document(default_factory=list)
    made_from: int | None = Field(default=None)
    by_id: int | None = beside("person")
    created_at: datetime = moment()
    value: int | None = Field(default=None, sa_type=BigInteger)
    bound: int | None = Field(default=None, sa_type=BigInteger)
    found: dict[str, Any] = document(default_factory=dict)
    proven: bool = False
    cut: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    seconds: float = 0.0
    stopping: bool = False
    clashes: list[dict[str, Any]] = document(default_factory=list)
    version: int = 1
    job: str = Field(default="", max_length=40)
    state: WorkState = chosen(WorkState, default=WorkState.READY)
    rev: int = 1
    runner: str | None = Field(default=None, max_length=80)
    percent: int = 0
    cause: str = Field(default="", max_length=1000)


class ProposalPlace(SQLModel, table=True):
    """Where a proposal puts somebody: the team's number (None is nowhere) and the roles, the primary one first."""

    __tablename__ = "proposal_place"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    proposal_id: int = above("proposal")
    person_id: int = above("person")
    team_number: int | None = Field(default=None)
    roles: list[str] = document(default_factory=list)


class ProposalMove(SQLModel, table=True):
    """One step on a proposal's board, so that it can be taken back; ``data`` is rules.Move."""

    __tablename__ = "proposal_move"

    id: int = Field(default=None, primary_key=True)
    proposal_id: int = above("proposal")
    by_id: int | None = beside("person")
    at: datetime = moment()
    data: dict[str, Any] = document(default_factory=dict)


class Call(SQLModel, table=True):
    """A student who asked a team to let them in, or was invited by one; gone when it is answered."""

    __tablename__ = "team_call"
    __table_args__ = (UniqueConstraint("team_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    kind: CallKind = chosen(CallKind)
    team_id: int = above("team")
    person_id: int = above("person")
    words: str = Field(default="", max_length=300)
    created_at: datetime = moment()


class Swap(SQLModel, table=True):
    """Two students who would change places, each with the other's team and roles."""

    __tablename__ = "swap"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    asker_id: int = above("person")
    other_id: int = above("person")
    state: SwapState = chosen(SwapState, default=SwapState.ASKED)
    words: str = Field(default="", max_length=300)
    created_at: datetime = moment()
    decided_at: datetime | None = moment(default=None)


class Wish(SQLModel, table=True):
    """What a student wishes for in one course. Who they want to be apart from is not in this row.

    ``ranked`` holds role values, dearest first; ``experience`` maps a craft to its anchor 0–3; ``free`` lists slots of
    the week 0–48 (wishes/rules.py).
    """

    __tablename__ = "wish"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    person_id: int = above("person")
    ranked: list[str] = document(default_factory=list)
    experience: dict[str, int] = document(default_factory=dict)
    equipment: str = Field(default="", max_length=400)
    free: list[int] = document(default_factory=list)
    words: str = Field(default="", max_length=1000)
    updated_at: datetime = moment()
    version: int = 1


class Companion(SQLModel, table=True):
    """Somebody a student would like to be with."""

    __tablename__ = "companion"
    __table_args__ = (UniqueConstraint("wish_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    wish_id: int = above("wish")
    person_id: int = above("person")


class KeepApart(SQLModel, table=True):
    """Somebody a student must not be with: read by the asker and the course's own instructors alone."""

    __tablename__ = "keep_apart"
    __table_args__ = (UniqueConstraint("wish_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    wish_id: int = above("wish")
    person_id: int = above("person")


class CalendarFeed(SQLModel, table=True):
    """A calendar that somebody follows under a private address: a team's, or (no team) all of their own dates."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("person_id", "team_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = moment()
