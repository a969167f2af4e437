"""The assembly as JSON."""

from fastapi import APIRouter

from app.footage.assembly import actions, queries
from app.footage.assembly.schemas import AssemblyOut, TrimInput
from app.routers.assembly import FILM
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["footage"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/assembly")
def assembly(session: Reading, actor: SignedIn, team_id: int) -> AssemblyOut:
    """Give a team's assembly: its parts in order and where it plays."""
    return AssemblyOut.of(queries.assembly_page(session, actor, team_id), FILM.format(team_id=team_id))


@router.post("/teams/{team_id}/assembly", responses=problems(409))
def update(session: Writing, actor: SignedIn, team_id: int) -> AssemblyOut:
    """Make what is missing of it now; what could not be made is tried again."""
    actions.update_assembly(session, actor, team_id)
    session.flush()
    return AssemblyOut.of(queries.assembly_page(session, actor, team_id), FILM.format(team_id=team_id))


@router.put("/takes/{take_id}/trim", status_code=204)
def trim(session: Writing, actor: SignedIn, take_id: int, data: TrimInput) -> None:
    """Say which frames of a take the assembly uses; nothing is all of it."""
    actions.trim_take(session, actor, take_id, data)
