"""Reads of proposals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.core.errors import NotFound
from app.core.text import Text, say
from app.courses.models import Course, Enrolment
from app.jobs.rules import WORKING
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import queries as teams
from app.teams.models import Formation, Proposal, ProposalMove, ProposalPlace
from app.teams.proposals import policy
from app.teams.proposals.asked import Pairs, said_by
from app.teams.proposals.rules import Spot, Spots, differences, goals_of, spots_of
from app.teams.proposals.sheet import Known
from app.teams.proposals.standing import Change, Progress, Standing, change, progress, standing, undone
from app.teams.queries import Division
from app.teams.rules import Member, Move, Role, Roster
from app.teams.solving.problem import Pin, Problem, Student
from app.teams.wishes import policy as wishes
from app.teams.wishes.rules import SLOTS


@dataclass(frozen=True, slots=True)
class Proposals:
    """All proposals of a course, newest first, beside the teams as they are."""

    division: Division
    rows: list[Proposal]

    @property
    def working(self) -> bool:
        """Whether any is being solved."""
        return any(row.state in WORKING for row in self.rows)


@dataclass(frozen=True, slots=True)
class ProposalBoard:
    """One proposal as a board: its own division, what differs from another, who is pinned, the moves, newest first."""

    proposal: Proposal
    present: Division
    division: Division
    other: Proposal | None
    changed: set[int]
    pinned: set[int]
    moves: list[Move]
    question: Problem

    @property
    def spots(self) -> dict[int, Spot]:
        """Who is where."""
        return spots_of(self.division.rosters)

    def now(self) -> Standing:
        """How good the proposal is as it stands."""
        return standing(self.question, self.spots)

    def since(self, moves: int) -> Change | None:
        """What the newest moves made of it, so many of them; None when there was none."""
        if not self.moves:
            return None
        before = standing(self.question, undone(self.spots, self.moves[:moves]))
        return change(self.question, before, self.now())

    def too_near(self) -> list[Text]:
        """Say who sits with somebody they must be apart from; nobody where ``question`` is without those wishes."""
        found = []
        for a, b in sorted(self.question.apart):
            (one, roster), (other, _) = self.division.find(a), self.division.find(b)
            if roster is not None and roster.member(b):
                found.append(
                    say(
                        "%(one)s and %(other)s must be apart, and both are in %(team)s.",
                        one=one.name,
                        other=other.name,
                        team=roster.label,
                    )
                )
        return found


def proposals_visible_to(session: Session, actor: Actor, course_id: int) -> Proposals:
    """Load the proposals of a course (5 statements). Raises NotFound for strangers, Forbidden for students."""
    division = teams.division_visible_to(session, actor, course_id)
    policy.may_read(actor, division.course).require()
    return Proposals(division, proposals_of(session, course_id))


def proposals_of(session: Session, course_id: int) -> list[Proposal]:
    """Load all proposals of a course, newest first."""
    statement = select(Proposal).where(Proposal.course_id == course_id).order_by(col(Proposal.number).desc())
    return list(session.exec(statement).all())


def proposal_visible_to(session: Session, actor: Actor, proposal_id: int) -> tuple[Proposal, Course]:
    """Load a proposal with its course (1 statement). Raises NotFound for strangers, Forbidden for students."""
    found = session.exec(
        select(Proposal, Course).join(Course, col(Course.id) == Proposal.course_id).where(Proposal.id == proposal_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_read(actor, found[1]).require()
    return found


def board_visible_to(session: Session, actor: Actor, proposal_id: int) -> ProposalBoard:
    """Load a proposal as a board (7 statements), with what differs from the proposal it came from, or from the present.

    Who must be apart is loaded for who may know it alone. Raises NotFound for strangers, Forbidden for students.
    """
    proposal, course, formation, other = _proposal_and_origin(session, actor, proposal_id)
    present = teams.division(session, course, formation)
    spots = spots_in(session, [proposal.id, *([other.id] if other else [])])
    own = spots.get(proposal.id, {})
    before = spots.get(other.id, {}) if other else spots_of(present.rosters)
    moves = session.exec(
        select(ProposalMove).where(ProposalMove.proposal_id == proposal.id).order_by(col(ProposalMove.id).desc())
    ).all()
    knows = bool(wishes.may_read_apart(actor, course))
    students, apart = said_by(session, course.id, present.everybody, apart=knows)
    return ProposalBoard(
        proposal=proposal,
        present=present,
        division=as_division(present, own, proposal.settings.get("names", {})),
        other=other,
        changed=differences(before, own) if before else set(),
        pinned={pin["person_id"] for pin in proposal.pins},
        moves=[Move.from_data(row.data) for row in moves],
        question=asked(present, proposal.settings, students, apart),
    )


def _proposal_and_origin(
    session: Session, actor: Actor, proposal_id: int
) -> tuple[Proposal, Course, Formation, Proposal | None]:
    origin = aliased(Proposal)
    found = session.exec(
        select(Proposal, Course, Formation, origin)
        .join(Course, col(Course.id) == Proposal.course_id)
        .join(Formation, col(Formation.course_id) == Course.id)
        .outerjoin(origin, col(origin.id) == Proposal.made_from)
        .where(Proposal.id == proposal_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_read(actor, found[1]).require()
    return found


def asked(present: Division, settings: Mapping[str, Any], students: Iterable[Student], apart: Pairs) -> Problem:
    """Put together what a division is measured by: without goals of its own by the usual ones."""
    limits = present.limits
    return Problem(
        students=tuple(students),
        teams=settings.get("teams", len(present.rosters)),
        size=limits.size,
        roles={role: band for role, band in limits.roles.items() if band.most},
        per_person=limits.per_person,
        apart=apart,
        goals=goals_of(settings),
        slots=SLOTS,
        seed=settings.get("seed", 1),
    )


def progress_of(row: Proposal) -> Progress:
    """Say how far the search for a proposal is."""
    left = row.settings.get("seconds", 0) * (100 - row.percent) / 100
    return progress(goals_of(row.settings), row.found, row.value, row.bound, left)


def spots_in(session: Session, proposal_ids: Iterable[int]) -> dict[int, dict[int, Spot]]:
    """Load who is where in proposals: proposal id → person id → spot (1 statement)."""
    found: dict[int, dict[int, Spot]] = {}
    rows = session.exec(select(ProposalPlace).where(col(ProposalPlace.proposal_id).in_(list(proposal_ids)))).all()
    for row in rows:
        roles = tuple(Role(role) for role in row.roles)
        found.setdefault(row.proposal_id, {})[row.person_id] = Spot(row.team_number, roles)
    return found


def as_division(present: Division, spots: Spots, added: Mapping[str, str] = MappingProxyType({})) -> Division:
    """Show spots as teams: those of the course keep their name, others have a number, or their name in ``added``.

    The ``team_id`` of such a roster is the team's number. Who has joined the course since stands without a team.
    """
    names = {roster.number: roster for roster in present.rosters}
    numbers = {spot.team_number for spot in spots.values() if spot.team_number is not None}
    members: dict[int, list[Member]] = {number: [] for number in numbers}
    without: list[Member] = []
    for member in sorted(present.everybody, key=lambda one: (one.name, one.person_id)):
        spot = spots.get(member.person_id, Spot(None))
        placed = Member(member.person_id, member.name, spot.roles)
        (without if spot.team_number is None else members[spot.team_number]).append(placed)
    rosters = [
        Roster(number, number, names[number].name if number in names else added.get(str(number), ""), tuple(people))
        for number, people in sorted(members.items())
    ]
    return Division(present.course, present.formation, present.limits, rosters, without)


def known_students(session: Session, course_id: int) -> list[Known]:
    """Load the students of a course by what a table may call them (1 statement)."""
    rows = session.exec(
        select(Person.id, Person.name, Person.email, Enrolment.student_no)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .where(Enrolment.course_id == course_id, Enrolment.role == CourseRole.STUDENT)
    ).all()
    return [Known(*row) for row in rows]


def question_of(session: Session, proposal: Proposal) -> Problem:
    """Put together what the search is asked for a proposal: wishes, limits, pins, goals (5 statements)."""
    course, formation = teams.course_and_formation(session, proposal.course_id)
    division = teams.division(session, course, formation)
    settings = proposal.settings
    known = {member.person_id for member in division.everybody}
    students, apart = said_by(session, course.id, division.everybody, apart=True)
    pins = {
        pin["person_id"]: Pin(pin["team_number"], tuple(Role(role) for role in pin["roles"]))
        for pin in proposal.pins
        if pin["person_id"] in known
    }
    if settings.get("keep_teams"):
        kept = {m.person_id: Pin(r.number, m.roles or None) for r in division.rosters for m in r.members}
        pins = {**kept, **pins}
    return replace(asked(division, settings, students, _not_held_together(apart, pins)), pins=pins)


def _not_held_together(apart: Pairs, pins: Mapping[int, Pin]) -> Pairs:
    """Leave out who is pinned into one team: somebody decided so, as on the board.

    Were it refused, an assistant could find out by pins who keeps apart from whom; instructors see it on the board.
    """
    team = {person: pin.team for person, pin in pins.items() if pin.team is not None}
    return frozenset((a, b) for a, b in apart if a not in team or team[a] != team.get(b))
