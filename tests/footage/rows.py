"""Footage for tests: rows as an upload's last byte and its jobs leave them."""

from app.books.models import Shot
from app.core import clock
from app.footage.actions.numbers import next_take
from app.footage.models import Clip, ClipNote, Cut, Take
from app.footage.rules import CutKind
from app.jobs.rules import WorkState
from tests.worlds import World


def clip(session, world: World, **values) -> Clip:
    """A film that can be watched."""
    facts = {"file_name": "IMG.mov", "bytes": 10, "kept_bytes": 30, "state": WorkState.READY, "seconds": 8.0}
    made = Clip(team_id=world.team_id, created_at=clock.now(), **{**facts, "stream_key": "clips/x.m3u8", **values})
    session.add(made)
    session.flush()
    return made


def take(session, world: World, shot: Shot | None = None, number: int = 0, **values) -> Take:
    """A take with its film and one open note."""
    film = clip(session, world, **values)
    made = Take(
        team_id=world.team_id,
        clip_id=film.id,
        shot_id=shot.id if shot else None,
        numbered_in=shot.id if shot else 0,
        number=number or next_take(session, world.team_id, shot.id if shot else None),
        created_at=clock.now(),
        created_by=world.kim.person_id,
    )
    session.add(made)
    session.add(ClipNote(clip_id=film.id, text="Focus", author_id=world.lee.person_id, created_at=clock.now()))
    session.flush()
    return made


def cut(session, world: World, number: int = 1, kind: CutKind = CutKind.ROUGH, **values) -> Cut:
    """A cut that waits for its answer."""
    made = Cut(
        team_id=world.team_id,
        course_id=world.course_id,
        clip_id=clip(session, world, **values).id,
        number=number,
        kind=kind,
        submitted_at=clock.now(),
        submitted_by=world.kim.person_id,
    )
    session.add(made)
    session.flush()
    return made
