"""Who is behind a request: one statement, built once, and a frozen value."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select
from starlette.requests import HTTPConnection

from app.core import clock, ids
from app.core.settings import Settings
from app.courses.models import Enrolment
from app.journal.models import Notice
from app.people.models import ApiToken, Login, Person
from app.people.rules import Actor, CourseRole
from app.screenings.models import Guest
from app.teams.models import Membership
from app.web.seen import seen_of

GUEST_COOKIE = "rushes_guest"


def cookie_name(settings: Settings) -> str:
    """Name the sign-in cookie: with the ``__Host-`` guard wherever the address is https."""
    return "__Host-rushes" if settings.secure else "rushes"


def load_actor(session: Session, request: HTTPConnection) -> Actor | None:
    """Find the person by bearer token or cookie, else a guest by the guest's cookie."""
    header = request.headers.get("authorization", "")
    if header[:7].lower() == "bearer ":
        rows = _rows(session, _by_token(), header[7:].strip())
        if rows:
            token = rows[0][0]
            seen_of(request).token(token.id, token.used_at)
        return _actor(rows, None) if rows else None
    cookie = request.cookies.get(cookie_name(request.app.state.settings))
    rows = _rows(session, _by_login(), cookie) if cookie else []
    if rows:
        login = rows[0][0]
        seen_of(request).login(login.id, login.seen_at)
        return _actor(rows, login.id)
    guest = request.cookies.get(GUEST_COOKIE)
    return _guest(session, guest) if guest else None


def _rows(session: Session, statement: Any, secret: str) -> Any:
    return session.exec(statement, params={"digest": ids.digest(secret), "now": clock.now()}).all()


@cache
def _by_login() -> Any:
    return _with_places(Login).where(
        Login.token_hash == bindparam("digest"),
        Login.expires_at > bindparam("now"),
        col(Person.disabled).is_(False),
    )


@cache
def _by_token() -> Any:
    return _with_places(ApiToken).where(
        ApiToken.token_hash == bindparam("digest"),
        col(ApiToken.expires_at).is_(None) | (col(ApiToken.expires_at) > bindparam("now")),
        col(Person.disabled).is_(False),
    )


def _with_places(key: type[Login] | type[ApiToken]) -> Any:
    """Select what lets somebody in, the person, the number of unread notices; a row for each course, with the team."""
    unread = select(func.count()).where(Notice.person_id == Person.id, col(Notice.read_at).is_(None))
    same_course = col(Membership.course_id) == Enrolment.course_id
    return (
        select(key, Person, unread.correlate(Person).scalar_subquery())
        .add_columns(col(Enrolment.course_id), col(Enrolment.role), col(Membership.team_id))
        .join(Person, col(Person.id) == key.person_id)
        .outerjoin(Enrolment, col(Enrolment.person_id) == Person.id)
        .outerjoin(Membership, same_course & (col(Membership.person_id) == Person.id))
        .order_by(col(Enrolment.course_id).desc())
    )


def _actor(rows: Any, login_id: int | None) -> Actor:
    _, person, unread, *_ = rows[0]
    places = [row[3:] for row in rows if row[3] is not None]
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_admin=person.is_admin,
        courses={course: CourseRole(role) for course, role, _ in places},
        teams={team: course for course, _, team in places if team is not None},
        login_id=login_id,
        unread=unread,
    )


def _guest(session: Session, token: str) -> Actor | None:
    guest = session.exec(
        select(Guest).where(
            Guest.token_hash == ids.digest(token),
            col(Guest.revoked_at).is_(None),
            Guest.expires_at > clock.now(),
        )
    ).first()
    return Actor(person_id=0, name=guest.name, guest_of=guest.screening_id, guest_id=guest.id) if guest else None
