"""Inputs and outputs of the assembly."""

from pydantic import BaseModel

from app.footage.assembly.queries import AssemblyPage
from app.footage.notes.schemas import Frame
from app.jobs.rules import WorkState


class TrimInput(BaseModel):
    """What the assembly uses of a take: frames from 0 at the film's rate, both included; unset: from or to the end."""

    first_frame: Frame | None = None
    last_frame: Frame | None = None


class PartOut(BaseModel):
    """A part of the assembly: a take, or a card (no ``take_id``) for a shot without a circled take.

    ``at`` is the second at which it begins; unset while it is not made. ``broken``: it could not be made.
    """

    shot_id: int | None
    scene: str
    shot: str
    take_id: int | None
    take: int | None
    seconds: float
    at: float | None
    broken: bool


class AssemblyOut(BaseModel):
    """A team's assembly: its parts, seconds that can be watched, its HLS list, and the work on the rest."""

    team_id: int
    seconds: float
    playlist: str
    state: WorkState
    percent: int
    parts: list[PartOut]

    @classmethod
    def of(cls, found: AssemblyPage, playlist: str) -> "AssemblyOut":
        """Show an assembly."""
        work = found.work
        return cls(
            team_id=found.team.id,
            seconds=found.seconds,
            playlist=playlist,
            state=work.state if work else WorkState.READY,
            percent=work.percent if work else 100,
            parts=[
                PartOut(
                    shot_id=one.part.shot.id if one.part.shot else None,
                    scene=one.part.shot.scene if one.part.shot else "",
                    shot=one.part.shot.number if one.part.shot else "",
                    take_id=one.part.take.id if one.part.take else None,
                    take=one.part.take.number if one.part.take else None,
                    seconds=one.part.seconds,
                    at=one.at,
                    broken=one.broken,
                )
                for one in found.parts
            ],
        )
