"""Ctrl-C ends the server cleanly, also while somebody sits in the hall and listens."""

import http.client
import signal

import pytest

from app.people import actions as people
from app.people.models import Person
from tests.screenings.hall import Hall

pytestmark = [pytest.mark.ffmpeg, pytest.mark.timeout(120)]


@pytest.fixture
def hall(tmp_path):
    made = Hall(tmp_path, 4)
    yield made
    made.close()


def test_who_listens_is_let_go_and_nothing_is_said_of_it(hall):
    with hall.database.writing() as session:
        secret = people.open_login(session, session.get(Person, hall.world.kim.person_id), days=1, device="test")
    listening = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=60)
    listening.request("GET", f"/screenings/{hall.night}/events", headers={"Cookie": f"rushes={secret}"})
    answer = listening.getresponse()
    assert answer.getheader("content-type").startswith("text/event-stream")
    assert answer.readline() == b"retry: 1000\n"
    hall.server.send_signal(signal.SIGINT)
    assert hall.server.wait(60) in {0, 130, -signal.SIGINT}
    said = (hall.folder / "server.log").read_text()
    assert "Traceback" not in said
    assert "exceeded" not in said, "it waited for those who never go by themselves"
    assert b"" in iter(answer.readline, b"x"), "the stream ended whole"
