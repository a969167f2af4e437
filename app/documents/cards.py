"""Cards: a few lines of text on a dark picture, for a shot that is missing or a title."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.documents.pdf import FONTS

PAPER, INK, SOFT = "#16151a", "#f4f1ea", "#a9a49a"
LINES = 5
"""The most lines of the text below the heading."""


def draw_card(target: Path, size: tuple[int, int], heading: str, text: str) -> None:
    """Write a PNG of the size: the heading large, the text below it, wrapped; what does not fit ends in "…"."""
    width, height = size
    card = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(card)
    edge = width // 10
    large, small = _font("Bold", height // 9), _font("Regular", height // 18)
    top = height // 3
    pen.text((edge, top), _wrapped(heading, large, width - 2 * edge, 1)[0], fill=INK, font=large, anchor="ls")
    for number, line in enumerate(_wrapped(text, small, width - 2 * edge, LINES)):
        pen.text((edge, top + (number + 1.4) * height // 12), line, fill=SOFT, font=small, anchor="ls")
    card.save(target, "PNG", compress_level=1)


def _wrapped(text: str, font: "ImageFont.FreeTypeFont | ImageFont.ImageFont", width: int, most: int) -> list[str]:
    """Break a text at blanks, or inside a word that is wider than the line."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:fits])
            word = word[fits:]  # noqa: PLW2901 -- what is left of it
        line = word
    lines = [*lines, line]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


@cache
def _font(weight: str, size: int) -> "ImageFont.FreeTypeFont | ImageFont.ImageFont":
    """Load a face with Hangul; a machine without the project's fonts gets Pillow's own."""
    path = FONTS / f"NanumGothic-{'700Bold' if weight == 'Bold' else '400Regular'}.ttf"
    return ImageFont.truetype(str(path), size) if path.exists() else ImageFont.load_default(size)
