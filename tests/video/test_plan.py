"""From a source to a plan: pure, for every source there can be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.video.plan import can_be_copied, level_for, make_plan, nearest_rate, rungs_for
from app.video.source import Hdr, Sound, Source


def a_source(**changes: object) -> Source:
    facts: dict[str, object] = {
        "picture": 0,
        "codec": "h264",
        "profile": "High",
        "level": 40,
        "pixel_format": "yuv420p",
        "width": 1920,
        "height": 1080,
        "average_rate": Fraction(30),
        "seconds": 10.0,
        "sound": Sound(1, "aac", 2, 48000),
    }
    return Source(**{**facts, **changes})  # type: ignore[arg-type]


SOURCES = st.builds(
    a_source,
    width=st.integers(16, 8192),
    height=st.integers(16, 4352),
    average_rate=st.fractions(Fraction(1, 2), Fraction(240), max_denominator=1001),
    seconds=st.floats(0.05, 10_000),
    rotation=st.sampled_from([0, 90, 180, 270]),
    pixel_shape=st.sampled_from([Fraction(1), Fraction(64, 45), Fraction(8, 9), Fraction(4, 3)]),
    hdr=st.sampled_from(Hdr),
)


@given(SOURCES)
def test_every_plan_keeps_the_shape_and_never_enlarges(source: Source) -> None:
    plan = make_plan(source)
    width, height = source.shown
    for rung in plan.rungs:
        assert rung.width % 2 == 0
        assert rung.height % 2 == 0
        assert min(rung.width, rung.height) <= min(width, height)
        assert max(rung.width, rung.height) <= 4098
        assert (rung.width >= rung.height) == (width >= height) or width == height
        # Even sides bend the shape by one dot at most.
        assert abs(rung.width * height / width - rung.height) <= max(1.0, height / width) + 2 * min(1.0, height / width)
    assert len({rung.name for rung in plan.rungs}) == len(plan.rungs) <= 3
    shorts = [min(rung.width, rung.height) for rung in plan.rungs]
    assert shorts == sorted(shorts, reverse=True)


@given(SOURCES)
def test_every_plan_ends_and_has_few_tiles(source: Source) -> None:
    plan = make_plan(source, longest=600)
    assert plan.stop_after <= 600
    assert plan.rate <= 60
    assert 1 <= plan.sprite.count <= 100
    assert plan.sprite.columns * plan.sprite.rows >= plan.sprite.count
    assert plan.sprite.every * plan.sprite.count >= plan.seconds - 1e-6
    assert 2 * plan.rate - 1 <= plan.group <= 2 * plan.rate + 1


@pytest.mark.parametrize(
    ("average", "rate"),
    [
        (Fraction(5249, 2633), Fraction(24000, 1001)),
        (Fraction(51600, 1841), Fraction(30000, 1001)),
        (Fraction(810000, 13487), Fraction(60)),
        (Fraction(23040000, 767849), Fraction(30)),
        (Fraction(240), Fraction(60)),
        (Fraction(25), Fraction(25)),
    ],
)
def test_the_rate_is_a_usual_one(average: Fraction, rate: Fraction) -> None:
    assert nearest_rate(average) == rate


@pytest.mark.parametrize(
    ("size", "names"),
    [
        ((3840, 2160), ["1080p", "720p", "480p"]),
        ((1080, 1920), ["1080p", "720p", "480p"]),
        ((1280, 720), ["720p", "480p"]),
        ((1280, 740), ["740p", "480p"]),
        ((640, 360), ["360p"]),
        ((161, 121), ["120p"]),
    ],
)
def test_rungs_go_by_the_short_side(size: tuple[int, int], names: list[str]) -> None:
    assert [rung.name for rung in rungs_for(*size, Fraction(30))] == names


def test_levels_follow_the_standard() -> None:
    assert level_for(1920, 1080, Fraction(30)) == 40
    assert level_for(1920, 1080, Fraction(60)) == 42
    assert level_for(1280, 720, Fraction(30)) == 31
    assert level_for(854, 480, Fraction(25)) == 30
    assert level_for(4096, 1080, Fraction(60)) == 51


@pytest.mark.parametrize(
    "change",
    [
        {"codec": "hevc"},
        {"pixel_format": "yuv420p10le"},
        {"level": 51},
        {"rotation": 90},
        {"hdr": Hdr.HLG},
        {"pixel_shape": Fraction(64, 45)},
        {"interlaced": True},
        {"sound": Sound(1, "pcm_s16le", 2, 48000)},
    ],
)
def test_only_what_browsers_play_is_copied(change: dict[str, object]) -> None:
    assert can_be_copied(a_source())
    assert can_be_copied(a_source(sound=None))
    assert not can_be_copied(a_source(**change))
