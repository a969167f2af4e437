"""Files into a book and out of it, for programs: read first, then take in, then undo if it was wrong."""

import base64
import binascii

from fastapi import APIRouter
from fastapi.responses import Response

from app.books import actions, fountain, intake, policy, queries, rules
from app.books.schemas import FileInput, IntakeOut, RowsBrought, RowsRead, ScriptBrought, ScriptRead, WrongCell
from app.books.tables import TABLES
from app.core.errors import Invalid
from app.core.text import say
from app.documents import sheets
from app.routers import scripts
from app.routers import sheets as pages
from app.routers.api.tables import TableName
from app.teams.sheets import XLSX
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


def _file(kind: str) -> dict[int | str, dict[str, object]]:
    return {200: {"description": "The file", "content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/teams/{team_id}/book/scenario.fountain", response_class=Response, responses=_file("text/plain"))
def as_fountain(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Give the scenario as it is written."""
    return scripts.as_fountain(session, actor, team_id)


@router.get("/teams/{team_id}/book/scenario.fdx", response_class=Response, responses=_file("application/xml"))
def as_final_draft(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Give the scenario for Final Draft."""
    return scripts.as_final_draft(session, actor, team_id)


@router.get("/teams/{team_id}/book/scenario.txt", response_class=Response, responses=_file("text/plain"))
def as_text(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Give the scenario as plain text in the columns of a screenplay."""
    return scripts.as_text(session, actor, team_id)


@router.get("/teams/{team_id}/book/{table}.csv", response_class=Response, responses=_file("text/csv"))
def as_csv(session: Reading, actor: SignedIn, team_id: int, table: TableName) -> Response:
    """Give a table as CSV."""
    return pages.as_csv(session, actor, team_id, table.value)


@router.get("/teams/{team_id}/book/{table}.xlsx", response_class=Response, responses=_file(XLSX))
def as_xlsx(session: Reading, actor: SignedIn, team_id: int, table: TableName) -> Response:
    """Give a table for Excel."""
    return pages.as_xlsx(session, actor, team_id, table.value)


@router.post("/teams/{team_id}/book/scenario/read", responses=problems(413))
def read_script(session: Reading, actor: SignedIn, team_id: int, data: FileInput) -> ScriptRead:
    """Read a screenplay (.fountain, .fdx, .txt) as Fountain; nothing is saved."""
    _may_write(session, actor, team_id)
    text = intake.script_of(_content(data))
    elements = fountain.parse(text)
    headings = [f"{one.number}. {one.heading}" for one in fountain.scenes(elements)]
    length = fountain.eighths(elements)
    return ScriptRead(text=text, scenes=headings, cast=list(fountain.cast(elements)), eighths=length)


@router.post("/teams/{team_id}/book/scenario/bring", status_code=201, responses=problems(409, model=Overtaken))
def bring_script(session: Writing, actor: SignedIn, team_id: int, data: ScriptBrought) -> IntakeOut:
    """Put a screenplay in the place of the version that was read; 409 tells what stands there now."""
    return IntakeOut.of(actions.bring_scenario(session, actor, team_id, data, data.file_name))


@router.post("/teams/{team_id}/book/{table}/read", responses=problems(413))
def read_rows(session: Reading, actor: SignedIn, team_id: int, table: TableName, data: FileInput) -> RowsRead:
    """Read a spreadsheet (.xlsx, CSV) as rows, with what is wrong in them; nothing is saved."""
    book = queries.book_page(session, actor, team_id, (table,))
    policy.may_write(actor, book.course, book.team).require()
    one = TABLES[table]
    known = [intake.name_of(one, row.values) for row in book.rows(one.section)]
    cells = sheets.read_table(_content(data), long=True) if data.file else sheets.read_text(data.text, long=True)
    found = intake.table_of(one, cells, rules.places(book.course.currency), known)
    return RowsRead(
        columns=[one.name for one in found.columns],
        left_out=list(found.left_out),
        rows=[list(row) for row in found.cells],
        wrong=[WrongCell(row=one.row, column=str(one.column), why=str(one.why)) for one in found.wrong],
        cells=cells,
    )


@router.post("/teams/{team_id}/book/{table}/bring", status_code=201, responses=problems(409, 413))
def bring_rows(session: Writing, actor: SignedIn, team_id: int, table: TableName, data: RowsBrought) -> IntakeOut:
    """Take rows in, money in the currency's major unit; all or none."""
    name, replace = data.file_name, data.replace
    found = actions.bring_rows(session, actor, team_id, TABLES[table], data.cells, file_name=name, replace=replace)
    return IntakeOut.of(found)


@router.post("/book-intakes/{intake_id}/undo", responses=problems(409))
def undo(session: Writing, actor: SignedIn, intake_id: int) -> IntakeOut:
    """Take back what a file brought; what it replaced stands again."""
    return IntakeOut.of(actions.undo_intake(session, actor, intake_id))


def _may_write(session: Reading, actor: SignedIn, team_id: int) -> int:
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    return rules.places(course.currency)


def _content(data: FileInput) -> bytes:
    if not data.file:
        return data.text.encode()
    try:
        return base64.b64decode(data.file, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(say("The file is not in base64."), field="file") from error
