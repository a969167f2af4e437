"""Inputs of joining, shared by the pages and the JSON."""

from typing import Annotated, Self

from pydantic import BaseModel, StringConstraints

from app.core.inputs import Words
from app.teams.joining.queries import CallRow
from app.teams.joining.rules import CallKind, Door


class DoorInput(BaseModel):
    """Whether anybody may join, or has to ask."""

    door: Door


class AskInput(BaseModel):
    """A word to the team."""

    words: Annotated[Words, StringConstraints(max_length=300)] = ""


class InviteInput(BaseModel):
    """Whom to invite, and a word to them."""

    person_id: int
    words: Annotated[Words, StringConstraints(max_length=300)] = ""


class AnswerInput(BaseModel):
    """Yes or no."""

    yes: bool = False


class CallOut(BaseModel):
    """A student who asked a team, or was invited by one."""

    id: int
    kind: CallKind
    team_id: int
    team: str
    person_id: int
    name: str
    words: str

    @classmethod
    def of(cls, row: CallRow) -> Self:
        """Show a call."""
        call = row.call
        return cls(
            id=call.id,
            kind=call.kind,
            team_id=call.team_id,
            team=row.team_name,
            person_id=call.person_id,
            name=row.person_name,
            words=call.words,
        )
