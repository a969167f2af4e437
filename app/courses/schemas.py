"""Inputs and outputs of the courses room, shared by its pages and its JSON.

Times without a zone are wall-clock times in the course's time zone.
"""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from app.core.inputs import Line, Words
from app.core.text import say
from app.courses.models import ClassMeeting, Course, Material, Milestone
from app.courses.rules import MaterialKind, MilestoneKind

Title = Annotated[Line, StringConstraints(min_length=1, max_length=160)]
Language = Literal["en", "ko"]
FilmMinutes = Annotated[int, Field(ge=1, le=120)]
# years that databases, browsers and time zones agree on
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]
_url = TypeAdapter(AnyHttpUrl)


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(say("This time zone is not known. Choose one of the list, like Asia/Seoul."))
    return value


def _currency(value: str) -> str:
    if value.upper() not in list_currencies():
        raise ValueError(say("This currency is not known. Use its three letters, like KRW or EUR."))
    return value.upper()


def _moment(value: datetime) -> datetime:
    if not date(2000, 1, 1) <= value.date() <= date(2100, 1, 1):
        raise ValueError(say("A date or time is missing or cannot be read."))
    return value


def _address(value: str) -> str:
    if not value:
        return value
    try:
        _url.validate_python(value)
    except ValidationError as error:
        raise ValueError(say("A link begins with http:// or https://.")) from error
    return value


Timezone = Annotated[Line, StringConstraints(max_length=64), AfterValidator(_zone)]
Currency = Annotated[Line, StringConstraints(min_length=3, max_length=3), AfterValidator(_currency)]
Moment = Annotated[datetime, AfterValidator(_moment)]
Address = Annotated[Line, StringConstraints(max_length=1000), AfterValidator(_address)]


class NewCourseInput(BaseModel):
    """A course from the six-week template: when it begins and when the night is; the rest is planned between."""

    title: Title
    language: Language = "en"
    timezone: Timezone = "UTC"
    currency: Currency = "KRW"
    first_class: Moment
    night: Moment
    exam_from: Day | None = None
    exam_to: Day | None = None
    film_minutes: FilmMinutes = 10

    @model_validator(mode="after")
    def _exam_in_order(self) -> Self:
        _check_exam(self.exam_from, self.exam_to)
        return self


class CopyInput(BaseModel):
    """A copy of an older course: everything moves with the day of the first class."""

    title: Title
    starts_on: Day


class SettingsInput(BaseModel):
    """The settings of a course. ``version`` is the one that was shown."""

    title: Title
    summary: Annotated[Words, StringConstraints(max_length=2000)] = ""
    language: Language = "en"
    timezone: Timezone
    currency: Currency
    starts_on: Day
    ends_on: Day
    exam_from: Day | None = None
    exam_to: Day | None = None
    film_minutes: FilmMinutes
    version: int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError(say("The course ends before it begins."))
        _check_exam(self.exam_from, self.exam_to)
        return self


def _check_exam(begins: date | None, ends: date | None) -> None:
    if begins and ends and ends < begins:
        raise ValueError(say("The exam period ends before it begins."))


class ClassInput(BaseModel):
    """One class. ``version`` is the one that was shown; leave it out for a new one."""

    title: Title
    starts_at: Moment
    minutes: Annotated[int, Field(ge=5, le=600)] = 100
    place: Annotated[Line, StringConstraints(max_length=120)] = ""
    happens: Annotated[Words, StringConstraints(max_length=4000)] = ""
    outcomes: Annotated[Words, StringConstraints(max_length=4000)] = ""
    version: int | None = None


class MilestoneInput(BaseModel):
    """One milestone; ``closes`` refuses what comes late. ``version`` is the one that was shown, none for a new one."""

    kind: MilestoneKind = MilestoneKind.OTHER
    title: Title
    due_at: Moment
    closes: bool = False
    version: int | None = None


class MaterialInput(BaseModel):
    """Something to read or watch for a class: words, a link, or both."""

    title: Title
    text: Annotated[Words, StringConstraints(max_length=20000)] = ""
    url: Address = ""


class FileInput(BaseModel):
    """What a kept file is called; its own name where nothing is said."""

    title: Annotated[Line, StringConstraints(max_length=160)] = ""


class CodeInput(BaseModel):
    """The code a teacher writes on the board."""

    code: Annotated[Line, StringConstraints(min_length=1, max_length=24)]


class MaterialOut(BaseModel):
    """A material of a class."""

    id: int
    kind: MaterialKind
    title: str
    text: str
    url: str
    file_name: str
    file_bytes: int

    @classmethod
    def of(cls, material: Material) -> Self:
        """Show a material."""
        return cls.model_validate(material, from_attributes=True)


class ClassOut(BaseModel):
    """A class; ``starts_at`` is in UTC."""

    id: int
    number: int
    title: str
    starts_at: datetime
    minutes: int
    place: str
    happens: str
    outcomes: str
    version: int
    materials: list[MaterialOut] = []

    @classmethod
    def of(cls, meeting: ClassMeeting, materials: list[Material]) -> Self:
        """Show a class with its materials."""
        shown = cls.model_validate(meeting, from_attributes=True)
        shown.materials = [MaterialOut.of(material) for material in materials]
        return shown


class MilestoneOut(BaseModel):
    """A milestone; ``due_at`` is in UTC."""

    id: int
    kind: MilestoneKind
    title: str
    due_at: datetime
    closes: bool
    version: int

    @classmethod
    def of(cls, milestone: Milestone) -> Self:
        """Show a milestone."""
        return cls.model_validate(milestone, from_attributes=True)


class CourseOut(BaseModel):
    """A course's settings. Lengths are in seconds, days in its time zone."""

    id: int
    title: str
    summary: str
    language: str
    timezone: str
    currency: str
    starts_on: date
    ends_on: date
    exam_from: date | None
    exam_to: date | None
    film_limit_seconds: int
    team_min: int
    team_max: int
    archived: bool
    version: int

    @classmethod
    def of(cls, course: Course) -> Self:
        """Show a course."""
        return cls.model_validate(course, from_attributes=True)


class PlanOut(BaseModel):
    """A course with its calendar and what is odd about it."""

    course: CourseOut
    classes: list[ClassOut]
    milestones: list[MilestoneOut]
    warnings: list[str]
