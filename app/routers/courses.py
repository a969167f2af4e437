"""Pages of courses: make, copy, look at, change, archive; classes with materials; milestones; joining by code."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core import clock
from app.core.errors import Invalid
from app.core.text import language, say
from app.courses import actions, policy, queries, rules
from app.courses.models import Course
from app.courses.rules import Stage
from app.courses.schemas import (
    CodeInput,
    CopyInput,
    NewCourseInput,
    SettingsInput,
)
from app.insights import queries as insights
from app.people.rules import Actor
from app.teams import actions as teams
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()
Form = Bound[Any]
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


@router.get("/courses")
def index(request: Request, session: Reading, actor: SignedIn) -> Response:
    """List the person's courses; all of them for administrators."""
    courses = queries.courses_visible_to(session, actor)
    return page(request, "pages/courses/index.html", courses=courses, may_make=policy.may_make(actor))


@router.get("/courses/new")
def new(request: Request, session: Reading, actor: SignedIn) -> Response:
    """Show the form for a course from the six-week template."""
    policy.may_make(actor).require()
    last = queries.newest_course_of(session, actor)
    first = datetime.combine(clock.now().date() + timedelta(days=7), time(15, 0))
    form = bind.empty(
        NewCourseInput,
        title="",
        language=last.language if last else language(),
        timezone=last.timezone if last else ("Asia/Seoul" if language() == "ko" else "UTC"),
        currency=last.currency if last else "KRW",
        first_class=first,
        night=datetime.combine(first.date() + timedelta(weeks=rules.WEEKS_TO_NIGHT - 1), time(18, 0)),
    )
    return page(request, "pages/courses/new.html", form=form, zones=ZONES)


@router.post("/courses")
def make(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Make a course from the template."""
    policy.may_make(actor).require()
    bound = bind(form, NewCourseInput)
    with bound.trying(session):
        course = teams.start_course(session, actor, bound.data)
        flash = say("The course is planned backwards from the night. Look through the dates and change what you like.")
        return redirect(f"/courses/{course.id}/plan", flash=flash)
    return page(request, "pages/courses/new.html", status=422, form=bound, zones=ZONES)


@router.get("/courses/{course_id}")
def course(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the course: its calendar and every team's stage."""
    overview = insights.overview_visible_to(session, actor, course_id)
    course = overview.plan.course
    return page(
        request,
        "pages/courses/course.html",
        course=course,
        overview=overview,
        stages=list(Stage),
        may_change=policy.may_change(actor, course),
        warnings=overview.plan.warnings if actor.assists(course_id) else [],
        lacks_students=not overview.progress
        and actor.teaches(course_id)
        and not queries.has_students(session, course_id),
    )


@router.get("/courses/{course_id}/settings")
def settings(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the settings for editing."""
    return _settings(request, queries.course_visible_to(session, actor, course_id), actor, None)


@router.post("/courses/{course_id}/settings")
def change_settings(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Change the settings."""
    bound = bind(form, SettingsInput)
    with bound.trying(session):
        actions.change_settings(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/settings", flash=say("Saved."))
    return _settings(request, queries.course_visible_to(session, actor, course_id), actor, bound)


@router.post("/courses/{course_id}/archive")
def archive(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Put the course into the archive."""
    actions.archive_course(session, actor, course_id, archived=True)
    return redirect(f"/courses/{course_id}", flash=say("The course is in the archive. It can be read, not changed."))


@router.post("/courses/{course_id}/restore")
def restore(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Take the course out of the archive."""
    actions.archive_course(session, actor, course_id, archived=False)
    return redirect(f"/courses/{course_id}", flash=say("The course runs again."))


@router.get("/courses/{course_id}/copy")
def copying(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the form for a copy with shifted dates."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_copy(actor, course).require()
    form = bind.empty(CopyInput, title=course.title, starts_on=clock.now().date() + timedelta(days=7))
    return page(request, "pages/courses/copy.html", course=course, form=form)


@router.post("/courses/{course_id}/copy")
def copy(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Copy the course."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_copy(actor, course).require()
    bound = bind(form, CopyInput)
    with bound.trying(session):
        made = teams.copy_course(session, actor, course_id, bound.data)
        return redirect(f"/courses/{made.id}/plan", flash=say("Copied, with all dates moved. Look them through."))
    return page(request, "pages/courses/copy.html", status=422, course=course, form=bound)


@router.get("/join")
def joining(request: Request, actor: SignedIn, code: str = "") -> Response:
    """Show where a student types the code from the board."""
    return page(request, "pages/courses/join.html", form=bind.empty(CodeInput, code=code[:24]), actor=actor)


@router.post("/join")
def join(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Join a course by its code."""
    bound = bind(form, CodeInput)
    with bound.trying(session):
        course = actions.join_course(session, actor, bound.data.code)
        return redirect(f"/courses/{course.id}/teams", flash=say("Welcome to “%(course)s”.", course=course.title))
    return page(request, "pages/courses/join.html", status=422, form=bound)


@router.post("/courses/{course_id}/code")
def open_joining(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Make a new code for joining."""
    actions.open_joining(session, actor, course_id)
    return redirect(f"/courses/{course_id}/settings", flash=say("Students can join with the new code."))


@router.post("/courses/{course_id}/code/remove")
def close_joining(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """End joining by code."""
    actions.close_joining(session, actor, course_id)
    return redirect(f"/courses/{course_id}/settings", flash=say("Nobody can join by code any more."))


def _settings(request: Request, course: Course, actor: Actor, form: Form | None) -> Response:
    policy.may_archive(actor, course).require()
    shown = form or bind.of(SettingsInput, course, film_minutes=course.film_limit_seconds // 60)
    return page(
        request,
        "pages/courses/settings.html",
        status=Invalid.status if form else 200,
        course=course,
        form=shown,
        zones=ZONES,
        may_change=policy.may_change(actor, course),
    )
