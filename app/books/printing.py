"""What is printed of a book: as it stands, some of its sections, or a version that was handed in."""

import contextlib
from collections.abc import Collection, Iterable, Mapping
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
from app.documents.pictures import smaller
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.storage import Storage
from app.teams.models import Team
from app.teams.queries import members_of
from app.teams.rules import ROLE_WORDS

PHOTO = 1024
"""The longest side of a printed photo of a location, in pixels."""


def draft(
    session: Session, actor: Actor, storage: Storage, team_id: int, sections: Collection[SectionKind] | None = None
) -> tuple[str, pdf.Document]:
    """Give the book as it stands, whole or some sections of it, with the film's name. Raises NotFound."""
    found = queries.book_page(session, actor, team_id, sections)
    content = found.content
    beside = beside_of(session, storage, found.team.id, found.book_id, content, sections)
    document = paper.document(content, imprint_of(found.team, found.course), sections, beside)
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
    beside = beside_of(session, storage, team.id, submission.book_id, submission.content)
    return name, paper.document(submission.content, imprint_of(team, course, submission), beside=beside)


def beside_of(
    session: Session,
    storage: Storage,
    team_id: int,
    book_id: int | None,
    content: Mapping[str, Any],
    sections: Collection[SectionKind] | None = None,
) -> paper.Beside:
    """Load what is printed beside the sections: who is in the team today, photos of locations and the frames."""
    wanted = SectionKind if sections is None else sections
    members = members_of(session, team_id) if SectionKind.CASTING in wanted else ()
    photos = queries.photos_of(session, book_id) if SectionKind.PLACES in wanted else {}
    pictures = pictures_of(paper.frame_keys(content), storage) if SectionKind.SHOTS in wanted else {}
    for one in (photo for listed in photos.values() for photo in listed):
        with contextlib.suppress(NotFound):
            pictures[one.key] = smaller(b"".join(storage.read(one.key)), PHOTO)
    return paper.Beside(
        [(one.name, ", ".join(str(ROLE_WORDS[role]) for role in one.roles)) for one in members],
        {place: [one.key for one in listed] for place, listed in photos.items()},
        pictures,
    )


def pictures_of(keys: Iterable[str], storage: Storage) -> dict[str, bytes]:
    """Read pictures by their keys; one that is gone is left out."""
    found: dict[str, bytes] = {}
    for key in keys:
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
