"""Pages of wishes: a student's own, and what the staff reads."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.core import clock
from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.people.rules import Actor
from app.teams.wishes import actions, policy, queries, reasons, rules
from app.teams.wishes.queries import OwnWishes
from app.teams.wishes.schemas import DeadlineInput, WishesInput
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()
Form = Bound[Any]


@router.get("/courses/{course_id}/wishes")
def wishes(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show a student's own wishes; the staff reads all."""
    if actor.assists(course_id):
        return redirect(f"/courses/{course_id}/wishes/all")
    return _own(request, actor, queries.own_wishes(session, actor, course_id), None)


@router.post("/courses/{course_id}/wishes")
def save(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Save one's wishes."""
    bound = bind(_gathered(form), WishesInput)
    try:
        row = actions.save_wishes(session, actor, course_id, bound.data)
    except (Invalid, Conflict) as refusal:
        if wants_json(request):
            raise
        give_up(session)
        bound.errors.setdefault(refusal.field or "", refusal.sentence)
        return _own(request, actor, queries.own_wishes(session, actor, course_id), bound, refusal.status)
    if wants_json(request):
        return JSONResponse({"version": row.version})
    return redirect(f"/courses/{course_id}/wishes", flash=say("Saved. You can change it until the time is over."))


@router.get("/courses/{course_id}/wishes/all")
def everybody(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the staff who wished for what, and where there are too few."""
    return _all(request, session, actor, course_id, None)


@router.post("/courses/{course_id}/wishes/deadline")
def set_deadline(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Set until when wishes may change."""
    bound = bind(form, DeadlineInput)
    with bound.trying(session):
        actions.set_deadline(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/wishes/all", flash=say("Saved."))
    return _all(request, session, actor, course_id, bound)


@router.get("/teams/{team_id}/reasons")
def why(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Say why the team is as it is, and to each member why they are here."""
    found, limits, mates = queries.mates_visible_to(session, actor, team_id)
    me = next((mate for mate in mates if mate.person_id == actor.person_id), None)
    return page(
        request,
        "pages/teams/reasons.html",
        course=found.course,
        team=found.team,
        me=me,
        roles=reasons.role_reasons(me) if me else [],
        company=reasons.company_reason(me, mates) if me else None,
        hour=reasons.best_hour(mates),
        goals=reasons.team_reasons(mates, limits.size, limits.roles),
    )


def _own(request: Request, actor: Actor, own: OwnWishes, form: Form | None, status: int = 200) -> Response:
    said = own.wishes
    shown = bind.empty(
        WishesInput,
        ranked=list(said.ranked),
        experience=dict(said.experience),
        equipment=said.equipment,
        together=list(said.together),
        apart=list(said.apart),
        free=list(said.free),
        words=said.words,
        version=said.version,
    )
    return page(
        request,
        "pages/teams/wishes.html",
        status=status,
        course=own.course,
        formation=own.formation,
        own=own,
        form=form or shown,
        rules=rules,
        may_wish=policy.may_wish(actor, own.course, own.formation, clock.now()),
    )


def _all(request: Request, session: Session, actor: Actor, course_id: int, form: Form | None) -> Response:
    found = queries.all_wishes(session, actor, course_id)
    division, answered = found.division, found.answered
    course, formation = division.course, division.formation
    least = {role: division.limits.of(role).least for role in division.limits.offered}
    number = len(division.rosters) or max(1, round(len(found.students) / division.limits.size.most))
    return page(
        request,
        "pages/teams/wishes_all.html",
        status=422 if form else 200,
        course=course,
        formation=formation,
        found=found,
        names=found.names(),
        demand=rules.demand((one.ranked for one in answered), least, number),
        crowd=rules.crowd(one.free for one in answered),
        rules=rules,
        may_read_apart=found.may_read_apart,
        may_set_deadline=policy.may_set_deadline(actor, course),
        form=form or bind.of(DeadlineInput, formation),
    )


def _gathered(form: FormData) -> dict[str, Any]:
    """Gather the fields ``experience.editing`` … into one value by craft; numbers of lists stay lists."""
    many = {name: form.getlist(name) for name in ("ranked", "together", "apart", "free")}
    experience = {craft: form.get(f"experience.{craft}", "") for craft in rules.Craft}
    return {**{name: form[name] for name in form}, **many, "experience": experience}
