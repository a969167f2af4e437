"""How much a signed-in page costs against a bare FastAPI + SQLModel + Jinja2 page of the same rows, without sign-in.

Both are served by uvicorn in one process and asked in turn over one connection each; the figure is the median of the
ratios of pairs.
"""

import http.client
import statistics
import tempfile
import time
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from sqlmodel import Session, col, select

from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Enrolment
from app.main import create_app
from app.people import actions as people
from app.people.models import Person
from tests import live, worlds
from tests.furnished import furnish
from tests.schema import create_schema

PAIRS = 120
WARM = 20
BARE = Environment(autoescape=True).from_string(
    "<!doctype html><title>x</title><table>{% for p, e in rows %}<tr><td>{{ p.name }}<td>{{ p.email }}<td>{{ e.role }}{% endfor %}</table>"
)


def bare_app(database: Database) -> FastAPI:
    """Make the page every FastAPI tutorial would make, over the same rows."""
    app = FastAPI()

    @app.get("/")
    def people(course_id: int = 1) -> HTMLResponse:
        with Session(database.engine) as session:
            rows = session.exec(
                select(Person, Enrolment)
                .join(Enrolment, col(Enrolment.person_id) == Person.id)
                .where(Enrolment.course_id == course_id)
            ).all()
            return HTMLResponse(BARE.render(rows=rows))

    return app


class Asker:
    """One kept-alive connection that measures the seconds of a GET."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"))
        self.headers = {"Cookie": f"rushes={cookie}"} if cookie else {}

    def ask(self, path: str) -> float:
        """GET the path; raises RuntimeError unless the answer is 200."""
        begin = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return time.perf_counter() - begin


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'bench.db'}"
        create_schema(url)
        database = Database(url)
        world = worlds.build(database)
        places = furnish(database, world)
        app = create_app(Settings(media=folder, embedded_worker=False, secret_key="bench"), database)
        with database.writing() as session:
            person = session.get(Person, world.prof.person_id)
            if person is None:
                raise RuntimeError("the world has no instructor")
            cookie = people.open_login(session, person, days=1)
        paths = [
            "/",
            "/courses/{course_id}",
            "/courses/{course_id}/teams",
            "/courses/{course_id}/people",
            "/teams/{team_id}",
            "/teams/{team_id}/rushes",
        ]
        with live.serving(app) as ours, live.serving(bare_app(database)) as bare:
            a, b = Asker(ours, cookie), Asker(bare)
            print(f"{'page':32} {'ms p50':>8} {'bare p50':>9} {'ratio':>6}")
            for path in paths:
                measure(a, b, path.format_map(places))


def measure(ours: Asker, bare: Asker, path: str) -> None:
    """Ask both in turn and print the medians and the median ratio."""
    for _ in range(WARM):
        ours.ask(path)
        bare.ask("/")
    pairs = [(ours.ask(path), bare.ask("/")) for _ in range(PAIRS)]
    ratio = statistics.median(a / b for a, b in pairs)
    mine, theirs = (statistics.median(x) * 1000 for x in zip(*pairs, strict=True))
    print(f"{path:32} {mine:8.2f} {theirs:9.2f} {ratio:6.2f}")
