"""One team's page: its stage, next steps, people, name and deadlines."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.core.text import say
from app.courses.rules import Stage
from app.insights import queries as insights
from app.people.rules import Actor
from app.teams import actions, policy
from app.teams.schemas import ExtensionInput, TeamInput
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect
from app.web.ranges import film_address

router = APIRouter()
Form = Bound[Any]


@router.get("/teams/{team_id}")
def team(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show a team: its stage, next steps, members, footage, who carries what."""
    return _team(request, session, actor, team_id)


@router.post("/teams/{team_id}/name")
def rename(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Name the team and its film."""
    bound = bind(form, TeamInput)
    with bound.trying(session):
        actions.rename_team(session, actor, team_id, bound.data)
        return redirect(f"/teams/{team_id}", flash=say("Saved."))
    return _team(request, session, actor, team_id, name_form=bound)


@router.post("/teams/{team_id}/extension")
def extend(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Give the team more time for a milestone."""
    bound = bind(form, ExtensionInput)
    with bound.trying(session):
        actions.extend_deadline(session, actor, team_id, bound.data)
        return redirect(f"/teams/{team_id}", flash=say("Saved. The team has a notice."))
    return _team(request, session, actor, team_id, extension_form=bound)


def _team(
    request: Request,
    session: Session,
    actor: Actor,
    team_id: int,
    *,
    name_form: Form | None = None,
    extension_form: Form | None = None,
) -> Response:
    stand = insights.team_stand_visible_to(session, actor, team_id)
    course, team = stand.page.course, stand.page.team
    may_rename, may_extend = policy.may_rename(actor, course, team), policy.may_extend(actor, course)
    refused = (name_form and 422) or (extension_form and (422 if may_extend else 403))
    return page(
        request,
        "pages/teams/team.html",
        status=refused or 200,
        course=course,
        team=team,
        stand=stand,
        stages=list(Stage),
        posters={
            clip.id: film_address(request.app.state.settings, clip.poster_key)
            for _, clip, _ in stand.takes
            if clip.poster_key
        },
        me=stand.page.roster.member(actor.person_id),
        may_rename=may_rename,
        may_extend=may_extend,
        may_leave=policy.may_leave(actor, course, stand.page.formation, team.id),
        name_form=name_form or bind.of(TeamInput, team),
        extension_form=extension_form or bind.empty(ExtensionInput, milestone_id=""),
    )
