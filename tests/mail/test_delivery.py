"""From a pressed button to the mail server, by the durable jobs of a running house."""

import re
import threading
import time

import pytest
from fastapi.testclient import TestClient

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from tests import worlds
from tests.mail.test_post import Office, Server


@pytest.fixture
def post_office():
    with Office(("127.0.0.1", 0), Server) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_forgotten_password_is_answered_by_mail(db_url, tmp_path, post_office):
    database = Database(db_url)
    worlds.build(database)
    settings = Settings(
        media=tmp_path / "media",
        secret_key="delivery",
        base_url="http://testserver",
        smtp_url=f"smtp://127.0.0.1:{post_office.server_address[1]}",
    )
    with TestClient(
        create_app(settings, database), base_url=worlds.ORIGIN, headers={"Origin": worlds.ORIGIN}
    ) as browser:
        answers = [browser.post("/forgotten", data={"email": f"{name}@example.test"}) for name in ("kim", "nobody")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert "is on its way" in answers[0].text
        until = time.monotonic() + 60
        while not post_office.letters and time.monotonic() < until:
            time.sleep(0.2)
        (letter,) = post_office.letters
        link = re.findall(rb"http://testserver(/links/[\w-]{43})", letter.replace(b"=\r\n", b""))[0].decode()
        assert browser.get(link).status_code == 200
        assert "kim@example.test" in browser.get(link).text
    database.dispose()
