"""What students send while teams form themselves: ask, invite, answer, open or close the door."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session

from app.core.db import give_up
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import Text, say
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.joining import actions, queries
from app.teams.joining.schemas import AnswerInput, AskInput, DoorInput, InviteInput
from app.web.deps import Posted, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import redirect

router = APIRouter()


@router.post("/teams/{team_id}/door")
def set_door(session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Let anybody into the team, or have them ask."""
    actions.set_door(session, actor, team_id, bind(form, DoorInput).data)
    return _back(teams.course_of(session, team_id), say("Saved."))


@router.post("/teams/{team_id}/ask")
def ask(session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Ask to be let in."""

    def asking() -> Text:
        actions.ask(session, actor, team_id, bind(form, AskInput).data)
        return say("The team has a notice. You see the answer here.")

    return _trying(session, actor, teams.course_of(session, team_id), asking)


@router.post("/teams/{team_id}/invite")
def invite(session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Invite a student without a team."""

    def inviting() -> Text:
        actions.invite(session, actor, team_id, bind(form, InviteInput).data)
        return say("Invited. They have a notice.")

    return _trying(session, actor, teams.course_of(session, team_id), inviting)


@router.post("/calls/{call_id}/answer")
def answer(session: Writing, actor: SignedIn, call_id: int, form: Posted) -> Response:
    """Say yes or no to who asked or invited."""
    yes = bind(form, AnswerInput).data.yes

    def answering() -> Text:
        team = actions.answer(session, actor, call_id, yes=yes)
        return say("Welcome to “%(team)s”.", team=team.name) if yes else say("Declined. They have a notice.")

    return _trying(session, actor, queries.call_of(session, call_id)[1].course_id, answering)


@router.post("/calls/{call_id}/take-back")
def take_back(session: Writing, actor: SignedIn, call_id: int) -> Response:
    """Take back what was asked."""
    team = actions.take_back(session, actor, call_id)
    return _back(team.course_id, say("Taken back."))


def _back(course_id: int, flash: Text | str) -> Response:
    return redirect(f"/courses/{course_id}/teams", flash=flash)


def _trying(session: Session, actor: Actor, course_id: int, do: Callable[[], Text]) -> Response:
    """Do it and go back to the teams with what happened, also when somebody was quicker."""
    if not actor.belongs_to(course_id):
        raise NotFound
    try:
        return _back(course_id, do())
    except (Conflict, Invalid) as refusal:
        give_up(session)
        return _back(course_id, refusal.sentence)
