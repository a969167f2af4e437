"""What teams have done so far: one statement for any number of teams."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Label, bindparam, join
from sqlmodel import Session, case, col, func, select

from app.books.gates.rules import GateState
from app.books.models import Book, Gate, Note, Pitch, Scenario, Shot, Submission
from app.books.rules import SubmissionState
from app.courses.models import Milestone
from app.courses.rules import Stage
from app.footage.models import Cut, Take
from app.footage.rules import CutKind, CutState, Rating
from app.insights.rules import Due, Facts
from app.screenings.models import Slot
from app.teams.models import Extension, Membership, Team


def facts_of(session: Session, course_ids: Iterable[int]) -> dict[int, tuple[Team, Facts]]:
    """Load every team of the courses with its facts, by team id, in the order of their numbers."""
    return _facts(session, _statement(one=False), list(course_ids))


def facts_of_team(session: Session, team_id: int) -> Facts:
    """Load the facts of one team."""
    return _facts(session, _statement(one=True), team_id)[team_id][1]


@cache
def _statement(*, one: bool) -> Any:
    """Build the statement, once a process: building it takes eight times as long as running it."""
    which = col(Team.id) == bindparam("which") if one else col(Team.course_id).in_(bindparam("which", expanding=True))
    return (
        select(Team, *_columns())
        .outerjoin(Book, col(Book.team_id) == Team.id)
        .where(which)
        .order_by(col(Team.course_id), col(Team.number))
    )


def _facts(session: Session, statement: Any, which: int | list[int]) -> dict[int, tuple[Team, Facts]]:
    found: dict[int, tuple[Team, Facts]] = {}
    for row in session.execute(statement, {"which": which}).mappings():
        values = {name: value for name, value in row.items() if name != "Team"}
        team: Team = row["Team"]
        found[team.id] = (team, _read(team.id, values))
    return found


FLAGS = frozenset(
    {
        "pitch_written",
        "scenario_written",
        "topic_approved",
        "scenario_approved",
        "final_waiting",
        "final_returned",
        "final_accepted",
        "screened",
    }
)


def _read(team_id: int, values: Mapping[str, Any]) -> Facts:
    read: dict[str, Any] = {name: bool(v) if name in FLAGS else int(v or 0) for name, v in values.items()}
    return Facts(team_id, **read)


def _count(name: str, table: Any, *conditions: Any) -> Label[Any]:
    return _one(name, func.count(), table, *conditions)


def _one(name: str, what: Any, table: Any, *conditions: Any) -> Label[Any]:
    return select(what).select_from(table).where(*conditions).scalar_subquery().label(name)


def _columns() -> list[Label[Any]]:
    return [
        _count("members", Membership, Membership.team_id == Team.id),
        _count("pitch_written", Pitch, Pitch.book_id == Book.id, Pitch.logline != ""),
        _count("scenario_written", Scenario, Scenario.book_id == Book.id, Scenario.text != ""),
        *_submitted(),
        *_shot(),
        *_cut(),
        *_decided(),
    ]


def _decided() -> list[Label[Any]]:
    place = case({stage: place for place, stage in enumerate(Stage)}, value=col(Gate.stage))
    return [
        select(furthest(place)).where(Gate.team_id == Team.id, col(Gate.state) == state).scalar_subquery().label(name)
        for name, furthest, state in (
            ("opened_to", func.max, GateState.OPEN),
            ("closed_from", func.min, GateState.CLOSED),
        )
    ]


def _submitted() -> list[Label[Any]]:
    ours = Submission.team_id == Team.id
    approved = col(Submission.state) == SubmissionState.APPROVED
    with_scenario = func.coalesce(col(Submission.content)["scenario"].as_string(), "") != ""
    open_notes = (
        join(Note, Submission, col(Note.submission_id) == Submission.id),
        ours,
        col(Note.parent_id).is_(None),
        col(Note.done_at).is_(None),
        col(Note.sent_at).is_not(None),
    )
    return [
        _count("submissions", Submission, ours),
        _count("scenario_submissions", Submission, ours, with_scenario),
        _count("topic_approved", Submission, ours, approved),
        _count("scenario_approved", Submission, ours, approved, with_scenario),
        _count("waiting", Submission, ours, col(Submission.state) == SubmissionState.WAITING),
        _count("open_notes", *open_notes),
        _one("noted_in", func.max(Submission.id), *open_notes),
    ]


def _shot() -> list[Label[Any]]:
    planned = (Shot.team_id == Team.id, col(Shot.removed_at).is_(None))
    kept = (Take.team_id == Team.id, col(Take.removed_at).is_(None))
    circled = select(Take.id).where(
        Take.shot_id == Shot.id, col(Take.removed_at).is_(None), col(Take.rating) == Rating.CIRCLED
    )
    return [
        _count("shots", Shot, *planned),
        _count("covered", Shot, *planned, circled.exists()),
        _count("takes", Take, *kept),
    ]


def _cut() -> list[Label[Any]]:
    ours, final = Cut.team_id == Team.id, col(Cut.kind) == CutKind.FINAL
    return [
        _count("cuts", Cut, ours),
        *(
            _count(f"final_{state.value}", Cut, ours, final, col(Cut.state) == state)
            for state in (CutState.WAITING, CutState.RETURNED, CutState.ACCEPTED)
        ),
        _count("screened", Slot, Slot.team_id == Team.id, col(Slot.ended_at).is_not(None)),
    ]


def dues_of(session: Session, course_ids: Iterable[int]) -> list[tuple[Milestone, dict[int, Extension]]]:
    """Load the milestones of the courses, by due time, each with the teams' extensions (1 statement)."""
    rows = session.exec(_dues(), params={"courses": list(course_ids)}).all()
    found: dict[int, tuple[Milestone, dict[int, Extension]]] = {}
    for milestone, extension in rows:
        _, extensions = found.setdefault(milestone.id, (milestone, {}))
        if extension is not None:
            extensions[extension.team_id] = extension
    return list(found.values())


@cache
def _dues() -> Any:
    return (
        select(Milestone, Extension)
        .outerjoin(Extension, col(Extension.milestone_id) == Milestone.id)
        .where(col(Milestone.course_id).in_(bindparam("courses", expanding=True)))
        .order_by(col(Milestone.due_at), col(Milestone.id))
    )


def dues_for(team: Team, milestones: Iterable[tuple[Milestone, Mapping[int, Extension]]]) -> list[Due]:
    """Give a team's own deadlines, extensions counted in."""
    dues = []
    for milestone, extensions in milestones:
        if milestone.course_id != team.course_id:
            continue
        more = extensions.get(team.id)
        dues.append(
            Due(
                milestone.id,
                milestone.kind,
                milestone.title,
                more.due_at if more else milestone.due_at,
                extended=more is not None,
                reason=more.reason if more else "",
            )
        )
    return sorted(dues, key=lambda due: due.due_at)
