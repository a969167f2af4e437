"""Inputs and outputs of being at a book."""

from typing import Annotated

from pydantic import BaseModel, Field


class HereInput(BaseModel):
    """The ``section`` that somebody looks at ("overview" for none), and the book's ``rev`` that their page shows."""

    section: Annotated[str, Field(max_length=20, pattern="^[a-z]*$")] = "overview"
    rev: Annotated[int, Field(ge=0)] = 0


class PersonHere(BaseModel):
    """Somebody else who is at the book now."""

    id: int
    name: str
    section: str


class HereOut(BaseModel):
    """Who else is here. ``rev`` is the book's now; ``changed`` says that others changed the section since."""

    rev: int
    changed: bool
    people: list[PersonHere]
