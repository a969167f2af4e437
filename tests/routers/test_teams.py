"""The pages and the JSON of teams, by role and name."""

import csv
import io
import re

import pytest

from app.core import clock
from app.courses.models import Milestone
from app.courses.rules import MilestoneKind
from app.teams import queries
from app.teams.models import Proposal
from app.teams.rules import Role
from tests.costs import MOST

BOARD = "/courses/{}/teams"


def board(world):
    return BOARD.format(world.course_id)


def version(html):
    return re.findall(r'name="version" value="(\d+)"', html)[0]


def place(lite, world, who):
    with lite.reading() as session:
        member, roster = queries.division_visible_to(session, world.prof, world.course_id).find(who.person_id)
    return (roster.number if roster else None, member.roles)


def test_a_student_finds_a_team_and_a_role(browse, world, lite):
    loner = browse(world.loner)
    page = loner.get(board(world)).text
    assert "Join The Waiting Room" in page
    assert "Still without a team" in page
    assert "Looking for" in page
    answer = loner.post(f"/teams/{world.other_team_id}/join")
    assert answer.headers["location"] == board(world)
    page = loner.get(board(world)).text
    assert "Your team" in page
    assert "Take editor" in page
    assert "Take director" not in page  # taken
    loner.post(f"/teams/{world.other_team_id}/roles", data={"role": "editor"})
    assert place(lite, world, world.loner) == (2, (Role.EDITOR,))
    refused = loner.post(f"/teams/{world.other_team_id}/roles", data={"role": "director"})
    assert refused.status_code == 409
    assert "Team 2 has 1 director already." in refused.text
    loner.post(f"/teams/{world.other_team_id}/roles/give-up", data={"role": "editor"})
    loner.post(f"/teams/{world.other_team_id}/leave")
    assert place(lite, world, world.loner) == (None, ())


def test_founding_keeps_what_was_typed_when_it_is_refused(browse, world):
    loner = browse(world.loner)
    answer = loner.post(board(world), data={"name": "  ", "film_title": "<b>막차</b>"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert "&lt;b&gt;막차&lt;/b&gt;" in answer.text
    assert loner.post(board(world), data={"name": "Third"}).status_code == 303
    assert browse(world.kim).post(board(world), data={"name": "Fourth"}).status_code == 403


def test_the_board_moves_people_and_takes_it_back(browse, world, lite):
    prof = browse(world.prof)
    page = prof.get(f"{board(world)}?person={world.kim.person_id}").text
    assert 'id="mover"' in page
    assert "Team 1 has 1 editor; it needs 2." in page
    prof.post(
        f"{board(world)}/move",
        data={"person_id": world.kim.person_id, "team_id": world.other_team_id, "version": version(page)},
    )
    assert place(lite, world, world.kim) == (2, (Role.DIRECTOR, Role.WRITER))
    page = prof.get(board(world)).text
    assert "Kim: Team 1 → Team 2." in page
    assert "Team 2 has 2 directors; at most 1 allowed." in page
    prof.post(f"{board(world)}/undo", data={"version": version(page)})
    assert place(lite, world, world.kim) == (1, (Role.DIRECTOR, Role.WRITER))


def test_a_board_that_is_behind_shows_the_new_one_and_what_happened(browse, world, lite):
    prof, assistant = browse(world.prof), browse(world.assistant)
    old = version(prof.get(board(world)).text)
    roles = {"person_id": world.lee.person_id, "roles": ["sound", "cast"], "version": old}
    assert assistant.post(f"{board(world)}/roles", data=roles).status_code == 303
    answer = prof.post(f"{board(world)}/move", data={"person_id": world.kim.person_id, "team_id": "", "version": old})
    assert answer.status_code == 409
    assert "last by Yoon" in answer.text
    assert version(answer.text) != old
    assert place(lite, world, world.kim)[0] == 1
    assert place(lite, world, world.lee) == (1, (Role.SOUND, Role.CAST))
    assert "Do it all the same" in answer.text


def test_students_do_not_move_people(browse, world, lite):
    data = {"person_id": world.lee.person_id, "team_id": "", "version": 1}
    assert browse(world.kim).post(f"{board(world)}/move", data=data).status_code == 403
    assert browse(world.stranger).post(f"{board(world)}/move", data=data).status_code == 404
    assert browse().post(f"{board(world)}/move", data=data).headers["location"].startswith("/sign-in")
    assert place(lite, world, world.lee)[0] == 1


def test_publishing_reaches_every_member(browse, world):
    assert browse(world.prof).post(f"{board(world)}/publish").status_code == 303
    assert "published" in browse(world.kim).get(board(world)).text
    answer = browse(world.loner).post(f"/teams/{world.team_id}/join")
    assert answer.status_code == 403


def quota_form(**changes):
    fields = {"team_min": 7, "team_max": 9, "roles_per_person": 2}
    quotas = {f"{side}.{role}": 1 for role in Role for side in ("least", "most")}
    return {**fields, **quotas, **changes}


def test_quotas_that_cannot_work_come_back_with_the_sum(browse, world, lite):
    prof = browse(world.prof)
    address = f"/courses/{world.course_id}/quotas"
    answer = prof.post(address, data=quota_form(team_min=2))
    assert answer.status_code == 422
    assert "2 people × 2 roles each = 4" in answer.text
    assert 'name="team_min" value="2"' in answer.text
    assert prof.post(address, data=quota_form(**{"least.editor": 2, "most.editor": 2})).status_code == 303
    with lite.reading() as session:
        limits = queries.division_visible_to(session, world.prof, world.course_id).limits
    assert limits.of(Role.EDITOR).least == 2
    assert browse(world.assistant).post(address, data=quota_form()).status_code == 403


def test_the_sheet_opens_in_korean_excel_and_runs_no_formula(browse, world):
    browse(world.kim).post(f"/teams/{world.team_id}/name", data={"name": "=1+1", "film_title": "대기실"})
    answer = browse(world.prof).get(f"{board(world)}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[1][:4] == ["1", "'=1+1", "대기실", "Kim"]
    assert rows[1][6] == "director, writer"
    assert [row[3] for row in rows[1:]] == ["Kim", "Lee", "Park", "Loner"]
    assert browse(world.kim).get(f"{board(world)}.csv").status_code == 403


def test_the_team_page(browse, world, lite):
    with lite.writing() as session:
        milestone = Milestone(
            course_id=world.course_id, kind=MilestoneKind.TOPIC, title="Topic day", due_at=clock.now()
        )
        session.add(milestone)
        session.flush()
        where = milestone.id
    page = browse(world.kim).get(f"/teams/{world.team_id}").text
    assert "Write the pitch" in page
    assert "Who carries what" in page
    assert "Give more time" not in page
    prof = browse(world.prof)
    early = prof.post(f"/teams/{world.team_id}/extension", data={"milestone_id": where, "due_at": "2001-01-01T10:00"})
    assert early.status_code == 422
    assert "not later than" in early.text
    late = {"milestone_id": where, "due_at": "2099-01-01T10:00", "reason": "Storm"}
    assert prof.post(f"/teams/{world.team_id}/extension", data=late).status_code == 303
    assert "extended" in browse(world.lee).get(f"/teams/{world.team_id}").text
    assert browse(world.park).get(f"/teams/{world.team_id}").status_code == 403
    assert browse(world.stranger).get(f"/teams/{world.team_id}").status_code == 404


@pytest.mark.parametrize("who", ["kim", "prof", "loner"])
def test_pages_cost_at_most_eight_statements(browse, world, lite, count_sql, who):
    client = browse(getattr(world, who))
    for address in (board(world), f"{board(world)}?person={world.kim.person_id}", f"/teams/{world.team_id}", "/"):
        with count_sql(lite) as sql:
            client.get(address)
        assert len(sql) <= MOST, (address, sql)


def test_json_tells_the_same(browse, world):
    prof = browse(world.prof)
    formation = prof.get(f"/api/v1/courses/{world.course_id}/formation").json()
    assert [team["name"] for team in formation["teams"]] == ["The Waiting Room", "Night Shift"]
    assert [person["name"] for person in formation["without_team"]] == ["Loner"]
    assert "Team 1 has 1 editor; it needs 2." in [breach["sentence"] for breach in formation["breaches"]]
    move = {"person_id": world.loner.person_id, "team_id": world.team_id, "version": formation["version"]}
    moved = prof.post(f"/api/v1/courses/{world.course_id}/formation/move", json=move)
    assert moved.json()["without_team"] == []
    again = prof.post(f"/api/v1/courses/{world.course_id}/formation/move", json=move)
    assert again.status_code == 409
    assert again.json()["code"] == "conflict"
    assert browse(world.stranger).get(f"/api/v1/teams/{world.team_id}").status_code == 404


def test_json_for_a_student(browse, world):
    loner = browse(world.loner)
    joined = loner.post(f"/api/v1/teams/{world.other_team_id}/join").json()
    assert [member["name"] for member in joined["members"]] == ["Loner", "Park"]
    took = loner.post(f"/api/v1/teams/{world.other_team_id}/roles", json={"role": "editor"})
    assert took.json()["members"][0]["roles"] == ["editor"]
    given = loner.delete(f"/api/v1/teams/{world.other_team_id}/roles/editor")
    assert given.json()["members"][0]["roles"] == []
    limits = {"team_min": 1, "team_max": 1, "roles_per_person": 1, "quotas": {"editor": {"least": 2, "most": 2}}}
    refused = browse(world.prof).put(f"/api/v1/courses/{world.course_id}/formation/limits", json=limits)
    assert refused.status_code == 422
    assert "quotas" in refused.json()["errors"]


def test_json_compares_proposals_with_the_first(browse, world):
    prof = browse(world.prof)
    address = f"/api/v1/courses/{world.course_id}/proposals"
    first = prof.post(f"{address}/present").json()
    second = prof.post(f"{address}/present").json()
    moved = first["spots"][0]
    step = {"person_id": moved["person_id"], "team_number": None, "version": second["version"]}
    assert prof.post(f"/api/v1/proposals/{second['id']}/move", json=step).status_code == 200
    columns = prof.get(f"{address}/compare?proposal={first['id']}&proposal={second['id']}").json()
    assert [one["proposal"]["id"] for one in columns] == [first["id"], second["id"]]
    assert columns[0]["changed"] == []
    assert moved["person_id"] in columns[1]["changed"]
    assert moved["person_id"] in [one["person_id"] for one in columns[1]["without_team"]]
    assert columns[0]["spots"] == first["spots"]
    newest = prof.get(f"{address}/compare").json()
    assert newest[0]["proposal"]["id"] == second["id"]
    assert browse(world.kim).get(f"{address}/compare").status_code == 403
    assert browse(world.stranger).get(f"{address}/compare").status_code == 404


def test_a_proposal_says_whether_another_search_may_differ(browse, world, lite):
    prof = browse(world.prof)
    made = prof.post(f"/api/v1/courses/{world.course_id}/proposals/present").json()
    for cut, sentence in (
        (True, "The search was ended before its work was done: another search may find other teams."),
        (False, "The same settings and seed give the same teams again."),
    ):
        with lite.writing() as session:
            row = session.get(Proposal, made["id"])
            row.value, row.bound, row.cut = 7, 3, cut
        assert sentence in prof.get(f"/proposals/{made['id']}").text
        assert prof.get(f"/api/v1/proposals/{made['id']}").json()["cut"] is cut


def test_the_wishes_page_says_when_team_mates_learn_of_free_hours(browse, world):
    page = browse(world.kim).get(f"/courses/{world.course_id}/wishes").text
    assert "when a filming day of your team lies in hours you left empty, the schedule tells them" in page
