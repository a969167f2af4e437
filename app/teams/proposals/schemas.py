"""Inputs and outputs of proposals, shared by the pages and the JSON."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line
from app.documents.sheets import MOST_BYTES
from app.jobs.rules import WORKING, WorkState
from app.teams.models import Proposal
from app.teams.proposals.rules import DEFAULT_GOALS, Goal, Weight
from app.teams.proposals.standing import Progress
from app.teams.rules import Role
from app.teams.schemas import MemberOut

Name = Annotated[Line, StringConstraints(max_length=80)]
Number = Annotated[int, Field(ge=1, le=400)]


class ProposeInput(BaseModel):
    """What the solver is asked: how many teams, what counts how much.

    ``keep_teams``: people who have a team stay in it. ``seconds`` bounds the search; the same ``seed`` and the same
    wishes give the same division.
    """

    teams: Number
    goals: dict[Goal, Weight] = dict(DEFAULT_GOALS)
    keep_teams: bool = False
    seconds: Annotated[int, Field(ge=1, le=300)] = 20
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    name: Name = ""


class PinInput(BaseModel):
    """Hold somebody where the proposal has them, also when it is solved again; ``pinned`` false lets go."""

    person_id: int
    pinned: bool = False


class TakeInput(BaseModel):
    """Which of the changes offered is made, by its number."""

    number: Annotated[int, Field(ge=0)] = 0


class ProposalMoveInput(BaseModel):
    """A person to another team of the proposal, or out (``team_number`` empty). ``version`` as it was seen."""

    person_id: int
    team_number: Number | None = None
    version: int


class TableInput(BaseModel):
    """A table of teams and roles as text: CSV, or cells as they are pasted. Its first row says which column is what."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_BYTES)]


class AdoptInput(BaseModel):
    """``publish`` tells everybody at once."""

    publish: bool = False


class ProposalOut(BaseModel):
    """A proposal as listed. ``value`` is what the search reached, ``bound`` what nothing can beat; less is better.

    ``cut``: the time or somebody ended the search before its work was done: another run may end otherwise.

    While it is looked for: ``best`` is how many points from ideal the best so far is, ``least`` the fewest possible.
    """

    id: int
    number: int
    name: str
    state: WorkState
    percent: int
    value: int | None
    bound: int | None
    proven: bool
    cut: bool
    seconds: float
    version: int
    best: int | None = None
    least: int | None = None
    seconds_left: int | None = None

    @classmethod
    def of(cls, row: Proposal, so_far: Progress | None = None) -> Self:
        """Show a proposal, with how far the search is while there is one."""
        shown = cls(**{name: getattr(row, name) for name in ProposalOut.model_fields if hasattr(row, name)})
        if so_far is not None and row.state in WORKING:
            shown.best, shown.least, shown.seconds_left = so_far.points, so_far.least, so_far.left
        return shown


class SpotOut(BaseModel):
    """Where somebody is."""

    person_id: int
    name: str
    team_number: int | None
    roles: list[Role]
    pinned: bool


class ChangeOut(BaseModel):
    """What a move made of the points, more being better here, and why."""

    gained: int
    why: list[str]


class OfferOut(BaseModel):
    """A change that makes a division possible; ``number`` takes it, for who may."""

    number: int
    sentence: str
    may_take: bool


class ProposalDetailOut(ProposalOut):
    """A proposal with everybody's place, what is broken, and how good it is as it stands.

    ``points`` is how far it is from ideal. ``too_near``: who must be apart and is not, for instructors alone.
    ``clashes``, ``would_help`` and ``offers``: why there is no division, where none was possible.
    """

    spots: list[SpotOut]
    breaches: list[str]
    without_team: list[MemberOut]
    points: int
    reached: list[str]
    last_change: ChangeOut | None
    too_near: list[str]
    clashes: list[str]
    would_help: list[str]
    offers: list[OfferOut]


class ColumnOut(BaseModel):
    """One of the proposals compared; ``changed`` names who sits or works otherwise than in the first."""

    proposal: ProposalOut
    points: int
    reached: list[str]
    breaches: list[str]
    without_team: list[MemberOut]
    spots: list[SpotOut]
    changed: list[int]
