"""Say that somebody is at a book, and learn who else is and whether the section has changed."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.books import policy, queries
from app.books.actions.writing import book_for
from app.books.models import Edit, Presence
from app.books.schemas import HereInput, HereOut, PersonHere
from app.core import clock
from app.people.models import Person
from app.people.rules import Actor

GONE = timedelta(seconds=40)
"""After so long without a word somebody is not here any more; pages say it every 12 seconds."""


def be_here(session: Session, actor: Actor, team_id: int, data: HereInput) -> HereOut:
    """Note where the actor is; tell who else was at the book within ``GONE``. Raises NotFound."""
    team, _ = queries.team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    book, now = book_for(session, team), clock.now()
    mine = select(Presence).where(Presence.book_id == book.id, Presence.person_id == actor.person_id)
    seen = session.exec(mine).first() or Presence(book_id=book.id, person_id=actor.person_id, section="", at=now)
    seen.section, seen.at = data.section, now
    session.add(seen)
    others = session.exec(
        select(Person.id, Person.name, Presence.section)
        .join(Presence, col(Presence.person_id) == Person.id)
        .where(Presence.book_id == book.id, Presence.at > now - GONE, Person.id != actor.person_id)
        .order_by(col(Person.name), col(Person.id))
    ).all()
    newer = select(Edit.id).where(Edit.book_id == book.id, Edit.rev > data.rev, Edit.section == data.section)
    changed = book.rev > data.rev and session.exec(newer.where(Edit.person_id != actor.person_id)).first() is not None
    people = [PersonHere(id=key, name=name, section=section) for key, name, section in others]
    return HereOut(rev=book.rev, changed=changed, people=people)
