"""The book on paper: PDF of the whole book, of one section, and of a version as it was handed in."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app.books import paper, printing
from app.books.rules import SectionKind
from app.books.schedule import paper as call_sheets
from app.core import clock
from app.documents import pdf
from app.insights import queries as insights
from app.web.deps import Reading, SignedIn, Store
from app.web.words import word

router = APIRouter()


@router.get("/teams/{team_id}/book.pdf")
def book(session: Reading, actor: SignedIn, store: Store, team_id: int) -> Response:
    """Print the book as it stands."""
    return sent(*printing.draft(session, actor, store, team_id))


@router.get("/teams/{team_id}/book/{section}.pdf")
def section(session: Reading, actor: SignedIn, store: Store, team_id: int, section: SectionKind) -> Response:
    """Print one section as it stands."""
    name, document = printing.draft(session, actor, store, team_id, (section,))
    return sent(f"{name} {section.value}", document)


@router.get("/teams/{team_id}/book/schedule/days/{day_id}.pdf")
def call_sheet(session: Reading, actor: SignedIn, store: Store, team_id: int, day_id: int) -> Response:
    """Print the call sheet of a day."""
    found = insights.schedule_page(session, actor, team_id)
    sheet, now = insights.call_sheet_of(found, day_id), clock.now()
    moment = paper.moment(now, found.book.course.timezone)
    clashes = found.day(day_id).clashes
    frames = printing.pictures_of((shot.frame for shot in sheet.frames), store)
    document = call_sheets.document(sheet, word, at=now, moment=moment, warnings=clashes, pictures=frames)
    return sent(document.title, document)


@router.get("/submissions/{submission_id}/book.pdf")
def version(session: Reading, actor: SignedIn, store: Store, submission_id: int) -> Response:
    """Give a version as it was printed when it was handed in."""
    name, found = printing.version(session, actor, store, submission_id)
    if isinstance(found, pdf.Document):
        return sent(name, found)
    return Response(b"".join(store.read(found.key)), media_type="application/pdf", headers=_named(name))


def sent(name: str, document: pdf.Document) -> Response:
    """Print a document and send it, to be shown by the browser."""
    return Response(pdf.printed(document), media_type="application/pdf", headers=_named(name))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}.pdf"}
