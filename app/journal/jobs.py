"""Mail what somebody should hear about: all unread notices that were not mailed yet, in one letter."""

from sqlmodel import Session, col, select, update

from app.core import clock
from app.core.text import say, say_n
from app.jobs.declare import job
from app.jobs.runner import Run
from app.journal import rules
from app.journal.models import Entry, Notice
from app.mail import Letter as Written
from app.mail import letter
from app.people.jobs import carry, greeting
from app.people.models import Letter, Person

MOST = 30


@job("journal.letter", row=Letter, lane="letters", priority=5)
def send_notices(run: Run) -> None:
    """Write one letter with what is new for a person, and mark it as mailed when the server has taken it."""
    with run.database.reading() as session:
        found = session.get(Letter, run.key)
        person = session.get(Person, found.person_id) if found else None
        if person is None or person.disabled or not person.mail_notices:
            return
        rows = _unmailed(session, person.id)
    if rows:
        carry(run, notice_letter(person, rows, run.tools.address))
        told = [notice.id for notice, _ in rows]
        with run.database.writing() as session:
            session.exec(update(Notice).where(col(Notice.id).in_(told)).values(mailed_at=clock.now()))


def notice_letter(person: Person, rows: list[tuple[Notice, Entry]], address: str) -> Written:
    """Write the letter, in the person's language."""
    things = [
        (rules.sentence(entry.verb, entry.actor_name, entry.data), f"{address}{notice.href or '/notices'}")
        for notice, entry in rows
    ]
    many = say_n("%(n)s thing is new in Rushes", "%(n)s things are new in Rushes", len(things))
    subject = things[0][0] if len(things) == 1 else many
    return letter(
        "notice",
        person.email,
        person.language,
        subject,
        greeting=greeting(person),
        things=things,
        stop=say("You can stop these letters in your account:"),
        account=f"{address}/me",
    )


def _unmailed(session: Session, person_id: int) -> list[tuple[Notice, Entry]]:
    return list(
        session.exec(
            select(Notice, Entry)
            .join(Entry, col(Entry.id) == Notice.entry_id)
            .where(Notice.person_id == person_id, col(Notice.read_at).is_(None), col(Notice.mailed_at).is_(None))
            .order_by(col(Notice.id))
            .limit(MOST)
        ).all()
    )
