"""Inputs and outputs of the people page, invitations and rosters."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line, Words
from app.courses.enrolments.queries import Member
from app.courses.enrolments.rules import Column, Judged, Verdict
from app.documents.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from app.people.rules import CourseRole
from app.people.schemas import LinkMade

Cell = Annotated[Line, StringConstraints(max_length=500)]
Cells = Annotated[list[Annotated[list[Cell], Field(max_length=MOST_COLUMNS)]], Field(max_length=MOST_ROWS)]
Index = Annotated[int, Field(ge=0, lt=MOST_COLUMNS)]


class InviteInput(BaseModel):
    """One address a line: "kim@school.kr" or "Kim Seo-yeon <kim@school.kr>"."""

    addresses: Annotated[Words, StringConstraints(min_length=1, max_length=40_000)]
    role: CourseRole = CourseRole.STUDENT


class RoleInput(BaseModel):
    """What somebody shall be in the course."""

    role: CourseRole


class PreviewInput(BaseModel):
    """A roster: as text (CSV or pasted cells), a file in base64, or cells; and which column is what."""

    text: Annotated[str, StringConstraints(max_length=MOST_BYTES)] = ""
    file: Annotated[str, StringConstraints(max_length=MOST_BYTES * 4 // 3 + 8)] = ""
    cells: Cells | None = None
    columns: dict[Column, Index] | None = None
    header: bool | None = None


class RosterInput(BaseModel):
    """A roster as it was previewed, with the preview's seal; ``leave_out`` imports without the rows that are wrong."""

    cells: Cells
    columns: dict[Column, Index]
    header: bool
    seal: Annotated[Line, StringConstraints(max_length=64)]
    leave_out: bool = False


class RowOut(BaseModel):
    """A row of a preview: what becomes of it and why."""

    number: int
    name: str
    email: str
    student_no: str
    section: str
    verdict: Verdict
    sentence: str

    @classmethod
    def of(cls, one: Judged) -> Self:
        """Show a row."""
        row = one.row
        return cls(
            number=row.number,
            name=row.name,
            email=row.email,
            student_no=row.student_no,
            section=row.section,
            verdict=one.verdict,
            sentence=str(one.sentence or ""),
        )


class PreviewOut(BaseModel):
    """A preview: send ``cells``, ``columns``, ``header`` and ``seal`` back to import it."""

    cells: list[list[str]]
    columns: dict[Column, int]
    header: bool
    rows: list[RowOut]
    seal: str


class ImportedOut(BaseModel):
    """What an import or an invitation did; each link is shown this once."""

    added: int
    changed: int
    links: list[LinkMade]


class MemberOut(BaseModel):
    """Somebody in the course. Address, student number, section and dates are empty for those who are not staff."""

    id: int
    name: str
    role: CourseRole
    email: str | None = None
    student_no: str | None = None
    section: str | None = None
    disabled: bool | None = None
    opened: bool | None = None
    seen_at: datetime | None = None

    @classmethod
    def of(cls, member: Member, *, staff: bool) -> Self:
        """Show somebody, with everything to the staff."""
        person, enrolment = member.person, member.enrolment
        shown = cls(id=person.id, name=person.name, role=enrolment.role)
        if staff:
            shown.email, shown.student_no, shown.section = person.email, enrolment.student_no, enrolment.section
            shown.disabled, shown.opened, shown.seen_at = person.disabled, member.opened, member.seen_at
        return shown


class MembersOut(BaseModel):
    """A page of the people of a course."""

    people: list[MemberOut]
    total: int
