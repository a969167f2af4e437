"""The scene analysis table as JSON."""

from fastapi import APIRouter

from app.books import actions, queries
from app.books.rules import SectionKind
from app.books.schemas import AnalysisOut, RowOut, SettleInput, TagInput
from app.books.tables import BREAKDOWN
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/book/breakdown")
def breakdown(session: Reading, actor: SignedIn, team_id: int) -> AnalysisOut:
    """Give every scene with what the scenario says of it and its row, and the rows whose scene is gone."""
    found = queries.book_page(session, actor, team_id, (SectionKind.BREAKDOWN, SectionKind.SHOTS))
    return AnalysisOut.model_validate(found.analysis, from_attributes=True)


@router.post("/teams/{team_id}/book/breakdown/refresh", status_code=204)
def refresh(session: Writing, actor: SignedIn, team_id: int) -> None:
    """Make the table from the scenario as it stands; saving the scenario does so, too."""
    actions.refresh_rows(session, actor, team_id)


@router.post("/teams/{team_id}/book/breakdown/{row_id}/settle", responses=problems(409))
def settle(session: Writing, actor: SignedIn, team_id: int, row_id: int, data: SettleInput) -> RowOut:
    """Say where the notes of a scene that is gone belong: to another row's scene, aside, or away."""
    return RowOut.of(actions.settle_row(session, actor, team_id, row_id, data), BREAKDOWN.columns)


@router.post("/teams/{team_id}/book/breakdown/{row_id}/tags")
def tag(session: Writing, actor: SignedIn, team_id: int, row_id: int, data: TagInput) -> RowOut:
    """Put words of the script into a list of their scene, once; or take them out."""
    return RowOut.of(actions.tag_words(session, actor, team_id, row_id, data), BREAKDOWN.columns)
