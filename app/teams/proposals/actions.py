"""Writes of proposals: ask for one, copy, change, take back, pin, put in force, remove."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, func, select

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses.models import Course
from app.documents.sheets import Table
from app.jobs import declare as jobs
from app.jobs.rules import WORKING, WorkState
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import actions as teams_actions
from app.teams import queries as teams
from app.teams.actions.held import add_team, changed, hold, put
from app.teams.models import Formation, Proposal, ProposalMove, ProposalPlace
from app.teams.proposals import policy, queries, sheet
from app.teams.proposals.rules import PROPOSE, Spot, Spots, keeps, spots_of
from app.teams.proposals.schemas import AdoptInput, PinInput, ProposalMoveInput, ProposeInput
from app.teams.rules import Member, Move, Place, together
from app.teams.schemas import LimitsInput, RolesInput
from app.teams.solving.offers import TEAMS, Offer
from app.teams.solving.offers import changed as changed_limits


def propose(
    session: Session, actor: Actor, course_id: int, data: ProposeInput, *, made_from: Proposal | None = None
) -> Proposal:
    """Ask the solver for a division; the proposal is ready when its job is. ``made_from`` hands on its pins."""
    course, _ = hold(session, course_id)
    policy.may_propose(actor, course).require()
    row = _new(session, actor, course_id, data.name)
    row.settings = data.model_dump(mode="json", exclude={"name"})
    if made_from is not None:
        row.made_from, row.pins = made_from.id, made_from.pins
    session.flush()
    jobs.enqueue(session, PROPOSE, row)
    return row


def take_offer(session: Session, actor: Actor, proposal_id: int, number: int) -> Proposal:
    """Make the change that was offered where no division was possible, and search again. Raises Conflict, Invalid.

    A change of quotas is one of the course: for who may set them.
    """
    row, course = _held(session, actor, proposal_id)
    policy.may_propose(actor, course).require()
    found = [Offer.from_json(one) for one in row.clashes if one["part"] == "offer"]
    if number >= len(found):
        raise Conflict(say("This change is not offered."))
    offer = found[number]
    policy.may_take(actor, course, offer.kind).require()
    settings = {**row.settings, **({"teams": offer.value} if offer.kind == TEAMS else {})}
    limits = teams.limits_of(session, course, teams.course_and_formation(session, course.id)[1])
    if (new := changed_limits(limits, offer)) != limits:
        teams_actions.set_limits(session, actor, course.id, LimitsInput.of(new))
    again = propose(session, actor, course.id, ProposeInput(**settings, name=row.name), made_from=row)
    again.pins = [pin for pin in row.pins if pin["person_id"] != offer.person]
    return again


def copy_present(session: Session, actor: Actor, course_id: int) -> Proposal:
    """Make a proposal of the teams as they are, to try something."""
    course, formation = hold(session, course_id)
    policy.may_propose(actor, course).require()
    row = _new(session, actor, course_id, "")
    write_spots(session, row.id, spots_of(teams.division(session, course, formation).rosters))
    return row


def bring(session: Session, actor: Actor, course_id: int, table: Table) -> Proposal:
    """Make a proposal of a table with teams and roles: all of it, or Invalid with what is wrong row by row."""
    course, formation = hold(session, course_id)
    policy.may_propose(actor, course).require()
    division = teams.division(session, course, formation)
    numbers = {sheet.key(roster.name): roster.number for roster in division.rosters}
    seats = sheet.read_seats(table, queries.known_students(session, course_id), numbers)
    if seats.errors:
        raise Invalid(together(seats.errors))
    row = _new(session, actor, course_id, "")
    row.settings = {"names": {str(number): name for number, name in seats.names.items()}}
    write_spots(session, row.id, seats.spots)
    return row


def copy_proposal(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """Make a copy of a proposal, with its pins."""
    old, course = queries.proposal_visible_to(session, actor, proposal_id)
    hold(session, course.id)
    policy.may_propose(actor, course).require()
    row = _new(session, actor, course.id, old.name)
    row.settings, row.pins, row.made_from = old.settings, old.pins, old.id
    write_spots(session, row.id, queries.spots_in(session, [old.id]).get(old.id, {}))
    return row


def stop(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """End the search: what is best so far is the proposal; before the first answer the search ends without one."""
    row, course = _held(session, actor, proposal_id)
    policy.may_propose(actor, course).require()
    if row.state is WorkState.QUEUED:
        jobs.cancel(session, row)
    row.stopping = True
    return row


def move_person(session: Session, actor: Actor, proposal_id: int, data: ProposalMoveInput) -> Move:
    """Put somebody into another team of the proposal, or out; their roles go along. Raises Conflict."""
    row, member, before = _seen(session, actor, proposal_id, data.person_id, data.version)
    roles = member.roles if data.team_number is not None else ()
    return _carry_out(session, actor, row, member, before, Place(data.team_number, data.team_number, roles))


def assign_roles(session: Session, actor: Actor, proposal_id: int, data: RolesInput) -> Move:
    """Give somebody exactly these roles in the proposal. Raises Conflict."""
    row, member, before = _seen(session, actor, proposal_id, data.person_id, data.version)
    if before.team_id is None:
        raise Conflict(say("%(name)s has no team yet; roles come with a team.", name=member.name))
    after = Place(before.team_id, before.number, tuple(dict.fromkeys(data.roles)))
    return _carry_out(session, actor, row, member, before, after)


def undo_move(session: Session, actor: Actor, proposal_id: int, version: int) -> Move:
    """Take back the newest move of a proposal; again takes back the one before it. Raises Conflict."""
    row, course = _held(session, actor, proposal_id, version)
    policy.may_propose(actor, course).require()
    last = session.exec(
        select(ProposalMove).where(ProposalMove.proposal_id == row.id).order_by(col(ProposalMove.id).desc()).limit(1)
    ).first()
    if last is None:
        raise Conflict(say("There is no move to take back."))
    move = Move.from_data(last.data)
    _place(session, row.id, move.person_id, move.before)
    session.delete(last)
    row.version += 1
    return move


def pin(session: Session, actor: Actor, proposal_id: int, data: PinInput) -> Proposal:
    """Hold somebody where they are, with their roles, whenever this proposal is solved again; or let go."""
    row, course = _held(session, actor, proposal_id)
    policy.may_propose(actor, course).require()
    pins = [one for one in row.pins if one["person_id"] != data.person_id]
    spot = queries.spots_in(session, [row.id]).get(row.id, {}).get(data.person_id)
    if data.pinned and spot is not None and spot.team_number is not None:
        roles = [role.value for role in spot.roles]
        pins.append({"person_id": data.person_id, "team_number": spot.team_number, "roles": roles})
    row.pins = pins
    return row


def adopt(session: Session, actor: Actor, proposal_id: int, data: AdoptInput) -> Formation:
    """Put a proposal in force: everybody sits where it says, in one transaction; then publish, if wanted.

    Teams that are there keep their books and names; missing ones are added, empty ones stay. Raises Conflict while it
    is being solved.
    """
    row, course = _held(session, actor, proposal_id)
    formation = teams.course_and_formation(session, course.id)[1]
    spots = queries.spots_in(session, [row.id]).get(row.id, {})
    present = spots_of(teams.division(session, course, formation).rosters)
    policy.may_adopt(actor, course, formation, keeps=keeps(present, spots)).require()
    if row.state is not WorkState.READY:
        raise Conflict(say("This proposal is not ready."))
    ids = _teams_for(session, course, formation, spots, row.settings.get("names", {}))
    for member in teams.division(session, course, formation).everybody:
        spot = spots.get(member.person_id, Spot(None))
        there = present.get(member.person_id)
        if there and keeps({member.person_id: there}, spots):
            continue  # who stays keeps also which role comes first
        put(session, course.id, member.person_id, ids.get(spot.team_number), spot.roles)
    changed(formation)
    journal.record(session, actor, "formation.adopted", formation, course_id=course.id, number=row.number)
    return teams_actions.publish_formation(session, actor, course.id) if data.publish else formation


def remove(session: Session, actor: Actor, proposal_id: int) -> int:
    """Remove a proposal; returns its course. A search that runs for it ends at its next tick."""
    row, course = _held(session, actor, proposal_id)
    policy.may_propose(actor, course).require()
    if row.state in WORKING:
        jobs.cancel(session, row)
    session.delete(row)
    session.flush()
    return course.id


def write_spots(session: Session, proposal_id: int, spots: Spots) -> None:
    """Write where a proposal puts everybody, instead of what was there."""
    session.exec(delete(ProposalPlace).where(col(ProposalPlace.proposal_id) == proposal_id))
    session.add_all(
        ProposalPlace(
            proposal_id=proposal_id,
            person_id=person_id,
            team_number=spot.team_number,
            roles=[role.value for role in spot.roles],
        )
        for person_id, spot in spots.items()
    )
    session.flush()


def _new(session: Session, actor: Actor, course_id: int, name: str) -> Proposal:
    last = session.exec(select(func.max(Proposal.number)).where(Proposal.course_id == course_id)).one()
    row = Proposal(
        course_id=course_id, number=(last or 0) + 1, name=name, by_id=actor.person_id, created_at=clock.now()
    )
    session.add(row)
    session.flush()
    return row


def _held(session: Session, actor: Actor, proposal_id: int, version: int | None = None) -> tuple[Proposal, Course]:
    """Load a proposal while nobody else changes it. Raises Conflict when it is not the version that was seen."""
    row, course = queries.proposal_visible_to(session, actor, proposal_id)
    hold(session, course.id)
    session.refresh(row)
    if version is not None and row.version != version:
        raise Conflict(
            say(
                "This proposal changed while you looked at it. Nothing was overwritten: look again and repeat your "
                "move if it is still right."
            )
        )
    return row, course


def _seen(
    session: Session, actor: Actor, proposal_id: int, person_id: int, version: int
) -> tuple[Proposal, Member, Place]:
    row, course = _held(session, actor, proposal_id, version)
    policy.may_propose(actor, course).require()
    present = teams.division(session, course, teams.course_and_formation(session, course.id)[1])
    division = queries.as_division(present, queries.spots_in(session, [row.id]).get(row.id, {}))
    member, roster = division.find(person_id)
    return row, member, Place(roster.number, roster.number, member.roles) if roster else Place(None)


def _carry_out(session: Session, actor: Actor, row: Proposal, member: Member, before: Place, after: Place) -> Move:
    move = Move(member.person_id, member.name, before, after)
    if before == after:
        return move
    _place(session, row.id, member.person_id, after)
    session.add(ProposalMove(proposal_id=row.id, by_id=actor.person_id, at=clock.now(), data=move.as_data()))
    row.version += 1
    session.flush()
    return move


def _place(session: Session, proposal_id: int, person_id: int, place: Place) -> None:
    spot = session.exec(
        select(ProposalPlace).where(ProposalPlace.proposal_id == proposal_id, ProposalPlace.person_id == person_id)
    ).first()
    if spot is None:
        spot = ProposalPlace(proposal_id=proposal_id, person_id=person_id)
        session.add(spot)
    spot.team_number, spot.roles = place.number, [role.value for role in place.roles]


def _teams_for(
    session: Session, course: Course, formation: Formation, spots: Spots, names: Mapping[str, str]
) -> Mapping[int | None, int]:
    """Give the id of the team of each number, adding teams that are not there yet."""
    division = teams.division(session, course, formation)
    ids: dict[int | None, int] = {roster.number: roster.team_id for roster in division.rosters}
    for number in sorted({spot.team_number for spot in spots.values() if spot.team_number is not None} - set(ids)):
        name = names.get(str(number)) or str(say("Team %(number)s", number=number))
        ids[number] = add_team(session, division, name, "", None, number=number).id
    return ids
