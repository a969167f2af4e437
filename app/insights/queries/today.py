"""What is next for one person, across courses, teams and roles; for staff, what waits and who slips."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.books.models import Submission
from app.books.rules import SubmissionState
from app.core import clock
from app.core.text import Text, say
from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind, Stage
from app.feedback.models import Response
from app.footage.models import Cut
from app.footage.rules import CutState
from app.insights.queries.facts import dues_for, dues_of, facts_of
from app.insights.queries.mine import Mine, Shoot, mine_of, shoots_of
from app.insights.queries.pages import Progress, progress_of
from app.insights.queries.production import step_of
from app.insights.rules import Facts, Step, in_order, steps_of
from app.people.rules import Actor
from app.screenings.models import Screening, Slot
from app.screenings.rules import ScreeningState, SlotKind
from app.teams.models import Extension, Team

MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class Task:
    """A step with the course and team it belongs to; ``mine`` when it lies with my roles."""

    step: Step
    course: Course
    team: Team | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something handed in that waits for an answer."""

    sentence: Text
    href: str
    since: datetime
    team: Team
    course: Course


@dataclass(frozen=True, slots=True)
class Today:
    """A person's home page, loaded."""

    courses: list[Course]
    tasks: list[Task] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    slipping: list[tuple[Course, Progress]] = field(default_factory=list)
    live: list[tuple[Course, int]] = field(default_factory=list)
    shoots: list[Shoot] = field(default_factory=list)
    studies: bool = False
    teaches: bool = False

    @property
    def mine(self) -> list[Task]:
        """What lies with this person's roles, by deadline."""
        return [task for task in self.tasks if task.mine]

    @property
    def others(self) -> list[Task]:
        """What else the team has to do."""
        return [task for task in self.tasks if not task.mine]


def today_of(session: Session, actor: Actor) -> Today:
    """Load the person's home page (7 statements at most)."""
    rows = session.exec(_courses(), params={"courses": list(actor.courses)}).all()
    courses = {course.id: course for course, _ in rows}
    live = [(course, screening_id) for course, screening_id in rows if screening_id is not None]
    if not courses:
        return Today([])
    milestones = dues_of(session, courses)
    stand = facts_of(session, courses)
    staffed = [course_id for course_id in courses if actor.assists(course_id)]
    studied = [course_id for course_id in courses if actor.studies(course_id)]
    own = mine_of(session, actor) if studied else Mine()
    tasks = _tasks(session, actor, [courses[c] for c in studied], stand, milestones, own) if studied else []
    waiting = _waiting(session, courses, staffed, stand) if staffed else []
    slipping = [
        (courses[team.course_id], progress)
        for team, facts in stand.values()
        if team.course_id in staffed
        and (
            progress := progress_of(
                team, facts, dues_for(team, milestones), clock.now(), courses[team.course_id].team_min
            )
        ).late
    ]
    begun = sorted(courses.values(), key=lambda course: course.starts_on > clock.now().date())  # what runs comes first
    return Today(
        begun,
        tasks,
        waiting,
        slipping,
        live,
        shoots_of(own, courses, [team for team, _ in stand.values()]),
        bool(studied),
        bool(staffed),
    )


@cache
def _courses() -> Any:
    return (
        select(Course, Screening.id)
        .outerjoin(Screening, (col(Screening.course_id) == Course.id) & (col(Screening.state) == ScreeningState.LIVE))
        .where(col(Course.id).in_(bindparam("courses", expanding=True)), col(Course.archived).is_(False))
        .order_by(col(Course.starts_on).desc(), col(Course.id).desc())
    )


Milestones = list[tuple[Milestone, dict[int, Extension]]]


def _tasks(
    session: Session,
    actor: Actor,
    courses: list[Course],
    stand: dict[int, tuple[Team, Facts]],
    milestones: Milestones,
    mine: Mine,
) -> list[Task]:
    found: list[Task] = []
    for course in courses:
        team_id = actor.team_in(course.id)
        due = next((m.due_at for m, _ in milestones if m.course_id == course.id and m.kind is MilestoneKind.TEAM), None)
        place = f"/courses/{course.id}/teams"
        if team_id is None or team_id not in stand:
            found.append(Task(Step(say("Find a team, or found one"), place, Stage.TOPIC, due), course))
            continue
        team, facts = stand[team_id]
        own = mine.roles.get(team_id, frozenset())
        if not own:
            found.append(Task(Step(say("Take a role in your team"), place, Stage.TOPIC, due), course, team))
        steps = steps_of(team_id, facts, dues_for(team, milestones))
        found += [Task(step, course, team, mine=step.concerns(own)) for step in steps]
        found += [
            Task(
                Step(say("Review the book of “%(film)s”", film=film), f"/submissions/{version}", Stage.SCENARIO),
                course,
                team,
            )
            for film, version in mine.reviews.get(team_id, ())
        ]
        found += [Task(step_of(team_id, course.timezone, *row), course, team) for row in mine.steps.get(team_id, ())]
    found += _forms(session, actor, {course.id: course for course in courses}, milestones)
    order = {id(step): n for n, step in enumerate(in_order(task.step for task in found))}
    return sorted(found, key=lambda task: order[id(task.step)])


def _forms(session: Session, actor: Actor, courses: dict[int, Course], milestones: Milestones) -> list[Task]:
    """Load the films this person has seen and not written about yet (1 statement); nobody answers for their own."""
    rows = session.exec(_open_forms(), params={"courses": list(courses), "person": actor.person_id}).all()
    due = {m.course_id: m.due_at for m, _ in milestones if m.kind is MilestoneKind.FEEDBACK}
    return [
        Task(
            Step(
                say("Answer the form for “%(film)s”", film=team.film_title or team.name),
                f"/slots/{slot_id}/feedback",
                Stage.NIGHT,
                due.get(team.course_id),
            ),
            courses[team.course_id],
        )
        for slot_id, team in rows
        if not actor.in_team(team.id)
    ]


@cache
def _open_forms() -> Any:
    sent = (
        select(Response.id)
        .where(
            Response.slot_id == Slot.id,
            Response.person_id == bindparam("person"),
            col(Response.sent_at).is_not(None),
        )
        .exists()
    )
    return (
        select(Slot.id, Team)
        .join(Screening, col(Screening.id) == Slot.screening_id)
        .join(Team, col(Team.id) == Slot.team_id)
        .where(
            col(Screening.course_id).in_(bindparam("courses", expanding=True)),
            col(Slot.kind) == SlotKind.FILM,
            col(Slot.ended_at).is_not(None),
            col(Slot.closed_at).is_(None),
            ~sent,
        )
        .order_by(col(Screening.starts_at), col(Slot.position))
        .limit(MOST_WAITING)
    )


def _waiting(
    session: Session, courses: dict[int, Course], staffed: list[int], stand: dict[int, tuple[Team, Facts]]
) -> list[Waiting]:
    """Load hand-ins and cuts without an answer, oldest first (2 statements)."""
    books = session.exec(_unanswered(Submission, SubmissionState.WAITING), params={"courses": staffed}).all()
    cuts = session.exec(_unanswered(Cut, CutState.WAITING), params={"courses": staffed}).all()
    found = []
    for submission_id, team_id, number, since in books:
        team = stand[team_id][0]
        sentence = say("Production book, version %(number)s", number=number)
        found.append(Waiting(sentence, f"/submissions/{submission_id}", since, team, courses[team.course_id]))
    for cut_id, team_id, number, since in cuts:
        team = stand[team_id][0]
        sentence = say("Cut %(number)s", number=number)
        found.append(Waiting(sentence, f"/cuts/{cut_id}", since, team, courses[team.course_id]))
    return sorted(found, key=lambda one: one.since)


@cache
def _unanswered(table: type[Submission] | type[Cut], waiting: SubmissionState | CutState) -> Any:
    return (
        select(table.id, table.team_id, table.number, table.submitted_at)
        .where(col(table.course_id).in_(bindparam("courses", expanding=True)), col(table.state) == waiting)
        .order_by(col(table.submitted_at))
        .limit(MOST_WAITING)
    )
