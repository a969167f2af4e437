"""Uploads: room is reserved before a byte is taken; the last byte makes clip, take or cut, and job at once."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from sqlmodel import Session, col, select, update

from app.books.models import Shot
from app.core import clock, ids
from app.core.errors import Conflict, Gone, Invalid, NotFound, StorageFull, TooLarge
from app.core.text import say
from app.courses.models import Course
from app.footage import policy, queries
from app.footage.actions import numbers
from app.footage.jobs import PREVIEW
from app.footage.models import Clip, Cut, Take, Upload
from app.footage.rules import CutKind, Purpose, UploadState, room_left
from app.footage.schemas import UploadInput
from app.jobs.declare import enqueue
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team

SPARE = 2 * 1024**3
"""Bytes of the disk that uploads never touch, so that text can always be saved."""
ENDINGS = frozenset({".mp4", ".mov", ".m4v", ".3gp", ".webm", ".mkv", ".avi", ".mts", ".m2ts", ".ts"})


@dataclass(frozen=True, slots=True)
class Room:
    """What there is room for, in bytes: the largest file, a team's quota, what is free on the disk; and how long."""

    largest: int
    quota: int
    free: int
    hours: int


def open_upload(session: Session, actor: Actor, data: UploadInput, length: int, room: Room) -> Upload:
    """Reserve room for a file. Raises NotFound, Forbidden, Invalid, TooLarge, StorageFull."""
    team, course = _team(session, data.team)
    policy.may_bring(actor, course, team).require()
    if length == 0:
        raise Invalid(say("This file is empty. Choose it again."))
    if length > room.largest:
        raise TooLarge(say("This file is too large; one file may have %(most)s.", most=_size(room.largest)))
    if data.shot is not None and _shot(session, team, data.shot) is None:
        raise Invalid(say("This shot is not in your list any more. Reload the page."))
    numbers.one_at_a_time(session, team.id)
    kept = queries.kept_bytes(session, team.id)
    waiting = _open(session, team)
    left = room_left(room.quota, kept, sum(one.length for one in waiting))
    if length > left:
        raise StorageFull(
            say(
                "Your team has room for %(left)s more. Remove takes you do not need, then upload again.",
                left=_size(max(left, 0)),
            )
        )
    if length > room.free - SPARE - sum(one.length - one.offset for one in waiting):
        raise StorageFull(say("The disk of this server is full. Your instructor knows best; upload again later."))
    upload = Upload(
        token=ids.short(),
        team_id=team.id,
        person_id=actor.person_id,
        purpose=data.purpose.value,
        target=data.model_dump(mode="json", include={"shot", "kind", "message"}),
        file_name=data.filename,
        length=length,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=room.hours),
    )
    session.add(upload)
    session.flush()
    return upload


def advance_upload(session: Session, token: str, offset: int, reached: int) -> None:
    """Commit the new offset; the last byte makes the clip and its job. Raises Conflict when it moved meanwhile."""
    found = session.exec(
        update(Upload)
        .where(col(Upload.token) == token, col(Upload.offset) == offset, col(Upload.state) == UploadState.OPEN)
        .values(offset=reached)
    )
    if found.rowcount != 1:
        raise Conflict(say("Another connection went on with this upload."))
    upload = session.exec(select(Upload).where(Upload.token == token)).one()
    session.refresh(upload)
    if upload.offset == upload.length:
        _finish(session, upload)


def drop_upload(session: Session, actor: Actor, token: str) -> Upload:
    """End one's own upload; its room is free again. Raises NotFound."""
    upload = session.exec(select(Upload).where(Upload.token == token)).first()
    if upload is None or (
        upload.person_id != actor.person_id and not actor.assists(_team(session, upload.team_id)[1].id)
    ):
        raise NotFound
    if upload.state is UploadState.FINISHED:
        raise Gone(say("This upload has ended."))
    session.delete(upload)
    return upload


def expire_uploads(session: Session) -> list[str]:
    """Forget unfinished uploads past their time; returns the tokens whose bytes may go."""
    late = session.exec(
        select(Upload).where(col(Upload.state) == UploadState.OPEN, col(Upload.expires_at) < clock.now())
    ).all()
    for upload in late:
        session.delete(upload)
    return [upload.token for upload in late]


def _finish(session: Session, upload: Upload) -> None:
    team, course = _team(session, upload.team_id)
    ending = PurePosixPath(upload.file_name).suffix.lower()
    clip = Clip(
        team_id=team.id,
        file_name=upload.file_name,
        bytes=upload.length,
        kept_bytes=upload.length,
        upload_token=upload.token,
        uploaded_by=upload.person_id,
        created_at=clock.now(),
    )
    session.add(clip)
    session.flush()
    clip.original_key = f"clips/{clip.id}/original{ending if ending in ENDINGS else '.film'}"
    upload.state, upload.clip_id = UploadState.FINISHED, clip.id
    if upload.purpose == Purpose.CUT:
        _add_cut(session, upload, clip, course)
    else:
        _add_take(session, upload, clip, team)
    enqueue(session, PREVIEW, clip)


def _add_take(session: Session, upload: Upload, clip: Clip, team: Team) -> None:
    wanted = upload.target.get("shot")
    shot = _shot(session, team, wanted) if wanted else None
    shot_id = shot.id if shot else None
    take = Take(
        team_id=team.id,
        clip_id=clip.id,
        shot_id=shot_id,
        numbered_in=shot_id or 0,
        number=numbers.next_take(session, team.id, shot_id),
        created_at=clock.now(),
        created_by=upload.person_id,
    )
    session.add(take)
    session.flush()
    journal.record(
        session, _who(upload), "take.uploaded", take, course_id=team.course_id, team_id=team.id, file=clip.file_name
    )


def _add_cut(session: Session, upload: Upload, clip: Clip, course: Course) -> None:
    cut = Cut(
        team_id=upload.team_id,
        course_id=course.id,
        clip_id=clip.id,
        number=numbers.next_cut(session, upload.team_id),
        kind=CutKind(upload.target.get("kind") or CutKind.ROUGH),
        message=str(upload.target.get("message") or ""),
        submitted_at=clock.now(),
        submitted_by=upload.person_id,
    )
    session.add(cut)
    session.flush()
    members = session.exec(select(Membership.person_id).where(Membership.team_id == upload.team_id)).all()
    journal.record(
        session,
        _who(upload),
        "cut.submitted",
        cut,
        course_id=course.id,
        team_id=upload.team_id,
        tell=members,
        href=f"/cuts/{cut.id}",
        number=cut.number,
        kind=cut.kind.value,
    )


def _who(upload: Upload) -> Actor:
    return Actor(person_id=upload.person_id, name="")


def _open(session: Session, team: Team) -> list[Upload]:
    return list(
        session.exec(select(Upload).where(Upload.team_id == team.id, col(Upload.state) == UploadState.OPEN)).all()
    )


def _team(session: Session, team_id: int) -> tuple[Team, Course]:
    found = session.exec(
        select(Team, Course).join(Course, col(Course.id) == Team.course_id).where(Team.id == team_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def _shot(session: Session, team: Team, shot_id: int) -> Shot | None:
    return session.exec(
        select(Shot).where(Shot.id == shot_id, Shot.team_id == team.id, col(Shot.removed_at).is_(None))
    ).first()


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count / 1024**2:.0f} MB"
