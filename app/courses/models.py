"""Tables of the courses room."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, chosen, moment
from app.courses.rules import MaterialKind, MilestoneKind
from app.people.rules import CourseRole


class Course(SQLModel, table=True):
    """One run of the class. Days are in ``timezone``; lengths in seconds; ``currency`` is an ISO 4217 code.

    ``budget_cap`` is what each team may spend, in minor units (None: no cap); ``contingency`` the percent of the plan
    that should be left for what nobody foresees.
    """

    __tablename__ = "course"

    id: int = Field(default=None, primary_key=True)
    title: str = Field(max_length=160)
    summary: str = Field(default="", max_length=2000)
    language: str = Field(default="en", max_length=8)
    timezone: str = Field(default="UTC", max_length=64)
    currency: str = Field(default="KRW", max_length=3)
    starts_on: date
    ends_on: date
    exam_from: date | None = None
    exam_to: date | None = None
    film_limit_seconds: int = 600
    team_min: int = 7
    team_max: int = 9
    budget_cap: int | None = Field(default=None, sa_type=BigInteger)
    contingency: int = Field(default=10, sa_column_kwargs={"server_default": "10"})
    join_by_code: str | None = Field(default=None, max_length=24, unique=True)
    archived: bool = False
    created_at: datetime = moment()
    version: int = 1


class Enrolment(SQLModel, table=True):
    """A person's role in a course. ``student_no`` and ``section`` come from the roster."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    person_id: int = above("person")
    role: CourseRole = chosen(CourseRole)
    student_no: str = Field(default="", max_length=40)
    section: str = Field(default="", max_length=40)
    joined_at: datetime = moment()


class ClassMeeting(SQLModel, table=True):
    """One of the classes: when it meets, what happens and what students can do after it."""

    __tablename__ = "class_meeting"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    number: int
    title: str = Field(max_length=160)
    happens: str = Field(default="", max_length=4000)
    outcomes: str = Field(default="", max_length=4000)
    starts_at: datetime = moment()
    minutes: int = 100
    place: str = Field(default="", max_length=120)
    version: int = 1


class Material(SQLModel, table=True):
    """Something to read or watch for a class: a text, a link or a kept file."""

    __tablename__ = "material"

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = above("class_meeting")
    position: int = 0
    kind: MaterialKind = chosen(MaterialKind)
    title: str = Field(max_length=160)
    text: str = Field(default="", max_length=20000)
    url: str = Field(default="", max_length=1000)
    file_key: str = Field(default="", max_length=200)
    file_name: str = Field(default="", max_length=255)
    file_bytes: int = 0
    created_at: datetime = moment()


class Milestone(SQLModel, table=True):
    """A dated thing to hand in. What comes later is marked as late, or refused when the milestone ``closes``."""

    __tablename__ = "milestone"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    kind: MilestoneKind = chosen(MilestoneKind)
    title: str = Field(max_length=160)
    due_at: datetime = moment()
    closes: bool = False
    version: int = 1
