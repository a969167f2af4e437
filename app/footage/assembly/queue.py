"""Have an assembly made: one job a team at most, which finds out by itself what is missing."""

from sqlmodel import Session, select

from app.footage.models import Assembly
from app.jobs.declare import enqueue
from app.jobs.rules import WORKING

ASSEMBLE = "footage.assemble"


def begin(session: Session, team_id: int) -> Assembly:
    """Queue the team's job unless it is at work: that one will see what came meanwhile."""
    work = session.exec(select(Assembly).where(Assembly.team_id == team_id).with_for_update()).first()
    if work is None:
        work = Assembly(team_id=team_id)
        session.add(work)
        session.flush()
    if work.state not in WORKING:
        enqueue(session, ASSEMBLE, work)
    return work
