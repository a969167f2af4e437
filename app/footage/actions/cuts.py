"""Cuts: the staff's answer, and taking one back."""

from sqlmodel import Session, col, select, update

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.footage import policy, queries
from app.footage.actions.work import discard
from app.footage.jobs import MASTER
from app.footage.models import Clip, Cut
from app.footage.rules import CutKind, CutState
from app.footage.schemas import AnswerInput
from app.jobs.declare import enqueue
from app.jobs.rules import WorkState
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership


def answer_cut(session: Session, actor: Actor, cut_id: int, data: AnswerInput) -> Cut:
    """Accept a cut, or send it back with a sentence; an accepted final cut gets its master made.

    Raises NotFound, Forbidden, Conflict when somebody answered it meanwhile, Invalid without a sentence.
    """
    cut, clip, team, course = queries.cut_and_team(session, cut_id)
    policy.may_see_footage(actor, team).require()
    if actor.assists(course.id) and cut.version != data.version:
        raise Conflict(say("Somebody answered this cut meanwhile. Reload the page to see it."))
    policy.may_answer(actor, course, cut, clip).require()
    if not data.accept and not data.answer:
        raise Invalid(say("Say what to change: the team needs a sentence to work with."), field="answer")
    state = CutState.ACCEPTED if data.accept else CutState.RETURNED
    changed = session.exec(
        update(Cut)
        .where(col(Cut.id) == cut_id, col(Cut.version) == data.version)
        .values(
            state=state,
            answer=data.answer,
            answered_at=clock.now(),
            answered_by=actor.person_id,
            version=data.version + 1,
        )
    )
    if changed.rowcount != 1:
        raise Conflict(say("Somebody answered this cut meanwhile. Reload the page to see it."))
    session.refresh(cut)
    if data.accept and cut.kind is CutKind.FINAL:
        _make_master(session, clip)
    members = session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all()
    journal.record(
        session,
        actor,
        "cut.accepted" if data.accept else "cut.returned",
        cut,
        course_id=course.id,
        team_id=team.id,
        tell=members,
        href=f"/cuts/{cut.id}",
        number=cut.number,
        kind=cut.kind.value,
    )
    return cut


def take_back_cut(session: Session, actor: Actor, cut_id: int) -> Cut:
    """Remove a cut nobody accepted; the sweep removes its film. Raises NotFound, Forbidden."""
    cut, clip, team, course = queries.cut_and_team(session, cut_id)
    policy.may_take_back(actor, course, cut, team).require()
    journal.record(session, actor, "cut.taken-back", cut, course_id=course.id, team_id=team.id, number=cut.number)
    session.delete(cut)
    discard(session, clip)
    return cut


def _make_master(session: Session, clip: Clip) -> None:
    """Start the master now when the ladder is done; else the ladder starts it when it is."""
    if clip.state is WorkState.READY and clip.stream_key and not clip.master_key:
        clip.rev += 1
        enqueue(session, MASTER, clip)
