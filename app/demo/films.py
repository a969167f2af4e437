"""The takes and films of the demonstration course.

Their rows are written with the course; their pictures are drawn by ffmpeg afterwards and go the way of every upload:
preview, ladder, footage check, master.
"""

import logging
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.books import queries as books
from app.books.models import Book, Shot
from app.core import clock, ids
from app.core.db import Database
from app.core.settings import Settings
from app.demo.stories import STORIES, Story
from app.footage.jobs import PREVIEW
from app.footage.models import Clip, ClipNote, Cut, Take
from app.footage.rules import CutKind, CutState, Rating
from app.jobs.declare import enqueue
from app.jobs.process import Bounds, limited
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.storage import open_storage
from app.video import synth

log = logging.getLogger("rushes.demo")
FILM_SECONDS = 10.0
TAKE_SECONDS = 2.4
SIZE = (960, 540)
LOOKS = (synth.Look.FINE, synth.Look.FINE, synth.Look.SHAKY, synth.Look.FINE, synth.Look.DARK)
RATINGS = (Rating.CIRCLED, Rating.HOLD, Rating.NO_GOOD, Rating.CIRCLED, Rating.NONE)
TAKES = {"accepted": 2, "cut": 2, "production": 4}
MARK = "demo:"


@dataclass(frozen=True, slots=True)
class Reel:
    """A film to draw for a clip's row."""

    clip_id: int
    picture: synth.Clip


def write(session: Session, members: list[Actor], instructor: Actor, team_id: int, course_id: int, number: int) -> None:
    """Write the rows of a team's takes and cuts; their files come later."""
    story = STORIES[number]
    book = session.exec(select(Book).where(Book.team_id == team_id)).first()
    shots = books.order_of(session, Shot, book.id) if book else []
    for place in range(min(TAKES.get(story.stage, 0), len(shots))):
        with clock.at(clock.now() - timedelta(days=9, hours=-place)):
            _take(session, members[2], team_id, shots[place], place)
    if story.stage in ("accepted", "cut"):
        _cut(session, members, instructor, team_id, course_id, story)


def _take(session: Session, camera: Actor, team_id: int, shot: Any, place: int) -> None:
    clip = _clip(session, camera, team_id, f"IMG_{2041 + place}.MOV", TAKE_SECONDS)
    session.add(
        Take(
            team_id=team_id,
            clip_id=clip.id,
            shot_id=shot.id,
            numbered_in=shot.id,
            number=1 + place % 3,
            rating=RATINGS[place],
            created_at=clock.now(),
            created_by=camera.person_id,
        )
    )
    if place == 0:
        note = "초점이 손가락에 있어요. 소리도 좋아요."
        session.add(ClipNote(clip_id=clip.id, frame=36, text=note, author_id=camera.person_id, created_at=clock.now()))


def _cut(session: Session, members: list[Actor], instructor: Actor, team_id: int, course_id: int, story: Story) -> None:
    accepted = story.stage == "accepted"
    with clock.at(clock.now() - timedelta(days=8)):
        clip = _clip(session, members[5], team_id, f"{story.title}_final.mp4", FILM_SECONDS)
        session.add(
            Cut(
                team_id=team_id,
                course_id=course_id,
                clip_id=clip.id,
                number=1,
                kind=CutKind.FINAL,
                state=CutState.ACCEPTED if accepted else CutState.WAITING,
                message="최종본입니다. 마지막 컷 길이를 봐 주세요.",
                submitted_at=clock.now(),
                submitted_by=members[5].person_id,
                answer="상영해도 좋습니다. 축하합니다." if accepted else "",
                answered_at=clock.now() + timedelta(hours=20) if accepted else None,
                answered_by=instructor.person_id if accepted else None,
            )
        )


def _clip(session: Session, who: Actor, team_id: int, name: str, seconds: float) -> Clip:
    clip = Clip(
        team_id=team_id,
        file_name=name,
        seconds=seconds,
        upload_token=f"{MARK}{ids.short()[:20]}",
        uploaded_by=who.person_id,
        created_at=clock.now(),
    )
    session.add(clip)
    session.flush()
    clip.original_key = f"clips/{clip.id}/original.mp4"
    return clip


def make_films(settings: Settings, database: Database, stopping: Callable[[], bool]) -> None:
    """Draw every film that is not there yet, and queue its conversion; films before takes."""
    storage = open_storage(settings)
    for reel in _reels(database):
        if stopping():
            return
        token = ids.short()
        path = storage.work / "uploads" / token
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = path.with_name(f"{token}.mp4")
        argv = limited(synth.clip_argv(reel.picture, drawn), Bounds(cpu=120))
        done = subprocess.run(argv, capture_output=True, check=False, timeout=300)
        if done.returncode:
            log.error("a demo film could not be drawn: %s", done.stderr[-500:].decode(errors="replace"))
            continue
        drawn.rename(path)
        with database.writing() as session:
            clip = session.get(Clip, reel.clip_id)
            if clip is not None:
                clip.upload_token, clip.bytes, clip.kept_bytes = token, path.stat().st_size, path.stat().st_size
                enqueue(session, PREVIEW, clip)


def wait_for_films(database: Database, seconds: float) -> bool:
    """Wait until every film is converted; False when it takes longer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with database.reading() as session:
            if not session.exec(
                select(Clip.id).where(col(Clip.state).in_([WorkState.QUEUED, WorkState.RUNNING]))
            ).first():
                return True
        time.sleep(0.5)
    return False


def _reels(database: Database) -> list[Reel]:
    """List what is to be drawn: the clips that still carry the demo's mark."""
    with database.reading() as session:
        rows = session.exec(
            select(Clip.id, Clip.team_id, Clip.seconds, Cut.id)
            .outerjoin(Cut, col(Cut.clip_id) == Clip.id)
            .where(col(Clip.upload_token).startswith(MARK))
            .order_by(col(Cut.id).is_(None), col(Clip.id))
        ).all()
    teams = sorted({team for _, team, _, _ in rows})
    return [
        Reel(
            clip,
            _picture(
                STORIES[teams.index(team) % len(STORIES)], clip, float(seconds or TAKE_SECONDS), film=cut is not None
            ),
        )
        for clip, team, seconds, cut in rows
    ]


def _picture(story: Story, seed: int, seconds: float, *, film: bool) -> synth.Clip:
    width, height = SIZE
    if film:
        drawn = synth.Clip(seconds=seconds, width=width, height=height, seed=seed, hue=seed * 40)
        return replace(drawn, title=story.title, line=story.name, font=_font())
    look = LOOKS[seed % len(LOOKS)]
    return synth.Clip(seconds=seconds, width=width, height=height, seed=seed, hue=seed * 25, look=look)


@cache
def _font() -> Path | None:
    """Find a font that has Hangul; without one the films have no titles."""
    if not shutil.which("fc-match"):
        return None
    found = subprocess.run(["fc-match", "-f", "%{file}", ":lang=ko:bold"], capture_output=True, text=True, check=False)
    path = Path(found.stdout.strip())
    return path if path.is_file() else None
