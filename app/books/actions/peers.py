"""Let the teams of a course review each other's books."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.books import policy, rules
from app.books.models import PeerReview
from app.books.schemas import PeerReviewInput
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.courses.models import Course
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team


def pair_teams(session: Session, actor: Actor, course_id: int, data: PeerReviewInput) -> set[tuple[int, int]]:
    """Say how many other books each team reviews, and draw who reviews whom; pairs that stay keep their notes.

    Draw again after teams have changed; none ends the reviews, and the notes stay. Returns the pairs, as (reviewer,
    team). Raises NotFound, Forbidden, Invalid when there are too few teams.
    """
    course = session.exec(select(Course).where(Course.id == course_id).with_for_update()).first()
    if course is None:
        raise NotFound
    policy.may_pair(actor, course).require()
    teams = {one.id: one for one in session.exec(select(Team).where(Team.course_id == course_id)).all()}
    most = max(len(teams) - 1, 0)
    if data.each > most:
        raise Invalid(say("With %(n)s teams, each can review %(most)s at most.", n=len(teams), most=most), field="each")
    wanted = rules.pairs(course_id, teams, data.each)
    there = {
        (one.reviewer_id, one.team_id): one
        for one in session.exec(select(PeerReview).where(PeerReview.course_id == course_id)).all()
    }
    for pair in there.keys() - wanted:
        session.delete(there[pair])
    for reviewer, team in sorted(wanted - there.keys()):
        session.add(PeerReview(course_id=course_id, reviewer_id=reviewer, team_id=team, created_at=clock.now()))
    session.flush()
    for reviewer in sorted({one for one, _ in wanted - there.keys()}):
        _tell(session, actor, teams[reviewer], sorted(teams[other].number for one, other in wanted if one == reviewer))
    return wanted


def _tell(session: Session, actor: Actor, team: Team, numbers: Iterable[int]) -> None:
    """Tell the members of a team whose books they review."""
    journal.record(
        session,
        actor,
        "book.paired",
        team,
        course_id=team.course_id,
        team_id=team.id,
        tell=session.exec(select(Membership.person_id).where(col(Membership.team_id) == team.id)).all(),
        href=f"/teams/{team.id}/book#reviews",
        teams=", ".join(str(number) for number in numbers),
    )
