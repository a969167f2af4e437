"""The storyboard over HTTP: photos come as pixels, versions keep their frames, pages cost the same at any length."""

import io
import re
import subprocess

import pytest
from PIL import Image

from app.books.models import Shot
from app.documents import pdf
from tests import servers
from tests.routers.test_book_tables import SCRIPT, picture

ADDRESS = r'src="(/files/[^"]+)"'


@pytest.fixture
def kim(browse, world, book):
    found = browse(world.kim)
    found.post(f"{book}/scenario", data={"text": SCRIPT, "version": 0})
    found.post(f"{book}/shots/paste", data={"rows": "1\t\tWS\t\t\t\tA <b>bed</b>\n1\t\tCU\n2\t\tMS\n"})
    return found


@pytest.fixture
def book(world):
    return f"/teams/{world.team_id}/book"


def test_a_photo_becomes_the_frame_of_a_shot(browse, world, book, kim):
    assert "0 of 3 shots have a frame" in kim.get(f"{book}/storyboard").text
    assert "Use this photo" in kim.get(f"{book}/shots/rows/1/frame").text
    sent = kim.post(f"{book}/shots/rows/1/frame", files={"picture": ("IMG_1.HEIC", picture("PNG"), "image/heic")})
    assert sent.headers["location"] == f"{book}/storyboard#shot-1"
    page = kim.get(f"{book}/storyboard").text
    assert "1 of 3 shots have a frame" in page
    assert "A &lt;b&gt;bed&lt;/b&gt;" in page
    [address] = re.findall(ADDRESS, page)
    assert Image.open(io.BytesIO(browse().get(address).content)).format == "JPEG"
    assert address in kim.get(f"{book}/shots").text
    assert address in browse(world.prof).get(f"{book}/storyboard").text
    refused = kim.post(f"{book}/shots/rows/1/frame", files={"picture": ("x.jpg", b"no picture", "image/jpeg")})
    assert refused.headers["location"] == f"{book}/shots/rows/1/frame"
    assert "no%20picture" in refused.headers["set-cookie"]
    kim.post(f"{book}/shots/rows/1/frame", files={"picture": picture()})
    assert browse().get(address).status_code == 404  # the one before is gone
    assert kim.post(f"{book}/shots/rows/1/frame/remove").status_code == 303
    assert "/files/" not in kim.get(f"{book}/storyboard").text


def test_a_large_picture_is_made_small(browse, book, kim):
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "white").save(out, "JPEG", exif=b"Exif\x00\x00")
    kim.post(f"{book}/shots/rows/1/frame", files={"picture": out.getvalue()})
    [address] = re.findall(ADDRESS, kim.get(f"{book}/storyboard").text)
    kept = Image.open(io.BytesIO(browse().get(address).content))
    assert max(kept.size) == 1280
    assert not kept.getexif()


def test_a_version_shows_its_frames_when_the_shot_has_lost_them(browse, world, book, kim):
    kim.post(f"{book}/shots/rows/1/frame", files={"picture": picture()})
    first = kim.post(f"{book}/submit").headers["location"].removesuffix("/receipt")
    kim.post(f"{book}/shots/rows/1/frame/remove")
    [address] = re.findall(ADDRESS, browse(world.prof).get(first).text)
    assert browse().get(address).status_code == 200
    browse(world.prof).post(f"{first}/answer", data={"answer": "Draw more.", "state": "changes"})
    kim.post(f"{book}/shots/rows/2/frame", files={"picture": picture()})
    second = kim.post(f"{book}/submit").headers["location"].removesuffix("/receipt")
    page = browse(world.prof).get(second).text
    assert "new frame" in page
    assert "frame removed" in page


def test_the_printed_book_has_its_frames(kim, book, tmp_path):
    if not pdf.ready():
        servers.missing("the fonts for printing are not installed (python -m app.web.assets)")
    kim.post(f"{book}/shots/rows/1/frame", files={"picture": picture()})
    printed = tmp_path / "book.pdf"
    printed.write_bytes(kim.get(f"{book}.pdf").content)
    listed = subprocess.run(["pdfimages", "-list", printed], capture_output=True, check=True, text=True).stdout
    assert len(listed.splitlines()) == 3
    assert kim.get(f"{book}/pitch.pdf").status_code == 200


def test_the_storyboard_costs_the_same_at_any_length(browse, world, book, kim, lite, count_sql):
    counts = {f"{book}/storyboard": [], f"{book}/shots": [], f"{book}/shots/rows/1/frame": []}
    for more in (0, 297):
        with lite.writing() as session:
            kept = {"book_id": 1, "team_id": world.team_id, "frame": "books/1/shots/x/picture.jpg"}
            session.add_all(Shot(position=n + 10, scene="1", number=f"1.{n}", **kept) for n in range(more))
        for path, found in counts.items():
            with count_sql(lite) as sql:
                assert kim.get(path).status_code == 200
            found.append(len(sql))
    assert all(few == many <= 8 for few, many in counts.values()), counts


def test_programs_put_and_take_frames(browse, world, kim, book):
    api = f"/api/v1{book}"
    assert kim.get(f"{api}/shots/frames").json() == []
    assert kim.put(f"{api}/shots/3/frame", files={"picture": picture("PNG")}).status_code == 204
    [frame] = browse(world.prof).get(f"{api}/shots/frames").json()
    assert (frame["shot_id"], frame["number"]) == (3, "2A")
    assert browse().get(frame["href"]).headers["content-type"] == "image/jpeg"
    assert kim.put(f"{api}/shots/3/frame", files={"picture": b"words"}).status_code == 422
    assert browse(world.prof).put(f"{api}/shots/3/frame", files={"picture": picture()}).status_code == 403
    assert browse(world.park).put(f"{api}/shots/3/frame", files={"picture": picture()}).status_code == 404
    assert kim.delete(f"{api}/shots/3/frame").status_code == 204
    assert browse().get(frame["href"]).status_code == 404
    assert kim.get(f"{api}/shots/frames").json() == []
