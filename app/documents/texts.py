"""Read text that people bring in files, whatever wrote it: UTF-8, UTF-16, or Korean Windows' CP949."""

import codecs

MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE = 2000
FEW = 0.02
"""A text may have so many letters that no keyboard writes."""


def decoded(content: bytes) -> str | None:
    r"""Give the text of a file with ``\\n`` line ends, or None for what is no text."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(MARKS):
        return ("utf-16",)
    sample = content[:SAMPLE]
    if sample.count(0) * 50 > len(
        sample
    ):  # only UTF-16 writes blanks and Latin letters with a nought: before them, or behind
        big, little = sample[::2].count(0), sample[1::2].count(0)
        return ("utf-16-be", "utf-16-le") if big > little else ("utf-16-le", "utf-16-be")
    return ("utf-8-sig", "cp949")


def _readable(text: str) -> bool:
    strange = sum(letter < " " and letter not in "\t\n\r\x0b\x0c" for letter in text)
    return strange <= FEW * len(text)
