"""Timelines as editing programs read them: written, read back by the library, and the same frames found."""

from fractions import Fraction

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Invalid
from app.documents.timelines import Event, Format, Mark, write_marks, write_timeline

NTSC = Fraction(30000, 1001)
EVENTS = [
    Event("12AT1", "originals/012_12A_T01_손.MOV", Fraction(25), 25, 74, 200, marks=(Mark(30, "Focus", by="Lee"),)),
    Event("12B (A window)", seconds=2.5),
    Event("12CT2", "originals/012_12C_T02_b&<.mp4", NTSC, 0, 29, 300),
]


@pytest.mark.parametrize(("kind", "adapter"), [(Format.OTIO, "otio_json"), (Format.XML, "fcp_xml")])
def test_files_ranges_and_markers_are_found_again(kind, adapter):
    text = write_timeline("Team 1 <&>", EVENTS, kind, rate=Fraction(25))
    found = otio.adapters.read_from_string(text, adapter)
    found = found if isinstance(found, otio.schema.Timeline) else found[0]
    clips = list(found.video_tracks()[0].find_clips())
    assert [clip.media_reference.target_url.replace("%20", " ") for clip in clips] == [EVENTS[0].file, EVENTS[2].file]
    first, last = clips
    assert (first.source_range.start_time.to_frames(), first.source_range.duration.to_frames()) == (25, 50)
    assert last.source_range.duration.to_seconds() == pytest.approx(30 / float(NTSC), abs=0.05)
    assert [marker.marked_range.start_time.to_frames() for marker in first.markers] == [30]
    assert "Focus" in first.markers[0].name
    begins = last.range_in_parent().start_time.to_seconds()
    assert begins == pytest.approx(2 + 2.5, abs=0.05)
    assert len(list(found.audio_tracks()[0].find_clips())) == 2


def test_an_edl_counts_every_file_at_the_timelines_rate():
    text = write_timeline("Team 1", EVENTS, Format.EDL, rate=Fraction(25))
    lines = [line.split() for line in text.splitlines() if line[:3].isdigit()]
    assert [line[4:] for line in lines] == [
        ["00:00:01:00", "00:00:03:00", "00:00:00:00", "00:00:02:00"],
        ["00:00:00:00", "00:00:01:00", "00:00:04:12", "00:00:05:12"],
    ]
    assert all(len(line[1]) <= 8 for line in lines)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda first, more, rate, name: Event(name, f"{name}.mov", rate, first, first + more, first + more + 5),
            st.integers(0, 500),
            st.integers(0, 500),
            st.sampled_from([Fraction(24), Fraction(25), NTSC, Fraction(30), Fraction(60)]),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(list(Format)),
)
def test_anything_can_be_written(events, kind):
    assert write_timeline("x", events, kind, rate=Fraction(30))


def test_nothing_is_no_timeline():
    with pytest.raises(Invalid):
        write_timeline("x", [], Format.OTIO, rate=Fraction(30))


def test_markers_for_resolve_and_premiere():
    marks = [Mark(0, "Too | long\nreally", 25, "Han"), Mark(90, "소리")]
    text = write_marks("cut-3", marks, Format.EDL, rate=Fraction(25), frames=250)
    assert "001  001      V     C        01:00:00:00 01:00:00:01 01:00:00:00 01:00:00:01" in text
    assert " |C:ResolveColorRed |M:Han: Too / long really |D:25" in text
    assert "01:00:03:15" in text
    found = otio.adapters.read_from_string(write_marks("cut-3", marks, Format.XML, rate=NTSC, frames=250), "fcp_xml")
    found = found if isinstance(found, otio.schema.Timeline) else found[0]
    assert [
        (m.marked_range.start_time.to_frames(), m.marked_range.duration.to_frames()) for m in found.tracks.markers
    ] == [(0, 25), (90, 1)]
