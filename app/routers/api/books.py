"""The production book as JSON: its sections, and handing it in."""

from fastapi import APIRouter

from app.books import actions, queries, rules
from app.books.schemas import (
    BookOut,
    DeadlineOut,
    PitchInput,
    RowOut,
    Saved,
    ScenarioInput,
    SubmissionOut,
    SubmitInput,
    TeamBookOut,
)
from app.books.tables import TABLES
from app.core import clock
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))
SAVED = problems(409, model=Overtaken)


@router.get("/teams/{team_id}/book")
def book(session: Reading, actor: SignedIn, team_id: int) -> BookOut:
    """Give the book as it stands."""
    found = queries.book_page(session, actor, team_id)
    return _book(found, queries.deadline_for(session, found.team, clock.now(), scenario=bool(found.scenario.text)))


@router.put("/teams/{team_id}/book/pitch", responses=SAVED)
def save_pitch(session: Writing, actor: SignedIn, team_id: int, data: PitchInput) -> Saved:
    """Save the pitch over the version that was read; 409 tells what stands there now."""
    return Saved(version=actions.save_pitch(session, actor, team_id, data))


@router.put("/teams/{team_id}/book/scenario", responses=SAVED)
def save_scenario(session: Writing, actor: SignedIn, team_id: int, data: ScenarioInput) -> Saved:
    """Save the scenario over the version that was read; 409 tells what stands there now."""
    return Saved(version=actions.save_scenario(session, actor, team_id, data))


@router.get("/teams/{team_id}/submissions")
def submissions(session: Reading, actor: SignedIn, team_id: int) -> list[SubmissionOut]:
    """List the handed-in versions, newest first."""
    return [SubmissionOut.of(one) for one, _ in queries.book_page(session, actor, team_id).submissions]


@router.post("/teams/{team_id}/submissions", status_code=201)
def submit(session: Writing, actor: SignedIn, team_id: int, data: SubmitInput) -> SubmissionOut:
    """Hand the book in; the same book again gives the version that is there."""
    return SubmissionOut.of(actions.submit_book(session, actor, team_id, data))


@router.get("/courses/{course_id}/books")
def books(session: Reading, actor: SignedIn, course_id: int) -> list[TeamBookOut]:
    """List every team of a course with its newest version."""
    _, found = queries.books_of(session, actor, course_id)
    newest = ((team, SubmissionOut.of(one) if one else None) for team, one in found)
    return [TeamBookOut(team_id=team.id, number=team.number, name=team.name, newest=one) for team, one in newest]


def _book(found: queries.BookPage, deadline: queries.Deadline | None) -> BookOut:
    return BookOut(
        team_id=found.team.id,
        currency=found.course.currency,
        decimals=rules.places(found.course.currency),
        pitch={name: getattr(found.pitch, name) for name in queries.PITCH_FIELDS},
        pitch_version=found.pitch.version,
        scenario=found.scenario.text,
        scenario_version=found.scenario.version,
        tables={one.value: [RowOut.read(row) for row in found.everything.get(one, [])] for one in TABLES},
        deadline=DeadlineOut.model_validate(deadline, from_attributes=True) if deadline else None,
        missing=[str(one.sentence) for one in found.missing],
        submissions=[SubmissionOut.of(one) for one, _ in found.submissions],
    )
