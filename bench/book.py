"""What one saved field of a book costs the server, and what the page of a 120-shot table does.

The server's time is taken around the whole application, without the network: sign-in, rules, history, commit and all.
Both are asked in turn. The bars: 30 ms and 2 kB for a field; the page is compressed as a browser gets it.
"""

import gzip
import json
import statistics
import tempfile
import time
from pathlib import Path

from fastapi.testclient import TestClient

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from app.people import actions as people
from app.people.models import Person
from tests import worlds
from tests.schema import create_schema

RUNS = 60
SHOTS = 120
ROW = "1\t\tWS\teye\tpan\tphone\tA long corridor, a lamp flickers\twind\tKim\tlamp\t15\n"


def timed(client: TestClient, method: str, path: str, body: bytes | None = None) -> tuple[float, bytes]:
    """Ask once; gives the milliseconds and the answer, and raises RuntimeError unless it is 200."""
    begin = time.perf_counter()
    answer = client.request(method, path, content=body, headers={"Content-Type": "application/json"} if body else {})
    took = (time.perf_counter() - begin) * 1000
    if not answer.is_success:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:200]}")
    return took, answer.content


def main() -> None:
    """Print a row for a saved field and one for the table's page."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'bench.db'}"
        create_schema(url)
        database = Database(url)
        world = worlds.build(database)
        app = create_app(Settings(media=Path(name), embedded_worker=False, secret_key="bench"), database)
        with database.writing() as session:
            person = session.get(Person, world.kim.person_id)
            if person is None:
                raise RuntimeError("the world has no director")
            cookie = people.open_login(session, person, days=1)
        client = TestClient(
            app, base_url="http://localhost", cookies={"rushes": cookie}, headers={"Origin": "http://localhost"}
        )
        measure(client, f"/teams/{world.team_id}/book", f"/api/v1/teams/{world.team_id}/book/edits")


def measure(client: TestClient, book: str, edits: str) -> None:
    """Fill the table, then save a field and open the page in turn."""
    client.post(f"{book}/shots/paste", data={"rows": ROW * SHOTS}).raise_for_status()
    fields, pages, sent, page, base = [], [], b"", b"", "A long corridor, a lamp flickers"
    for turn in range(RUNS):
        value = f"A long corridor, lamp {turn} flickers"
        edit = {
            "section": "shots",
            "row": 1,
            "version": turn + 1,
            "fields": {"picture": {"value": value, "base": base}},
        }
        sent, base = json.dumps(edit).encode(), value
        fields.append(timed(client, "POST", edits, sent)[0])
        took, page = timed(client, "GET", f"{book}/shots")
        pages.append(took)
    print(f"{'':28} {'ms p50':>8} {'ms most':>8} {'bytes':>9}   bar")
    print(
        f"{'one saved field':28} {statistics.median(fields):8.1f} {max(fields):8.1f} {len(sent):9}   30 ms, 2000 bytes"
    )
    row = f"the page of {SHOTS} shots"
    print(
        f"{row:28} {statistics.median(pages):8.1f} {max(pages):8.1f} {len(page):9}   {len(gzip.compress(page))} compressed"
    )
