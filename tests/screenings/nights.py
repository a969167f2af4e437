"""A planned night with one film of each of two teams."""

from datetime import timedelta

from app.core import clock
from app.footage.models import Clip, Cut
from app.footage.rules import CutKind, CutState
from app.jobs.rules import WorkState
from app.screenings import actions, queries
from app.screenings.rules import SlotKind
from app.screenings.schemas import ScreeningInput


def accepted_cut(session, world, team_id, seconds=8.0, key=""):
    """Write an accepted final cut of a team."""
    clip = Clip(
        team_id=team_id,
        file_name="final.mp4",
        original_key="nowhere",
        bytes=10,
        created_at=clock.now(),
        state=WorkState.READY,
        seconds=seconds,
        master_key=key,
    )
    session.add(clip)
    session.flush()
    cut = Cut(
        team_id=team_id,
        course_id=world.course_id,
        clip_id=clip.id,
        number=1,
        kind=CutKind.FINAL,
        state=CutState.ACCEPTED,
        submitted_at=clock.now(),
    )
    session.add(cut)
    session.flush()
    return cut


def plan(database, world, *, key="", guests=True, seconds=8.0):
    """Plan a night of both teams' films; returns its id and each team's slot id."""
    with database.writing() as session:
        for team_id in (world.team_id, world.other_team_id):
            accepted_cut(session, world, team_id, seconds, key)
        data = ScreeningInput(title="Tonight", starts_at=clock.now() + timedelta(hours=1), guests_may_answer=guests)
        made = actions.plan_screening(session, world.prof, world.course_id, data)
        rows = queries.night(session, made.id).rows
        return made.id, {row.slot.team_id: row.slot.id for row in rows if row.slot.kind is SlotKind.FILM}
