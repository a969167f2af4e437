"""Read who is in which team, with which roles, from a table that people bring. Pure: the cells are read elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.text import Text, say
from app.teams.proposals.rules import Spot
from app.teams.rules import Role

MOST_ERRORS = 20


class Column(StrEnum):
    """What a column holds."""

    TEAM = "team"
    TEAM_NAME = "team-name"
    NAME = "name"
    EMAIL = "e-mail"
    STUDENT_NO = "student-no"
    ROLES = "roles"


HEADINGS: Mapping[Column, frozenset[str]] = {
    Column.TEAM: frozenset({"team", "teamno", "teamnumber", "팀", "조", "팀번호", "조번호"}),
    Column.TEAM_NAME: frozenset({"teamname", "팀이름", "팀명", "조이름"}),
    Column.NAME: frozenset({"name", "fullname", "student", "이름", "성명", "학생명"}),
    Column.EMAIL: frozenset({"email", "mail", "emailaddress", "이메일", "메일", "전자우편"}),
    Column.STUDENT_NO: frozenset({"studentno", "studentnumber", "studentid", "학번", "학생번호"}),
    Column.ROLES: frozenset({"roles", "role", "역할", "맡은역할"}),
}
KOREAN: Mapping[str, Role] = {
    "연출": Role.DIRECTOR,
    "감독": Role.DIRECTOR,
    "각본": Role.WRITER,
    "시나리오": Role.WRITER,
    "연기": Role.CAST,
    "배우": Role.CAST,
    "출연": Role.CAST,
    "촬영": Role.CAMERA,
    "카메라": Role.CAMERA,
    "음향": Role.SOUND,
    "녹음": Role.SOUND,
    "조명": Role.LIGHTING,
    "편집": Role.EDITOR,
    "미술": Role.ART,
    "제작": Role.PRODUCER,
    "프로듀서": Role.PRODUCER,
    "스크립터": Role.CONTINUITY,
    "기록": Role.CONTINUITY,
}
ENGLISH: Mapping[str, Role] = {
    **{role.value: role for role in Role},
    "directing": Role.DIRECTOR,
    "screenwriter": Role.WRITER,
    "scriptwriter": Role.WRITER,
    "actor": Role.CAST,
    "actress": Role.CAST,
    "acting": Role.CAST,
    "cinematographer": Role.CAMERA,
    "shooting": Role.CAMERA,
    "editing": Role.EDITOR,
    "light": Role.LIGHTING,
    "lights": Role.LIGHTING,
    "script supervisor": Role.CONTINUITY,
}


@dataclass(frozen=True, slots=True)
class Known:
    """A student of the course, by whatever a table may name them."""

    person_id: int
    name: str
    email: str
    student_no: str


@dataclass(frozen=True, slots=True)
class Seats:
    """What the table says: who sits where, and the names of teams by number; or what is wrong, row by row."""

    spots: Mapping[int, Spot]
    names: Mapping[int, str]
    errors: list[Text] = field(default_factory=list)


def read_seats(table: Sequence[Sequence[str]], students: Iterable[Known], teams: Mapping[str, int]) -> Seats:
    """Match every row with a student, a team and roles; ``teams`` maps the names there are to their numbers.

    A row without a team leaves the student without one. Nothing is guessed: what cannot be matched is an error.
    """
    columns = _columns(table[0]) if table else {}
    if Column.TEAM not in columns or not columns.keys() & {Column.EMAIL, Column.STUDENT_NO, Column.NAME}:
        return Seats({}, {}, [say("The first row must name the columns: team, and e-mail, student number or name.")])
    reader = _Reader(columns, list(students), dict(teams))
    for line, row in enumerate(table[1:], start=2):
        reader.read(line, row)
    return Seats(reader.spots, reader.names, reader.errors[:MOST_ERRORS])


def key(text: str) -> str:
    """Give a word as tables are compared by: without blanks, signs and capitals."""
    return re.sub(r"[\s_\-.·]", "", unicodedata.normalize("NFC", text).casefold())


def _columns(heading: Sequence[str]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, text in enumerate(heading):
        for column, words in HEADINGS.items():
            if key(text) in words:
                found.setdefault(column, place)
    return found


class _Reader:
    def __init__(self, columns: Mapping[Column, int], students: list[Known], teams: dict[str, int]) -> None:
        self.columns, self.teams = columns, teams
        self.by: dict[Column, dict[str, list[Known]]] = {}
        for column in (Column.EMAIL, Column.STUDENT_NO, Column.NAME):
            index = self.by.setdefault(column, {})
            for one in students:
                value = {Column.EMAIL: one.email, Column.STUDENT_NO: one.student_no, Column.NAME: one.name}[column]
                if value:
                    index.setdefault(key(value), []).append(one)
        self.spots: dict[int, Spot] = {}
        self.names: dict[int, str] = {}
        self.errors: list[Text] = []

    def cell(self, row: Sequence[str], column: Column) -> str:
        place = self.columns.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""

    def read(self, line: int, row: Sequence[str]) -> None:
        if not any(cell.strip() for cell in row):
            return
        student = self._student(line, row)
        roles = self._roles(line, self.cell(row, Column.ROLES))
        if student is None or roles is None:
            return
        if student.person_id in self.spots:
            self.errors.append(say("Row %(line)s: %(name)s stands in the table twice.", line=line, name=student.name))
            return
        number = self._team(self.cell(row, Column.TEAM), self.cell(row, Column.TEAM_NAME))
        self.spots[student.person_id] = Spot(number, roles if number is not None else ())

    def _student(self, line: int, row: Sequence[str]) -> Known | None:
        told = ""
        for column in (Column.EMAIL, Column.STUDENT_NO, Column.NAME):
            value = self.cell(row, column)
            told = told or value
            matches = self.by[column].get(key(value), []) if value else []
            if len(matches) == 1:
                return matches[0]
            if len(matches) > 1:
                self.errors.append(
                    say(
                        "Row %(line)s: “%(name)s” is the name of several students; give the e-mail.",
                        line=line,
                        name=value,
                    )
                )
                return None
        self.errors.append(say("Row %(line)s: “%(name)s” does not study in this course.", line=line, name=told or "–"))
        return None

    def _roles(self, line: int, text: str) -> tuple[Role, ...] | None:
        found: list[Role] = []
        for word in filter(None, (part.strip() for part in re.split(r"[,;/·、|]", text))):
            role = ENGLISH.get(word.casefold()) or KOREAN.get(key(word))
            if role is None:
                self.errors.append(say("Row %(line)s: “%(word)s” is no role.", line=line, word=word))
                return None
            found.append(role)
        return tuple(dict.fromkeys(found))

    def _team(self, text: str, name: str) -> int | None:
        """Give the team's number: 3, "3팀", "Team 3", or the name of a team, a new one by a free number."""
        if not text:
            return None
        digits = re.fullmatch(r"(?:team|팀|조)?\s*(\d{1,3})\s*(?:팀|조)?", text, re.IGNORECASE)
        if digits and int(digits[1]) > 0:
            number = int(digits[1])
            if name:
                self.names[number] = name
            return number
        name_key = key(text)
        if name_key not in self.teams:
            taken = {*self.teams.values(), *(spot.team_number for spot in self.spots.values())}
            self.teams[name_key] = next(n for n in range(1, 1000) if n not in taken)
            self.names[self.teams[name_key]] = text
        return self.teams[name_key]
