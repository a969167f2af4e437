"""Secrets and short names that nobody can guess."""

import hashlib
import hmac
import secrets


def token() -> str:
    """Make a secret for a link or a cookie: 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def short() -> str:
    """Make a name for a file or an upload: 96 bits of hexadecimal, safe in a path."""
    return secrets.token_hex(12)


def digest(secret: str) -> str:
    """Hash a token for the database, so that a stolen database opens no session.

    SHA-256 without salt is right here: the tokens have 256 random bits, unlike passwords.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def sign(key: str, text: str) -> str:
    """Sign a text with the server's key (HMAC-SHA-256, the first 128 bits as hexadecimal)."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def signed(key: str, text: str, signature: str) -> bool:
    """Tell in constant time whether the signature is ours."""
    return hmac.compare_digest(sign(key, text), signature)
