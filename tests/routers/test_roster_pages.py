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
    form = page.split('/roster/import">')[1].split("</form>", maxsplit=1)[0]
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


def test_wrong_rows_are_named_and_left_out_on_request(browse, world, lite):
    prof = browse(world.prof)
    shown = preview(prof, world, (KOREAN + "2026003,최민서,,1\n2026001,이준호,junho@school.test,1\n").encode())
    assert "The e-mail address is missing." in shown.text
    assert "Row 2 has the same student number." in shown.text
    refused = prof.post(f"/courses/{world.course_id}/roster/import", data=hidden(shown.text))
    assert refused.status_code == 422
    assert "Some rows are wrong" in refused.text
    done = prof.post(f"/courses/{world.course_id}/roster/import", data={**hidden(shown.text), "leave_out": "on"})
    assert done.text.count("/links/") >= 2
    with lite.reading() as session:
        assert session.exec(select(Person).where(Person.name == "최민서")).first() is None


@pytest.mark.parametrize("change", [{"seal": "0" * 32}, {"seal": ""}, {"column-name": "0"}])
def test_an_altered_preview_is_shown_again_and_imports_nothing(browse, world, lite, change):
    prof = browse(world.prof)
    fields = hidden(preview(prof, world, KOREAN.encode()).text)
    answer = prof.post(f"/courses/{world.course_id}/roster/import", data={**fields, **change})
    assert answer.status_code == 422
    assert "nothing was imported" in answer.text
    assert "김서연" in answer.text
    with lite.reading() as session:
        assert session.exec(select(Person).where(Person.email == "seoyeon@school.test")).first() is None


def test_columns_can_be_chosen_by_hand(browse, world):
    prof = browse(world.prof)
    odd = "a;b\nseoyeon at school;김서연\n"
    shown = preview(prof, world, odd.encode())
    assert "Say which column holds the e-mail addresses." in shown.text
    cells = html.unescape(re.findall(r'name="cells" value="([^"]*)"', shown.text)[0])
    again = prof.post(
        f"/courses/{world.course_id}/roster",
        data={"cells": cells, "column-email": "0", "column-name": "1", "header": "on"},
    )
    assert "“seoyeon at school” is not an e-mail address." in again.text


@pytest.mark.parametrize("cells", ["[", "[[1]]", '[["x"]]' * 2, "null", '{"a":1}', '[["\\ud800"]]'])
def test_broken_cells_are_a_sentence(browse, world, cells):
    for place in ("roster", "roster/import"):
        answer = browse(world.prof).post(f"/courses/{world.course_id}/{place}", data={"cells": cells, "seal": "x"})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b"\xd0\xcf\x11\xe0old", "old or locked Excel file"),
        (b"PK\x03\x04", "cannot be opened"),
        (b"x" * 5_000_000, "larger than 4 MB"),
    ],
    ids=["empty", "old", "broken", "large"],
)
def test_what_is_no_roster_is_refused_in_a_sentence(browse, world, content, sentence):
    answer = preview(browse(world.prof), world, content, "roster.xlsx")
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "=HYPERLINK(0)", "\u202egnp.exe", "a" * 255, "기다림"])
def test_hostile_names_are_text(browse, world, name):
    shown = preview(
        browse(world.prof), world, f'name,email\n"{name.replace(chr(34), chr(34) * 2)}",x@school.test\n'.encode()
    )
    assert "<script>" not in shown.text
    assert "\u202e" not in shown.text


def test_one_person_is_changed_let_in_and_removed(browse, world, lite):
    prof, base = browse(world.prof), f"/courses/{world.course_id}/people"
    loner = world.loner.person_id
    assert prof.post(f"{base}/{loner}/role", data={"role": "assistant"}).status_code == 303
    assert "assistant" in prof.get(f"{base}/{loner}").text
    assert re.search(r"/links/[\w-]{43}", prof.post(f"{base}/{loner}/link").text)
    refused = prof.post(f"{base}/{world.kim.person_id}/remove")
    assert "is in a team" in refused.text
    assert "only instructor" in prof.post(f"{base}/{world.prof.person_id}/role", data={"role": "student"}).text
    assert prof.post(f"{base}/{loner}/remove").status_code == 303
    assert browse(world.loner).get(f"/courses/{world.course_id}/people").status_code == 404


def test_students_see_names_and_not_addresses(browse, world):
    shown = browse(world.kim).get(f"/courses/{world.course_id}/people?q=&role=student&sort=seen").text
    assert "Loner" in shown
    assert "loner@example.test" not in shown
    assert "not been in" not in shown


def test_invitations_are_shown_once(browse, world):
    prof, path = browse(world.prof), f"/courses/{world.course_id}/people/invite"
    done = prof.post(path, data={"addresses": "Maya Torres <maya@school.test>\nkim@example.test", "role": "assistant"})
    assert done.status_code == 200
    assert len(re.findall(r'value="http://testserver/links/[\w-]{43}"', done.text)) == 1
    refused = prof.post(path, data={"addresses": "no address", "role": "student"})
    assert refused.status_code == 422
    assert "no address</textarea>" in refused.text
