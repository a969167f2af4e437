"""Figures for Prometheus and the administrator's page of storage and work."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.core.settings import Settings
from app.jobs.rules import WorkState
from app.main import create_app
from tests import worlds
from tests.footage import rows


def figures(answer):
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.fixture
def token(lite, tmp_path):
    """A house whose figures need a token."""
    return create_app(
        Settings(media=tmp_path / "m", secret_key="k", embedded_worker=False, metrics_token="t0ken"), lite
    )


def test_requests_jobs_bytes_and_uploads_are_counted_without_names(token, world, lite):
    with lite.writing() as session:
        take = rows.take(session, world).id
        rows.cut(session, world, job="footage.ladder", state=WorkState.FAILED)
    kim = worlds.client(token, world.kim)
    assert kim.get(f"/takes/{take}").status_code == 200
    assert kim.get("/takes/999").status_code == kim.get("/wp-login.php").status_code == 404
    answer = worlds.client(token).get("/metrics", headers={"Authorization": "Bearer t0ken"})
    seen = figures(answer)
    assert seen["rushes_requests_total", "/takes/{take_id}", "200", "GET"] == 1
    assert seen["rushes_requests_total", "/takes/{take_id}", "404", "GET"] == 1
    assert seen["rushes_requests_total", "404", "GET", "none"] == 1
    assert seen["rushes_request_seconds_count", "/takes/{take_id}"] == 2
    assert seen["rushes_jobs", "failed", "footage.ladder"] == 1
    assert seen["rushes_storage_bytes",] == 60
    assert seen["rushes_uploads_open",] == 0
    assert seen["rushes_disk_free_bytes",] > 0
    for name in ("Kim", "@", f"/takes/{take}", "wp-login"):
        assert name not in answer.text


def test_without_the_token_there_is_nothing(token, app, world):
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic t0ken"}):
        assert worlds.client(token).get("/metrics", headers=headers).status_code == 404
    assert worlds.client(app, world.admin).get("/metrics").status_code == 404  # "testclient" is not this machine
    from fastapi.testclient import TestClient

    assert TestClient(app, client=("127.0.0.1", 5)).get("/metrics").status_code == 200
    assert TestClient(app, client=("::1", 5)).get("/metrics").status_code == 200


def test_an_administrator_sees_storage_and_tries_failed_films_again(browse, world, lite):
    with lite.writing() as session:
        rows.take(session, world, kept_bytes=3 * 1024**3)
        failed = rows.cut(
            session,
            world,
            file_name="final.mov",
            job="footage.ladder",
            state=WorkState.FAILED,
            cause='{"say": "The film is %(length)s; the limit is %(limit)s.", "values": {"length": "11:02", "limit": "10:00"}}',
        ).clip_id
    admin = browse(world.admin)
    shown = admin.get("/admin").text
    for words in (
        "3.0 GB of 60 GB used",
        "free on the disk",
        "Nothing waits.",
        "final.mov",
        "11:02; the limit is 10:00",
    ):
        assert words in shown, words
    answer = admin.post(f"/clips/{failed}/retry", data={"next": "/admin"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin")
    shown = admin.get("/admin").text
    assert "final.mov" not in shown
    assert "1 job waits or runs" in shown
