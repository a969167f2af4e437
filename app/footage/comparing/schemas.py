"""Outputs: two films beside each other."""

from pydantic import BaseModel

from app.footage.notes.schemas import NoteOut
from app.footage.schemas import CutOut, FilmOut, TakeOut


class ComparedTake(TakeOut):
    """A take with its film and notes."""

    media: FilmOut
    notes: list[NoteOut]


class ComparedTakes(BaseModel):
    """Two takes of a team; ``others`` are the ids of the other takes of the first one's shot."""

    first: ComparedTake
    second: ComparedTake
    others: list[int]


class ComparedCut(CutOut):
    """A cut with its film and notes."""

    media: FilmOut
    notes: list[NoteOut]


class ComparedCuts(BaseModel):
    """Two cuts of a team; ``others`` are the ids of its other cuts."""

    first: ComparedCut
    second: ComparedCut
    others: list[int]
