"""The people of a course through its pages: list, invite, import, change, remove."""

import html
import re

import pytest
from sqlmodel import select

from app.courses.models import Enrolment
from app.people.models import Person

KOREAN = "학번,이름,이메일,분반\n2026001,김서연,seoyeon@school.test,1\n2026002,박지우,jiwoo@school.test,2\n"


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the import form."""
    form = page.split('/roster/import">')[1].split("</form>")[0]
    return {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    }


def preview(browser, world, content: bytes, name: str = "명단.csv"):
    return browser.post(f"/courses/{world.course_id}/roster", files={"file": (name, content, "text/csv")})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_a_korean_roster_is_previewed_and_imported(browse, world, lite, encoding):
    prof = browse(world.prof)
    shown = preview(prof, world, KOREAN.encode(encoding))
    assert shown.status_code == 200
    assert "김서연" in shown.text
    assert "new: 2" in shown.text
    done = prof.post(f"/courses/{world.course_id}/roster/import", data=hidden(shown.text))
    assert done.status_code == 200
    assert done.headers["cache-control"] == "no-store"
    assert len(re.findall(r'value="http://testserver/links/[\w-]{43}"', done.text)) == 2
    with lite.reading() as session:
        row = session.exec(select(Person, Enrolment).join(Enrolment).where(Person.email == "seoyeon@school.test")).one()
        assert (row[0].name, row[1].student_no, row[1].section, row[1].role) == ("김서연", "2026001", "1", "student")
