"""Who acts: a frozen value loaded once a request, and the roles somebody has in a course."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CourseRole(StrEnum):
    """What a person is in one course."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request: what they are in which course, and their teams.

    ``courses`` maps course id → role, ``teams`` maps team id → course id. A guest of a screening has
    ``person_id`` 0 and ``guest_of`` set to the screening's id.
    """

    person_id: int
    name: str
    email: str = ""
    language: str = "en"
    is_admin: bool = False
    courses: Mapping[int, CourseRole] = field(default_factory=dict)
    teams: Mapping[int, int] = field(default_factory=dict)
    login_id: int | None = None
    guest_of: int | None = None
    guest_id: int | None = None

    @property
    def is_guest(self) -> bool:
        """Whether this is a screening guest without an account."""
        return self.guest_of is not None

    def belongs_to(self, course_id: int) -> bool:
        """Tell whether the person has any role in the course; administrators belong everywhere."""
        return self.is_admin or course_id in self.courses

    def teaches(self, course_id: int) -> bool:
        """Tell whether the person may change the course (instructor or administrator)."""
        return self.is_admin or self.courses.get(course_id) is CourseRole.INSTRUCTOR

    def assists(self, course_id: int) -> bool:
        """Tell whether the person is staff of the course: instructor, assistant or administrator."""
        return self.teaches(course_id) or self.courses.get(course_id) is CourseRole.ASSISTANT

    def studies(self, course_id: int) -> bool:
        """Tell whether the person is a student of the course."""
        return self.courses.get(course_id) is CourseRole.STUDENT

    def in_team(self, team_id: int) -> bool:
        """Tell whether the person is a member of the team."""
        return team_id in self.teams

    def team_in(self, course_id: int) -> int | None:
        """Return the id of the person's team in the course, if any."""
        return next((team for team, course in self.teams.items() if course == course_id), None)


class LinkPurpose(StrEnum):
    """What a one-time link opens."""

    INVITE = "invite"
    SIGN_IN = "sign-in"
