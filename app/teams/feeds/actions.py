"""Make a calendar's private address, renew it, take it back."""

from sqlmodel import Session, col, select

from app.core import clock, ids
from app.core.errors import NotFound
from app.people.models import Person
from app.people.rules import Actor
from app.teams.feeds import policy
from app.teams.models import CalendarFeed, Team


def make_feed(session: Session, actor: Actor, team_id: int | None) -> tuple[CalendarFeed, str]:
    """Make the address of a calendar; the one before, if any, shows nothing from now on. Gives the new secret.

    Raises NotFound for a team that is not the actor's.
    """
    team = session.get(Team, team_id) if team_id is not None else None
    if team_id is not None and team is None:
        raise NotFound
    policy.may_follow(actor, team).require()
    session.exec(select(Person.id).where(Person.id == actor.person_id).with_for_update())  # one address a calendar
    feed = session.exec(
        select(CalendarFeed).where(CalendarFeed.person_id == actor.person_id, col(CalendarFeed.team_id) == team_id)
    ).first()
    secret = ids.token()
    feed = feed or CalendarFeed(person_id=actor.person_id, team_id=team_id, token_hash="", created_at=clock.now())
    feed.token_hash, feed.created_at = ids.digest(secret), clock.now()
    session.add(feed)
    session.flush()
    return feed, secret


def remove_feed(session: Session, actor: Actor, feed_id: int) -> None:
    """Take an address back: it shows nothing any more. Raises NotFound for anybody else's."""
    feed = session.exec(
        select(CalendarFeed).where(CalendarFeed.id == feed_id, CalendarFeed.person_id == actor.person_id)
    ).first()
    if feed is None:
        raise NotFound
    session.delete(feed)
