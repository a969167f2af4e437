"""What is known of a film before it is touched: the streams chosen, geometry, rate, colour and length."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Hdr(StrEnum):
    """How brightness is coded; everything but ``NONE`` looks washed out unless it is mapped."""

    NONE = "none"
    HLG = "hlg"
    PQ = "pq"


@dataclass(frozen=True, slots=True)
class Sound:
    """The chosen sound stream. ``index`` counts all streams of the file."""

    index: int
    codec: str
    channels: int
    sample_rate: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A film as its header describes it. ``picture`` is the absolute index of the chosen stream; lengths in seconds."""

    picture: int
    codec: str
    profile: str
    level: int
    pixel_format: str
    width: int
    height: int
    average_rate: Fraction
    seconds: float | None
    container: str = "mov"
    pixel_shape: Fraction = Fraction(1)
    rotation: int = 0
    hdr: Hdr = Hdr.NONE
    full_range: bool = False
    matrix: str = ""
    interlaced: bool = False
    sound: Sound | None = None

    @property
    def turned(self) -> bool:
        """Whether the picture is stored lying and shown standing, or the other way round."""
        return round(self.rotation / 90) % 2 == 1

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as a person sees them: square pixels, the right way up."""
        width = round(self.width * self.pixel_shape)
        return (self.height, width) if self.turned else (width, self.height)

    @property
    def upright(self) -> bool:
        """Whether it is higher than wide when shown."""
        width, height = self.shown
        return height > width

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return {name: str(v) if isinstance(v, Fraction) else v for name, v in asdict(self).items()}
