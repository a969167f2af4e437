"""Screenplays to and from Final Draft and Fountain: the same in meaning, whatever somebody brings; nothing is opened."""

import random
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.books import fountain
from app.books.fountain import Block, Kind, Run
from tests import servers
from tests.books.test_fountain import SCRIPT, whole

SCRIPTS = servers.SAMPLES / "scripts"
FOUNTAINS = sorted(path.stem for path in SCRIPTS.glob("*.fountain")) or ["no samples"]
TWINS = sorted(path.stem for path in SCRIPTS.glob("*.fdx")) or ["no samples"]
needs_samples = pytest.mark.skipif(not SCRIPTS.exists(), reason="the sample screenplays are not beside the repository")


def sample(name):
    return (SCRIPTS / name).read_bytes().decode()


def paragraphs(content):
    """Read what a Final Draft file says, without our reader: type, place, number and words of each paragraph."""
    found = []
    for one in ET.fromstring(content).find("Content"):  # noqa: S314 -- our own files and the samples
        beside = one.find("DualDialogue")
        inner = list(beside) if beside is not None else [one]
        found += [
            (
                beside is not None,
                p.get("Type"),
                p.get("Number"),
                p.get("Alignment"),
                "".join(t.text or "" for t in p.findall("Text")),
            )
            for p in inner
        ]
    return found


def meaning(found):
    return [one._replace(line=0) for one in found]


def fdx_of(text):
    elements = fountain.parse(text)
    return fountain.to_fdx(fountain.title_page(elements), fountain.blocks(elements))


@needs_samples
@pytest.mark.parametrize("name", TWINS)
def test_final_draft_files_say_what_their_twins_say(name):
    twin = (SCRIPTS / f"{name}.fdx").read_bytes()
    text = sample(f"{name}.fountain")
    assert paragraphs(fdx_of(text)) == paragraphs(twin)
    assert meaning(fountain.from_fdx(twin)[1]) == meaning(fountain.blocks(fountain.parse(text)))


@needs_samples
@pytest.mark.parametrize("name", FOUNTAINS)
def test_there_and_back_again(name):
    elements = fountain.parse(sample(f"{name}.fountain"))
    title, found = fountain.from_fdx(fdx_of(sample(f"{name}.fountain")))
    assert title == fountain.title_page(elements)
    assert meaning(found) == meaning(fountain.blocks(elements))
    again = fountain.parse(fountain.written(title, found))
    assert (fountain.title_page(again), meaning(fountain.blocks(again))) == (title, meaning(found))


@needs_samples
def test_the_korean_sample_is_read_as_its_writer_meant_it():
    elements = fountain.parse(sample("ko_waiting_room.fountain"))
    assert [(s.number, s.heading) for s in fountain.scenes(elements)] == [
        ("1", "병원 복도 (낮)"),
        ("2", "진료실 앞 (낮)"),
        ("2A", "INT. 병원 옥상 - 새벽"),
        ("3", "병원 복도 (밤)"),
    ]
    assert fountain.cast(elements) == ("민수", "노인", "서연")
    said: dict[str, list[str]] = {}
    for one in elements:
        if one.kind is Kind.CUE:
            name = one.text.partition(" (")[0]
        elif one.kind is Kind.DIALOGUE:
            said.setdefault(name, []).append(one.text)
    assert said == {
        "민수": ["할아버지, 아직 안 불렀어요?", "그날 나는 처음으로, 기다리는 사람의 시간을 세어 보았다.", "왜요?"],
        "노인": [
            "아까부터 불렀지. 내가 안 들어간 거야.",
            "의사가 되면 말이다, 시계부터 떼라.",
            "다들 시계를 보고 있으면 네 얼굴을 안 보거든.",
        ],
        "서연": ["다음 분."],
    }
    assert [one.text for one in elements if one.kind is Kind.TRANSITION] == ["암전"]
    assert [one.text for one in elements if one.kind is Kind.CENTERED] == ["끝"]


@needs_samples
def test_comments_are_as_if_they_were_not_there():
    cut = fountain.parse(sample("boneyard.fountain"))
    assert [(one.kind, one.text) for one in cut if one.kind in {Kind.TRANSITION, Kind.HEADING}] == [
        (Kind.TRANSITION, "CUT TO:"),
        (Kind.HEADING, "EXT. PALATIAL MANSION - DAY"),
    ]
    noted = fountain.blocks(fountain.parse(sample("notes.fountain")))
    assert [one.text for one in noted] == [
        "Before1 After1",
        "Before2 After2",
        "Before3 After3",
        "Multiple on one",
        "This is not [[\na proper note",
        "because it contains a blank line\n]]",
        "Before full paragraph note",
        "After full paragraph note",
        "Before multi-paragraph note",
        "After multi-paragraph note",
    ]


NAMES = ["간호사 서연", "남자 1", "의사A", "여기자", "김영자", "민수/서연", "학생2", "목격자", "DR. 김"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_forms_speak(name):
    assert fountain.cast(fountain.parse(f"S#1. 복도 (낮)\n\n{name}\n여기예요.\n")) in {(name,), ()}
    assert fountain.cast(fountain.parse(f"S#1. 복도 (낮)\n\n{name} (N)\n여기예요.\n\n{name}\n네.\n")) == (name,)


@pytest.mark.parametrize(
    "line", ["잠시 후", "암전", "빈 의자", "다음 날", "형광등 하나", "복도에서", "갑자기", "천천히"]
)
def test_short_lines_of_action_are_nobody(line):
    assert fountain.cast(fountain.parse(f"S#1. 복도 (낮)\n\n{line}\n노인이 서 있다.\n")) == ()


def test_what_is_known_of_the_cast_helps():
    text = "S#1. 복도 (낮)\n\n긴 그림자\n누구세요\n"
    assert fountain.cast(fountain.parse(text)) == ()
    assert fountain.cast(fountain.parse(text, cast=["긴 그림자"])) == ("긴 그림자",)
    assert fountain.cast(fountain.parse(text + "\n@긴 그림자\n나야.\n")) == ("긴 그림자",)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("R2D2", Kind.CUE),
        ("23", Kind.ACTION),
        ("HANS (on the radio)", Kind.CUE),
        ("ÉLODIE (V.O.) (CONT'D)", Kind.CUE),
        ("МИТЯ", Kind.CUE),
        ("Hans", Kind.ACTION),
        ("int./ext. car - day", Kind.HEADING),
        ("EST. HARBOUR", Kind.HEADING),
        ("I/E. CAR - NIGHT", Kind.HEADING),
        ("INTERIOR MONOLOGUE", Kind.CUE),
        (".22 CALIBRE", Kind.HEADING),
        ("...and then", Kind.ACTION),
        ("#1. 병원 복도 (낮)", Kind.HEADING),
        ("# 1막", Kind.SECTION),
        ("S#1-2. 옥상", Kind.HEADING),
        ("SMASH CUT (LOUD) TO:", Kind.CUE),
        ("====", Kind.PAGE_BREAK),
        ("== two", Kind.SYNOPSIS),
    ],
)
def test_lines_over_others(line, kind):
    assert fountain.parse(f"First.\n\n{line}\nbelow")[2].kind is kind


@pytest.mark.parametrize("first", ["FADE IN:\n\nINT. A - DAY", "CUT TO:\n\nX", "INT. A: B\n\nX", "S#1: 옥상\n\nX"])
def test_a_script_without_title_page_has_none(first):
    assert fountain.title_page(fountain.parse(first)) == {}
    assert fountain.parse(first)[0].kind is not Kind.TITLE


def test_a_title_page_may_have_many_lines():
    text = "\ufeffTitle:\n    _**BRICK & STEEL**_\n    _**FULL RETIRED**_\nCredit: Written by\n감독: 하지민\n\nINT. A - DAY\n"
    assert fountain.title_page(fountain.parse(text)) == {
        "title": "_**BRICK & STEEL**_\n_**FULL RETIRED**_",
        "credit": "Written by",
        "감독": "하지민",
    }


def test_a_parenthetical_is_wrapped_in_its_brackets():
    found = fountain.blocks(fountain.parse("JON\n(beat) Hello.\n(quietly,\nto herself)\nNo.\n"))
    assert [(one.kind, one.text) for one in found] == [
        (Kind.CUE, "JON"),
        (Kind.DIALOGUE, "(beat) Hello."),
        (Kind.PARENTHETICAL, "(quietly,\nto herself)"),
        (Kind.DIALOGUE, "No."),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("*a* b", [Run("a", italic=True), Run(" b")]),
        ("**a *b* c**", [Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True)]),
        ("_***a***_", [Run("a", bold=True, italic=True, underline=True)]),
        ("dial *69 and then *23", [Run("dial *69 and then *23")]),
        (r"\*not\* \_this\_", [Run("*not* _this_")]),
        ("a * b * c", [Run("a * b * c")]),
        ("*a***b**", [Run("a", italic=True), Run("b", bold=True)]),
        ("***a** b*", [Run("a", bold=True, italic=True), Run(" b", italic=True)]),
        ("*a **b***", [Run("a ", italic=True), Run("b", bold=True, italic=True)]),
        ("*x**y*", [Run("x**y", italic=True)]),
        ("**a**_b_*c*", [Run("a", bold=True), Run("b", underline=True), Run("c", italic=True)]),
    ],
)
def test_emphasis(line, found):
    assert fountain.runs(line) == found


@given(
    st.lists(
        st.builds(Run, st.text("ab가_*\\ ", min_size=1, max_size=6), st.booleans(), st.booleans(), st.booleans()),
        max_size=4,
    )
)
def test_no_letter_of_emphasis_is_lost(pieces):
    line = fountain.marked(pieces)
    assert fountain.plain(line) == "".join(one.text for one in pieces)
    assert fountain.plain(fountain.marked(fountain.runs(line))) == fountain.plain(line)


@given(st.text("*_\\ ab", max_size=60))
def test_emphasis_takes_any_line(line):
    assert set(fountain.plain(line)) <= set(line)


FORCED = [
    "INT. A - DAY\n\nJON\nHello [[a note\nspanning]] there.\nMore.\n",
    "INT. A - DAY\n\nJON\nHello.\n  \nStill.\n",
    "A\n\nBRICK\nScrew.\n\nSTEEL ^\n(beat)\nScrew **bold**.\n",
    "JON\n~la\nand said\n\n~lo\n",
    ".SNIPER\n\n..ellipsis\n\n!SCAN\nWhere\n\n!!loud\n\n!@x\n\n!.x\n",
    "@McC\nYip\n\n@@home\nHi\n\n@Mc ^\nHo\n",
    "> Burn.\n\n> c <\n\n===\n\nA\n\n= Syn\n\n# Act\n\n## S\n",
    '.INT & <X> "q" #1-A#\n\nA &amp; B\n',
    "S#1. 옥상 (밤)\n\n노인\n(웃으며)\n왔니? *그래* **응**\n\n민수 ^\n네.\n",
    "A\n\n\n\nB\n\n  indented\n\n\ttab\n",
]


@pytest.mark.parametrize("text", FORCED)
def test_forced_and_rare_elements_go_to_final_draft_and_back(text):
    found = fountain.blocks(fountain.parse(text))
    title, back = fountain.from_fdx(fdx_of(text))
    assert (title, meaning(back)) == ({}, meaning(found))
    assert meaning(fountain.blocks(fountain.parse(fountain.written(title, back)))) == meaning(found)


def mutated(text, chance):
    """Cut, double, swap and sprinkle marks over a script, as a cat on a keyboard would."""
    letters = list(text)
    for _ in range(chance.randrange(1, 12)):
        here, there = sorted(chance.randrange(len(letters) + 1) for _ in range(2))
        there = min(there, here + 60)
        what = chance.randrange(4)
        if what == 0:
            del letters[here:there]
        elif what == 1:
            letters[here:here] = letters[here:there]
        elif what == 2:
            letters[here:there] = reversed(letters[here:there])
        else:
            letters[here:here] = chance.choice(
                ["/*", "*/", "[[", "]]", "\n\n", "^", "@", ">", "===", "\x0b", "\ud7a3", "("]
            )
    return "".join(letters)


@needs_samples
def test_five_hundred_mutated_scripts_come_through():
    chance = random.Random(4)  # noqa: S311 -- the same cats every time
    texts = [sample(f"{name}.fountain") for name in FOUNTAINS]
    for number in range(500):
        text = mutated(texts[number % len(texts)], chance)
        elements = whole(text)
        title, found = fountain.from_fdx(fountain.to_fdx(fountain.title_page(elements), fountain.blocks(elements)))
        whole(fountain.written(title, found))


@given(SCRIPT)
@settings(max_examples=300, deadline=None)
def test_any_script_becomes_a_final_draft_file_that_says_the_same(text):
    found = fountain.blocks(fountain.parse(text))
    _, back = fountain.from_fdx(fountain.to_fdx({}, found))
    assert lettered(back) == lettered(found)


def lettered(found):
    """Give the headings and cues by their letters: XML has no place for some of the signs that text may have."""
    said = [(one.kind, "".join(filter(str.isalnum, fountain.plain(one.text)))) for one in found]
    return [(kind, letters) for kind, letters in said if letters and kind in {Kind.CUE, Kind.HEADING}]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<FinalDraft><Content><Paragraph Type="Action"><Text>&b;</Text></Paragraph></Content></FinalDraft>"""
FILE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<FinalDraft><Content><Paragraph Type="Action"><Text>&a;</Text></Paragraph></Content></FinalDraft>"""


@pytest.mark.parametrize(
    "content", [BOMB, FILE, b"", b"PK\x03\x04", b"<html/>", b"<FinalDraft>", "대본".encode("cp949")]
)
def test_what_is_no_final_draft_file_is_refused_and_no_entity_is_opened(content):
    with pytest.raises(fountain.Unreadable):
        fountain.from_fdx(content)


def test_words_that_would_be_markup_stay_words():
    text = 'S#1. <b>&amp; "옥상" (낮)\n\n노인 & 민수는 5 < 6 을 본다.\n'
    content = fdx_of(text)
    assert paragraphs(content) == [
        (False, "Scene Heading", "1", None, '<b>&amp; "옥상" (낮)'),
        (False, "Action", None, None, "노인 & 민수는 5 < 6 을 본다."),
    ]


def test_a_file_of_final_draft_itself_is_read():
    content = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
    <FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
      <Paragraph Number="4" Type="Scene Heading"><SceneProperties Length="1/8" Page="1" Title=""><Summary><Paragraph>
        <Text>They wait.</Text></Paragraph></Summary></SceneProperties><Text>INT. WARD - NIGHT</Text></Paragraph>
      <Paragraph Type="Action"><Text>A </Text><Text Style="Bold+Underline">loud</Text><Text AdornmentStyle="0"> * noise</Text>
        <ScriptNote ID="1"><Paragraph><Text>check</Text></Paragraph></ScriptNote></Paragraph>
      <Paragraph Type="Shot"><Text>CLOSE ON</Text></Paragraph>
      <Paragraph StartsNewPage="Yes" Type="Character"><Text Style="AllCaps">Jon</Text></Paragraph>
      <Paragraph Type="Dialogue"><Text>No.</Text></Paragraph></Content></FinalDraft>"""
    _, found = fountain.from_fdx(content.encode())
    assert found == [
        Block(Kind.HEADING, "INT. WARD - NIGHT", number="4"),
        Block(Kind.SYNOPSIS, "They wait."),
        Block(Kind.ACTION, r"A _**loud**_ \* noise", notes=("check",)),
        Block(Kind.ACTION, "CLOSE ON"),
        Block(Kind.PAGE_BREAK, ""),
        Block(Kind.CUE, "JON"),
        Block(Kind.DIALOGUE, "No."),
    ]
    again = fountain.blocks(fountain.parse(fountain.written({}, found)))
    assert meaning(again) == meaning(found)
