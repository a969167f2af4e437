"""The table of docs/access.md: read it, and find out what really happens.

``python -m tests.access`` prints the table as the application behaves now, to compare with the document by eye.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import BaseModel
from starlette.responses import Response

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from app.people.models import Person
from app.people.rules import Actor
from app.web.actor import GUEST_COOKIE
from tests import worlds
from tests.furnished import GUEST_SECRET, furnish
from tests.routes import endpoints
from tests.schema import create_schema

DOCUMENT = Path(__file__).parent.parent / "docs" / "access.md"
PERSONAS = ("nobody", "guest", "stranger", "classmate", "member", "assistant", "instructor", "administrator")
STREAMS = ("/events", "/stream")
SAMPLES: dict[str, Any] = {
    "email": "new@example.test",
    "password": "a long password",
    "language": "en",
    "timezone": "UTC",
    "currency": "KRW",
    "fields": {"logline": {"value": "words"}},
}
FORM = {
    "version": "1",
    "text": "words",
    "rating": "hold",
    "command": "next",
    "rev": "0",
    "minutes": "5",
    "name": "A name",
    "title": "A title",
    "kind": "break",
    "starts_at": "2026-12-01T19:00",
    "state": "approved",
    "door": "ask",
    "person_id": "3",
    "rows": "1\t2",
    "role": "sound",
    "answer": "words",
    "due_at": "2026-12-01T19:00",
}
"""A form that satisfies most: what it does not satisfy answers 422, which is a yes."""
TUS = {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": "5",
    "Upload-Offset": "0",
    "Content-Type": "application/offset+octet-stream",
    "Upload-Metadata": "team MQ==",
    "Accept": "application/json",
}


@dataclass
class Stage:
    """A furnished world in a template file, the application over copies of it, and a cookie for each persona."""

    folder: Path
    app: FastAPI
    template: Path
    places: dict[str, object]
    cookies: dict[str, dict[str, str]]
    copies: int = field(default=0)

    def ask(self, path: str, method: str, persona: str, route: APIRoute) -> Response:
        """Send one request to a fresh copy of the world."""
        with self.asking(persona) as ask:
            return ask(path, method, route)

    @contextmanager
    def asking(self, persona: str) -> Iterator[Callable[[str, str, APIRoute], Response]]:
        """Send requests to one fresh copy of the world, one after the other."""
        self.copies += 1
        copy = self.folder / f"copy-{self.copies}.db"
        shutil.copyfile(self.template, copy)
        database = Database(f"sqlite:///{copy}")
        self.app.state.database = database
        client = TestClient(
            self.app,
            base_url=worlds.ORIGIN,
            headers={"Origin": worlds.ORIGIN},
            follow_redirects=False,
            raise_server_exceptions=False,
        )

        def ask(path: str, method: str, route: APIRoute) -> Response:
            address = re.sub(r":path}", "}", path).format_map(_Places(self.places_of(path)))
            body: dict[str, Any] = {}
            if method not in {"GET", "HEAD", "DELETE"}:
                body = {"json": sample_body(route)} if path.startswith("/api/") else {"data": FORM}
            if path.startswith("/uploads"):
                body = {"headers": TUS}
            # whatever an answer set, the next request brings the persona's own cookies alone
            client.cookies.clear()
            client.cookies.update(self.cookies[persona])
            return client.request(method, address, **body)  # type: ignore[return-value]  # httpx's answer reads like starlette's

        try:
            yield ask
        finally:
            database.dispose()
            for left in self.folder.glob(f"{copy.name}*"):
                left.unlink()

    def places_of(self, path: str) -> dict[str, object]:
        """Fill the address of an upload with an upload's token, others with a link's."""
        return {**self.places, "token": self.places["upload"]} if path.startswith("/uploads") else self.places


class _Places(dict[str, object]):
    def __missing__(self, key: str) -> object:
        return 1


def set_stage(folder: Path) -> Stage:
    """Build the world once."""
    template = folder / "template.db"
    create_schema(f"sqlite:///{template}")
    database = Database(f"sqlite:///{template}")
    world = worlds.build(database)
    places = furnish(database, world)
    settings = Settings(media=folder / "media", embedded_worker=False, secret_key="access")
    app = create_app(settings, database)
    people: dict[str, Actor | None] = {
        "stranger": world.stranger,
        "classmate": world.park,
        "member": world.kim,
        "assistant": world.assistant,
        "instructor": world.prof,
        "administrator": world.admin,
    }
    cookies: dict[str, dict[str, str]] = {"nobody": {}, "guest": {GUEST_COOKIE: GUEST_SECRET}}
    with database.writing() as session:
        for name, actor in people.items():
            assert actor is not None
            person = session.get(Person, actor.person_id)
            assert person is not None
            cookies[name] = {"rushes": worlds.people.open_login(session, person, days=1)}
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return Stage(folder, app, template, places, cookies)


def verdict(response: Any) -> str:
    """Say in the table's words what an answer means."""
    if response.status_code >= 500:
        return f"broken {response.status_code}"
    if response.status_code == 401 or response.headers.get("location", "").startswith("/sign-in"):
        return "sign in"
    return {403: "no", 404: "hidden"}.get(response.status_code, "yes")


def addresses() -> Iterator[tuple[str, str, APIRoute]]:
    """Yield every (method, path, route) once; streams that never end are left to their own tests."""
    for path, route in sorted(endpoints(), key=lambda e: e[0]):
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, path, route


def sample_body(route: APIRoute) -> Any:
    """Make the smallest valid JSON body that the endpoint takes."""
    if not route.body_field:
        return {}
    annotation = route.body_field.field_info.annotation
    return _sample("", annotation)


def _sample(name: str, annotation: Any) -> Any:  # noqa: PLR0911 -- a table of types
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {n: _sample(n, f.annotation) for n, f in annotation.model_fields.items() if f.is_required()}
    if name in SAMPLES:
        return SAMPLES[name]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    text = str(annotation)
    for word, value in (
        ("list", []),
        ("dict", {}),
        ("bool", False),
        ("datetime.datetime", "2026-12-01T18:00:00+09:00"),
    ):
        if word in text:
            return value
    if "date" in text:
        return "2026-12-01"
    if "int" in text or "float" in text:
        return 1
    return "words"


def read_table() -> dict[str, dict[str, str]]:
    """Read the document: "METHOD /path" → persona → verdict."""
    table: dict[str, dict[str, str]] = {}
    for line in DOCUMENT.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(PERSONAS) + 1 and cells[0].startswith("`"):
            table[cells[0].strip("`")] = dict(zip(PERSONAS, cells[1:], strict=True))
    return table


def main() -> None:
    """Print the rows as the application behaves now."""
    with tempfile.TemporaryDirectory() as folder:
        stage = set_stage(Path(folder))
        for method, path, route in addresses():
            if path.endswith(STREAMS):
                continue
            cells = [verdict(stage.ask(path, method, persona, route)) for persona in PERSONAS]
            sys.stdout.write(f"| `{method} {path}` | {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main()
