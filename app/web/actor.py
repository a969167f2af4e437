"""Who is behind a request: two statements, and a frozen value."""

from sqlalchemy import ScalarSelect
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
        found = _by_token(session, header[7:].strip())
        if found is None:
            return None
        seen_of(request).token(found[2].id, found[2].used_at)
        return _actor(session, found[0], None, found[1])
    cookie = request.cookies.get(cookie_name(request.app.state.settings))
    if cookie:
        login = session.exec(
            select(Login, Person, _unread())
            .join(Person, col(Person.id) == Login.person_id)
            .where(
                Login.token_hash == ids.digest(cookie),
                Login.expires_at > clock.now(),
                col(Person.disabled).is_(False),
            )
        ).first()
        if login:
            seen_of(request).login(login[0].id, login[0].seen_at)
            return _actor(session, login[1], login[0].id, login[2])
    guest = request.cookies.get(GUEST_COOKIE)
    return _guest(session, guest) if guest else None


def _unread() -> ScalarSelect[int]:
    """Count a person's unread notices within the statement that finds the person."""
    unread = select(func.count()).where(Notice.person_id == Person.id, col(Notice.read_at).is_(None))
    return unread.correlate(Person).scalar_subquery()


def _by_token(session: Session, token: str) -> tuple[Person, int, ApiToken] | None:
    now = clock.now()
    return session.exec(
        select(Person, _unread(), ApiToken)
        .join(ApiToken, col(ApiToken.person_id) == Person.id)
        .where(
            ApiToken.token_hash == ids.digest(token),
            col(ApiToken.expires_at).is_(None) | (col(ApiToken.expires_at) > now),
            col(Person.disabled).is_(False),
        )
    ).first()


def _actor(session: Session, person: Person, login_id: int | None, unread: int) -> Actor:
    rows = session.exec(
        select(Enrolment.course_id, Enrolment.role, Membership.team_id)
        .outerjoin(
            Membership,
            (col(Membership.course_id) == Enrolment.course_id) & (col(Membership.person_id) == Enrolment.person_id),
        )
        .where(Enrolment.person_id == person.id)
        .order_by(col(Enrolment.course_id).desc())
    ).all()
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_admin=person.is_admin,
        courses={course: CourseRole(role) for course, role, _ in rows},
        teams={team: course for course, _, team in rows if team is not None},
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
