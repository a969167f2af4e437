"""What is a person's own in their teams: roles, steps of the production table, shooting days at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import String, bindparam, func, literal, null, type_coerce, union_all
from sqlalchemy import select as statement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.books.models import Book, Note, PeerReview, ProductionStep, ShootingDay, Submission
from app.books.rules import Phase, SubmissionState
from app.core import clock
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Membership, RoleHolding, Team
from app.teams.rules import Role

SOON = timedelta(days=7)
NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shoot:
    """A shooting day of one of this person's teams, today or (``later``) tomorrow."""

    course: Course
    team: Team
    day_id: int
    call: str
    place: str
    later: bool

    @property
    def href(self) -> str:
        """Its call sheet."""
        return f"/teams/{self.team.id}/book/schedule/days/{self.day_id}"


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's roles, what production tables want of them soon, and shooting days at hand, by team.

    ``reviews`` are the films and versions of other teams that the team has to review.
    """

    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    steps: dict[int, list[tuple[Phase, str, date | None, int]]] = field(default_factory=dict)
    days: list[tuple[int, int, date, str, str]] = field(default_factory=list)
    reviews: dict[int, list[tuple[str, int]]] = field(default_factory=dict)


def mine_of(session: Session, actor: Actor) -> Mine:
    """Load what is a person's own in their teams (1 statement)."""
    today = clock.now().date()
    found = Mine()
    params = {
        "person": actor.person_id,
        "teams": list(actor.teams),
        "until": today + SOON,
        "before": today - NIGHT,
        "after": today + 2 * NIGHT,
    }
    for part, team_id, text, kind, on, row_id, place in session.execute(_own(), params):
        if part == "role":
            found.roles[team_id] = found.roles.get(team_id, frozenset()) | {Role(text)}
        elif part == "day":
            found.days.append((team_id, row_id, on, text, place))
        elif part == "step":
            found.steps.setdefault(team_id, []).append((Phase(kind), text, on, actor.person_id))
        else:
            found.reviews.setdefault(team_id, []).append((text, row_id))
    return found


def shoots_of(own: Mine, courses: Mapping[int, Course], teams: Iterable[Team]) -> list[Shoot]:
    """List the shooting days of today and tomorrow, by each course's calendar."""
    known = {one.id: one for one in teams if one.course_id in courses}
    found = []
    for team_id, day_id, day, call, place in sorted(own.days, key=lambda one: (one[2], one[3])):
        if team_id not in known:
            continue
        team = known[team_id]
        course = courses[team.course_id]
        ahead = (day - clock.now().astimezone(ZoneInfo(course.timezone)).date()).days
        if ahead in (0, 1):
            found.append(Shoot(course, team, day_id, call, place, later=bool(ahead)))
    return found


@cache
def _own() -> Any:
    """Build the statement of all parts: which one a row is of, the team, and what the part says."""
    return union_all(_days(), _steps(), _roles(), _reviews())  # the first says what types the columns have


def _row(part: str, team: Any, text: Any, **more: Any) -> Any:
    """Select a part's columns: every part has all of them."""
    names = ("kind", "on", "id", "place")
    return statement(
        literal(part).label("part"), team, type_coerce(text, String), *(more.get(name, null()) for name in names)
    )


def _teams() -> Any:
    return bindparam("teams", expanding=True)


def _roles() -> Any:
    return (
        _row("role", col(RoleHolding.team_id), col(RoleHolding.role))
        .join(Membership, col(Membership.id) == RoleHolding.membership_id)
        .where(col(Membership.person_id) == bindparam("person"))
    )


def _steps() -> Any:
    phase = type_coerce(col(ProductionStep.phase), String)
    return (
        _row("step", col(Book.team_id), col(ProductionStep.what), kind=phase, on=col(ProductionStep.due_on))
        .join(Book, col(Book.id) == ProductionStep.book_id)
        .where(
            col(Book.team_id).in_(_teams()),
            col(ProductionStep.what) != "",
            col(ProductionStep.owner_id) == bindparam("person"),
            col(ProductionStep.done).is_(False),
            col(ProductionStep.removed_at).is_(None),
            col(ProductionStep.due_on) <= bindparam("until"),
        )
    )


def _days() -> Any:
    columns = {"on": col(ShootingDay.day), "id": col(ShootingDay.id), "place": col(ShootingDay.place)}
    return _row("day", col(ShootingDay.team_id), col(ShootingDay.call), **columns).where(
        col(ShootingDay.team_id).in_(_teams()),
        col(ShootingDay.removed_at).is_(None),
        col(ShootingDay.day).between(bindparam("before"), bindparam("after")),
    )


def _reviews() -> Any:
    """Find the books of other teams that wait for an answer, and on which one's team has not sent a note."""
    later = aliased(Submission)
    newer = statement(col(later.id)).where(
        col(later.book_id) == col(Submission.book_id), col(later.number) > col(Submission.number)
    )
    noted = statement(col(Note.id)).where(
        col(Note.submission_id) == col(Submission.id),
        col(Note.from_team_id) == col(PeerReview.reviewer_id),
        col(Note.sent_at).is_not(None),
    )
    film = func.coalesce(func.nullif(col(Team.film_title), ""), col(Team.name))
    return (
        _row("review", col(PeerReview.reviewer_id), film, id=col(Submission.id))
        .join(Team, col(Team.id) == PeerReview.team_id)
        .join(Submission, col(Submission.team_id) == PeerReview.team_id)
        .where(
            col(PeerReview.reviewer_id).in_(_teams()),
            col(Submission.state) == SubmissionState.WAITING,
            ~newer.exists(),
            ~noted.exists(),
        )
    )
