"""Joining and swapping as JSON."""

from fastapi import APIRouter

from app.teams.joining import actions as joining
from app.teams.joining import queries as calls
from app.teams.joining.schemas import AnswerInput, AskInput, CallOut, DoorInput, InviteInput
from app.teams.stays import queries as stays
from app.teams.stays.schemas import StayOut
from app.teams.swaps import actions as swapping
from app.teams.swaps import queries as swaps
from app.teams.swaps.schemas import StepInput, SwapInput, SwapOut
from app.web.deps import Reading, SignedIn, Writing

router = APIRouter(tags=["teams"])


@router.get("/courses/{course_id}/calls")
def waiting(session: Reading, actor: SignedIn, course_id: int) -> list[CallOut]:
    """Give who asked one's team or was invited by it, and what one asked or was invited to."""
    return [CallOut.of(row) for row in calls.calls_visible_to(session, actor, course_id)]


@router.put("/teams/{team_id}/door", status_code=204)
def set_door(session: Writing, actor: SignedIn, team_id: int, data: DoorInput) -> None:
    """Let anybody into the team, or have them ask."""
    joining.set_door(session, actor, team_id, data)


@router.post("/teams/{team_id}/ask", status_code=204)
def ask(session: Writing, actor: SignedIn, team_id: int, data: AskInput) -> None:
    """Ask to be let in."""
    joining.ask(session, actor, team_id, data)


@router.post("/teams/{team_id}/invite", status_code=204)
def invite(session: Writing, actor: SignedIn, team_id: int, data: InviteInput) -> None:
    """Invite a student without a team."""
    joining.invite(session, actor, team_id, data)


@router.post("/calls/{call_id}/answer", status_code=204)
def answer(session: Writing, actor: SignedIn, call_id: int, data: AnswerInput) -> None:
    """Say yes or no to who asked or invited."""
    joining.answer(session, actor, call_id, yes=data.yes)


@router.delete("/calls/{call_id}", status_code=204)
def take_back(session: Writing, actor: SignedIn, call_id: int) -> None:
    """Take back what was asked."""
    joining.take_back(session, actor, call_id)


@router.get("/courses/{course_id}/formation/history")
def history(session: Reading, actor: SignedIn, course_id: int) -> list[StayOut]:
    """Give who was in which team since the teams were published, by name and then by time; for the staff."""
    return [StayOut.of(row) for row in stays.history(session, actor, course_id)[1]]


@router.get("/courses/{course_id}/swaps")
def desk(session: Reading, actor: SignedIn, course_id: int) -> list[SwapOut]:
    """Give one's own swaps, for the staff all, newest first."""
    return [SwapOut.of(row) for row in swaps.desk_visible_to(session, actor, course_id).swaps]


@router.post("/courses/{course_id}/swaps", status_code=204)
def ask_swap(session: Writing, actor: SignedIn, course_id: int, data: SwapInput) -> None:
    """Ask somebody to change places."""
    swapping.ask_swap(session, actor, course_id, data)


@router.post("/swaps/{swap_id}/step", status_code=204)
def step_swap(session: Writing, actor: SignedIn, swap_id: int, data: StepInput) -> None:
    """Agree, decline, withdraw, confirm (done) or refuse."""
    swapping.step_swap(session, actor, swap_id, data.state)
