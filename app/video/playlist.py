"""Play lists of our own: the master list (ffmpeg's comes late and lacks rates), thumbnails, and reading its lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.video.plan import Plan, Rung

SOUND_KILOBITS = 128
FIRST = 720
"""Short side of the size listed first, which players start with."""

MASTER = "master.m3u8"
THUMBNAILS = "sprite.vtt"


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """Bits a second: of the heaviest segment, and of the whole."""

    peak: int
    average: int


def segments(text: str) -> list[tuple[str, float]]:
    """File name and seconds of each segment in a list written by ffmpeg."""
    found, long = [], 0.0
    for line in text.splitlines():
        if line.startswith("#EXTINF:"):
            long = float(line[8:].split(",")[0])
        elif line and not line.startswith("#"):
            found.append((line, long))
    return found


def seconds(text: str) -> float:
    """Length of the film so far, in seconds."""
    return sum(long for _, long in segments(text))


def ended(text: str) -> bool:
    """Whether nothing will be added to the list: only then may it be cached."""
    return "#EXT-X-ENDLIST" in text


def watchable(text: str) -> bool:
    """Whether a growing list has enough (two segments, or all of it) to begin playing."""
    return ended(text) or len(segments(text)) > 1


def bandwidth(text: str, sizes: Mapping[str, int]) -> Bandwidth | None:
    """Measure a finished rung: its list, and the bytes of its files by name."""
    parts = [(sizes[name] * 8, long) for name, long in segments(text) if name in sizes and long > 0]
    if not parts:
        return None
    # A last crumb of 0.1 s with a key frame in it is no rate anybody must sustain.
    peak = max(bits / max(long, 1.0) for bits, long in parts)
    return Bandwidth(round(peak), round(sum(b for b, _ in parts) / sum(s for _, s in parts)))


def master(plan: Plan, *, sound: bool, measured: Mapping[str, Bandwidth | None] | None = None) -> str:
    """Write the master list: before the first segment from what was planned, afterwards from what was ``measured``."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rung in sorted(plan.rungs, key=lambda rung: min(rung.width, rung.height) != FIRST):
        width = (measured or {}).get(rung.name) or planned(rung, sound=sound)
        codecs = f"avc1.6400{rung.level:02x}" + (",mp4a.40.2" if sound else "")
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={width.peak},AVERAGE-BANDWIDTH={width.average},"
            f"RESOLUTION={rung.width}x{rung.height},FRAME-RATE={float(plan.rate):.3f},"
            f'CODECS="{codecs}",CLOSED-CAPTIONS=NONE'
        )
        lines.append(f"{rung.name}.m3u8")
    return "\n".join([*lines, ""])


def planned(rung: Rung, *, sound: bool) -> Bandwidth:
    """Guess what a rung may take at most and will take about, before it is made."""
    added = SOUND_KILOBITS * 1000 if sound else 0
    return Bandwidth(rung.kilobits * 1100 + added, rung.kilobits * 700 + added)


def thumbnails(plan: Plan, sprite: str) -> str:
    """Write the WebVTT that tells a player which part of the sprite belongs to which moment."""
    sheet, lines = plan.sprite, ["WEBVTT", ""]
    for number in range(sheet.count):
        start, end = number * sheet.every, min((number + 1) * sheet.every, plan.seconds)
        x, y = number % sheet.columns * sheet.width, number // sheet.columns * sheet.height
        lines += [f"{_stamp(start)} --> {_stamp(end)}", f"{sprite}#xywh={x},{y},{sheet.width},{sheet.height}", ""]
    return "\n".join(lines)


def _stamp(moment: float) -> str:
    minutes, rest = divmod(moment, 60)
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}"
