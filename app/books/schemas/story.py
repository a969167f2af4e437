"""Inputs of the pitch, the scenario and the handing in."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from app.books.schemas.typed import LONGEST_SCENARIO, Passage, Short
from app.core.inputs import Line, Words


class PitchInput(BaseModel):
    """The pitch. ``version`` is the one that was read."""

    title: Short = ""
    logline: Annotated[Words, StringConstraints(max_length=600)] = ""
    genre: Annotated[Line, StringConstraints(max_length=80)] = ""
    whose_view: Passage = ""
    at_stake: Passage = ""
    unsaid: Passage = ""
    different: Passage = ""
    version: int = 0


class ScenarioInput(BaseModel):
    """The scenario as Fountain. ``version`` is the one that was read."""

    text: Annotated[Words, StringConstraints(max_length=LONGEST_SCENARIO)] = ""
    version: int = 0


class SubmitInput(BaseModel):
    """What the team says with its book."""

    message: Passage = ""
