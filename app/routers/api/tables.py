"""The rows of the book's tables as JSON."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AfterValidator, Field

from app.books import actions
from app.books.rules import SectionKind
from app.books.schemas import MoveRowInput, Order, Pasted, PasteInput, RowOut, Saved
from app.books.tables import TABLES, Table
from app.core.text import say
from app.web.deps import SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


def _kept_in_rows(section: SectionKind) -> SectionKind:
    if section not in TABLES:
        raise ValueError(say("Please choose one of the list."))
    return section


TableName = Annotated[
    SectionKind, AfterValidator(_kept_in_rows), Field(json_schema_extra={"enum": [one.value for one in TABLES]})
]


def _add_route(table: Table) -> None:
    path, row = f"/teams/{{team_id}}/book/{table.section.value}", table.schema

    @router.post(path, status_code=201, description=f"Add a row at the end. {table.added}".strip())
    def add_row(session: Writing, actor: SignedIn, team_id: int, data: row) -> RowOut:  # type: ignore[valid-type]  # this table's schema
        return RowOut.of(actions.add_row(session, actor, team_id, table, data), table.columns)


def _routes(table: Table) -> None:
    """Give a table its own routes: what a row takes differs from table to table."""
    if not table.made:
        _add_route(table)
    path, row = f"/teams/{{team_id}}/book/{table.section.value}", table.schema

    @router.put(f"{path}/{{row_id}}", description="Change a row over the version that was read.", responses=SAVED)
    def change_row(session: Writing, actor: SignedIn, team_id: int, row_id: int, data: row) -> Saved:  # type: ignore[valid-type]
        return Saved(version=actions.change_row(session, actor, team_id, table, row_id, data))


SAVED = problems(409, model=Overtaken)
for one in TABLES.values():
    _routes(one)


@router.post("/teams/{team_id}/book/steps/template", status_code=201, responses=problems(409))
def plan_steps(session: Writing, actor: SignedIn, team_id: int) -> Pasted:
    """Fill an empty production table from the template, planned backwards from the course's milestones."""
    return Pasted(added=actions.plan_steps(session, actor, team_id))


@router.post("/teams/{team_id}/book/casting/characters", status_code=201)
def list_characters(session: Writing, actor: SignedIn, team_id: int) -> Pasted:
    """Add a row for every character of the scenario that has none."""
    return Pasted(added=actions.list_characters(session, actor, team_id))


@router.post("/teams/{team_id}/book/places/settings", status_code=201)
def list_places(session: Writing, actor: SignedIn, team_id: int) -> Pasted:
    """Add a location, with its scenes, for every place of the scenario that has none."""
    return Pasted(added=actions.list_places(session, actor, team_id))


@router.post("/teams/{team_id}/book/{table}/paste", status_code=201)
def paste(session: Writing, actor: SignedIn, team_id: int, table: TableName, data: PasteInput) -> Pasted:
    """Add rows copied from a spreadsheet, money as typed ("12.50"); all or none."""
    return Pasted(added=actions.paste_rows(session, actor, team_id, TABLES[table], data.rows))


@router.post("/teams/{team_id}/book/{table}/{row_id}/move", responses=problems(409))
def move(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int, data: MoveRowInput) -> Order:
    """Put a row after another, or at the top; 409 with the ``order`` when it stands elsewhere than it was seen."""
    return Order(order=actions.move_row(session, actor, team_id, TABLES[table], row_id, data))


@router.delete("/teams/{team_id}/book/{table}/{row_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int) -> None:
    """Take a row out; it can be brought back."""
    actions.remove_row(session, actor, team_id, TABLES[table], row_id)


@router.post("/teams/{team_id}/book/{table}/{row_id}/restore", status_code=204)
def restore(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int) -> None:
    """Bring a row back to where it was."""
    actions.restore_row(session, actor, team_id, TABLES[table], row_id)
