"""Save the pitch and the scenario by compare-and-set, and hand the book in as a version that never changes."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import Session, SQLModel, select, update

from app.books import policy, queries, rules
from app.books.models import Book, Pitch, Scenario, Submission
from app.books.rules import SubmissionState
from app.books.schemas import PitchInput, ScenarioInput, SubmitInput
from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses import queries as courses
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Team


class Overtaken(Conflict):
    """Somebody saved meanwhile: ``theirs`` is what stands there now, ``version`` what to send to save over it."""

    code = "overtaken"

    def __init__(self, theirs: Mapping[str, str], version: int, by: str) -> None:
        super().__init__(
            say("%(name)s has saved meanwhile. Both texts are here: choose one, or put them together.", name=by)
            if by
            else say("Somebody has saved meanwhile. Both texts are here: choose one, or put them together.")
        )
        self.theirs, self.version = dict(theirs), version
        self.more = {"theirs": self.theirs, "version": version}


def save_pitch(session: Session, actor: Actor, team_id: int, data: PitchInput) -> int:
    """Save the pitch; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team = _writable(session, actor, team_id)
    values = data.model_dump(exclude={"version"})
    version = _save(session, actor, book_for(session, team), Pitch, values, data.version)
    if data.title and team.film_title != data.title:
        team.film_title = data.title
    return version


def save_scenario(session: Session, actor: Actor, team_id: int, data: ScenarioInput) -> int:
    """Save the scenario; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team = _writable(session, actor, team_id)
    return _save(session, actor, book_for(session, team), Scenario, {"text": data.text}, data.version)


def submit_book(session: Session, actor: Actor, team_id: int, data: SubmitInput) -> Submission:
    """Hand the book in. The same content as the last version gives that version back, however often it is sent.

    Raises NotFound, Forbidden, Invalid for an empty book.
    """
    team = _writable(session, actor, team_id)
    book = book_for(session, team, lock=True)
    content = queries.content(session, book)
    if rules.is_empty(content):
        raise Invalid(say("There is nothing to hand in yet. Write the pitch first."))
    mark = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    last = queries.last_submission(session, book.id)
    if last is not None and last.content_hash == mark:
        return last
    submission = Submission(
        book_id=book.id,
        team_id=team.id,
        course_id=team.course_id,
        number=(last.number if last else 0) + 1,
        content=content,
        content_hash=mark,
        message=data.message,
        submitted_at=clock.now(),
        submitted_by=actor.person_id,
        state=SubmissionState.WAITING,
    )
    session.add(submission)
    session.flush()
    journal.record(
        session,
        actor,
        "book.submitted",
        submission,
        course_id=team.course_id,
        team_id=team.id,
        tell=courses.staff_of(session, team.course_id),
        href=f"/submissions/{submission.id}",
        number=submission.number,
        team=team.name,
    )
    return submission


def book_for(session: Session, team: Team, *, lock: bool = False) -> Book:
    """Give the team's book, made at first use; ``lock`` holds it until the end of the transaction."""
    session.exec(select(Team.id).where(Team.id == team.id).with_for_update())
    statement = select(Book).where(Book.team_id == team.id)
    book = session.exec(statement.with_for_update() if lock else statement).first()
    if book is None:
        book = Book(team_id=team.id, course_id=team.course_id)
        session.add(book)
        session.flush()
        session.add(Pitch(book_id=book.id))
        session.add(Scenario(book_id=book.id))
        session.flush()
    return book


def _writable(session: Session, actor: Actor, team_id: int) -> Team:
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    return team


def _save(
    session: Session, actor: Actor, book: Book, table: type[SQLModel], values: dict[str, Any], version: int
) -> int:
    row = cast("Any", table)
    changed = session.connection().execute(
        update(table)
        .where(row.book_id == book.id, row.version == version)
        .values(**values, updated_at=clock.now(), updated_by=actor.person_id, version=version + 1)
    )
    if changed.rowcount == 1:
        session.expire_all()
        return version + 1
    current = session.exec(select(table).where(row.book_id == book.id)).one()
    theirs = {name: str(getattr(current, name)) for name in values}
    standing = cast("Any", current).version
    if theirs == {name: str(value) for name, value in values.items()}:  # the same text sent twice is no conflict
        return int(standing)
    raise Overtaken(theirs, standing, queries.name_of(session, cast("Any", current).updated_by))
