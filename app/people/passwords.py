"""Passwords: argon2id at pwdlib's recommended cost, at most two at a time (64 MB and 0.15 s each)."""

from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

_hasher = PasswordHash.recommended()
_turns = BoundedSemaphore(2)


@cache
def _nobody() -> str:
    """Give what takes as long to verify as a real one, so that time tells nobody which address has an account."""
    return _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """Hash a password for the database."""
    with _turns:
        return _hasher.hash(password)


def matches(password: str, stored: str) -> bool:
    """Tell whether the password is right; an empty ``stored`` never matches but takes as long."""
    with _turns:
        return _hasher.verify(password, stored or _nobody()) and bool(stored)
