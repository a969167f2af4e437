"""The footage check: rules on measures, and real clips with one fault each."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import catalogue, speaking
from app.video import check, measures
from app.video.check import Finding, Kind, Level, Thresholds
from app.video.measures import Measures, Second
from app.video.synth import Clip, Look, Tone
from tests.video.conftest import Made
from tests.video.test_plan import a_source

GOOD = Measures(
    seconds=10,
    shake=(0.5,) * 150,
    brightness=(110.0,) * 30,
    highs=(180.0,) * 30,
    blur=(5.0,) * 30,
    loudness=-24.0,
    sound=(Second(-24, -24, -24, -8, 0, -40, -25),) * 10,
)


def found(measured: Measures = GOOD, thresholds: Thresholds = check.DEFAULTS, **source: Any) -> list[Finding]:
    return check.findings(measured, a_source(**source), thresholds)


def seconds(**change: float) -> tuple[Second, ...]:
    """Ten seconds of which the fourth to the sixth have the change."""
    bad = replace(GOOD.sound[0], **change)
    return (*GOOD.sound[:3], bad, bad, bad, *GOOD.sound[6:])


CASES: dict[str, tuple[dict[str, Any], list[tuple[Kind, Level]]]] = {
    "good": ({}, []),
    "hint of shake": ({"shake": (2.0,) * 150}, [(Kind.SHAKY, Level.HINT)]),
    "shake": ({"shake": (4.3,) * 150}, [(Kind.SHAKY, Level.WARN)]),
    "the worst good shake": ({"shake": (1.6,) * 150}, []),
    "dark": ({"brightness": (20.0,) * 30, "highs": (40.0,) * 30}, [(Kind.DARK, Level.WARN)]),
    "dark with a lamp": ({"brightness": (30.0,) * 30, "highs": (120.0,) * 30}, []),
    "bright": ({"brightness": (205.0,) * 30}, [(Kind.BRIGHT, Level.WARN)]),
    "burnt out": ({"brightness": (175.0,) * 30, "highs": (252.0,) * 30}, [(Kind.BRIGHT, Level.WARN)]),
    "frozen": ({"frozen": ((3.0, 6.0),)}, [(Kind.FROZEN, Level.WARN)]),
    "a short freeze": ({"frozen": ((3.0, 4.5),)}, []),
    "black": ({"black": ((0.0, 0.6),)}, [(Kind.BLACK, Level.WARN)]),
    "a blink of black": ({"black": ((0.0, 0.3),)}, []),
    "black is not also frozen": ({"black": ((0.0, 3.0),), "frozen": ((0.1, 3.0),)}, [(Kind.BLACK, Level.WARN)]),
    "soft": ({"blur": (8.4,) * 30}, [(Kind.SOFT, Level.HINT)]),
    "silent": ({"loudness": -70.0}, [(Kind.SILENT, Level.WARN)]),
    "quiet": ({"loudness": -44.0}, [(Kind.QUIET, Level.WARN)]),
    "as quiet as a good one": ({"loudness": -39.0}, []),
    "clipped": ({"sound": seconds(peak=0.0, flat=38.6)}, [(Kind.CLIPPING, Level.WARN)]),
    "loud but whole": ({"sound": seconds(peak=0.0, flat=0.0)}, []),
    "wind": ({"sound": seconds(low=-8.0, middle=-25.0)}, [(Kind.RUMBLE, Level.WARN)]),
    "wind nobody hears": ({"sound": seconds(low=-8.0), "loudness": -33.0}, []),
    "one side": ({"sound": (Second(-24, -21, -inf, -8, 0, -40, -25),) * 10}, [(Kind.ONE_SIDED, Level.WARN)]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_rule(name: str) -> None:
    change, expected = CASES[name]
    assert [(f.kind, f.level) for f in found(replace(GOOD, **change))] == expected


def test_a_finding_says_when() -> None:
    shake = (0.5,) * 45 + (9.0,) * 90 + (0.5,) * 15
    finding = found(replace(GOOD, shake=shake))[0]
    assert str(check.sentence(finding)) == "Shaky from 0:03 to 0:09 — shoot again while you are there?"
    clipped = found(replace(GOOD, sound=seconds(peak=0.0, flat=38.6)))[0]
    assert (clipped.start, clipped.end, clipped.value) == (3.0, 6.0, 38.6)
    with speaking("ko"):
        assert "0:03부터 0:06까지" in str(check.sentence(clipped))


def test_no_sound_and_upright_come_from_the_source() -> None:
    silent = replace(GOOD, loudness=None, sound=())
    assert [f.kind for f in found(silent, sound=None)] == [Kind.SILENT]
    assert [f.kind for f in found(rotation=90)] == [Kind.UPRIGHT]


def test_a_blink_is_not_judged_by_its_sound() -> None:
    assert found(replace(GOOD, seconds=0.3, loudness=-70.0)) == []


def test_a_small_picture_is_not_called_soft() -> None:
    soft = replace(GOOD, blur=(9.0,) * 30)
    assert [f.kind for f in found(soft)] == [Kind.SOFT]
    assert found(soft, width=320, height=240) == []


def test_thresholds_are_settings() -> None:
    assert found(thresholds=Thresholds(shaky_hint=0.4))[0].kind is Kind.SHAKY


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("level", Level)
def test_every_finding_has_words_in_both_languages_and_can_be_kept(kind: Kind, level: Level) -> None:
    finding = Finding(kind, level, 3.14, 1.0, 2.0)
    assert Finding.of(finding.as_json()) == finding
    assert check.sentence(finding).msgid in catalogue("ko")
    assert Finding.of(Finding(kind, level, inf).as_json()) == Finding(kind, level)


@given(st.text(alphabet="frame: pts_time=lavfi.r128I-0123456789\n", max_size=200), st.text(max_size=100))
def test_any_notes_can_be_read(known: str, wild: str) -> None:
    events = list(measures.frames(known + "\n" + wild))
    measures.spans(events, "black_start", "black_end", 5.0)
    measures.shake(known + wild)


def test_steady_pans_are_no_shake() -> None:
    fields = "Frame {n} (List 3 [(LM {x} 2 0 0 48 0.5 0.1),(LM {x} 2 9 9 48 0.5 0.1),(LM 99 -99 9 9 48 0.5 0.1)])\n"
    pan = "VID.STAB 1\n" + "".join(fields.format(n=n, x=8) for n in range(40))
    assert max(measures.shake(pan)) == 0
    hand = "".join(fields.format(n=n, x=(40, -40)[n % 2]) for n in range(40))
    assert measures.rms(measures.shake(hand)) > 4


def test_what_does_not_end_lasts_until_the_film_does() -> None:
    text = "frame:9 pts:9 pts_time:0.6\nlavfi.black_start=0\nframe:20 pts:20 pts_time:1.3\nlavfi.black_end=1.3\n"
    text += "lavfi.black_start=2\n"
    assert measures.spans(list(measures.frames(text)), "black_start", "black_end", 4.0) == ((0.0, 1.3), (2.0, 4.0))


REAL: dict[str, tuple[Clip, set[str]]] = {
    "fine": (Clip(seconds=3, width=640, height=360, seed=3), set()),
    "another fine one": (Clip(seconds=3, width=640, height=360, seed=4), set()),
    **{
        look.value: (Clip(seconds=3, width=640, height=360, seed=3, look=look), {kind})
        for look, kind in (
            (Look.SHAKY, "shaky"),
            (Look.DARK, "dark"),
            (Look.BRIGHT, "bright"),
            (Look.FROZEN, "frozen"),
            (Look.BLACK, "black"),
            (Look.BLURRED, "soft"),
        )
    },
    **{
        tone.value: (Clip(seconds=2, width=320, height=180, seed=3, tone=tone), {kind})
        for tone, kind in (
            (Tone.NONE, "silent"),
            (Tone.SILENT, "silent"),
            (Tone.QUIET, "quiet"),
            (Tone.CLIPPED, "clipping"),
            (Tone.RUMBLE, "rumble"),
            (Tone.ONE_SIDED, "one-sided"),
        )
    },
}


@pytest.mark.ffmpeg
@pytest.mark.parametrize("name", REAL)
def test_every_bad_clip_is_flagged_and_no_good_one(
    name: str, films: Callable[[Clip], Path], worked: Callable[[Path], Made]
) -> None:
    clip, expected = REAL[name]
    assert worked(films(clip)).kinds() - ({"soft"} if name in {"dark", "bright"} else set()) == expected
