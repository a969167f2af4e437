"""The book's tables as spreadsheets, both ways; and what any file brought, with the way back."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.books import actions, intake, policy, queries, rules
from app.books.schemas import Cells
from app.books.tables import ColumnKind, Table
from app.core.db import give_up
from app.core.errors import Invalid, TooLarge
from app.core.text import say, say_n
from app.documents import sheets
from app.people.rules import Actor
from app.routers.scripts import attached
from app.routers.tables import table_of
from app.teams.sheets import XLSX, csv_of, xlsx_of
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.pages import page, redirect

router = APIRouter()
_cells: TypeAdapter[list[list[str]]] = TypeAdapter(Cells)


@router.get("/teams/{team_id}/book/{table}.csv")
def as_csv(session: Reading, actor: SignedIn, team_id: int, table: str) -> Response:
    """Download a table; no cell can be taken for a formula."""
    name, rows = _rows(session, actor, team_id, table_of(table))
    return attached(csv_of(rows), "text/csv; charset=utf-8", f"{name} {table}.csv")


@router.get("/teams/{team_id}/book/{table}.xlsx")
def as_xlsx(session: Reading, actor: SignedIn, team_id: int, table: str) -> Response:
    """Download a table for Excel."""
    name, rows = _rows(session, actor, team_id, table_of(table))
    return attached(xlsx_of(rows), XLSX, f"{name} {table}.xlsx")


@router.get("/teams/{team_id}/book/{table}/bring")
def bring(request: Request, session: Reading, actor: SignedIn, team_id: int, table: str) -> Response:
    """Ask for a spreadsheet."""
    return _ask(request, session, actor, team_id, table_of(table))


@router.post("/teams/{team_id}/book/{table}/bring")
def look(request: Request, session: Writing, actor: SignedIn, team_id: int, table: str, form: Posted) -> Response:
    """Show what a spreadsheet would bring, row by row with what is wrong."""
    found = table_of(table)
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    try:
        cells, name = brought_cells(form)
        return _preview(request, session, actor, team_id, found, cells, name)
    except (Invalid, TooLarge) as refusal:
        return _ask(request, session, actor, team_id, found, refusal=refusal)


@router.post("/teams/{team_id}/book/{table}/brought")
def take(request: Request, session: Writing, actor: SignedIn, team_id: int, table: str, form: Posted) -> Response:
    """Take in the rows that were looked at."""
    found = table_of(table)
    try:
        cells, name = brought_cells(form)
        replace = form.get("how") == "replace"
        made = actions.bring_rows(session, actor, team_id, found, cells, file_name=name, replace=replace)
    except (Invalid, TooLarge) as refusal:
        give_up(session)
        return _ask(request, session, actor, team_id, found, refusal=refusal)
    return redirect(f"/book-intakes/{made.id}")


@router.get("/book-intakes/{intake_id}")
def brought(request: Request, session: Reading, actor: SignedIn, intake_id: int) -> Response:
    """Show what a file brought, and the way back."""
    found, team, course = queries.intake_and_team(session, actor, intake_id)
    return page(
        request,
        "pages/books/brought.html",
        found=found,
        team=team,
        course=course,
        section=found.section.value,
        heading=rules.WORDS[found.section],
        count=found.after.get("count", 0),
        removed=len(found.before.get("removed", ())),
        may_write=policy.may_write(actor, course, team),
    )


@router.post("/book-intakes/{intake_id}/undo")
def undo(session: Writing, actor: SignedIn, intake_id: int) -> Response:
    """Take back what a file brought."""
    found = actions.undo_intake(session, actor, intake_id)
    return redirect(
        f"/teams/{found.team_id}/book/{found.section.value}", flash=say("Undone. What stood before stands again.")
    )


def brought_cells(form: FormData) -> tuple[list[list[str]], str]:
    """Read cells out of a form: a file, pasted text, or those of a preview. Raises Invalid, TooLarge."""
    if form.get("cells"):
        try:
            return _cells.validate_json(str(form["cells"])), str(form.get("file_name", ""))
        except ValidationError as error:
            raise Invalid(say("The list cannot be read. Bring it again; nothing was imported.")) from error
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        return sheets.read_table(upload.file.read(sheets.MOST_BYTES + 1), long=True), upload.filename
    return sheets.read_text(str(form.get("text", "")), long=True), ""


def _rows(session: Session, actor: Actor, team_id: int, table: Table) -> tuple[str, list[list[object]]]:
    """Give a table as people see it: headings and words in the reader's language, money in the major unit."""
    found = queries.book_page(session, actor, team_id, (table.section,))
    decimals = rules.places(found.course.currency)

    def cell(column: Any, row: Any) -> object:
        if column.kind is ColumnKind.SUM:
            return _number(int(row["quantity"] or 0) * int(row["unit_price"] or 0), decimals)
        value = row[column.name]
        if column.kind is ColumnKind.MONEY:
            return None if value is None else _number(value, decimals)
        if column.kind is ColumnKind.FLAG:
            return "x" if value else ""
        return value if value is None or isinstance(value, int | float) else str(column.word(value))

    standing = [row for row in found.rows(table.section) if not table.made or intake.name_of(table, row.values)]
    rows = [[cell(one, row) for one in table.printed] for row in standing]
    return found.pitch.title or found.team.name, [[str(one.label) for one in table.printed], *rows]


def _number(minor: int, decimals: int) -> float | int:
    return minor / 10**decimals if decimals else minor


def _ask(
    request: Request, session: Session, actor: Actor, team_id: int, table: Table, *, refusal: Any = None
) -> Response:
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    return page(
        request,
        "pages/books/bring.html",
        status=refusal.status if refusal else 200,
        team=team,
        course=course,
        section=table.section.value,
        heading=rules.WORDS[table.section],
        table=table,
        refusal=refusal.sentence if refusal else "",
    )


def _preview(
    request: Request, session: Session, actor: Actor, team_id: int, table: Table, cells: list[list[str]], name: str
) -> Response:
    found = queries.book_page(session, actor, team_id, (table.section,))
    known = [intake.name_of(table, one.values) for one in found.rows(table.section)]
    reading = intake.table_of(table, cells, rules.places(found.course.currency), known)
    same = len([place for place in intake.paired(known, reading.names) if place is not None])
    return page(
        request,
        "pages/books/bring_rows.html",
        status=422 if reading.wrong else 200,
        team=found.team,
        course=found.course,
        section=table.section.value,
        heading=rules.WORDS[table.section],
        table=table,
        reading=reading,
        cells=json.dumps(cells, ensure_ascii=False),
        file_name=name,
        standing=len(known),
        same=same,
        gone=len(known) - same,
        like=same * 2 > len(known),
        label=say_n("Take in %(n)s row", "Take in %(n)s rows", len(reading.cells)),
    )
