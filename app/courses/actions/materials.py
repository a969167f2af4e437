"""Materials of a class: words and links."""

from sqlmodel import Session

from app.core import clock
from app.core.errors import Invalid
from app.core.text import say
from app.courses import policy, queries
from app.courses.models import ClassMeeting, Material
from app.courses.rules import MaterialKind
from app.courses.schemas import MaterialInput
from app.journal import actions as journal
from app.people.rules import Actor

MOST_MATERIALS = 60


def add_material(session: Session, actor: Actor, meeting_id: int, data: MaterialInput) -> Material:
    """Add words or a link to a class. Raises Invalid when there is neither."""
    course, _, materials = queries.class_visible_to(session, actor, meeting_id)
    policy.may_change(actor, course).require()
    if not data.text.strip() and not data.url:
        raise Invalid(say("Write something or give a link."), field="text")
    if len(materials) >= MOST_MATERIALS:
        raise Invalid(say("A class has at most %(most)s materials.", most=MOST_MATERIALS))
    material = Material(
        meeting_id=meeting_id,
        position=max((one.position for one in materials), default=-1) + 1,
        kind=MaterialKind.LINK if data.url else MaterialKind.TEXT,
        title=data.title,
        text=data.text,
        url=data.url,
        created_at=clock.now(),
    )
    session.add(material)
    session.flush()
    journal.record(session, actor, "material.added", material, course_id=course.id, title=material.title)
    return material


def remove_material(session: Session, actor: Actor, material_id: int) -> ClassMeeting:
    """Remove a material."""
    course, meeting, material = queries.material_visible_to(session, actor, material_id)
    policy.may_change(actor, course).require()
    journal.record(session, actor, "material.removed", material, course_id=course.id, title=material.title)
    session.delete(material)
    session.flush()
    return meeting
