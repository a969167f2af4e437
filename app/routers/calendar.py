"""Pages of a course's calendar: classes with their materials, and milestones."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from sqlmodel import Session

from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.courses import actions, policy, queries, rules
from app.courses.models import ClassMeeting, Course, Milestone
from app.courses.rules import MilestoneKind
from app.courses.schemas import ClassInput, FileInput, MaterialInput, MilestoneInput
from app.people.rules import Actor
from app.web.deps import Posted, Reading, SignedIn, Store, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect
from app.web.posted_files import laid_down

router = APIRouter()
Form = Bound[Any]


@router.get("/courses/{course_id}/plan")
def plan(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show classes and milestones for editing, with what is odd about them."""
    return _plan(request, session, actor, course_id)


@router.post("/courses/{course_id}/classes")
def add_class(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Add a class."""
    bound = bind(form, ClassInput)
    with bound.trying(session):
        meeting = actions.add_class(session, actor, course_id, bound.data)
        return redirect(f"/classes/{meeting.id}", flash=say("Saved."))
    return _plan(request, session, actor, course_id, class_form=bound)


@router.post("/courses/{course_id}/milestones")
def add_milestone(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Add a milestone."""
    bound = bind(form, MilestoneInput)
    with bound.trying(session):
        actions.add_milestone(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/plan", flash=say("Saved."))
    return _plan(request, session, actor, course_id, milestone_form=bound)


@router.get("/milestones/{milestone_id}")
def milestone(request: Request, session: Reading, actor: SignedIn, milestone_id: int) -> Response:
    """Show a milestone for editing."""
    found = queries.milestone_visible_to(session, actor, milestone_id)
    return _milestone(request, actor, *found, None)


@router.post("/milestones/{milestone_id}")
def change_milestone(request: Request, session: Writing, actor: SignedIn, milestone_id: int, form: Posted) -> Response:
    """Change a milestone."""
    bound = bind(form, MilestoneInput)
    with bound.trying(session):
        changed = actions.change_milestone(session, actor, milestone_id, bound.data)
        return redirect(f"/courses/{changed.course_id}/plan", flash=say("Saved."))
    return _milestone(request, actor, *queries.milestone_visible_to(session, actor, milestone_id), bound)


@router.post("/milestones/{milestone_id}/remove")
def remove_milestone(session: Writing, actor: SignedIn, milestone_id: int) -> Response:
    """Remove a milestone."""
    course = actions.remove_milestone(session, actor, milestone_id)
    return redirect(f"/courses/{course.id}/plan", flash=say("The milestone is gone."))


@router.get("/classes/{meeting_id}")
def meeting(request: Request, session: Reading, actor: SignedIn, meeting_id: int) -> Response:
    """Show a class and its materials."""
    return _class(request, session, actor, meeting_id)


@router.post("/classes/{meeting_id}")
def change_class(request: Request, session: Writing, actor: SignedIn, meeting_id: int, form: Posted) -> Response:
    """Change a class."""
    bound = bind(form, ClassInput)
    with bound.trying(session):
        actions.change_class(session, actor, meeting_id, bound.data)
        return redirect(f"/classes/{meeting_id}", flash=say("Saved."))
    return _class(request, session, actor, meeting_id, form=bound)


@router.post("/classes/{meeting_id}/remove")
def remove_class(session: Writing, actor: SignedIn, storage: Store, meeting_id: int) -> Response:
    """Remove a class with its materials."""
    course = actions.remove_class(session, actor, storage, meeting_id)
    return redirect(f"/courses/{course.id}/plan", flash=say("The class is gone."))


@router.post("/classes/{meeting_id}/materials")
def add_material(request: Request, session: Writing, actor: SignedIn, meeting_id: int, form: Posted) -> Response:
    """Add words or a link to a class."""
    bound = bind(form, MaterialInput)
    with bound.trying(session):
        actions.add_material(session, actor, meeting_id, bound.data)
        return redirect(f"/classes/{meeting_id}", flash=say("Saved."))
    return _class(request, session, actor, meeting_id, material_form=bound)


@router.post("/classes/{meeting_id}/files")
def add_file(
    request: Request, session: Writing, actor: SignedIn, storage: Store, meeting_id: int, form: Posted
) -> Response:
    """Keep a file for a class."""
    bound = bind(form, FileInput)
    with bound.trying(session), laid_down(form, "file", storage) as laid:
        brought = actions.Brought(laid.path, laid.name, laid.bytes)
        actions.add_file(session, actor, storage, meeting_id, bound.data, brought)
        return redirect(f"/classes/{meeting_id}", flash=say("Saved."))
    return _class(request, session, actor, meeting_id, file_form=bound)


@router.get("/materials/{material_id}/download")
def download(session: Reading, actor: SignedIn, storage: Store, material_id: int) -> Response:
    """Send a kept file, always to be saved: what somebody uploaded is never shown as a page of ours."""
    _, _, material = queries.material_visible_to(session, actor, material_id)
    if not material.file_key:
        raise NotFound
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(material.file_name or 'file')}",
        "Content-Length": str(storage.size(material.file_key)),
    }
    return StreamingResponse(storage.read(material.file_key), media_type="application/octet-stream", headers=headers)


@router.post("/materials/{material_id}/remove")
def remove_material(session: Writing, actor: SignedIn, storage: Store, material_id: int) -> Response:
    """Remove a material."""
    meeting = actions.remove_material(session, actor, storage, material_id)
    return redirect(f"/classes/{meeting.id}", flash=say("The material is gone."))


def _plan(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    class_form: Form | None = None,
    milestone_form: Form | None = None,
) -> Response:
    plan = queries.plan_visible_to(session, actor, course_id)
    policy.may_change(actor, plan.course).require()
    return page(
        request,
        "pages/courses/plan.html",
        status=Invalid.status if class_form or milestone_form else 200,
        course=plan.course,
        plan=plan,
        kinds=list(MilestoneKind),
        class_form=class_form or bind.empty(ClassInput, title="", starts_at=""),
        milestone_form=milestone_form or bind.empty(MilestoneInput, title="", due_at=""),
    )


def _milestone(request: Request, actor: Actor, course: Course, milestone: Milestone, form: Form | None) -> Response:
    policy.may_change(actor, course).require()
    due_at = rules.wall_clock(milestone.due_at, course.timezone)
    return page(
        request,
        "pages/courses/milestone.html",
        status=Invalid.status if form else 200,
        course=course,
        milestone=milestone,
        kinds=list(MilestoneKind),
        form=form or bind.of(MilestoneInput, milestone, due_at=due_at),
    )


def _class(
    request: Request,
    session: Session,
    actor: Actor,
    meeting_id: int,
    *,
    form: Form | None = None,
    material_form: Form | None = None,
    file_form: Form | None = None,
) -> Response:
    course, meeting, materials = queries.class_visible_to(session, actor, meeting_id)
    may_change = policy.may_change(actor, course)
    if form or material_form or file_form:
        may_change.require()
    return page(
        request,
        "pages/courses/class.html",
        status=Invalid.status if form or material_form or file_form else 200,
        course=course,
        meeting=meeting,
        materials=materials,
        may_change=may_change,
        form=form or _class_form(course, meeting),
        material_form=material_form or bind.empty(MaterialInput, title=""),
        file_form=file_form or bind.empty(FileInput),
    )


def _class_form(course: Course, meeting: ClassMeeting) -> Form:
    return bind.of(ClassInput, meeting, starts_at=rules.wall_clock(meeting.starts_at, course.timezone))
