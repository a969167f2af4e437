"""Take the screenshots of docs/screens: the main pages of the demo course, at both widths, in both languages.

``python tools/shots.py [MEDIA]`` uses a demo that is there already, else makes one in a temporary folder.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402 -- the path comes first
from sqlmodel import select  # noqa: E402

from app.cli import migrations, serving  # noqa: E402
from app.core.db import Database  # noqa: E402
from app.core.settings import Settings  # noqa: E402
from app.demo import forming  # noqa: E402
from app.demo import people as cast  # noqa: E402
from app.main import create_app  # noqa: E402
from app.people.models import Person  # noqa: E402
from app.people.rules import Actor, CourseRole  # noqa: E402
from app.screenings import actions, queries  # noqa: E402
from app.screenings.rules import Command  # noqa: E402
from app.teams.proposals import actions as proposing  # noqa: E402
from app.teams.proposals import queries as proposals  # noqa: E402
from app.teams.proposals.rules import Spot  # noqa: E402
from app.teams.proposals.schemas import ProposeInput  # noqa: E402
from app.teams.solving.solve import solve  # noqa: E402
from tests import live  # noqa: E402

TARGET = ROOT / "docs" / "screens"
STUDENT, TEACHER, NEXT = cast.address(1, 1), cast.INSTRUCTOR[1], forming.address(2)
PAGES = {
    "today": (STUDENT, "/"),
    "team": (STUDENT, "/teams/1"),
    "scenario": (STUDENT, "/teams/1/book/scenario"),
    "shots": (STUDENT, "/teams/1/book/shots"),
    "storyboard": (STUDENT, "/teams/1/book/storyboard"),
    "schedule": (STUDENT, "/teams/1/book/schedule"),
    "pitches": (TEACHER, "/courses/2/pitches"),
    "review": (STUDENT, "/submissions/1"),
    "compare": (STUDENT, "/submissions/2/compare"),
    "rushes": (STUDENT, "/teams/1/rushes"),
    "coverage": (STUDENT, "/teams/1/coverage"),
    "take": (STUDENT, "/takes/2"),
    "assembly": (STUDENT, "/teams/1/assembly"),
    "letter": (STUDENT, "/teams/1/feedback"),
    "instructor": (TEACHER, "/"),
    "course": (TEACHER, "/courses/2"),
    "board": (TEACHER, "/courses/2/teams"),
    "books": (TEACHER, "/courses/2/books"),
    "night": (TEACHER, "/screenings/2"),
    "control": (TEACHER, "/screenings/2/control"),
    "wishes": (NEXT, "/courses/1/wishes"),
    "demand": (TEACHER, "/courses/1/wishes/all"),
    "proposal": (TEACHER, "/proposals/1"),
    "projector": (TEACHER, "/screenings/2/projector"),
}
WIDTHS = {"390": live.PHONE, "1280": {"width": 1280, "height": 820}}


def take(browser: Browser, app: object, address: str, database: Database, pages: dict[str, tuple[str, str]]) -> None:
    """Take every picture; the pages show what is in the first window without scrolling."""
    for width, size in WIDTHS.items():
        for language in ("en", "ko"):
            for mail in (STUDENT, TEACHER, NEXT):
                with database.reading() as session:
                    person = session.exec(select(Person).where(Person.email == mail)).one()
                context = browser.new_context(viewport=size, locale=language)  # type: ignore[arg-type]  # width and height
                context.add_cookies([{"name": "rushes_lang", "value": language, "url": address}])
                live.sign_in(app, context, address, person_as_actor(person))  # type: ignore[arg-type]  # our application
                page = context.new_page()
                for name, (who, path) in pages.items():
                    if who == mail:
                        picture(page, address + path, TARGET / f"{name}-{language}-{width}.png")
                context.close()


def to_the_first_film(database: Database) -> None:
    """Begin tonight and go to the title card of its first film."""
    with database.writing() as session:
        teacher = session.exec(select(Person).where(Person.email == TEACHER)).one()
        actor = Actor(person_id=teacher.id, name=teacher.name, courses={2: CourseRole.INSTRUCTOR})
        for command in (Command.START, Command.NEXT):
            actions.command(session, actor, 2, command, queries.night(session, 2).screening.rev)


def divide_next_term(database: Database) -> None:
    """Search for next term's teams, here and at once."""
    with database.writing() as session:
        teacher = session.exec(select(Person).where(Person.email == TEACHER)).one()
        actor = Actor(person_id=teacher.id, name=teacher.name, courses={1: CourseRole.INSTRUCTOR})
        if proposals.proposals_of(session, 1):
            return
        row = proposing.copy_present(session, actor, 1)
        row.settings = ProposeInput(teams=4).model_dump(mode="json")
        found = solve(proposals.question_of(session, row), 20)
        if found is None:
            raise RuntimeError("no teams were found")
        proposing.write_spots(session, row.id, {p: Spot(s.team, s.roles) for p, s in found.seats.items()})


def person_as_actor(person: Person) -> object:
    """Give what ``live.sign_in`` asks for: somebody with a person's id."""
    return Actor(person_id=person.id, name=person.name)


def picture(page: Page, address: str, target: Path) -> None:
    """Open the page, wait for its pictures, keep the window."""
    page.goto(address, wait_until="load")
    page.wait_for_timeout(600)
    page.screenshot(path=target)


def main() -> None:
    """Serve the demo and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="rushes-shots-"))
    settings = Settings(media=folder, embedded_worker=False)
    database = Database(settings.database)
    fresh = not (folder / "rushes.db").exists()
    migrations.upgrade(database)
    if fresh:
        serving.make_demo(settings, database)
    TARGET.mkdir(parents=True, exist_ok=True)
    app = create_app(settings, database)
    with live.serving(app) as address, live.browser() as browser:
        divide_next_term(database)
        take(browser, app, address, database, {n: p for n, p in PAGES.items() if n != "projector"})
        to_the_first_film(database)
        take(browser, app, address, database, {"projector": PAGES["projector"]})
    names = sorted(PAGES)
    lines = [
        f"* {n}: " + " · ".join(f"[{lang} {w}]({n}-{lang}-{w}.png)" for lang in ("en", "ko") for w in WIDTHS)
        for n in names
    ]
    (TARGET / "README.md").write_text(
        "# Screens\n\nThe main pages of the demo course; `make shots` takes them anew.\n\n" + "\n".join(lines) + "\n"
    )
    print(f"{len(list(TARGET.glob('*.png')))} pictures, {sum(p.stat().st_size for p in TARGET.glob('*.png')) >> 20} MB")


if __name__ == "__main__":
    main()
