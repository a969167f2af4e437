"""Reads of proposals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlmodel import Session, col, select

from app.core.errors import NotFound
from app.courses.models import Course, Enrolment
from app.jobs.rules import WORKING
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import queries as teams
from app.teams.models import Proposal, ProposalMove, ProposalPlace
from app.teams.proposals import policy
from app.teams.proposals.rules import Goal, Spot, Spots, Weight, differences, spots_of
from app.teams.proposals.sheet import Known
from app.teams.queries import Division
from app.teams.rules import Member, Move, Role, Roster
from app.teams.solving.problem import Pin, Problem, Student
from app.teams.wishes import queries as wishes
from app.teams.wishes.queries import Wishes
from app.teams.wishes.rules import SLOTS, mask_of


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
    moves: list[ProposalMove]

    @property
    def question(self) -> Problem:
        """What was asked, without anybody's wishes: enough to say which limits clash."""
        limits = self.present.limits
        return Problem(
            students=tuple(Student(member.person_id) for member in self.present.everybody),
            teams=self.proposal.settings.get("teams", len(self.present.rosters)),
            size=limits.size,
            roles=limits.roles,
            per_person=limits.per_person,
        )


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

    Raises NotFound for strangers, Forbidden for students.
    """
    proposal, course = proposal_visible_to(session, actor, proposal_id)
    _, formation = teams.course_and_formation(session, course.id)
    present = teams.division(session, course, formation)
    spots = spots_in(session, [proposal.id, *([proposal.made_from] if proposal.made_from else [])])
    own = spots.get(proposal.id, {})
    other = session.get(Proposal, proposal.made_from) if proposal.made_from else None
    before = spots.get(other.id, {}) if other else spots_of(present.rosters)
    moves = session.exec(
        select(ProposalMove).where(ProposalMove.proposal_id == proposal.id).order_by(col(ProposalMove.id).desc())
    ).all()
    return ProposalBoard(
        proposal=proposal,
        present=present,
        division=as_division(present, own, proposal.settings.get("names", {})),
        other=other,
        changed=differences(before, own) if before else set(),
        pinned={pin["person_id"] for pin in proposal.pins},
        moves=list(moves),
    )


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
    """Put together what the search is asked for a proposal: wishes, limits, pins, goals (7 statements)."""
    course, formation = teams.course_and_formation(session, proposal.course_id)
    division = teams.division(session, course, formation)
    settings = proposal.settings
    sections = dict(_sections(session, course.id))
    known = {member.person_id for member in division.everybody}
    said = wishes.wishes_in(session, division, apart=True)
    pins = {
        pin["person_id"]: Pin(pin["team_number"], tuple(Role(role) for role in pin["roles"]))
        for pin in proposal.pins
        if pin["person_id"] in known
    }
    if settings.get("keep_teams"):
        kept = {m.person_id: Pin(r.number, m.roles or None) for r in division.rosters for m in r.members}
        pins = {**kept, **pins}
    return Problem(
        students=tuple(_student(one, sections) for one in said),
        teams=settings["teams"],
        size=division.limits.size,
        roles={role: band for role, band in division.limits.roles.items() if band.most},
        per_person=division.limits.per_person,
        apart=frozenset(
            (min(one.person_id, other), max(one.person_id, other))
            for one in said
            for other in one.apart
            if other in known
        ),
        pins=pins,
        goals={Goal(goal): Weight(weight) for goal, weight in settings["goals"].items()},
        slots=SLOTS,
        seed=settings["seed"],
    )


def _student(one: Wishes, sections: Mapping[int, str]) -> Student:
    return Student(
        id=one.person_id,
        ranked=one.ranked,
        experience={craft.value: level for craft, level in one.experience.items()},
        together=one.together,
        free=mask_of(one.free),
        group=sections.get(one.person_id, ""),
    )


def _sections(session: Session, course_id: int) -> Iterable[tuple[int, str]]:
    return session.exec(select(Enrolment.person_id, Enrolment.section).where(Enrolment.course_id == course_id)).all()


def move_of(row: ProposalMove) -> Move:
    """Read a kept move."""
    return Move.from_data(row.data)
