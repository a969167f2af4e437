"""Reads for the editing desk: originals of takes, the assembly's events, a cut's notes as marks."""

from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session, col, select

from app.books.models import Shot
from app.documents.timelines import Event, Mark
from app.footage import queries as footage
from app.footage.assembly.queries import parts_of
from app.footage.assembly.rules import CARD_SECONDS, CircledTake
from app.footage.desk.rules import apart, sensible_name, timeline_rate
from app.footage.models import Clip, Take
from app.footage.notes.queries import NoteRow, notes_on
from app.footage.notes.rules import fraction, frame_at
from app.footage.queries import CutRow
from app.footage.rules import Rating
from app.people.rules import Actor
from app.teams.models import Team

FOLDER = "originals"


@dataclass(frozen=True, slots=True)
class Original:
    """A take's file as it came from the phone: its storage key and bytes, and its name for editors."""

    take_id: int
    key: str
    bytes: int
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What goes to the editing desk: the files, and the assembly as events that name them, at a rate."""

    team: Team
    originals: list[Original]
    events: list[Event]
    rate: Fraction


def desk(session: Session, actor: Actor, team_id: int, *, everything: bool = False) -> Desk:
    """Load a team's circled takes, or with ``everything`` all of them, and its assembly. Raises NotFound."""
    team, _ = footage.team_and_course(session, actor, team_id)
    originals = _originals(session, team_id, everything=everything)
    names = {one.take_id: one.name for one in originals}
    parts, events = parts_of(session, team_id), []
    notes = notes_on(session, actor, [part.take.clip_id for part in parts if part.take], team_id)
    for part in parts:
        shot = (part.shot.number or part.shot.scene) if part.shot else ""
        if part.take is None:
            events.append(Event(f"{shot} ({part.shot.picture[:60] if part.shot else ''})", seconds=CARD_SECONDS))
            continue
        name, own = f"{shot or 'X'}T{part.take.number}", notes.get(part.take.clip_id, [])
        events.append(_event(name, names.get(part.take.id, ""), part.take, own))
    return Desk(team, originals, events, timeline_rate(event.rate for event in events if event.file))


def marks_of(session: Session, actor: Actor, cut_id: int) -> tuple[CutRow, list[NoteRow]]:
    """Load a cut and its notes, for markers. Raises NotFound."""
    found = footage.cut_page(session, actor, cut_id)
    return found.row, found.notes


def as_mark(row: NoteRow) -> Mark:
    """Give a note as a mark, its answers below it."""
    note = row.note
    text = "\n".join([note.text, *(f"— {one.author}: {one.note.text}" for one in row.answers)])
    frames = 1 if note.last_frame is None else note.last_frame - note.frame + 1
    return Mark(note.frame, text, frames, row.author)


def _originals(session: Session, team_id: int, *, everything: bool) -> list[Original]:
    statement = (
        select(Take, Clip, Shot)
        .join(Clip, col(Clip.id) == Take.clip_id)
        .outerjoin(Shot, col(Shot.id) == Take.shot_id)
        .where(Take.team_id == team_id, col(Take.removed_at).is_(None), Clip.sha256 != "")
        .order_by(col(Shot.position), col(Take.number), col(Take.id))
    )
    if not everything:
        statement = statement.where(col(Take.rating) == Rating.CIRCLED)
    rows = session.exec(statement).all()
    names = apart(
        sensible_name(shot.scene if shot else "", shot.number if shot else "", take.number, clip.file_name)
        for take, clip, shot in rows
    )
    return [
        Original(take.id, clip.original_key, clip.bytes, name)
        for (take, clip, _), name in zip(rows, names, strict=True)
    ]


def _event(name: str, file: str, take: CircledTake, notes: list[NoteRow]) -> Event:
    rate = fraction(take.rate)
    length = max(1, frame_at(take.seconds, take.rate))
    start, seconds = take.span
    first = min(length - 1, frame_at(start, take.rate))
    last = min(length - 1, max(first, frame_at(start + seconds, take.rate) - 1))
    marks = tuple(as_mark(row) for row in notes if row.note.done_at is None and first <= row.note.frame <= last)
    return Event(name, f"{FOLDER}/{file}", rate, first, last, length, marks=marks)
