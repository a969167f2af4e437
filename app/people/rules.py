"""Who acts: a frozen value loaded once a request, and the roles somebody has in a course; passwords, links, devices."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from app.core.text import Text, say


class CourseRole(StrEnum):
    """What a person is in one course."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request: what they are in which course, and their teams.

    ``courses`` maps course id → role, ``teams`` maps team id → course id. A guest of a screening has
    ``person_id`` 0 and ``guest_of`` set to the screening's id. ``unread`` counts the notices not read yet.
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
    unread: int = 0

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


class LetterKind(StrEnum):
    """What a letter brings."""

    INVITATION = "invitation"
    FORGOTTEN = "forgotten"
    NOTICES = "notices"


class LinkPurpose(StrEnum):
    """What a one-time link opens."""

    INVITE = "invite"
    SIGN_IN = "sign-in"


LETTER_JOBS: Mapping[LetterKind, str] = {
    LetterKind.INVITATION: "people.letter",
    LetterKind.FORGOTTEN: "people.letter",
    LetterKind.NOTICES: "journal.letter",
}
"""The job that writes each kind of letter."""

LINK_LASTS: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.INVITE: timedelta(days=14),
    LinkPurpose.SIGN_IN: timedelta(days=2),
}
FORGOTTEN_LASTS = timedelta(hours=1)
"""How long a link that was mailed to somebody who forgot the password opens."""

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
FEWEST_LETTERS = 3


def normal_password(password: str) -> str:
    """Put a password into one form: phones send Hangul in pieces, computers whole."""
    return unicodedata.normalize("NFC", password)


def weakness(password: str, email: str = "", name: str = "") -> Text | None:
    """Say what is wrong with a new password; None when it will do (NIST SP 800-63B: length, not composition)."""
    if len(password) < SHORTEST_PASSWORD:
        return say("A password has at least %(n)s characters.", n=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return say("A password has at most %(n)s characters.", n=LONGEST_PASSWORD)
    lowered = password.lower()
    if lowered in {email.lower(), name.lower()} - {""} or len(set(lowered)) < FEWEST_LETTERS:
        return say("This password is too easy to guess. Take a short sentence that only you know.")
    return None


_BROWSERS = (
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER(", "Naver"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Whale/", "Whale"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Name a browser and its machine by its User-Agent: "Chrome, Android"; "" when it tells nothing."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)
