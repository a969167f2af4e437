"""Save the pitch and the scenario by compare-and-set, and hand the book in as a version that never changes."""

import hashlib
import json
from typing import Any

from sqlmodel import Session, select

from app.books import queries, rules
from app.books.actions.following import follow_scenario
from app.books.actions.writing import Overtaken, book_for, writable, write
from app.books.models import Book, Pitch, Scenario, Submission
from app.books.rules import SectionKind, SubmissionState
from app.books.schedule.board import refresh
from app.books.schemas import PitchInput, ScenarioInput, SubmitInput
from app.core import clock
from app.core.errors import Invalid
from app.core.text import say
from app.courses import queries as courses
from app.journal import actions as journal
from app.people.rules import Actor


def save_pitch(session: Session, actor: Actor, team_id: int, data: PitchInput) -> int:
    """Save the pitch; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team, _ = writable(session, actor, team_id)
    values = data.model_dump(exclude={"version"})
    version = _save(session, actor, book_for(session, team), SectionKind.PITCH, values, data.version)
    if data.title and team.film_title != data.title:
        team.film_title = data.title
    return version


def save_scenario(session: Session, actor: Actor, team_id: int, data: ScenarioInput) -> int:
    """Save the scenario; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team, _ = writable(session, actor, team_id)
    return _save(session, actor, book_for(session, team), SectionKind.SCENARIO, {"text": data.text}, data.version)


def submit_book(session: Session, actor: Actor, team_id: int, data: SubmitInput) -> Submission:
    """Hand the book in. The same content as the last version gives that version back, however often it is sent.

    Raises NotFound, Forbidden, Invalid for an empty book.
    """
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    follow_scenario(session, book, queries.scenario_text(session, book.id))
    refresh(session, book)
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


def _save(
    session: Session, actor: Actor, book: Book, section: SectionKind, values: dict[str, Any], version: int
) -> int:
    model: Any = Scenario if section is SectionKind.SCENARIO else Pitch
    current = session.exec(select(model).where(model.book_id == book.id)).one()
    if current.version == version:
        return write(session, actor, book, section, current, values)
    theirs = {name: str(getattr(current, name)) for name in values}
    if theirs == {name: str(value) for name, value in values.items()}:  # the same text sent twice is no conflict
        return int(current.version)
    raise Overtaken(theirs, current.version, queries.name_of(session, current.updated_by))
