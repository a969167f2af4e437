"""Lists we write and lists we read."""

from fractions import Fraction

from app.video import playlist
from app.video.plan import make_plan
from tests.video.test_plan import a_source

GROWING = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-MAP:URI="720p_init.mp4"
#EXTINF:4.000000,
720p_0000.m4s
"""
ENDED = GROWING + "#EXTINF:0.200000,\n720p_0001.m4s\n#EXT-X-ENDLIST\n"


def test_a_growing_list_becomes_watchable_with_its_second_segment() -> None:
    assert not playlist.watchable(GROWING)
    assert playlist.watchable(GROWING + "#EXTINF:4,\n720p_0001.m4s\n")
    assert playlist.watchable(ENDED)
    assert not playlist.ended(GROWING)
    assert playlist.ended(ENDED)
    assert playlist.seconds(ENDED) == 4.2


def test_bandwidth_is_measured_and_a_crumb_is_no_peak() -> None:
    found = playlist.bandwidth(ENDED, {"720p_0000.m4s": 1_000_000, "720p_0001.m4s": 200_000, "poster.jpg": 9})
    assert found == playlist.Bandwidth(2_000_000, round(9_600_000 / 4.2))
    assert playlist.bandwidth("#EXTM3U\n", {}) is None


def test_the_master_list_names_sound_rate_and_size_of_each_rung() -> None:
    plan = make_plan(a_source(average_rate=Fraction(30000, 1001)))
    text = playlist.master(plan, sound=True)
    lines = text.splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == ["720p.m3u8", "1080p.m3u8", "480p.m3u8"]
    first = next(line for line in lines if line.startswith("#EXT-X-STREAM-INF"))
    assert "RESOLUTION=1280x720" in first
    assert "FRAME-RATE=29.970" in first
    assert 'CODECS="avc1.64001f,mp4a.40.2"' in first
    assert "TYPE=AUDIO" not in text
    assert "mp4a" not in playlist.master(plan, sound=False)


def test_the_master_list_takes_what_was_measured() -> None:
    plan = make_plan(a_source())
    text = playlist.master(plan, sound=True, measured={"720p": playlist.Bandwidth(123_456, 99_999), "480p": None})
    assert "BANDWIDTH=123456,AVERAGE-BANDWIDTH=99999" in text
    assert "BANDWIDTH=1448000," in text


def test_thumbnails_cover_the_film_tile_by_tile() -> None:
    text = playlist.thumbnails(make_plan(a_source(seconds=62.0)), "sprite.jpg")
    cues = [line for line in text.splitlines() if "-->" in line]
    assert len(cues) == 13
    assert cues[0] == "00:00:00.000 --> 00:00:05.000"
    assert cues[-1] == "00:01:00.000 --> 00:01:02.000"
    assert "sprite.jpg#xywh=320,90,160,90" in text
