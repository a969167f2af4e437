"""Frames and moments, drawings, and who is meant by "@name". Pure.

A note stands at a frame (0-based) of a film with a rate in frames a second, kept as a fraction's text ("30000/1001"):
so it means the same picture on every player and in every editing program, whatever rounding a clock has.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

USUAL_RATE = "30"
"""Taken for a film whose rate is not known yet, in frames a second."""
UNIT = 1000
"""A drawing's points are thousandths of the picture's width and height."""
MOST_STROKES, MOST_NUMBERS = 60, 4000
"""A drawing's bounds: strokes, and numbers in all of them (two a point)."""
_SLACK = 1e-3


def fraction(rate: str) -> Fraction:
    """Read a rate in frames a second; the usual one for an empty or impossible text."""
    try:
        read = Fraction(rate or USUAL_RATE)
    except (ValueError, ZeroDivisionError):
        return Fraction(USUAL_RATE)
    return read if read > 0 else Fraction(USUAL_RATE)


def frame_at(seconds: float, rate: str) -> int:
    """Name the frame that is shown at a moment; a thousandth of a frame early still counts as the frame."""
    return max(0, floor(seconds * float(fraction(rate)) + _SLACK))


def begins(frame: int, rate: str) -> float:
    """Give the second at which a frame begins."""
    return float(frame / fraction(rate))


def last_frame(seconds: float | None, rate: str) -> int | None:
    """Name the last frame of a film of so many seconds; unknown for an unknown length."""
    return None if not seconds else max(0, frame_at(seconds, rate) - 1)


def within(frame: int, last: int | None, end: int | None) -> tuple[int, int | None]:
    """Put a moment or range inside a film whose last frame is ``end``; a range of one frame is a moment."""
    first = frame if end is None else min(frame, end)
    until = last if last is None or end is None else min(last, end)
    return (first, until) if until is not None and until > first else (first, None)


def timecode(frame: int, rate: str) -> str:
    """Write a frame as editors do, H:MM:SS:FF, counting real frames (non-drop) at the rounded rate."""
    whole = max(1, round(fraction(rate)))
    seconds, left = divmod(frame, whole)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}:{left:02}"


def mentioned(text: str, names: Mapping[int, str]) -> set[int]:
    """Find the people of ``names`` (id → name) whom a text calls by "@" and their name; the longest name wins."""
    found, place = set(), text.find("@")
    longest_first = sorted(names.items(), key=lambda pair: -len(pair[1]))
    while place >= 0:
        rest = text[place + 1 :]
        meant = next((key for key, name in longest_first if name and rest.startswith(name)), None)
        if meant is not None:
            found.add(meant)
        place = text.find("@", place + 1)
    return found


def drawing_fits(strokes: Sequence[Sequence[int]]) -> bool:
    """Tell whether a drawing is one: strokes of at least one point, all inside the picture, within the bounds."""
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_NUMBERS:
        return False
    return all(one and len(one) % 2 == 0 and all(0 <= number <= UNIT for number in one) for one in strokes)
