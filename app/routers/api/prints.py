"""The book on paper for programs: the same PDFs as the pages give."""

from fastapi import APIRouter
from fastapi.responses import Response

from app.books.rules import SectionKind
from app.routers import prints
from app.web.deps import Reading, SignedIn, Store
from app.web.problems import problems

PDF = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}, "description": "The PDF"}
router = APIRouter(
    tags=["books"], responses={**problems(401, 403, 404, 422), 200: PDF}, default_response_class=Response
)


@router.get("/teams/{team_id}/book.pdf")
def book(session: Reading, actor: SignedIn, store: Store, team_id: int) -> Response:
    """Print the book as it stands."""
    return prints.book(session, actor, store, team_id)


@router.get("/teams/{team_id}/book/{section}.pdf")
def section(session: Reading, actor: SignedIn, store: Store, team_id: int, section: SectionKind) -> Response:
    """Print one section as it stands."""
    return prints.section(session, actor, store, team_id, section)


@router.get("/teams/{team_id}/schedule/days/{day_id}.pdf")
def call_sheet(session: Reading, actor: SignedIn, store: Store, team_id: int, day_id: int) -> Response:
    """Print the call sheet of a day."""
    return prints.call_sheet(session, actor, store, team_id, day_id)


@router.get("/submissions/{submission_id}/book.pdf")
def version(session: Reading, actor: SignedIn, store: Store, submission_id: int) -> Response:
    """Give a version as it was printed when it was handed in; its bytes never change."""
    return prints.version(session, actor, store, submission_id)
