"""The production table made from the template: one press, dates laid backwards from the course's milestones."""

from sqlmodel import Session

from app.books import policy, queries, rules
from app.books.actions.writing import book_for
from app.books.history import actions as history
from app.books.history.rules import EditKind
from app.books.models import ProductionStep
from app.books.rules import SectionKind
from app.core.errors import Conflict
from app.core.text import say, speaking
from app.people.rules import Actor
from app.teams.rules import Role


def plan_steps(session: Session, actor: Actor, team_id: int) -> int:
    """Write the template's steps, in the course's language, each for a holder of its role; returns how many.

    Raises NotFound, Forbidden, Conflict when steps stand in the table already.
    """
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    book = book_for(session, team)
    rows = queries.all_rows(session, ProductionStep, book.id)
    if any(row.removed_at is None for row in rows):
        raise Conflict(say("The production table has steps already. Change those, or remove them first."))
    members = queries.named(session, team_id)
    holders = [(name, member.roles) for name, member in members.items()]
    windows = rules.windows(course.starts_on, course.ends_on, queries.due_days(session, team, course))
    steps = rules.planned(windows, (course.exam_from, course.exam_to))
    after = max((row.position for row in rows), default=0)
    turns: dict[Role, int] = {}
    with speaking(course.language):
        for n, step in enumerate(steps, start=1):
            owner = rules.owner_of(step.role, holders, turns)
            session.add(
                ProductionStep(
                    book_id=book.id,
                    position=after + n,
                    phase=step.phase,
                    what=str(step.what),
                    owner=owner,
                    owner_id=members[owner].person_id if owner else None,
                    begins_on=step.begins_on,
                    due_on=step.due_on,
                )
            )
    session.flush()
    history.row_touched(session, actor, book, SectionKind.STEPS, EditKind.PASTED, after=len(steps))
    return len(steps)
