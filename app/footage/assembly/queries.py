"""Reads of the assembly: what is wanted, what of it is made."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.courses.models import Course
from app.footage import queries as footage
from app.footage.assembly.rules import CircledTake, Part, PlannedShot, string_out
from app.footage.models import Assembly, Clip, Piece, Take
from app.footage.rules import Rating
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class Strung:
    """A part with its piece; ``at`` is the second of the film at which it begins, unset while there is no piece."""

    part: Part
    piece: Piece | None
    at: float | None

    @property
    def broken(self) -> bool:
        """Whether no piece could be made of it."""
        return self.piece is not None and not self.piece.segments


@dataclass(frozen=True, slots=True)
class AssemblyPage:
    """A team's assembly as it stands: its parts in order, the seconds that can be watched, the work on the rest."""

    team: Team
    course: Course
    work: Assembly | None
    parts: list[Strung]
    seconds: float

    @property
    def missing(self) -> list[Strung]:
        """The shots that have no circled take."""
        return [one for one in self.parts if one.part.take is None]

    @property
    def pending(self) -> list[Strung]:
        """What has still to be made."""
        return [one for one in self.parts if one.piece is None]

    @property
    def shots(self) -> int:
        """How many shots of the list are in it."""
        return len({one.part.shot.id for one in self.parts if one.part.take and one.part.shot})


def assembly_page(session: Session, actor: Actor, team_id: int) -> AssemblyPage:
    """Load a team's assembly. Raises NotFound."""
    team, course = footage.team_and_course(session, actor, team_id)
    work = session.exec(select(Assembly).where(Assembly.team_id == team_id)).first()
    made = pieces_of(session, team_id)
    parts, at = [], 0.0
    for part in parts_of(session, team_id):
        piece = made.get(part.mark)
        playable = piece is not None and bool(piece.segments)
        parts.append(Strung(part, piece, at if playable else None))
        at += length(piece) if piece is not None else 0.0
    return AssemblyPage(team, course, work, parts, at)


def parts_of(session: Session, team_id: int) -> list[Part]:
    """Work out what the team's assembly consists of now."""
    shots = [PlannedShot(one.id, one.scene, one.number, one.picture) for one in footage.shots_of(session, team_id)]
    rows = session.exec(
        select(Take, Clip)
        .join(Clip, col(Clip.id) == Take.clip_id)
        .where(
            Take.team_id == team_id,
            col(Take.rating) == Rating.CIRCLED,
            col(Take.removed_at).is_(None),
            col(Clip.seconds).is_not(None),
            col(Clip.state).not_in((WorkState.FAILED, WorkState.CANCELLED)),
        )
    ).all()
    takes = [
        CircledTake(
            id=take.id,
            clip_id=clip.id,
            shot_id=take.shot_id,
            number=take.number,
            seconds=clip.seconds or 0.0,
            rate=clip.rate,
            first_frame=take.first_frame,
            last_frame=take.last_frame,
        )
        for take, clip in rows
    ]
    return string_out(shots, takes)


def pieces_of(session: Session, team_id: int) -> dict[str, Piece]:
    """Load the pieces that are made for a team, by their marks."""
    return {piece.mark: piece for piece in session.exec(select(Piece).where(Piece.team_id == team_id)).all()}


def length(piece: Piece) -> float:
    """Give a piece's length in seconds."""
    return float(sum(seconds for _, seconds in piece.segments))
