"""Courses and Today as JSON."""

from fastapi import APIRouter
from sqlmodel import Session

from app.courses import actions, policy, queries
from app.courses.schemas import (
    ClassInput,
    ClassOut,
    CodeInput,
    CopyInput,
    CourseOut,
    FileInput,
    MaterialInput,
    MaterialOut,
    MilestoneInput,
    MilestoneOut,
    NewCourseInput,
    PlanOut,
    SettingsInput,
)
from app.insights import queries as insights
from app.insights.schemas import ProgressOut, TodayOut
from app.people.rules import Actor
from app.teams import actions as teams
from app.web.deps import Posted, Reading, SignedIn, Store, Writing
from app.web.posted_files import laid_down

router = APIRouter(tags=["courses"])


@router.get("/today")
def today(session: Reading, actor: SignedIn) -> TodayOut:
    """Give what is next for the person who asks; for staff, what waits and who slips."""
    return TodayOut.of(insights.today_of(session, actor))


@router.get("/courses")
def index(session: Reading, actor: SignedIn) -> list[CourseOut]:
    """List the person's courses."""
    return [CourseOut.of(course) for course in queries.courses_visible_to(session, actor)]


@router.post("/courses", status_code=201)
def make(session: Writing, actor: SignedIn, data: NewCourseInput) -> CourseOut:
    """Make a course from the six-week template."""
    return CourseOut.of(teams.start_course(session, actor, data))


@router.post("/courses/join")
def join(session: Writing, actor: SignedIn, data: CodeInput) -> CourseOut:
    """Join a course by its code."""
    return CourseOut.of(actions.join_course(session, actor, data.code))


@router.get("/courses/{course_id}")
def course(session: Reading, actor: SignedIn, course_id: int) -> PlanOut:
    """Give a course with classes, materials, milestones and what is odd about its calendar."""
    return _plan(session, actor, course_id)


@router.get("/courses/{course_id}/progress")
def progress(session: Reading, actor: SignedIn, course_id: int) -> list[ProgressOut]:
    """Give every team's stage."""
    return [ProgressOut.of(one) for one in insights.overview_visible_to(session, actor, course_id).progress]


@router.put("/courses/{course_id}")
def change(session: Writing, actor: SignedIn, course_id: int, data: SettingsInput) -> CourseOut:
    """Change the settings."""
    return CourseOut.of(actions.change_settings(session, actor, course_id, data))


@router.post("/courses/{course_id}/copy", status_code=201)
def copy(session: Writing, actor: SignedIn, course_id: int, data: CopyInput) -> CourseOut:
    """Copy a course with shifted dates."""
    return CourseOut.of(teams.copy_course(session, actor, course_id, data))


@router.post("/courses/{course_id}/archive")
def archive(session: Writing, actor: SignedIn, course_id: int) -> CourseOut:
    """Put the course into the archive."""
    return CourseOut.of(actions.archive_course(session, actor, course_id, archived=True))


@router.post("/courses/{course_id}/restore")
def restore(session: Writing, actor: SignedIn, course_id: int) -> CourseOut:
    """Take the course out of the archive."""
    return CourseOut.of(actions.archive_course(session, actor, course_id, archived=False))


@router.post("/courses/{course_id}/classes", status_code=201)
def add_class(session: Writing, actor: SignedIn, course_id: int, data: ClassInput) -> ClassOut:
    """Add a class."""
    return ClassOut.of(actions.add_class(session, actor, course_id, data), [])


@router.put("/classes/{meeting_id}")
def change_class(session: Writing, actor: SignedIn, meeting_id: int, data: ClassInput) -> ClassOut:
    """Change a class."""
    actions.change_class(session, actor, meeting_id, data)
    _, meeting, materials = queries.class_visible_to(session, actor, meeting_id)
    return ClassOut.of(meeting, materials)


@router.delete("/classes/{meeting_id}", status_code=204)
def remove_class(session: Writing, actor: SignedIn, storage: Store, meeting_id: int) -> None:
    """Remove a class with its materials."""
    actions.remove_class(session, actor, storage, meeting_id)


@router.post("/classes/{meeting_id}/materials", status_code=201)
def add_material(session: Writing, actor: SignedIn, meeting_id: int, data: MaterialInput) -> MaterialOut:
    """Add words or a link to a class."""
    return MaterialOut.of(actions.add_material(session, actor, meeting_id, data))


@router.post(
    "/classes/{meeting_id}/files",
    status_code=201,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "title": {"type": "string", "maxLength": 160},
                            "file": {"type": "string", "format": "binary"},
                        },
                    }
                }
            },
        }
    },
)
def add_file(session: Writing, actor: SignedIn, storage: Store, meeting_id: int, form: Posted) -> MaterialOut:
    """Keep a file for a class; fetch it again from /materials/{id}/download."""
    course, _, _ = queries.class_visible_to(session, actor, meeting_id)
    policy.may_change(actor, course).require()
    with laid_down(form, "file", storage) as laid:
        brought = actions.Brought(laid.path, laid.name, laid.bytes)
        data = FileInput(title=str(form.get("title", ""))[:160])
        return MaterialOut.of(actions.add_file(session, actor, storage, meeting_id, data, brought))


@router.delete("/materials/{material_id}", status_code=204)
def remove_material(session: Writing, actor: SignedIn, storage: Store, material_id: int) -> None:
    """Remove a material."""
    actions.remove_material(session, actor, storage, material_id)


@router.post("/courses/{course_id}/milestones", status_code=201)
def add_milestone(session: Writing, actor: SignedIn, course_id: int, data: MilestoneInput) -> MilestoneOut:
    """Add a milestone."""
    return MilestoneOut.of(actions.add_milestone(session, actor, course_id, data))


@router.put("/milestones/{milestone_id}")
def change_milestone(session: Writing, actor: SignedIn, milestone_id: int, data: MilestoneInput) -> MilestoneOut:
    """Change a milestone."""
    return MilestoneOut.of(actions.change_milestone(session, actor, milestone_id, data))


@router.delete("/milestones/{milestone_id}", status_code=204)
def remove_milestone(session: Writing, actor: SignedIn, milestone_id: int) -> None:
    """Remove a milestone."""
    actions.remove_milestone(session, actor, milestone_id)


def _plan(session: Session, actor: Actor, course_id: int) -> PlanOut:
    plan = queries.plan_visible_to(session, actor, course_id)
    return PlanOut(
        course=CourseOut.of(plan.course),
        classes=[ClassOut.of(meeting, plan.materials.get(meeting.id, [])) for meeting in plan.classes],
        milestones=[MilestoneOut.of(milestone) for milestone in plan.milestones],
        warnings=[str(warning) for warning in plan.warnings],
    )
