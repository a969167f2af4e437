"""The pages and the JSON of courses, by role and name."""

from datetime import timedelta

from sqlmodel import col, select

from app.core import clock
from app.courses.models import ClassMeeting, Course, Material, Milestone
from app.courses.rules import MaterialKind, MilestoneKind
from tests.costs import MOST
from tests.furnished import furnish

NEW = {
    "title": "Autumn films",
    "language": "en",
    "timezone": "Asia/Seoul",
    "currency": "krw",
    "first_class": "2026-09-03T15:00",
    "night": "2026-11-05T18:00",
    "film_minutes": "8",
}


def test_a_course_is_made_from_the_template(browse, world, lite):
    admin = browse(world.admin)
    form = admin.get("/courses/new").text
    assert 'name="night"' in form
    answer = admin.post("/courses", data={**NEW, "exam_from": "2026-11-09", "exam_to": "2026-11-13"})
    assert answer.headers["location"].endswith("/plan")
    plan = admin.get(answer.headers["location"]).text
    assert "only 4 days before the exams begin" in plan
    assert "Joint screening" in plan
    with lite.reading() as session:
        course = session.exec(select(Course).where(Course.title == "Autumn films")).one()
        assert (course.film_limit_seconds, course.currency) == (480, "KRW")


def test_a_new_course_says_what_comes_next(browse, world):
    admin = browse(world.admin)
    home = admin.post("/courses", data=NEW).headers["location"].removesuffix("/plan")
    page = admin.get(home).text
    assert "Nobody takes the course yet" in page
    assert f'href="{home}/roster"' in page
    assert 'value="2026-11-05T18:00"' in admin.get(f"{home}/night").text, "the night of the calendar is suggested"
    assert "Nobody takes the course yet" not in browse(world.prof).get(f"/courses/{world.course_id}").text


def test_wrong_input_is_answered_beside_the_field_and_kept(browse, world):
    admin = browse(world.admin)
    answer = admin.post("/courses", data={**NEW, "timezone": "Mars/Base", "title": "", "night": "2026-09-04T18:00"})
    assert answer.status_code == 422
    assert "This time zone is not known." in answer.text
    assert "Please fill this in." in answer.text
    assert 'value="Mars/Base"' in answer.text
    soon = admin.post("/courses", data={**NEW, "night": "2026-09-04T18:00"})
    assert "The night is too soon" in soon.text
    swapped = admin.post("/courses", data={**NEW, "exam_from": "2026-11-13", "exam_to": "2026-11-09"})
    assert "The exam period ends before it begins." in swapped.text
    assert browse(world.kim).post("/courses", data=NEW).status_code == 403


def test_the_course_page_shows_every_teams_stage(browse, world, lite, count_sql):
    furnish(lite, world)
    kim = browse(world.kim)
    with count_sql(lite) as sql:
        page = kim.get(f"/courses/{world.course_id}").text
    assert len(sql) <= MOST
    assert f'href="/teams/{world.team_id}"' in page
    assert f'href="/teams/{world.other_team_id}"' not in page
    assert "Night Shift" in page
    assert "Production book" in page
    assert f'href="/teams/{world.other_team_id}"' in browse(world.prof).get(f"/courses/{world.course_id}").text
    assert browse(world.stranger).get(f"/courses/{world.course_id}").status_code == 404


def test_two_who_edit_the_settings_do_not_overwrite_each_other(browse, world, lite):
    address = f"/courses/{world.course_id}/settings"
    fields = {
        "title": "Mine",
        "timezone": "Asia/Seoul",
        "language": "en",
        "currency": "KRW",
        "starts_on": "2026-09-01",
        "ends_on": "2026-12-01",
        "film_minutes": "10",
        "version": "1",
    }
    prof = browse(world.prof)
    assert prof.post(address, data=fields).status_code == 303
    second = prof.post(address, data={**fields, "title": "Hers"})
    assert second.status_code == 422
    assert "Somebody else changed this" in second.text
    assert 'value="Hers"' in second.text
    assert browse(world.assistant).post(address, data=fields).status_code == 403
    with lite.reading() as session:
        assert session.get(Course, world.course_id).title == "Mine"


def test_classes_and_materials(browse, world, lite):
    with lite.writing() as session:
        session.add(ClassMeeting(course_id=world.course_id, number=1, title="Theory", starts_at=clock.now()))
    prof = browse(world.prof)
    made = prof.post(f"/courses/{world.course_id}/classes", data={"title": "Light", "starts_at": "2030-01-01T10:00"})
    where = made.headers["location"]
    wrong = prof.post(f"{where}/materials", data={"title": "Reader", "url": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert "A link begins with http" in wrong.text
    prof.post(f"{where}/materials", data={"title": "Reader", "url": "https://example.test/reader"})
    prof.post(f"{where}/materials", data={"title": "Words", "text": "<script>alert(1)</script>"})
    page = browse(world.kim).get(where).text
    assert 'href="https://example.test/reader"' in page
    assert "<script>alert" not in page
    assert "Edit this class" not in page
    with lite.reading() as session:
        kinds = session.exec(select(Material.kind).order_by(col(Material.position))).all()
    assert kinds == [MaterialKind.LINK, MaterialKind.TEXT]
    assert browse(world.stranger).get(where).status_code == 404
    assert browse(world.kim).post(f"{where}/materials", data={"title": "X", "text": "y"}).status_code == 403
    assert prof.post(f"{where}/remove").status_code == 303


def test_files_are_kept_and_come_back_as_downloads(browse, world, lite, settings):
    with lite.writing() as session:
        meeting = ClassMeeting(course_id=world.course_id, number=1, title="Theory", starts_at=clock.now())
        session.add(meeting)
        session.flush()
    prof, where = browse(world.prof), f"/classes/{meeting.id}"
    page = b"<script>alert(1)</script>"
    name = "..\\수업 <1>.html"
    assert prof.post(f"{where}/files", files={"file": (name, page)}, data={"title": ""}).status_code == 303
    empty = prof.post(f"{where}/files", files={"file": ("e.pdf", b"")}, data={"title": "Typed"})
    assert empty.status_code == 422
    assert "This file is empty." in empty.text
    assert 'value="Typed"' in empty.text
    with lite.reading() as session:
        material = session.exec(select(Material)).one()
    assert (material.kind, material.file_name, material.file_bytes) == (MaterialKind.FILE, "수업 <1>.html", len(page))
    address = f"/materials/{material.id}/download"
    answer = browse(world.kim).get(address)
    assert answer.content == page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert browse(world.stranger).get(address).status_code == 404
    refused = browse(world.kim).post(f"{where}/files", files={"file": ("x.pdf", b"x")}, data={})
    assert refused.status_code == 403
    kept = list((settings.media).rglob(material.file_key.rsplit("/", 1)[-1]))
    assert len(kept) == 1
    prof.post(f"/materials/{material.id}/remove")
    assert not kept[0].exists()


def test_json_keeps_a_file_too(browse, world, lite):
    with lite.writing() as session:
        meeting = ClassMeeting(course_id=world.course_id, number=1, title="Theory", starts_at=clock.now())
        session.add(meeting)
        session.flush()
    where = f"/api/v1/classes/{meeting.id}/files"
    kept = browse(world.prof).post(where, files={"file": ("reader.pdf", b"%PDF-")}, data={"title": "Reader"})
    assert kept.status_code == 201
    assert (kept.json()["kind"], kept.json()["title"], kept.json()["file_bytes"]) == ("file", "Reader", 5)
    missing = browse(world.prof).post(where, data={"title": "Reader"})
    assert missing.json()["errors"] == {"file": "Choose a file."}
    assert browse(world.stranger).post(where, files={"file": ("x", b"x")}).status_code == 404


def test_milestones_are_edited_in_the_courses_time_zone(browse, world, lite):
    with lite.writing() as session:
        due = clock.now() + timedelta(days=3)
        row = Milestone(course_id=world.course_id, kind=MilestoneKind.BOOK, title="Book", due_at=due)
        session.add(row)
        session.flush()
        where = f"/milestones/{row.id}"
    prof = browse(world.prof)
    assert "Asia/Seoul" in prof.get(where).text
    data = {"title": "The book", "kind": "book", "due_at": "2030-05-05T18:00", "version": "1"}
    assert prof.post(where, data=data).status_code == 303
    with lite.reading() as session:
        changed = session.get(Milestone, row.id)
        assert changed.due_at.strftime("%Y-%m-%d %H:%M") == "2030-05-05 09:00"
    assert prof.post(where, data=data).status_code == 422
    assert browse(world.kim).get(where).status_code == 403
    assert prof.post(f"{where}/remove").status_code == 303


def test_copy_archive_and_restore(browse, world, lite):
    prof = browse(world.prof)
    base = f"/courses/{world.course_id}"
    answer = prof.post(f"{base}/copy", data={"title": "Next year", "starts_on": "2027-03-04"})
    assert answer.headers["location"].endswith("/plan")
    prof.post(f"{base}/archive")
    assert "archive" in browse(world.kim).get(base).text
    assert browse(world.loner).post(f"/teams/{world.team_id}/join").status_code == 403
    prof.post(f"{base}/restore")
    assert browse(world.loner).post(f"/teams/{world.team_id}/join").status_code == 303


def test_joining_by_code(browse, world, lite):
    prof, stranger = browse(world.prof), browse(world.stranger)
    prof.post(f"/courses/{world.course_id}/code")
    with lite.reading() as session:
        code = session.get(Course, world.course_id).join_by_code
    assert code in prof.get(f"/courses/{world.course_id}/settings").text
    wrong = stranger.post("/join", data={"code": "NOPE"})
    assert wrong.status_code == 422
    assert 'value="NOPE"' in wrong.text
    assert stranger.post("/join", data={"code": code}).headers["location"] == f"/courses/{world.course_id}/teams"
    assert stranger.get(f"/courses/{world.course_id}").status_code == 200


def test_json_makes_and_reads_a_course(browse, world):
    admin = browse(world.admin)
    made = admin.post("/api/v1/courses", json={**NEW, "film_minutes": 8})
    assert made.status_code == 201
    where = f"/api/v1/courses/{made.json()['id']}"
    plan = admin.get(where).json()
    assert [one["number"] for one in plan["classes"]] == [1, 2, 3, 4, 5, 6]
    assert plan["milestones"][5]["due_at"].startswith("2026-11-05T09:00")
    assert browse(world.prof).get(where).status_code == 404
    progress = browse(world.prof).get(f"/api/v1/courses/{world.course_id}/progress").json()
    assert [(one["number"], one["stage"]) for one in progress] == [(1, "topic"), (2, "topic")]
    tasks = browse(world.loner).get("/api/v1/today").json()["tasks"]
    assert [task["sentence"] for task in tasks] == ["Find a team, or found one"]
