"""Rushes, notes, conversions and cuts as JSON; and that names of files are only text on their pages."""

from datetime import datetime, timedelta

import pytest

from app.books import actions as books
from app.books.tables import SHOTS
from app.books.schemas import ShotInput
from app.core import clock
from app.core.settings import Settings
from app.core.text import keep, say
from app.courses.models import Course
from app.footage.models import Clip
from app.footage.rules import CutKind
from app.jobs.rules import WorkState
from app.main import create_app
from tests import worlds
from tests.footage import rows


@pytest.fixture
def film(lite, world):
    """A take of no shot, a shot, and a cut that waits: (take, clip, shot, cut)."""
    with lite.writing() as session:
        shot = books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1"))
        take = rows.take(session, world, file_name="<script>alert(1)</script>.mov")
        cut = rows.cut(session, world, kind=CutKind.FINE)
        return take.id, take.clip_id, shot.id, cut.id


def test_a_take_is_rated_moved_removed_and_brought_back(browse, world, film):
    take, _, shot, _ = film
    kim, address = browse(world.kim), f"/api/v1/takes/{take}"
    assert kim.put(f"{address}/rating", json={"rating": "circled"}).json()["rating"] == "circled"
    assert kim.put(f"{address}/shot", json={"shot_id": shot}).json()["shot_id"] == shot
    wrong = kim.put(f"{address}/shot", json={"shot_id": 999})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["shot_id"])
    wall = kim.get(f"/api/v1/teams/{world.team_id}/rushes").json()
    assert [one["id"] for one in wall["takes"]] == [take]
    assert wall["scenes"] == [{"scene": "1", "planned": 1, "shot": 1, "circled": 1, "open": []}]
    assert wall["kept_bytes"] == 60
    assert kim.get(f"/api/v1/teams/{world.team_id}/rushes?rating=hold").json()["takes"] == []
    assert kim.delete(address).status_code == 204
    assert kim.get(address).json()["removed"]
    assert not kim.post(f"{address}/restore").json()["removed"]
    assert browse(world.prof).put(f"{address}/rating", json={"rating": "hold"}).status_code == 403


def test_notes_on_a_film(browse, world, film):
    take, clip, _, cut = film
    prof, kim = browse(world.prof), browse(world.kim)
    note = prof.post(f"/api/v1/clips/{clip}/notes", json={"frame": 2997, "text": "Hold longer"})
    assert (note.status_code, note.json()["frame"], note.json()["author"]) == (201, 239, "Han")
    address = f"/api/v1/clip-notes/{note.json()['id']}"
    assert kim.put(f"{address}/done", json={}).status_code == 204
    shown = {one["text"]: one for one in kim.get(f"/api/v1/takes/{take}").json()["notes"]}
    assert shown["Hold longer"]["done_at"]
    assert shown["Focus"]["author"] == "Lee"
    assert kim.delete(address).status_code == 403
    assert prof.delete(address).status_code == 204
    assert kim.get(f"/api/v1/cuts/{cut}").json()["notes"] == []


def test_a_conversion_is_cancelled_and_tried_again(browse, world, film, lite):
    _, clip, _, _ = film
    kim = browse(world.kim)
    assert kim.get(f"/api/v1/clips/{clip}").json()["state"] == "ready"
    for step in ("retry", "cancel"):
        refused = kim.post(f"/api/v1/clips/{clip}/{step}")
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    with lite.writing() as session:
        waiting = rows.clip(session, world, state=WorkState.FAILED, job="footage.preview", stream_key="").id
    assert kim.post(f"/api/v1/clips/{waiting}/retry").json()["state"] == "queued"
    assert kim.post(f"/api/v1/clips/{waiting}/cancel").json()["state"] == "cancelled"


def test_a_failed_film_is_tried_again_from_the_list_it_is_on(browse, world, lite):
    with lite.writing() as session:
        clip_id = rows.cut(session, world, state=WorkState.FAILED, job="footage.preview", stream_key="").clip_id
    kim, home = browse(world.kim), f"/teams/{world.team_id}/cuts"
    assert f'action="/clips/{clip_id}/retry"' in kim.get(home).text
    assert kim.post(f"/clips/{clip_id}/retry", data={"next": home}).headers["location"] == home
    assert f"/clips/{clip_id}/retry" not in browse(world.prof).get(home).text


def test_a_film_over_the_limit_is_not_received_and_not_tried_again(browse, world, lite):
    cause = keep(say("The film is %(length)s long.", length="11:00"), "film-too-long")
    with lite.writing() as session:
        clip_id = rows.cut(session, world, state=WorkState.FAILED, cause=cause).clip_id
    page = browse(world.kim).get(f"/teams/{world.team_id}/cuts").text
    assert "The film is 11:00 long." in page
    assert "not received" in page
    assert f"/clips/{clip_id}/retry" not in page


def test_a_cut_is_answered_once(browse, world, film):
    cut = film[3]
    prof, kim = browse(world.prof), browse(world.kim)
    address = f"/api/v1/cuts/{cut}"
    assert [one["id"] for one in kim.get(f"/api/v1/teams/{world.team_id}/cuts").json()] == [cut]
    assert kim.post(f"{address}/answer", json={"accept": True, "version": 7}).status_code == 403
    silent = prof.post(f"{address}/answer", json={"accept": False, "version": 1})
    assert list(silent.json()["errors"]) == ["answer"]
    accepted = prof.post(f"{address}/answer", json={"accept": True, "version": 1}).json()
    assert (accepted["state"], accepted["version"], accepted["by"]) == ("accepted", 2, "Kim")
    late = browse(world.assistant).post(f"{address}/answer", json={"accept": True, "version": 1})
    assert late.status_code == 409
    assert kim.delete(address).status_code == 403


def test_a_cut_is_taken_back_with_its_film(browse, world, film):
    kim, address = browse(world.kim), f"/api/v1/cuts/{film[3]}"
    clip = kim.get(address).json()["clip"]["id"]
    assert browse(world.prof).delete(address).status_code == 403
    assert kim.delete(address).status_code == 204
    assert kim.get(address).status_code == kim.get(f"/api/v1/clips/{clip}").status_code == 404


def test_nothing_changes_in_the_archive(browse, world, film, lite):
    take, clip, _, cut = film
    with lite.writing() as session:
        session.get(Course, world.course_id).archived = True
    kim, prof = browse(world.kim), browse(world.prof)
    assert kim.put(f"/api/v1/takes/{take}/rating", json={"rating": "hold"}).status_code == 403
    assert prof.post(f"/api/v1/clips/{clip}/notes", json={"text": "x"}).status_code == 403
    assert prof.post(f"/api/v1/cuts/{cut}/answer", json={"accept": True, "version": 1}).status_code == 403
    assert kim.get(f"/api/v1/takes/{take}").status_code == 200


@pytest.mark.parametrize("name", ["park", "loner", "stranger", "other_prof"])
def test_others_learn_nothing(browse, world, film, name):
    take, clip, _, cut = film
    who = browse(getattr(world, name))
    for method, address, body in (
        ("GET", f"/api/v1/teams/{world.team_id}/rushes", None),
        ("GET", f"/api/v1/takes/{take}", None),
        ("PUT", f"/api/v1/takes/{take}/rating", {"rating": "hold"}),
        ("PUT", f"/api/v1/takes/{take}/shot", {"shot_id": 999}),
        ("GET", f"/api/v1/clips/{clip}", None),
        ("POST", f"/api/v1/clips/{clip}/cancel", None),
        ("POST", f"/api/v1/clips/{clip}/notes", {"text": "x"}),
        ("PUT", "/api/v1/clip-notes/1/done", {}),
        ("GET", f"/api/v1/cuts/{cut}", None),
        ("POST", f"/api/v1/cuts/{cut}/answer", {"version": 7}),
        ("DELETE", f"/api/v1/cuts/{cut}", None),
    ):
        assert who.request(method, address, json=body).status_code == 404, address


def test_names_of_files_are_text(browse, world, film):
    prof = browse(world.prof)
    for address in (f"/teams/{world.team_id}/rushes", f"/takes/{film[0]}"):
        shown = prof.get(address)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "&lt;script&gt;alert" in shown.text


def test_who_may_watch_is_given_signed_addresses_until_they_end(browse, world, film, lite, app):
    take, clip, _, cut = film
    path = app.state.storage.work / "x"
    path.write_bytes(b"#EXTM3U\n")
    app.state.storage.put(f"clips/{clip}/l1-a/master.m3u8", path)
    with lite.writing() as session:
        session.get(Clip, clip).stream_key = f"clips/{clip}/l1-a/master.m3u8"
    media = browse(world.prof).get(f"/api/v1/takes/{take}").json()["media"]
    assert (media["film"], media["poster"]) == ("", "")
    assert browse().get(media["playlist"]).text == "#EXTM3U\n"
    ends = datetime.fromisoformat(media["expires_at"])
    assert clock.now() + timedelta(hours=5) <= ends <= clock.now() + timedelta(hours=6)
    with clock.at(ends + timedelta(seconds=1)):
        assert browse().get(media["playlist"]).status_code == 410
    assert browse(world.kim).get(f"/api/v1/cuts/{cut}").json()["media"]["playlist"].startswith("/files/")
    assert browse(world.park).get(f"/api/v1/cuts/{cut}").status_code == 404


def test_a_bucket_is_in_the_policy_only_where_there_is_one(browse, lite, tmp_path):
    assert "amazonaws" not in browse().get("/sign-in").headers["content-security-policy"]
    far = Settings(media=tmp_path, storage="s3", s3_bucket="films", s3_access_key="a", s3_secret_key="b")
    policy = worlds.client(create_app(far, lite)).get("/sign-in").headers["content-security-policy"]
    for kind in ("media-src", "connect-src", "img-src"):
        rule = next(part for part in policy.split("; ") if part.startswith(kind))
        assert rule.endswith(" https://s3.us-east-1.amazonaws.com"), rule


def test_what_the_check_found_is_kept_with_one_tap_and_taken_back(browse, world, film, lite):
    take, clip, _, _ = film
    shaky = {"kind": "shaky", "level": "warn", "value": 3.4, "start": 3.0, "end": 9.0}
    with lite.writing() as session:
        session.get(Clip, clip).warnings = [
            shaky,
            {"kind": "dark", "level": "warn", "value": 9, "start": None, "end": None},
        ]
    kim = browse(world.kim)
    page = kim.get(f"/takes/{take}").text
    assert "Shaky from 0:03 to 0:09" in page
    assert "both hands" in page
    kim.post(f"/clips/{clip}/findings/shaky", data={"kept": "true", "next": f"/takes/{take}"})
    assert [one.get("kept", False) for one in kim.get(f"/api/v1/clips/{clip}").json()["warnings"]] == [True, False]
    assert "Shaky" not in kim.get(f"/teams/{world.team_id}/rushes").text
    assert "Kept: Shaky" in " ".join(kim.get(f"/takes/{take}").text.split())
    again = kim.put(f"/api/v1/clips/{clip}/findings/shaky", json={"kept": False})
    assert again.json()["warnings"][0] == shaky
    assert kim.put(f"/api/v1/clips/{clip}/findings/black", json={}).status_code == 404
    assert browse(world.prof).put(f"/api/v1/clips/{clip}/findings/shaky", json={}).status_code == 403
