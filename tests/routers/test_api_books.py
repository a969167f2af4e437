"""The production book as JSON."""

import io

import pytest
from PIL import Image

PITCH = {"title": "대기실", "logline": "Two wait.", "version": 0}


@pytest.fixture
def api(world):
    return f"/api/v1/teams/{world.team_id}"


def scenario(client, api, text="INT. WARD - NIGHT\n\nA bed.\n", version=0):
    return client.put(f"{api}/book/scenario", json={"text": text, "version": version})


def test_a_book_is_written_and_read(browse, world, api):
    kim = browse(world.kim)
    assert kim.get(f"{api}/book").json()["pitch_version"] == 0
    assert kim.put(f"{api}/book/pitch", json=PITCH).json() == {"version": 1}
    assert scenario(kim, api).json() == {"version": 1}
    book = browse(world.prof).get(f"{api}/book").json()
    assert (book["pitch"]["title"], book["pitch_version"]) == ("대기실", 1)
    assert book["scenario"].startswith("INT. WARD")
    assert "The shot list is empty." in book["missing"]


def test_a_conflict_tells_theirs_and_the_version(browse, world, api):
    browse(world.kim).put(f"{api}/book/pitch", json=PITCH)
    lee = browse(world.lee)
    late = lee.put(f"{api}/book/pitch", json={**PITCH, "logline": "Three wait."})
    problem = late.json()
    assert late.status_code == problem["status"] == 409
    assert late.headers["content-type"] == "application/problem+json"
    assert problem["code"] == "overtaken"
    assert problem["theirs"]["logline"] == "Two wait."
    assert problem["version"] == 1
    again = {**PITCH, "logline": "Three wait.", "version": problem["version"]}
    assert lee.put(f"{api}/book/pitch", json=again).json() == {"version": 2}


def test_rows(browse, world, api):
    kim = browse(world.kim)
    shot = kim.post(f"{api}/book/shots", json={"scene": "1", "picture": "A bed"})
    assert shot.status_code == 201
    assert shot.json()["values"]["number"] == "1A"
    line = kim.post(f"{api}/book/budget", json={"item": "Rope", "unit_price": 5000}).json()
    assert line["values"]["unit_price"] == 5000
    address = f"{api}/book/budget/{line['id']}"
    assert kim.put(address, json={"item": "Red rope", "version": 1}).json() == {"version": 2}
    late = kim.put(address, json={"item": "Blue rope", "version": 1})
    assert (late.status_code, late.json()["theirs"]["item"], late.json()["version"]) == (409, "Red rope", 2)
    shots = f"{api}/book/shots"
    assert kim.put(f"{shots}/{shot.json()['id']}", json={"number": "1A", "version": 1}).json() == {"version": 2}
    assert kim.post(f"{shots}/paste", json={"rows": "1\n2"}).json() == {"added": 2}
    assert kim.post(f"{shots}/3/move", json={"after": 1, "was": 2}).json() == {"order": [1, 3, 2]}
    late = kim.post(f"{shots}/3/move", json={"after": None, "was": 2})
    assert (late.status_code, late.json()["code"], late.json()["order"]) == (409, "moved", [1, 3, 2])
    text = kim.post(f"{api}/book/budget", json={"item": "Rope", "unit_price": "50"})
    assert (text.status_code, list(text.json()["errors"])) == (422, ["unit_price"])  # text could be of either unit
    assert kim.delete(f"{shots}/1").status_code == 204
    book = kim.get(f"{api}/book").json()
    assert [(row["id"], row["removed"]) for row in book["tables"]["shots"]] == [(1, True), (3, False), (2, False)]
    assert [(row["id"], row["removed"]) for row in book["tables"]["budget"]] == [(line["id"], False)]
    assert kim.post(f"{shots}/1/restore").status_code == 204
    assert [row["id"] for row in kim.get(f"{api}/book").json()["tables"]["shots"]] == [1, 3, 2]
    assert kim.post(f"{api}/book/props/paste", json={"rows": "1"}).status_code == 422


def test_versions_notes_and_answers(browse, world, api):
    kim, prof = browse(world.kim), browse(world.prof)
    nothing = kim.post(f"{api}/submissions", json={})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "invalid")
    scenario(kim, api)
    first = kim.post(f"{api}/submissions", json={"message": "Ours"}).json()
    assert {kim.post(f"{api}/submissions", json={}).json()["id"] for _ in range(20)} == {first["id"]}
    address = f"/api/v1/submissions/{first['id']}"
    note = prof.post(f"{address}/notes", json={"line": 3, "text": "Whose bed?", "send": True}).json()
    assert kim.post(f"{address}/notes", json={"text": "Mine"}).status_code == 403
    reply = kim.post(f"/api/v1/book-notes/{note['id']}/replies", json={"text": "Hers."})
    assert (reply.status_code, reply.json()["parent_id"]) == (201, note["id"])
    assert kim.put(f"/api/v1/book-notes/{note['id']}/done", json={}).json()["done_at"]
    assert not kim.put(f"/api/v1/book-notes/{note['id']}/done", json={"done": False}).json()["done_at"]
    shown = prof.get(address).json()
    (thread,) = shown["threads"]
    assert (thread["author"], [one["text"] for one in thread["replies"]]) == ("Han", ["Hers."])
    assert shown["content"]["scenario"].startswith("INT. WARD")
    assert (shown["by"], shown["message"]) == ("Kim", "Ours")
    assert prof.post(f"{address}/answer", json={"state": "changes", "answer": "Longer."}).json()["state"] == "changes"
    assert prof.post(f"{address}/answer", json={"state": "approved"}).status_code == 403
    scenario(kim, api, "INT. WARD - DAY\n\nA bed.\n", version=1)
    second = kim.post(f"{api}/submissions", json={}).json()
    compared = kim.get(f"/api/v1/submissions/{second['id']}/compare").json()
    assert (compared["older"], compared["newer"]) == (1, 2)
    assert [piece["change"] for piece in compared["pieces"]] == ["changed", "same", "same", "same"]
    assert [(one["change"], one["moved"]) for one in compared["scenes"]] == [("changed", False)]
    assert (compared["pitch"], compared["rows"]["shots"]) == ([], {})
    assert kim.get(f"{address}/compare?other=9").status_code == 404
    assert [one["number"] for one in kim.get(f"{api}/submissions").json()] == [2, 1]
    books = prof.get(f"/api/v1/courses/{world.course_id}/books").json()
    assert [(one["number"], (one["newest"] or {}).get("number")) for one in books] == [(1, 2), (2, None)]
    assert prof.delete(f"/api/v1/book-notes/{note['id']}").status_code == 204


@pytest.mark.parametrize("name", ["park", "loner", "stranger", "other_prof"])
def test_others_learn_nothing(browse, world, api, name):
    browse(world.kim).put(f"{api}/book/pitch", json=PITCH)
    first = browse(world.kim).post(f"{api}/submissions", json={}).json()["id"]
    who = browse(getattr(world, name))
    for method, address, body in (
        ("GET", f"{api}/book", None),
        ("PUT", f"{api}/book/pitch", PITCH),
        ("POST", f"{api}/book/budget", {}),
        ("POST", f"{api}/book/shots/paste", {"rows": '"'}),
        ("DELETE", f"{api}/book/shots/1", None),
        ("POST", f"{api}/submissions", {}),
        ("GET", f"/api/v1/submissions/{first}", None),
        ("POST", f"/api/v1/submissions/{first}/answer", {"state": "waiting"}),
        ("POST", f"/api/v1/submissions/{first}/notes", {"line": 99_999, "text": "x"}),
    ):
        assert who.request(method, address, json=body).status_code == 404, address
    assert browse().get(f"{api}/book").status_code == 401


def test_the_description_names_the_refusals(browse):
    paths = browse().get("/api/v1/openapi.json").json()["paths"]
    pitch = paths["/api/v1/teams/{team_id}/book/pitch"]["put"]["responses"]
    assert {"200", "401", "403", "404", "409", "422"} <= set(pitch)
    assert "theirs" in pitch["409"]["content"]["application/problem+json"]["schema"]["properties"]
    assert "409" in paths["/api/v1/cuts/{cut_id}/answer"]["post"]["responses"]


def test_photos_of_locations_come_and_go(browse, world, api):
    kim = browse(world.kim)
    kim.put(f"{api}/book/scenario", json={"text": "INT. WARD - NIGHT\n\n@KIM\nHello.\n", "version": 0})
    assert kim.post(f"{api}/book/casting/characters").json() == {"added": 1}
    assert kim.post(f"{api}/book/places/settings").json() == {"added": 1}
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "PNG")
    photo = kim.post(f"{api}/book/places/1/photos", files={"picture": out.getvalue()})
    assert (photo.status_code, photo.json()["width"]) == (201, 60)
    assert kim.get(f"{api}/book/places/photos").json() == [photo.json()]
    assert browse().get(photo.json()["href"]).status_code == 200
    wrong = kim.post(f"{api}/book/places/1/photos", files={"picture": b"words"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["picture"])
    assert kim.delete(f"{api}/book/places/photos/1").status_code == 204
    assert kim.get(f"{api}/book/places/photos").json() == []
    kim.post(f"{api}/book/budget", json={"item": "Rope"})
    assert kim.put(f"{api}/book/budget/1/receipt", files={"picture": out.getvalue()}).status_code == 204
    assert kim.delete(f"{api}/book/budget/1/receipt").status_code == 204
    assert kim.put(f"{api}/book/places/1", json={"coordinates": "far", "version": 1}).status_code == 422
