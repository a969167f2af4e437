"""What is printed of a book: as it stands, some of its sections, or a version that was handed in."""

import contextlib
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from app.books import paper, policy, queries
from app.books.models import Printout, Submission
from app.books.rules import SectionKind
from app.core import clock
from app.core.errors import NotFound
from app.core.text import say
from app.courses.models import Course
from app.documents import pdf
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.storage import Storage
from app.teams.models import Team


def draft(
    session: Session, actor: Actor, storage: Storage, team_id: int, sections: Collection[SectionKind] | None = None
) -> tuple[str, pdf.Document]:
    """Give the book as it stands, whole or some sections of it, with the film's name. Raises NotFound."""
    found = queries.book_page(session, actor, team_id, sections)
    frames = frames_of(found.content, storage) if sections is None or SectionKind.SHOTS in sections else {}
    document = paper.document(found.content, imprint_of(found.team, found.course), sections, frames=frames)
    return found.pitch.title or found.team.name, document


def version(
    session: Session, actor: Actor, storage: Storage, submission_id: int
) -> tuple[str, Printout | pdf.Document]:
    """Give a handed-in version as it was printed, or what is to be printed while it was not. Raises NotFound."""
    submission, team, course = queries.submission_and_team(session, submission_id)
    policy.may_see_book(actor, team).require()
    name = f"{_film(team, submission)} v{submission.number}"
    kept = queries.printout_of(session, submission_id)
    if kept is not None and kept.state is WorkState.READY:
        return name, kept
    frames = frames_of(submission.content, storage)
    return name, paper.document(submission.content, imprint_of(team, course, submission), frames=frames)


def frames_of(content: Mapping[str, Any], storage: Storage) -> dict[str, bytes]:
    """Read the pictures of the storyboard; one that is gone is left out."""
    found: dict[str, bytes] = {}
    for key in paper.frame_keys(content):
        with contextlib.suppress(NotFound):
            found[key] = b"".join(storage.read(key))
    return found


def imprint_of(team: Team, course: Course, submission: Submission | None = None) -> paper.Imprint:
    """Say whose book it is, in the reader's language."""
    at = submission.submitted_at if submission else clock.now()
    return paper.Imprint(
        film=_film(team, submission),
        team=str(say("Team %(number)s", number=team.number)) if not team.name else team.name,
        course=course.title,
        currency=course.currency,
        at=at,
        moment=paper.moment(at, course.timezone),
        version=str(say("Version %(number)s", number=submission.number)) if submission else "",
        digest=submission.content_hash if submission else "",
    )


def _film(team: Team, submission: Submission | None) -> str:
    pitch = submission.content.get("pitch", {}) if submission else {}
    return str(pitch.get("title") or team.film_title or team.name)
