"""The assembly from a circled take to a film in the browser: made once, re-cut without work, never half."""

import time

import pytest
from sqlmodel import select

from app.books import actions as books
from app.books.schemas import ShotInput
from app.books.tables import SHOTS
from app.core import clock
from app.core.errors import Forbidden, NotFound
from app.footage import actions as footage
from app.footage.assembly import actions, queries
from app.footage.assembly.schemas import TrimInput
from app.footage.models import Assembly, Clip, Piece, Take
from app.footage.rules import Rating
from app.footage.sweep import LINGER, Sweep
from app.jobs.rules import WORKING, WorkState
from tests.footage.test_pipeline import Studio, film  # noqa: F401 -- a fixture

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def studio(lite, tmp_path):
    made = Studio(lite, tmp_path / "media")
    made.engine.start()
    yield made
    made.engine.stop()


@pytest.fixture
def takes(studio, film):  # noqa: F811 -- the fixture
    """Two takes of the first and third of three shots, ready to be watched: their ids."""
    world, made = studio.world, []
    with studio.database.writing() as session:
        shots = [
            books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1", picture=f"손 {n}"))
            for n in range(3)
        ]
        keys = [shot.id for shot in shots]
    clips = [studio.bring(film) for _ in range(2)]
    with studio.database.writing() as session:
        for clip, shot in zip(clips, (keys[0], keys[2]), strict=True):
            take = Take(team_id=world.team_id, clip_id=clip, shot_id=shot, numbered_in=shot, created_at=clock.now())
            session.add(take)
            session.flush()
            made.append(take.id)
    for clip in clips:
        studio.wait(clip, WorkState.READY, until=lambda row: row.stream_key)
    return made


def act(studio, action, *args, **options):
    with studio.database.writing() as session:
        action(session, *args, **options)


def settled(studio, seconds=60):
    """Wait until nothing is being made; the assembly as it is then."""
    end = time.monotonic() + seconds
    while True:
        with studio.database.reading() as session:
            found = queries.assembly_page(session, studio.world.kim, studio.world.team_id)
        if found.work is None or found.work.state not in WORKING:
            return found
        assert time.monotonic() < end, found.work
        time.sleep(0.1)


def test_circled_takes_become_a_film_and_a_new_order_costs_no_work(studio, takes):
    first, second = takes
    assert settled(studio).parts == []
    for take in takes:
        act(studio, footage.rate_take, studio.world.kim, take, Rating.CIRCLED)
    found = settled(studio)
    assert [(one.part.take.id if one.part.take else None) for one in found.parts] == [first, None, second]
    assert [one.at for one in found.parts] == pytest.approx([0, 3, 5.5], abs=0.05)
    assert (found.shots, len(found.missing), found.pending) == (2, 1, [])
    prefixes = {one.part.mark: one.piece.prefix for one in found.parts}
    shots = [found.parts[n].part.shot.id for n in (0, 2)]
    for take, shot in zip(takes, reversed(shots), strict=True):
        act(studio, footage.move_take, studio.world.kim, take, shot)
    again = settled(studio)
    assert [(one.part.take.id if one.part.take else None) for one in again.parts] == [second, None, first]
    assert {one.part.mark: one.piece.prefix for one in again.parts} == prefixes
    act(studio, footage.rate_take, studio.world.kim, first, Rating.HOLD)
    held = settled(studio)
    assert [(one.part.take.id if one.part.take else None) for one in held.parts] == [second, None, None]
    act(studio, footage.rate_take, studio.world.kim, first, Rating.CIRCLED)
    found = settled(studio)
    assert [one.at for one in found.parts] == [one.at for one in again.parts]
    assert found.work.rev == held.work.rev  # everything was there: no job has run


def test_a_trim_makes_one_piece_and_the_old_one_goes_an_hour_later(studio, takes):
    act(studio, footage.rate_take, studio.world.kim, takes[0], Rating.CIRCLED)
    before = settled(studio).parts[0]
    act(studio, actions.trim_take, studio.world.kim, takes[0], TrimInput(first_frame=30, last_frame=59))
    found = settled(studio)
    assert found.parts[0].part.seconds == 1.0
    assert found.parts[1].at == pytest.approx(1.0, abs=0.04)
    sweep = Sweep(studio.database, studio.storage)
    sweep.pieces()
    assert studio.storage.keys(before.piece.prefix)
    with clock.at(clock.now() + LINGER * 2):
        sweep.pieces()
    assert studio.storage.keys(before.piece.prefix) == []
    assert studio.storage.keys(found.parts[0].piece.prefix)
    with studio.database.reading() as session:
        kept = session.exec(select(Piece)).all()
    assert before.piece.id not in {piece.id for piece in kept}
    used = sum(studio.storage.size(key) for piece in kept for key in studio.storage.keys(piece.prefix))
    assert used == sum(piece.bytes for piece in kept)


def test_a_take_that_cannot_be_made_is_left_out_and_tried_again(studio, takes):
    with studio.database.reading() as session:
        clip = session.get(Clip, session.get(Take, takes[0]).clip_id)
    original = studio.storage.path(clip.original_key)
    whole = original.read_bytes()
    original.write_bytes(b"no film")
    for take in takes:
        act(studio, footage.rate_take, studio.world.kim, take, Rating.CIRCLED)
    found = settled(studio)
    assert [one.broken for one in found.parts] == [True, False, False]
    assert [one.at for one in found.parts] == [None, 0.0, pytest.approx(2.5, abs=0.04)]
    original.write_bytes(whole)
    act(studio, actions.update_assembly, studio.world.lee, studio.world.team_id)
    assert [one.broken for one in settled(studio).parts] == [False, False, False]


def test_others_neither_see_nor_trim(studio, takes):
    world = studio.world
    with studio.database.reading() as session, pytest.raises(NotFound):
        queries.assembly_page(session, world.park, world.team_id)
    with pytest.raises(Forbidden):
        act(studio, actions.trim_take, world.prof, takes[0], TrimInput(first_frame=1))
    with pytest.raises(NotFound):
        act(studio, actions.update_assembly, world.park, world.team_id)


def test_what_is_made_is_not_made_again(studio, takes):
    act(studio, footage.rate_take, studio.world.kim, takes[0], Rating.CIRCLED)
    found = settled(studio)
    first = {one.piece.id: one.piece.prefix for one in found.parts}
    act(studio, footage.rate_take, studio.world.kim, takes[1], Rating.CIRCLED)
    again = settled(studio)
    kept = {one.piece.id: one.piece.prefix for one in again.parts}
    assert first[found.parts[0].piece.id] == kept[found.parts[0].piece.id]
    with studio.database.reading() as session:
        assert session.exec(select(Assembly)).one().state is WorkState.READY
