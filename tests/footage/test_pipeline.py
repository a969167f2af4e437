"""A film's way from the upload to the ladder and the master, with real ffmpeg and the real engine."""

import shutil
import subprocess
import time

import pytest
from sqlmodel import select

from app.core import clock
from app.core.settings import Settings
from app.core.text import code_of, told
from app.footage import actions
from app.footage.jobs import LADDER, PREVIEW
from app.footage.models import Clip, Cut, Take
from app.footage.rules import CutKind, CutState
from app.footage.schemas import AnswerInput
from app.jobs.declare import enqueue
from app.jobs.rules import WorkState
from app.journal.models import Entry, Notice
from app.main import create_app, work_engine
from app.storage import open_storage
from app.video.check import Kind
from tests import servers, worlds

pytestmark = pytest.mark.ffmpeg
KOREAN = {"Accept-Language": "ko"}


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Three seconds of an ordinary phone film."""
    path = tmp_path_factory.mktemp("film") / "a.mp4"
    line = "-f lavfi -i testsrc2=s=1280x720:r=30:d=3 -f lavfi -i sine=f=330:d=3 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    subprocess.run(["ffmpeg", "-loglevel", "error", *line.split(), path], check=True)
    return path


class Studio:
    def __init__(self, database, folder, **settings):
        self.database = database
        self.settings = Settings(media=folder, secret_key="k", **settings)
        self.storage = open_storage(self.settings)
        self.world = worlds.build(database)
        self.engine = work_engine(self.settings, database, self.storage)
        self.engine.tools = type(self.engine.tools)(self.storage, master_preset="ultrafast")

    def bring(self, path, name="IMG_1.mp4", cut=None):
        """Write what an upload's last byte writes."""
        token = f"t{time.monotonic_ns()}"
        target = self.storage.work / "uploads" / token
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        with self.database.writing() as session:
            clip = Clip(
                team_id=self.world.team_id,
                file_name=name,
                bytes=target.stat().st_size,
                upload_token=token,
                created_at=clock.now(),
            )
            session.add(clip)
            session.flush()
            clip.original_key = f"clips/{clip.id}/original.mp4"
            if cut:
                session.add(
                    Cut(
                        team_id=self.world.team_id,
                        course_id=self.world.course_id,
                        clip_id=clip.id,
                        number=clip.id,
                        kind=cut,
                        submitted_at=clock.now(),
                    )
                )
            enqueue(session, PREVIEW, clip)
            return clip.id

    def wait(self, key, *states, seconds=60, until=lambda clip: True):
        end = time.monotonic() + seconds
        while True:
            with self.database.reading() as session:
                clip = session.get(Clip, key)
            if clip.state in states and until(clip):
                return clip
            assert time.monotonic() < end, clip
            time.sleep(0.1)


@pytest.fixture
def studio(lite, tmp_path):
    made = Studio(lite, tmp_path / "media")
    made.engine.start()
    yield made
    made.engine.stop()


def test_upload_preview_ladder_accept_master(studio, film):
    key = studio.bring(film, cut=CutKind.FINAL)
    clip = studio.wait(key, WorkState.READY)
    assert clip.preview_key
    assert clip.stream_key
    assert abs(clip.seconds - 3) < 0.05
    assert (clip.width, clip.height, clip.has_sound) == (1280, 720, True)
    keys = studio.storage.keys(f"clips/{key}")
    assert clip.poster_key in keys
    assert any(k.endswith("720p_0000.m4s") for k in keys)
    playlist = b"".join(studio.storage.read(clip.stream_key)).decode()
    assert "CODECS=" in playlist
    assert clip.kept_bytes == sum(studio.storage.size(k) for k in keys)
    assert not list((studio.storage.work / "jobs").rglob("*.m4s"))
    with studio.database.writing() as session:
        cut = session.exec(select(Cut)).one()
        actions.answer_cut(session, studio.world.prof, cut.id, AnswerInput(accept=True, version=cut.version))
    clip = studio.wait(key, WorkState.READY, until=lambda c: c.master_key)
    with studio.database.reading() as session:
        assert session.exec(select(Cut.state)).one() is CutState.ACCEPTED
    assert studio.storage.size(clip.master_key) > 10_000


def test_the_ladder_says_how_far_it_is(studio, tmp_path):
    """Long films are told from stuck ones by this: without it each stopped after the bound for stalling."""
    path = tmp_path / "long.mp4"
    line = "-f lavfi -i testsrc2=s=1280x720:r=30:d=24 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
    subprocess.run(["ffmpeg", "-loglevel", "error", *line.split(), path], check=True)
    key = studio.bring(path)
    studio.wait(key, WorkState.RUNNING, until=lambda clip: clip.job == LADDER and 10 <= clip.percent <= 60)
    studio.wait(key, WorkState.READY, until=lambda clip: clip.stream_key)


def test_the_same_file_twice_is_noticed(studio, film):
    first, again = studio.bring(film), studio.bring(film, "copy.mp4")
    studio.wait(first, WorkState.READY)
    clip = studio.wait(again, WorkState.READY)
    assert clip.same_as == first


def test_a_final_cut_over_the_limit_is_refused_with_its_length(studio, film):
    from app.courses.models import Course

    with studio.database.writing() as session:
        session.get(Course, studio.world.course_id).film_limit_seconds = 2
    rough, final = studio.bring(film, cut=CutKind.ROUGH), studio.bring(film, cut=CutKind.FINAL)
    with studio.database.writing() as session:
        session.get(Clip, final).uploaded_by = studio.world.kim.person_id
    clip = studio.wait(final, WorkState.FAILED)
    assert code_of(clip.cause) == "film-too-long"
    assert told(clip.cause).values == {"length": "0:03", "limit": "0:02"}
    assert "0:03" in str(told(clip.cause))
    studio.wait(rough, WorkState.READY)
    kim = worlds.client(
        create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database), studio.world.kim
    )
    seen = kim.get(f"/api/v1/clips/{final}", headers=KOREAN).json()
    sentence = "영상 길이가 0:03예요. 0:02까지 낼 수 있으니 줄여서 다시 제출해 주세요."
    assert seen["cause"] == sentence
    assert (seen["cause_code"], seen["cause_values"]) == ("film-too-long", {"length": "0:03", "limit": "0:02"})
    with studio.database.reading() as session:
        cut = session.exec(select(Cut.id).where(Cut.clip_id == final)).one()
    for address in (f"/clips/{final}/progress", f"/cuts/{cut}", "/notices"):
        shown = kim.get(address, headers=KOREAN)
        assert sentence in shown.text, address


@pytest.mark.parametrize("content", [b"#EXTM3U\nfile:///etc/passwd\n", b"", b"not a film at all" * 100])
def test_what_is_no_film_ends_in_a_sentence(studio, tmp_path, content):
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    clip = studio.wait(studio.bring(path), WorkState.FAILED)
    assert str(told(clip.cause)).endswith(".")
    assert "Traceback" not in clip.cause
    assert not clip.stream_key


@pytest.mark.skipif(not servers.SAMPLES.exists(), reason="the sample films are not beside the repository")
def test_a_real_iphone_clip_comes_out_upright(studio):
    key = studio.bring(servers.SAMPLES / "media" / "iphone_hlg_dovi_portrait_vfr_editlist.mp4")
    clip = studio.wait(key, WorkState.READY, WorkState.FAILED, seconds=120)
    assert clip.state is WorkState.READY, clip.cause
    assert clip.height > clip.width
    assert any(w["kind"] == "upright" for w in clip.warnings)


def test_who_filmed_is_told_of_a_bad_take_and_what_is_kept_stays_kept(studio, tmp_path):
    dark = tmp_path / "dark.mp4"
    line = "-f lavfi -i color=0x0a0a0a:s=640x360:r=25:d=2,noise=alls=6:allf=t -f lavfi -i sine=f=300:d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    subprocess.run(["ffmpeg", "-loglevel", "error", *line.split(), dark], check=True)
    key = studio.bring(dark)
    world = studio.world
    with studio.database.writing() as session:
        session.get(Clip, key).uploaded_by = world.lee.person_id
        session.add(Take(team_id=world.team_id, clip_id=key, created_at=clock.now()))
    clip = studio.wait(key, WorkState.READY, until=lambda row: row.stream_key)
    assert "dark" in {one["kind"] for one in clip.warnings}
    with studio.database.reading() as session:
        told = session.exec(
            select(Notice.person_id, Notice.href)
            .join(Entry, Entry.id == Notice.entry_id)
            .where(Entry.verb == "clip.warned")
        ).all()
    assert [person for person, _ in told] == [world.lee.person_id]
    assert told[0][1].endswith("#check")
    with studio.database.writing() as session:
        actions.keep_finding(session, world.kim, key, Kind.DARK, kept=True)
        enqueue(session, LADDER, session.get(Clip, key))
    again = studio.wait(key, WorkState.READY, until=lambda row: row.rev > clip.rev)
    assert [one.get("kept") for one in again.warnings if one["kind"] == "dark"] == [True]
    with studio.database.reading() as session:
        assert len(session.exec(select(Entry).where(Entry.verb == "clip.warned")).all()) == 1


def test_films_are_made_anew_and_the_old_sizes_go(studio, film):
    key = studio.bring(film)
    first = studio.wait(key, WorkState.READY, until=lambda clip: clip.stream_key)
    with studio.database.writing() as session:
        assert actions.remake(session, studio.world.other_team_id) == 0
        assert actions.remake(session) == 1
        assert actions.remake(session) == 0  # it is at work now
    again = studio.wait(
        key, WorkState.READY, until=lambda clip: clip.rev > first.rev and clip.stream_key != first.stream_key
    )
    end = time.monotonic() + 20
    while studio.storage.keys(first.stream_key.rpartition("/")[0]):
        assert time.monotonic() < end
        time.sleep(0.1)
    assert again.kept_bytes == sum(studio.storage.size(one) for one in studio.storage.keys(f"clips/{key}"))
