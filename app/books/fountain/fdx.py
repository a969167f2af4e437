"""Final Draft's file format, both ways. Written by the standard library, read without resolving any entity."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.books.fountain.blocks import Block, passages
from app.books.fountain.elements import Kind
from app.books.fountain.emphasis import Run, marked, runs
from app.books.fountain.scenes import CENTRED

TYPES = {
    Kind.HEADING: "Scene Heading",
    Kind.ACTION: "Action",
    Kind.CUE: "Character",
    Kind.PARENTHETICAL: "Parenthetical",
    Kind.DIALOGUE: "Dialogue",
    Kind.LYRIC: "Lyrics",
    Kind.TRANSITION: "Transition",
    Kind.CENTERED: "Action",
}
KINDS = {
    **{name: kind for kind, name in TYPES.items() if kind is not Kind.CENTERED},
    "Singing": Kind.LYRIC,
    "New Act": Kind.CENTERED,
    "End of Act": Kind.CENTERED,
    "Show/Ep. Title": Kind.CENTERED,
}
OUTLINE = re.compile(r"Outline (\d)")
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAKS = re.compile(r"\r\n|[\r\u2028\u2029]")
KEYED = re.compile(r"([A-Za-z가-힣][A-Za-z가-힣 ]{0,30}):\s*(.*)", re.DOTALL)
CREDITS = re.compile(r"(?:written |screenplay |story |directed )?by\b|각본|각색|글|극본|연출", re.IGNORECASE)


class Unreadable(ValueError):
    """The file is no Final Draft script, or holds what is not opened."""


def to_fdx(title: Mapping[str, str], found: Sequence[Block]) -> bytes:
    """Write a Final Draft script. Notes become script notes, synopses scene summaries."""
    root = ET.Element("FinalDraft", DocumentType="Script", Template="No", Version="1")
    content = ET.SubElement(root, "Content")
    new_page = False
    for passage in passages(found):
        first = passage.left[0]
        if first.kind is Kind.PAGE_BREAK:
            new_page = True
            continue
        if first.kind is Kind.SYNOPSIS:
            _summary(content, first)
            continue
        before = len(content)
        if passage.right:
            outer = ET.SubElement(ET.SubElement(content, "Paragraph"), "DualDialogue")
            _paragraphs(outer, (*passage.left, *passage.right))
        else:
            _paragraphs(content, passage.left)
        if new_page:
            content[before].set("StartsNewPage", "Yes")
            new_page = False
    if title:
        _write_title_page(root, title)
    ET.indent(root, space="  ")
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
    return head + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _paragraphs(parent: ET.Element, found: Iterable[Block]) -> None:
    for one in found:
        if one.kind is Kind.NOTE:
            _script_note(ET.SubElement(parent, "Paragraph", Type="Action"), one.text)
            continue
        name = f"Outline {min(4, max(1, one.depth))}" if one.kind is Kind.SECTION else TYPES[one.kind]
        paragraph = ET.SubElement(parent, "Paragraph", Type=name)
        if one.kind is Kind.CENTERED:
            paragraph.set("Alignment", "Center")
        if one.number:
            paragraph.set("Number", _clean(one.number))
        for note in one.notes:
            _script_note(paragraph, note)
        _texts(paragraph, one.text)


def _texts(paragraph: ET.Element, text: str) -> None:
    """Write runs; a line break stands at the end of its run, as Final Draft has it."""
    rows = text.split("\n") if text else []
    for place, row in enumerate(rows):
        found = runs(row) or [Run("")]
        for at, piece in enumerate(found):
            style = "+".join(name for name in ("Bold", "Italic", "Underline") if getattr(piece, name.lower()))
            part = ET.SubElement(paragraph, "Text", {"Style": style} if style else {})
            ends = at == len(found) - 1 and place < len(rows) - 1
            part.text = _clean(piece.text) + ("\n" if ends else "")


def _script_note(paragraph: ET.Element, note: str) -> None:
    inner = ET.SubElement(ET.SubElement(paragraph, "ScriptNote"), "Paragraph")
    ET.SubElement(inner, "Text").text = _clean(note)


def _summary(content: ET.Element, synopsis: Block) -> None:
    """Keep a synopsis with the heading it stands below, or as a line of the outline."""
    last = content[-1] if len(content) else None
    if last is None or last.get("Type") != "Scene Heading":
        last = ET.SubElement(content, "Paragraph", Type="Outline Body")
        ET.SubElement(last, "Text").text = _clean(synopsis.text)
        return
    properties = last.find("SceneProperties")
    if properties is None:
        properties = ET.Element("SceneProperties")
        last.insert(0, properties)
        ET.SubElement(properties, "Summary")
    paragraph = ET.SubElement(properties[0], "Paragraph")
    ET.SubElement(paragraph, "Text").text = _clean(synopsis.text)


def _write_title_page(root: ET.Element, title: Mapping[str, str]) -> None:
    content = ET.SubElement(ET.SubElement(root, "TitlePage"), "Content")
    for key in (*CENTRED, *(key for key in title if key not in CENTRED)):
        if key not in title:
            continue
        middle = key in CENTRED
        paragraph = ET.SubElement(content, "Paragraph", Alignment="Center" if middle else "Left")
        _texts(paragraph, title[key] if middle else f"{key[:1].upper()}{key[1:]}: {title[key]}")


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)


def from_fdx(content: bytes) -> tuple[dict[str, str], list[Block]]:
    """Read a Final Draft script: its title page and its paragraphs. Raises Unreadable."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Unreadable from error
    if root.tag != "FinalDraft":
        raise Unreadable
    body = root.find("Content")
    title = root.find("TitlePage/Content")
    paragraphs = body.findall("Paragraph") if body is not None else []
    found = [one for paragraph in paragraphs for one in _read(paragraph)]
    return _read_title_page(title) if title is not None else {}, found


def _read(paragraph: ET.Element, *, dual: bool = False) -> Iterator[Block]:
    beside = paragraph.find("DualDialogue")
    if beside is not None:
        cues = 0
        for inner in beside.findall("Paragraph"):
            cues += inner.get("Type") == "Character"
            yield from _read(inner, dual=cues > 1)
        return
    if paragraph.get("StartsNewPage") == "Yes":
        yield Block(Kind.PAGE_BREAK, "")
    kind, depth = _kind_of(paragraph)
    notes = tuple(_plain(note) for note in paragraph.findall("ScriptNote") if _plain(note))
    text = _text(paragraph)
    if text or kind is Kind.DIALOGUE:
        number = (paragraph.get("Number") or "").strip() if kind is Kind.HEADING else ""
        yield Block(kind, text, 0, number, dual and kind is Kind.CUE, depth, notes)
    else:
        yield from (Block(Kind.NOTE, note) for note in notes)
    for summary in paragraph.findall("SceneProperties/Summary/Paragraph"):
        if _text(summary):
            yield Block(Kind.SYNOPSIS, _text(summary).replace("\n", " "))


def _kind_of(paragraph: ET.Element) -> tuple[Kind, int]:
    name = paragraph.get("Type") or "General"
    outline = OUTLINE.fullmatch(name)
    if outline:
        return Kind.SECTION, int(outline[1])
    if name == "Outline Body":
        return Kind.SYNOPSIS, 0
    kind = KINDS.get(name, Kind.ACTION)
    return (Kind.CENTERED if kind is Kind.ACTION and paragraph.get("Alignment") == "Center" else kind), 0


def _text(paragraph: ET.Element) -> str:
    """Read the runs of a paragraph as Fountain, its lines without blanks at their ends."""
    pieces: list[Run] = []
    for part in paragraph.findall("Text"):
        styles = set((part.get("Style") or "").split("+"))
        letters = LINE_BREAKS.sub("\n", "".join(part.itertext()))
        letters = letters.upper() if "AllCaps" in styles else letters
        style = ("Bold" in styles, "Italic" in styles, "Underline" in styles)
        if pieces and pieces[-1][1:] == style:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + letters)
        else:
            pieces.append(Run(letters, *style))
    lines: list[list[Run]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        lines[-1].append(piece._replace(text=first))
        lines += [[piece._replace(text=text)] for text in more]
    return "\n".join(marked(one for one in line if one.text).rstrip() for line in lines).strip("\n")


def _plain(element: ET.Element) -> str:
    return "\n".join("".join(one.itertext()).strip() for one in element.iter("Paragraph")).strip()


def _read_title_page(content: ET.Element) -> dict[str, str]:
    """Guess what Final Draft does not say: the first line is the title, a credit is followed by who wrote it."""
    found: dict[str, str] = {}
    for text in (_text(one) for one in content.findall("Paragraph")):
        keyed = KEYED.fullmatch(text)
        if not text.strip():
            continue
        if "title" not in found:
            found["title"] = text.strip()
        elif keyed and not CREDITS.match(text):
            found[keyed[1].strip().lower()] = keyed[2].strip()
        elif "credit" not in found and "author" not in found and CREDITS.match(text.strip()):
            found["credit"] = text.strip()
        elif "author" not in found:
            found["author"] = text.strip()
        else:
            key = "source" if "source" not in found and "contact" not in found else "contact"
            found[key] = f"{found[key]}\n{text.strip()}" if key in found else text.strip()
    return found
