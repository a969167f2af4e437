"""Materials of a class: words, links and kept files."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from app.core import clock, ids
from app.core.errors import Invalid
from app.core.text import say
from app.courses import policy, queries
from app.courses.models import ClassMeeting, Course, Material
from app.courses.rules import MaterialKind
from app.courses.schemas import FileInput, MaterialInput
from app.journal import actions as journal
from app.people.rules import Actor
from app.storage import Storage

MOST_MATERIALS = 60


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it came: where it lies now, what it was called, its bytes."""

    path: Path
    name: str
    bytes: int


def add_material(session: Session, actor: Actor, meeting_id: int, data: MaterialInput) -> Material:
    """Add words or a link to a class. Raises Invalid when there is neither."""
    course, position = _open_place(session, actor, meeting_id)
    if not data.text.strip() and not data.url:
        raise Invalid(say("Write something or give a link."), field="text")
    kind = MaterialKind.LINK if data.url else MaterialKind.TEXT
    material = Material(
        meeting_id=meeting_id, position=position, kind=kind, created_at=clock.now(), **data.model_dump()
    )
    return _written(session, actor, course, material)


def add_file(
    session: Session, actor: Actor, storage: Storage, meeting_id: int, data: FileInput, brought: Brought
) -> Material:
    """Keep a file for a class; it is moved from where it lies. Raises Invalid for an empty one."""
    course, position = _open_place(session, actor, meeting_id)
    if not brought.bytes:
        raise Invalid(say("This file is empty."), field="file")
    key = f"{_folder(meeting_id)}/{ids.short()}"
    material = Material(
        meeting_id=meeting_id,
        position=position,
        kind=MaterialKind.FILE,
        title=data.title or brought.name,
        file_key=key,
        file_name=brought.name,
        file_bytes=storage.put(key, brought.path),
        created_at=clock.now(),
    )
    return _written(session, actor, course, material)


def remove_material(session: Session, actor: Actor, storage: Storage, material_id: int) -> ClassMeeting:
    """Remove a material, and its file."""
    course, meeting, material = queries.material_visible_to(session, actor, material_id)
    policy.may_change(actor, course).require()
    journal.record(session, actor, "material.removed", material, course_id=course.id, title=material.title)
    session.delete(material)
    session.flush()
    if material.file_key:
        storage.remove(material.file_key)
    return meeting


def remove_files(storage: Storage, meeting_id: int) -> None:
    """Remove every kept file of a class that is gone."""
    storage.remove(_folder(meeting_id))


def _folder(meeting_id: int) -> str:
    return f"materials/{meeting_id}"


def _open_place(session: Session, actor: Actor, meeting_id: int) -> tuple[Course, int]:
    """Give the course and the next position. Raises for who may not, and Invalid when the class is full."""
    course, _, materials = queries.class_visible_to(session, actor, meeting_id)
    policy.may_change(actor, course).require()
    if len(materials) >= MOST_MATERIALS:
        raise Invalid(say("A class has at most %(most)s materials.", most=MOST_MATERIALS))
    return course, max((one.position for one in materials), default=-1) + 1


def _written(session: Session, actor: Actor, course: Course, material: Material) -> Material:
    session.add(material)
    session.flush()
    journal.record(session, actor, "material.added", material, course_id=course.id, title=material.title)
    return material
