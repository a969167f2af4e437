"""Numbers of takes and cuts, given to one at a time."""

from sqlmodel import Session, col, select

from app.footage.models import Cut, Take
from app.footage.rules import next_number
from app.teams.models import Team


def one_at_a_time(session: Session, team_id: int) -> None:
    """Let no other transaction count this team's footage until ours has ended.

    The lock leaves others free to add rows of the team (which hold its key), so that two of us never wait for each
    other. SQLite has one writer anyway.
    """
    session.exec(select(Team.id).where(col(Team.id) == team_id).with_for_update(key_share=True)).one()


def next_take(session: Session, team_id: int, shot_id: int | None) -> int:
    """Give the next number of the shot, or of the takes without one."""
    one_at_a_time(session, team_id)
    here = (Take.team_id == team_id, Take.numbered_in == (shot_id or 0))
    return next_number(session.exec(select(Take.number).where(*here)).all())


def next_cut(session: Session, team_id: int) -> int:
    """Give the number of the team's next cut."""
    one_at_a_time(session, team_id)
    return next_number(session.exec(select(Cut.number).where(Cut.team_id == team_id)).all())
