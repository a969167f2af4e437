"""The book on paper: real PDFs, read back by poppler; true to the screenplay's form, and nothing typed is ever code."""

import io
import re
import subprocess
import time
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from PIL import Image
from sqlmodel import select

from app.books import actions, fountain, paper
from app.books.fountain import CENTRED, Kind, layout, plain
from app.books.models import Printout, Shot
from app.books.rules import SectionKind
from app.books.schedule import actions as moving
from app.books.schedule.schemas import DayInput, MoveStripInput
from app.books.schemas import CastingInput, PitchInput, ScenarioInput, ShotInput, SubmitInput
from app.books.tables import BREAKDOWN, CASTING, PLACES, SCHEDULE, SHOTS
from app.core.text import speaking
from app.documents import pdf
from app.insights import queries as insights
from app.jobs.rules import WorkState
from app.main import work_engine
from app.storage import open_storage
from tests import servers
from tests.books.test_fountain import SCRIPT, whole

NOW = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
IMPRINT = paper.Imprint("대기실", "3조", "영화 수업", "KRW", NOW, "2026년 11월 20일 18:00", "버전 2", "ab" * 32)
TRICKS = '#import "x" $x^2$ *b* _i_ `r` <b> @ref \\ // \n= h #read("/etc/hostname") "q" {n} 가'


def shots(count):
    return [
        {
            "id": n,
            "scene": str(n // 6 + 1),
            "number": f"{n // 6 + 1}{'ABCDEF'[n % 6]}",
            "size": "CU",
            "angle": "",
            "movement": "팬",
            "picture": f"긴 복도 {n}. 형광등 하나가 깜박인다. 환자복을 입은 노인이 벽시계를 본다.",
            "sound": "시계",
            "cast": "노인",
            "props": "",
            "minutes": 12,
        }
        for n in range(count)
    ]


def budget():
    row = {"id": 1, "category": "식비", "item": "김밥", "quantity": 8, "unit_price": 3500, "actual": 27000}
    return [
        {**row, "paid_by": "민수", "note": ""},
        {**row, "id": 2, "category": "소품", "item": "시계", "actual": None},
    ]


def content(scenario="", **more):
    return {"pitch": {"title": "대기실", "logline": "기다리는 사람의 시간"}, "scenario": scenario, **more}


@pytest.fixture
def poppler(tmp_path):
    """Read a PDF as poppler does; any word of complaint fails."""
    if not pdf.ready():
        servers.missing("the fonts for printing are not installed (python -m app.web.assets)")

    def read(document, tool="pdftotext", *options):
        path = tmp_path / f"{tool}.pdf"
        path.write_bytes(document if isinstance(document, bytes) else pdf.printed(document))
        try:
            done = subprocess.run(
                [tool, *options, path, *(["-"] if tool == "pdftotext" else [])], capture_output=True, check=False
            )
        except FileNotFoundError:
            servers.missing(f"poppler's {tool} is not installed")
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode()

    return read


def pages(text):
    return text.rstrip("\f\n").split("\f")


def test_a_whole_book_is_printed_with_its_hangul(poppler):
    document = paper.document(content("S#1. 옥상 (밤)\n\n노인\n왔니?\n", shots=shots(60), budget=budget()), IMPRINT)
    with speaking("ko"):
        text = poppler(
            paper.document(content("S#1. 옥상 (밤)\n\n노인\n왔니?\n", shots=shots(60), budget=budget()), IMPRINT)
        )
    first, *rest = pages(text)
    assert all(word in first for word in ("대기실", "기다리는 사람의 시간", "3조", "버전 2", "ab" * 32))
    assert [
        n
        for n, one in enumerate(rest, start=2)
        if "버전 2" not in one or f"{n}/{len(rest) + 1}" not in "".join(one.split())
    ] == []
    listed = [one for one in rest if "긴 복도" in one]
    assert len(listed) > 1
    assert all("화면" in one for one in listed), "the headings of a table repeat"
    assert text.count("형광등") == 60
    assert "₩84,000" not in first
    assert "₩56,000" in text
    assert "왔니?" in text
    poppler(document, "pdfinfo")
    poppler(document, "pdffonts")


def test_the_storyboard_is_printed_beside_its_shots(poppler):
    out = io.BytesIO()
    Image.new("RGB", (1280, 720), "white").save(out, "JPEG")
    rows = [{**row, "frame": f"books/1/shots/{n}/picture.jpg"} for n, row in enumerate(shots(8))]
    rows += [{**row, "id": 9, "frame": ""} for row in shots(1)]
    frames = dict.fromkeys(paper.frame_keys({"shots": rows})[:5], out.getvalue())  # the files of three are gone
    document = paper.document(content(shots=rows), IMPRINT, (SectionKind.SHOTS,), paper.Beside(pictures=frames))
    assert poppler(document).count("Storyboard") == 1
    assert poppler(document).count("형광등") == 2 * len(rows)
    assert "Storyboard" not in poppler(paper.document(content(shots=rows), IMPRINT, (SectionKind.SHOTS,)))


def test_emoji_are_printed_in_cells_and_scripts(poppler):
    if not list(pdf.FONTS.glob("NotoEmoji-*.ttf")):
        servers.missing("the font of emoji is not installed (python -m app.web.assets)")
    rows = [{**shots(1)[0], "picture": "💡 조명"}]
    document = paper.document(content("S#1. 옥상 (밤)\n\n민수\n왔니? 🎬\n", shots=rows), IMPRINT)
    assert {"💡", "🎬"} <= set(poppler(document))
    assert "NotoEmoji" in poppler(document, "pdffonts")


def test_long_texts_go_on_over_the_page_and_short_rows_do_not_part(poppler):
    long = "기다리는사람의시간을센다" * 100
    rows = [{**row, "picture": long, "sound": long} for row in shots(2)] + shots(40)
    out = io.BytesIO()
    Image.new("RGB", (1280, 720), "white").save(out, "JPEG")
    rows[0]["frame"] = "a.jpg"
    document = paper.document(
        content(shots=rows), IMPRINT, (SectionKind.SHOTS,), paper.Beside(pictures={"a.jpg": out.getvalue()})
    )
    found = poppler(document, "pdftotext", "-bbox")
    for page in found.split("<page ")[1:]:
        height = float(re.search(r'height="([\d.]+)"', page)[1])
        ends = [float(one) for one in re.findall(r'yMax="([\d.]+)"', page)]
        assert max(ends) < height - 20
    assert "".join(poppler(document).split()).count("센다") == 100 * 6
    assert all(one.count("벽시계를") == one.count("형광등") for one in pages(poppler(document)))


def test_the_crew_and_the_photos_of_locations_are_printed(poppler):
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), "white").save(out, "JPEG")
    beside = paper.Beside(
        [("김민수", "연출, 편집"), ("이서연", "")], {7: ["a/1.jpg", "gone.jpg"]}, {"a/1.jpg": out.getvalue()}
    )
    rows = [{**dict.fromkeys(PLACES.columns, ""), "id": 7, "name": "옥상"}]
    with speaking("ko"):
        book = paper.document(content(places=rows), IMPRINT, None, beside)
        alone = paper.document(content(), IMPRINT, (SectionKind.CASTING,), beside)
    text = poppler(book)
    assert all(word in text for word in ("김민수", "연출, 편집", "이서연"))
    assert text.count("옥상") == 2, "in the table, and under the photo that is there"
    assert poppler(book, "pdfimages", "-list").count("jpeg") == 1
    assert "김민수" in poppler(alone)
    assert "옥상" not in poppler(alone)


def test_the_crew_of_a_printed_book_is_the_team_as_it_is(browse, world, poppler):
    text = poppler(browse(world.kim).get(f"/teams/{world.team_id}/book/casting.pdf").content)
    assert [word for word in ("Crew", "Kim", "director, writer", "Lee", "editor") if word not in text] == []


def test_the_same_document_gives_the_same_bytes(poppler):
    document = paper.document(content("INT. A - DAY\n\nJon waits.\n"), IMPRINT)
    assert pdf.printed(document) == pdf.printed(document)
    assert "Jon waits." in poppler(document)


def test_what_people_typed_is_never_code(poppler):
    tricked = content(
        f"INT. A - DAY\n\n!{TRICKS.splitlines()[0]}\n",
        shots=[{**shots(1)[0], "picture": TRICKS}],
        budget=[{**budget()[0], "item": TRICKS}],
    )
    tricked["pitch"]["logline"] = TRICKS
    imprint = replace(IMPRINT, film=TRICKS.splitlines()[0], team="#team")
    text = "".join(poppler(paper.document(tricked, imprint)).split())
    assert text.count('=h#read("/etc/hostname")"q"{n}가') >= 3
    assert '#import"x"$x^2$*b*_i_`r`<b>@ref' in text


SPEECH = "나는 기다렸다. 오래 기다렸다. 시계가 돌아가는 것을 보면서. "
LONG = "\n\n".join(f"S#{n}. 옥상 (밤)\n\n{'민수가 걷는다. ' * 30}\n\n민수\n{SPEECH * 23}" for n in range(1, 9))


def test_a_speech_that_goes_over_a_page_says_so(poppler):
    text = poppler(paper.document(content(LONG), IMPRINT, (SectionKind.SCENARIO,)), "pdftotext", "-layout")
    parted = [
        (lines_of(one)[-3:], lines_of(after)[:4]) for one, after in zip(pages(text), pages(text)[1:], strict=False)
    ]
    more = [n for n, (foot, _) in enumerate(parted) if any("(MORE)" in line for line in foot)]
    assert more
    assert all(any("민수 (CONT'D)" in line for line in parted[n][1]) for n in more)


def lines_of(page):
    return [line for line in page.splitlines() if line.strip()]


def kinds(page):
    return [line[0].kind if line else None for line in page]


@given(SCRIPT)
@effort(max_examples=300, deadline=None)
def test_any_script_is_laid_out_in_its_pages(text):
    elements = whole(text)
    found = layout(elements)
    assert all(len(page) <= 55 for page in found)
    printed = "".join(run.text for page in found for line in page for row in line for run in row.runs)
    for one in fountain.blocks(elements):
        if one.kind in {Kind.ACTION, Kind.DIALOGUE} and plain(one.text).isalnum():
            assert plain(one.text) in printed


def test_no_line_stands_alone_and_no_heading_is_last():
    for before in range(60):
        text = "INT. A - DAY\n\n" + "a\n\n" * before + "INT. B - DAY\n\nJON\n" + "word " * 300 + "\n\n" + "act " * 200
        for page in layout(fountain.parse(text)):
            last, shown = page[-1][0], kinds(page)
            assert last.kind is not Kind.HEADING
            assert len(page) < 3 or shown[-1] is not Kind.CUE or last.runs[0].text == "(MORE)"
            if last.kind is Kind.DIALOGUE and shown.count(Kind.DIALOGUE) and Kind.CUE in shown:
                here = len(shown) - 1 - shown[::-1].index(Kind.CUE)
                assert len(shown) - here > 2


def test_places_on_the_page_are_those_of_the_industry():
    page = layout(fountain.parse("INT. A - DAY #4#\n\nAct.\n\nJON\n(low)\nNo.\n\n> CUT TO:\n\n> END <\n"))[0]
    rows = [(line[0].x, line[0].runs[0].text, line[0].number) for line in page if line]
    assert rows == [
        (0, "INT. A - DAY", "4"),
        (0, "Act.", ""),
        (22, "JON", ""),
        (16, "(low)", ""),
        (10, "No.", ""),
        (54, "CUT TO:", ""),
        (29, "END", ""),
    ]
    assert CENTRED[0] == "title"


def test_plain_text_keeps_the_columns():
    text = fountain.typewritten(fountain.parse("S#1. 옥상 (밤)\n\n노인\n왔니?\n\nGIRL ^\nHey!\n"))
    assert (
        text == "S#1. 옥상 (밤)\n\n        노인                            GIRL\n왔니?                           Hey!"
    )


def hand_in(database, world):
    with database.writing() as session:
        actions.save_pitch(session, world.kim, world.team_id, PitchInput(title="대기실"))
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text="S#1. 옥상 (밤)\n\n노인\n왔니?\n"))
        return actions.submit_book(session, world.kim, world.team_id, SubmitInput()).id


def test_a_version_is_printed_once_and_kept(lite, world, browse, settings, poppler):
    submission = hand_in(lite, world)
    before = browse(world.kim).get(f"/submissions/{submission}/book.pdf")
    assert "왔니?" in poppler(before.content)
    store = open_storage(settings)
    engine = work_engine(settings, lite, store)
    engine.start()
    try:
        for _ in range(200):
            with lite.reading() as session:
                row = session.exec(select(Printout).where(Printout.submission_id == submission)).one()
                if row.state not in {WorkState.QUEUED, WorkState.RUNNING}:
                    break
            time.sleep(0.1)
    finally:
        engine.stop()
    assert row.state is WorkState.READY
    kept = browse(world.kim).get(f"/submissions/{submission}/book.pdf")
    assert kept.headers["content-type"] == "application/pdf"
    assert sha256(kept.content).hexdigest() == row.digest
    assert row.bytes == len(kept.content)
    assert Path(store.path(row.key)).read_bytes() == kept.content
    assert row.digest in browse(world.prof).get(f"/submissions/{submission}").text


@pytest.mark.parametrize("part", ["book", *(f"book/{one.value}" for one in SectionKind)])
def test_every_section_is_printed_also_empty(browse, world, lite, poppler, part):
    for who in (world.kim, world.prof):
        answer = browse(who).get(f"/teams/{world.team_id}/{part}.pdf", headers={"Accept-Language": "ko"})
        assert answer.status_code == 200
        assert poppler(answer.content).strip()
    assert browse(world.park).get(f"/teams/{world.team_id}/{part}.pdf").status_code == 404
    hand_in(lite, world)
    assert "대기실" in poppler(browse(world.kim).get(f"/api/v1/teams/{world.team_id}/{part}.pdf").content)


ANALYSED = "S#1. 옥상 (밤)\n\n노인\n왔니?\n\nS#2. 병원 복도 (낮)\n\n민수가 걷는다.\n"


def test_the_analysis_says_what_the_scenario_says_of_each_scene(poppler):
    rows = [
        {"id": 1, "scene": "1", "heading": "옥상 (밤)", "state": "followed", "props": "시계"},
        {"id": 2, "scene": "2", "heading": "병원 복도 (낮)", "state": "followed", "props": "휠체어"},
        {"id": 3, "scene": "9", "heading": "바다 (밤)", "state": "lost", "props": "조개"},
    ]
    rows = [{**dict.fromkeys(BREAKDOWN.columns, ""), **one} for one in rows]
    with speaking("ko"):
        text = poppler(paper.document(content(ANALYSED, breakdown=rows), IMPRINT, (SectionKind.BREAKDOWN,)))
    assert all(word in text for word in ("옥상 · 밤", "노인", "시계", "병원 복도 · 낮", "휠체어"))
    assert "조개" not in text, "the notes of a scene that is gone wait for the team"


def test_the_call_sheet_of_a_day_is_one_page(browse, world, lite, poppler, settings, tmp_path):
    with lite.writing() as session:
        actions.save_pitch(session, world.kim, world.team_id, PitchInput(title="대기실"))
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=ANALYSED))
        actions.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="2", size="CU", picture="벽시계"))
        frame = session.exec(select(Shot)).one().frame = "books/1/shots/x/picture.jpg"
        casting = CastingInput(kind="character", part="민수", person="Lee")
        actions.add_row(session, world.kim, world.team_id, CASTING, casting)
        data = DayInput(day="2026-11-21", call="09:00", wrap="18:30", place="의대 복도", contacts=TRICKS)
        day = actions.add_row(session, world.kim, world.team_id, SCHEDULE, data).id
        strips = {
            one.strip.scene: one.strip.id for one in insights.schedule_page(session, world.kim, world.team_id).waiting
        }
        moving.move_strip(session, world.kim, world.team_id, strips["2"], MoveStripInput(day=day))
    out = tmp_path / "frame.jpg"
    Image.new("RGB", (1280, 720), "white").save(out, "JPEG")
    open_storage(settings).put(frame, out)
    address = f"/teams/{world.team_id}/book/schedule/days/{day}.pdf"
    answer = browse(world.kim).get(address, headers={"Accept-Language": "ko"})
    shown = poppler(answer.content)
    assert len(pages(shown)) == 1
    words = (
        "2026년 11월 21일 토요일",
        "09:00",
        "18:30",
        "의대 복도",
        "병원 복도",
        "2A CU – 벽시계",
        "해돋이",
        "Kim",
        "연출",
    )
    assert poppler(answer.content, "pdfimages", "-list").count("jpeg") == 1
    assert "https://map.naver.com/p/search/" in poppler(answer.content, "pdfinfo", "-url")
    text = " ".join(shown.split())
    assert [word for word in words if word not in text] == []
    assert '#read("/etc/hostname")' in "".join(text.split()), "what people typed is text"
    assert browse(world.park).get(address).status_code == 404
    again = browse(world.prof).get(f"/api/v1/teams/{world.team_id}/schedule/days/{day}.pdf")
    assert "Saturday, 21 November 2026" in poppler(again.content)


def test_without_its_fonts_a_server_says_so(browse, world, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    answer = browse(world.kim).get(f"/teams/{world.team_id}/book.pdf")
    assert answer.status_code == 503
    assert "its fonts are missing" in answer.text
