"""Proposals as JSON."""

from collections.abc import Collection, Iterable
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from app.documents import sheets
from app.people.rules import Actor
from app.teams.proposals import actions, queries
from app.teams.proposals.clashing import clash_of
from app.teams.proposals.comparing import comparison_visible_to
from app.teams.proposals.schemas import (
    AdoptInput,
    ChangeOut,
    ColumnOut,
    OfferOut,
    PinInput,
    ProposalDetailOut,
    ProposalMoveInput,
    ProposalOut,
    ProposeInput,
    SpotOut,
    TableInput,
    TakeInput,
)
from app.teams.rules import Roster
from app.teams.schemas import MemberOut, RolesInput, UndoInput
from app.teams.solving.facts import facts
from app.web.deps import Db, Reading, SignedIn, SignedInBefore, Writing

router = APIRouter(tags=["teams"])


@router.get("/courses/{course_id}/proposals")
def proposals(session: Reading, actor: SignedIn, course_id: int) -> list[ProposalOut]:
    """Give all proposals of a course, newest first."""
    return [
        ProposalOut.of(row, queries.progress_of(row))
        for row in queries.proposals_visible_to(session, actor, course_id).rows
    ]


@router.post("/courses/{course_id}/proposals", status_code=202)
def propose(session: Writing, actor: SignedIn, course_id: int, data: ProposeInput) -> ProposalOut:
    """Ask the solver for a division; the proposal is ready when its state says so."""
    return ProposalOut.of(actions.propose(session, actor, course_id, data))


@router.get("/courses/{course_id}/proposals/compare")
def compare(
    session: Reading,
    actor: SignedIn,
    course_id: int,
    proposal: Annotated[list[int], Query(default_factory=list)],
) -> list[ColumnOut]:
    """Compare up to three proposals with the first one, which is the newest unless some are asked for."""
    found = comparison_visible_to(session, actor, course_id, proposal)
    return [
        ColumnOut(
            proposal=ProposalOut.of(column.proposal),
            points=column.standing.points,
            reached=[str(one) for one in column.reached],
            breaches=[str(breach.sentence) for breach in column.division.breaches],
            without_team=[MemberOut.of(member) for member in column.division.without],
            spots=_spots(column.rosters, {pin["person_id"] for pin in column.proposal.pins}),
            changed=sorted(column.changed),
        )
        for column in found.columns
    ]


@router.post("/courses/{course_id}/proposals/present", status_code=201)
def copy_present(session: Writing, actor: SignedIn, course_id: int) -> ProposalDetailOut:
    """Make a proposal of the teams as they are."""
    row = actions.copy_present(session, actor, course_id)
    return _detail(session, actor, row.id)


@router.post("/courses/{course_id}/proposals/import", status_code=201)
def bring(database: Db, actor: SignedInBefore, course_id: int, data: TableInput) -> ProposalDetailOut:
    """Make a proposal of a table of teams and roles; no lock is held while it is read."""
    table = sheets.read_text(data.text)
    with database.writing() as session:
        proposal_id = actions.bring(session, actor, course_id, table).id
    with database.reading() as session:
        return _detail(session, actor, proposal_id)


@router.get("/proposals/{proposal_id}")
def proposal(session: Reading, actor: SignedIn, proposal_id: int) -> ProposalDetailOut:
    """Give a proposal with everybody's place and what is broken."""
    return _detail(session, actor, proposal_id)


@router.delete("/proposals/{proposal_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, proposal_id: int) -> None:
    """Remove a proposal."""
    actions.remove(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/move")
def move(session: Writing, actor: SignedIn, proposal_id: int, data: ProposalMoveInput) -> ProposalDetailOut:
    """Move somebody to another team of the proposal, or out."""
    actions.move_person(session, actor, proposal_id, data)
    return _detail(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/roles")
def assign(session: Writing, actor: SignedIn, proposal_id: int, data: RolesInput) -> ProposalDetailOut:
    """Set all roles of somebody in the proposal."""
    actions.assign_roles(session, actor, proposal_id, data)
    return _detail(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/undo")
def undo(session: Writing, actor: SignedIn, proposal_id: int, data: UndoInput) -> ProposalDetailOut:
    """Take back the last move."""
    actions.undo_move(session, actor, proposal_id, data.version)
    return _detail(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/pin")
def pin(session: Writing, actor: SignedIn, proposal_id: int, data: PinInput) -> ProposalDetailOut:
    """Hold somebody where they are when it is solved again, or let go."""
    actions.pin(session, actor, proposal_id, data)
    return _detail(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/again", status_code=202)
def again(session: Writing, actor: SignedIn, proposal_id: int, data: ProposeInput) -> ProposalOut:
    """Solve again with the pins of this proposal and what is changed."""
    old, course = queries.proposal_visible_to(session, actor, proposal_id)
    return ProposalOut.of(actions.propose(session, actor, course.id, data, made_from=old))


@router.post("/proposals/{proposal_id}/take", status_code=202)
def take(session: Writing, actor: SignedIn, proposal_id: int, data: TakeInput) -> ProposalOut:
    """Make a change that is offered where nothing was possible, and search again."""
    return ProposalOut.of(actions.take_offer(session, actor, proposal_id, data.number))


@router.post("/proposals/{proposal_id}/copy", status_code=201)
def copy(session: Writing, actor: SignedIn, proposal_id: int) -> ProposalDetailOut:
    """Copy a proposal with its pins."""
    return _detail(session, actor, actions.copy_proposal(session, actor, proposal_id).id)


@router.post("/proposals/{proposal_id}/stop", status_code=204)
def stop(session: Writing, actor: SignedIn, proposal_id: int) -> None:
    """End the search with the best so far."""
    actions.stop(session, actor, proposal_id)


@router.post("/proposals/{proposal_id}/adopt", status_code=204)
def adopt(session: Writing, actor: SignedIn, proposal_id: int, data: AdoptInput) -> None:
    """Put a proposal in force."""
    actions.adopt(session, actor, proposal_id, data)


def _detail(session: Session, actor: Actor, proposal_id: int) -> ProposalDetailOut:
    found = queries.board_visible_to(session, actor, proposal_id)
    now, step, clash = found.now(), found.since(1), clash_of(actor, found)
    return ProposalDetailOut(
        **ProposalOut.of(found.proposal, queries.progress_of(found.proposal)).model_dump(),
        spots=_spots(found.division.rosters, found.pinned),
        points=now.points,
        reached=[str(one) for one in facts(now.costs, found.question.goals)],
        last_change=ChangeOut(gained=step.gained, why=[str(one) for one in step.why]) if step else None,
        too_near=[str(one) for one in found.too_near()],
        clashes=[str(one) for one in clash.rules],
        would_help=[str(one) for one in clash.help],
        offers=[
            OfferOut(number=one.number, sentence=str(one.sentence), may_take=bool(one.may_take)) for one in clash.offers
        ],
        breaches=[str(breach.sentence) for breach in found.division.breaches],
        without_team=[MemberOut.of(member) for member in found.division.without],
    )


def _spots(rosters: Iterable[Roster], pinned: Collection[int]) -> list[SpotOut]:
    return [
        SpotOut(
            person_id=member.person_id,
            name=member.name,
            team_number=roster.number,
            roles=list(member.roles),
            pinned=member.person_id in pinned,
        )
        for roster in rosters
        for member in roster.members
    ]
