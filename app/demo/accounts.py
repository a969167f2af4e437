"""The accounts that a start prints."""

from sqlmodel import col, select

from app.core.db import Database
from app.demo import forming, people
from app.people.models import Person

SHOWN = (
    (people.INSTRUCTOR[1], "instructor"),
    (people.ASSISTANT[1], "assistant"),
    (people.address(1, 1), "director of team 1"),
    (people.address(1, 6), "editor of team 1"),
    (people.address(2, 1), "director of team 2"),
    (forming.address(1), "student of next term, without a team yet"),
    (people.ADMINISTRATOR[1], "administrator"),
)


def table(database: Database) -> str:
    """Write the demo's accounts as lines for a terminal; empty when this is no demo."""
    with database.reading() as session:
        found = set(session.exec(select(Person.email).where(col(Person.email).in_([m for m, _ in SHOWN]))).all())
    if people.INSTRUCTOR[1] not in found:
        return ""
    lines = [f"    {mail:28} {what}" for mail, what in SHOWN if mail in found]
    return "\n".join(["  Demo accounts, the password of each is " + people.PASSWORD, *lines, ""])
