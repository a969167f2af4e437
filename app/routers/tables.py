"""Pages of the book's tables, shot list and budget: edited in place, row by row."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app.books import actions, queries, rules
from app.books.rules import RowOrder
from app.books.schemas import PasteInput
from app.books.tables import SHOTS, TABLES, Table
from app.core.db import give_up
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import Text, say
from app.people.rules import Actor
from app.routers.books import show
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import Bound, bind
from app.web.pages import redirect

router = APIRouter()


def table_of(name: str) -> Table:
    """Find a table by its name in the address. Raises NotFound."""
    found = next((one for one in TABLES.values() if one.section == name), None)
    if found is None:
        raise NotFound
    return found


@router.get("/teams/{team_id}/book/shots")
def shots(
    request: Request, session: Reading, actor: SignedIn, team_id: int, order: RowOrder = RowOrder.SCRIPT
) -> Response:
    """Show the shot list, in script order or in the order of setting up."""
    return table_page(request, session, actor, team_id, "shots", order=order)


@router.get("/teams/{team_id}/book/steps")
def steps(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the production table: who does what by when."""
    return table_page(request, session, actor, team_id, "steps")


@router.post("/teams/{team_id}/book/steps/template")
def plan_steps(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Fill the production table from the template."""
    try:
        count = actions.plan_steps(session, actor, team_id)
    except Conflict as refusal:
        give_up(session)
        return redirect(f"/teams/{team_id}/book/steps", flash=refusal.sentence)
    sentence = say("%(n)s steps, planned backwards from the milestones. Change what does not fit.", n=count)
    return redirect(f"/teams/{team_id}/book/steps", flash=sentence)


@router.get("/teams/{team_id}/book/casting")
def casting(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the crew, who plays whom, and who helps."""
    return table_page(request, session, actor, team_id, "casting")


@router.post("/teams/{team_id}/book/casting/characters")
def list_characters(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Add the characters of the scenario that have no row yet."""
    count = actions.list_characters(session, actor, team_id)
    return redirect(f"/teams/{team_id}/book/casting", flash=say("%(n)s rows added.", n=count))


@router.get("/teams/{team_id}/book/places")
def places(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the locations."""
    return table_page(request, session, actor, team_id, "places")


@router.post("/teams/{team_id}/book/places/settings")
def list_places(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Add the places of the scenario that have no location yet."""
    count = actions.list_places(session, actor, team_id)
    return redirect(f"/teams/{team_id}/book/places", flash=say("%(n)s rows added.", n=count))


@router.get("/teams/{team_id}/book/equipment")
def equipment(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show what the film needs, who brings it, and what the course lends."""
    return table_page(request, session, actor, team_id, "equipment")


@router.get("/teams/{team_id}/book/budget")
def budget(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the budget: top sheet and lines."""
    return table_page(request, session, actor, team_id, "budget")


@router.post("/teams/{team_id}/book/{table}/rows")
def add(request: Request, session: Writing, actor: SignedIn, team_id: int, table: str, form: Posted) -> Response:
    """Add a row."""
    found = table_of(table)
    bound = bind(form, found.schema, context=_units(session, team_id))
    with bound.trying(session):
        row = actions.add_row(session, actor, team_id, found, bound.data)
        return redirect(f"/teams/{team_id}/book/{table}#row-{row.id}")
    return table_page(request, session, actor, team_id, table, status=422, form=bound)


@router.post("/teams/{team_id}/book/{table}/paste")
def paste(request: Request, session: Writing, actor: SignedIn, team_id: int, table: str, form: Posted) -> Response:
    """Add rows copied from a spreadsheet."""
    found = table_of(table)
    bound = bind(form, PasteInput)
    with bound.trying(session):
        count = actions.paste_rows(session, actor, team_id, found, bound.data.rows)
        return redirect(f"/teams/{team_id}/book/{table}", flash=say("%(n)s rows added.", n=count))
    return table_page(request, session, actor, team_id, table, status=422, paste=bound)


@router.post("/teams/{team_id}/book/{table}/rows/{row_id}")
def change(
    request: Request, session: Writing, actor: SignedIn, team_id: int, table: str, row_id: int, form: Posted
) -> Response:
    """Change a row in place."""
    found, units = table_of(table), _units(session, team_id)
    bound = bind(form, found.schema, context=units)
    try:
        version = actions.change_row(session, actor, team_id, found, row_id, bound.data)
    except actions.Overtaken as refusal:
        for name in found.money & refusal.theirs.keys():
            refusal.theirs[name] = rules.typed(int(refusal.theirs[name] or 0), units["decimals"])
        if wants_json(request):
            raise
        give_up(session)
        return table_page(
            request, session, actor, team_id, table, status=409, changed=(row_id, bound), conflict=refusal
        )
    except Invalid:
        if not wants_json(request):
            give_up(session)
            return table_page(request, session, actor, team_id, table, status=422, changed=(row_id, bound))
        give_up(session)
        field, sentence = next(iter(bound.errors.items()), ("", say("Please look at the marked fields.")))
        raise Invalid(sentence, field=field or "row") from None
    if wants_json(request):
        return JSONResponse({"version": version})
    return redirect(f"/teams/{team_id}/book/{table}#row-{row_id}", flash=say("Saved."))


@router.post("/teams/{team_id}/book/{table}/rows/{row_id}/{step}")
def step(
    session: Writing,
    actor: SignedIn,
    team_id: int,
    table: str,
    row_id: int,
    step: str,
    order: RowOrder = RowOrder.SCRIPT,
) -> Response:
    """Move a row up or down, remove it, bring it back; copy or split a shot."""
    found = table_of(table)
    sentence: Text | str = ""
    if step in {"up", "down"}:
        actions.nudge_row(session, actor, team_id, found, row_id, up=step == "up", order=order)
    elif step == "remove":
        actions.remove_row(session, actor, team_id, found, row_id)
        sentence = say("Removed. You can bring it back below the table.")
    elif step == "restore":
        actions.restore_row(session, actor, team_id, found, row_id)
        sentence = say("It is back.")
    elif step in SHOT_STEPS and found is SHOTS:
        make, sentence = SHOT_STEPS[step]
        row_id = make(session, actor, team_id, row_id).id
    else:
        raise NotFound
    query = "" if order is RowOrder.SCRIPT else f"?order={order.value}"
    return redirect(f"/teams/{team_id}/book/{table}{query}#row-{row_id}", flash=sentence)


SHOT_STEPS = {
    "copy": (actions.copy_shot, say("Copied. The new shot stands below.")),
    "split": (actions.split_shot, say("Split in two. Each has half of the words; put them right.")),
}


def _units(session: Session, team_id: int) -> dict[str, int]:
    """Tell the validators of typed rows how many decimals the course's currency has."""
    _, course = queries.team_and_course(session, team_id)
    return {"decimals": rules.places(course.currency)}


def table_page(
    request: Request,
    session: Session,
    actor: Actor,
    team_id: int,
    table: str,
    *,
    status: int = 200,
    form: Bound[Any] | None = None,
    paste: Bound[PasteInput] | None = None,
    changed: tuple[int, Bound[Any]] | None = None,
    conflict: actions.Overtaken | None = None,
    **more: Any,
) -> Response:
    """Render a table's page; ``changed`` is the row whose typed cells were refused."""
    found = table_of(table)
    return show(
        request,
        session,
        actor,
        team_id,
        table,
        status=status,
        form=form or bind.empty(found.schema, version=1),
        paste=paste or bind.empty(PasteInput, rows=""),
        changed=changed,
        conflict=conflict,
        table=found,
        **more,
    )
