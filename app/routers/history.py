"""The history of the production book: what changed, by whom, and bringing it back."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.books import actions, policy
from app.books.history import queries
from app.books.history.rules import sentence
from app.books.rules import SectionKind
from app.core.text import say
from app.web.deps import Reading, SignedIn, Writing
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/teams/{team_id}/book/history")
def history(
    request: Request,
    session: Reading,
    actor: SignedIn,
    team_id: int,
    section: SectionKind | None = None,
    row: int | None = None,
    field: str = "",
    before: int | None = None,
) -> Response:
    """Show what was changed in the book, in one section, one row or one field."""
    fields = queries.fields_of(section) if section else {}
    field = field if field in fields else ""  # the select kept another section's
    found = queries.history_page(session, actor, team_id, section, row, field, before)
    asked = {"section": section.value if section else None, "row": row, "field": field or None}
    asked = {name: value for name, value in asked.items() if value is not None}
    older = f"?{urlencode({**asked, 'before': found.older})}" if found.older else ""
    return page(
        request,
        "pages/books/history.html",
        found=found,
        team=found.team,
        course=found.course,
        section="history",
        narrowed=section,
        row=row,
        field=field,
        fields=fields,
        sections=list(SectionKind),
        sentence=sentence,
        older=older,
        newest=f"?{urlencode(asked)}" if before else "",
        may_write=policy.may_write(actor, found.course, found.team),
    )


@router.post("/teams/{team_id}/book/history/{edit_id}/restore")
def restore(session: Writing, actor: SignedIn, team_id: int, edit_id: int) -> Response:
    """Bring back what was there before a change."""
    edit = actions.restore_edit(session, actor, team_id, edit_id)
    row = f"#row-{edit.row}" if edit.row else ""
    return redirect(f"/teams/{team_id}/book/{edit.section.value}{row}", flash=say("It is back."))
