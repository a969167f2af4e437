"""Next term's course of the demonstration: nobody has a team yet, nearly everybody has said what they wish for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.core import clock
from app.courses.models import Course, Enrolment
from app.courses.schemas import NewCourseInput
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import actions as teams
from app.teams.rules import Role
from app.teams.wishes import actions as wishes
from app.teams.wishes.rules import ANCHORS, HOURS, Craft, slot_of
from app.teams.wishes.schemas import WishesInput

FAMILIES = ("김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한")
GIVEN = ("가을", "나래", "다솜", "라온", "마루", "바다", "새벽", "아라", "자람", "초롱", "하늘")
STUDENTS = 33
SILENT = (1, 20)
"""Who has not said anything yet; the first is the account to try it with."""
ORDER = (Role.CAMERA, Role.EDITOR, Role.DIRECTOR, Role.CAST, Role.WRITER, Role.SOUND, Role.CAST, Role.PRODUCER)
MORE = (Role.EDITOR, Role.CAST, Role.LIGHTING, Role.CONTINUITY, Role.CAMERA)


def address(number: int) -> str:
    """Give the mail address of a student of next term, numbered from 1."""
    return f"next{number}@rushes.example"


def plan(session: Session, admin: Actor, staff: Person, zone: str, secret: str) -> int:
    """Write the course, its students and their wishes; returns its id."""
    begins = (clock.now().astimezone(ZoneInfo(zone)) + timedelta(days=21)).replace(hour=10, minute=0, second=0)
    course = teams.start_course(
        session,
        admin,
        NewCourseInput(
            title="단편영화 제작 · 다음 학기",
            language="ko",
            timezone=zone,
            currency="KRW",
            first_class=begins.replace(tzinfo=None),
            night=(begins + timedelta(days=40)).replace(hour=19, tzinfo=None),
        ),
    )
    _enrol(session, course, staff, CourseRole.INSTRUCTOR)
    people = [_student(session, course, number, secret) for number in range(1, STUDENTS + 1)]
    for number, person in enumerate(people, start=1):
        if number not in SILENT:
            actor = Actor(person.id, person.name, courses={course.id: CourseRole.STUDENT})
            wishes.save_wishes(session, actor, course.id, _wishes(number, [one.id for one in people]))
    return course.id


def _student(session: Session, course: Course, number: int, secret: str) -> Person:
    name = FAMILIES[number % len(FAMILIES)] + GIVEN[(3 * number + number // len(FAMILIES)) % len(GIVEN)]
    person = Person(email=address(number), name=name, password_hash=secret, language="", created_at=datetime.now(UTC))
    session.add(person)
    session.flush()
    _enrol(session, course, person, CourseRole.STUDENT, f"2027{number:03}", "AB"[number % 2])
    return person


def _enrol(session: Session, course: Course, person: Person, role: CourseRole, no: str = "", section: str = "") -> None:
    session.add(
        Enrolment(
            course_id=course.id,
            person_id=person.id,
            role=role,
            student_no=no,
            section=section,
            joined_at=clock.now(),
        )
    )
    session.flush()


def _wishes(number: int, ids: list[int]) -> WishesInput:
    """Make up one student's wishes: nothing is left to chance, and not everybody wants the same."""
    ranked = [ORDER[number % len(ORDER)], MORE[number % len(MORE)], ORDER[(number // 3) % len(ORDER)]]
    friends = [ids[(number + 6) % len(ids)]] if number % 3 else []
    foes = [ids[(number + 15) % len(ids)]] if number % 8 == 0 else []
    evenings = [slot_of(day, 5) for day in range(5) if (number + day) % 3]
    weekend = [slot_of(day, row) for day in (5, 6) for row in range(1, len(HOURS) - 1) if (number + row + day) % 4]
    return WishesInput(
        ranked=list(dict.fromkeys(ranked)),
        experience={craft: (number * (place + 2)) % len(ANCHORS[craft]) for place, craft in enumerate(Craft)},
        equipment="삼각대, 마이크" if number % 4 == 0 else "",
        together=friends,
        apart=foes,
        free=evenings + weekend,
        words="금요일에는 일찍 가야 해요." if number % 9 == 0 else "",
    )
