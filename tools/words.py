"""Compare the sentences in the code with the Korean catalogues: ``words.py check`` or ``words.py missing``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "app" / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "say": None,
    "say_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "_": None,
}
METHODS = [("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"), ("**.py", "python")]
OPTIONS = {"**": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}


def said() -> Iterator[tuple[str, str]]:
    """Yield every sentence of the code and where it stands."""
    found = extract_from_dir(ROOT / "app", METHODS, OPTIONS, keywords=KEYWORDS)
    for file, line, message, _, _ in found:
        if file.startswith("static/"):
            continue
        msgid = message if isinstance(message, str) else message[0]
        if msgid:
            yield msgid, f"app/{file}:{line}"


def translated(language: str) -> dict[str, list[tuple[str, str]]]:
    """Read all catalogues of a language: msgid → the files it stands in, with the text."""
    words: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    text = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
                    words.setdefault(key, []).append((path.name, text))
    return words


def problems() -> list[str]:
    """List what is missing, double, left over, or names other values than the English sentence."""
    code: dict[str, str] = {}
    for msgid, place in said():
        code.setdefault(msgid, place)
    words = translated("ko")
    found = [
        f"{place}: no Korean for {msgid!r}"
        for msgid, place in code.items()
        if not any(t for _, t in words.get(msgid, []))
    ]
    for msgid, entries in words.items():
        if len(entries) > 1:
            found.append(f"{', '.join(f for f, _ in entries)}: {msgid!r} stands more than once")
        if msgid not in code:
            found.append(f"{entries[0][0]}: {msgid!r} is not used any more")
        elif entries[0][1] and not _places(entries[0][1]) <= _places(msgid) | {"n"}:
            found.append(f"{entries[0][0]}: {msgid!r} has other values in Korean")
    return found


def _places(sentence: str) -> set[str]:
    return {part.split(")")[0] for part in sentence.split("%(")[1:]}


def main() -> int:
    """Print what is wrong; exit 1 when something is."""
    found = problems()
    if sys.argv[1:] == ["missing"]:
        found = [line for line in found if "no Korean" in line]
    print("\n".join(sorted(found)) or "every sentence has its Korean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
