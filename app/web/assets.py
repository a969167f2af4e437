"""Browser files: their addresses and what the player's styles need (written out by the design system's build)."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from app.web.guard import POLICY

STATIC = Path(__file__).parent.parent / "static"


@cache
def address(path: str) -> str:
    """Give the address of a static file, with its content's hash so that it may be kept for ever."""
    file = STATIC / path
    version = sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "0"
    return f"/static/{path}?v={version}"


def player_policy() -> str:
    """Give the Content-Security-Policy of pages that play films."""
    return POLICY
