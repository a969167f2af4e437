"""The page of team size and role quotas."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.core.text import say
from app.people.rules import Actor
from app.teams import actions, policy, queries
from app.teams.rules import Role
from app.teams.schemas import LimitsInput
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()
Form = Bound[Any]


@router.get("/courses/{course_id}/quotas")
def quotas(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show team size and quotas for editing."""
    return _quotas(request, session, actor, course_id, None)


@router.post("/courses/{course_id}/quotas")
def set_quotas(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Set team size and quotas."""
    bound = bind(_with_quotas(form), LimitsInput)
    with bound.trying(session):
        actions.set_limits(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/quotas", flash=say("Saved."))
    return _quotas(request, session, actor, course_id, bound)


def _quotas(request: Request, session: Session, actor: Actor, course_id: int, form: Form | None) -> Response:
    division = queries.division_visible_to(session, actor, course_id)
    policy.may_limit(actor, division.course).require()
    limits = division.limits
    shown = bind.empty(
        LimitsInput,
        team_min=limits.size.least,
        team_max=limits.size.most,
        roles_per_person=limits.per_person,
        quotas={role: {"least": limits.of(role).least, "most": limits.of(role).most} for role in Role},
    )
    return page(
        request,
        "pages/teams/quotas.html",
        status=422 if form else 200,
        course=division.course,
        division=division,
        roles=list(Role),
        form=form or shown,
    )


def _with_quotas(form: FormData) -> dict[str, Any]:
    """Gather the table's fields ``least.editor``, ``most.editor`` … into one value by role."""
    gathered = {
        role: {side: form.get(f"{side}.{role}", "") or "0" for side in ("least", "most")}
        for role in Role
        if f"most.{role}" in form
    }
    return {**{name: form[name] for name in form}, "quotas": gathered}
