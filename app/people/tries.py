"""How often somebody may try: counted in this process, by account and by address, before the password is looked at."""

from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.core.errors import TooMany
from app.core.text import say

# a whole class may sign in behind one school address
ACCOUNT_HERE = parse("10/15 minutes")
ACCOUNT = parse("60/1 hour")
ADDRESS = parse("300/15 minutes")
LETTERS = parse("5/1 hour")
LETTERS_ADDRESS = parse("40/1 hour")


class Tries:
    """The counters of one process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def sign_in(self, email: str, address: str) -> None:
        """Count an attempt to sign in. Raises TooMany."""
        where = _neighbourhood(address)
        self._count(ADDRESS, "address", where)
        self._count(ACCOUNT, "account", email)
        self._count(ACCOUNT_HERE, "here", email, where)

    def signed_in(self, email: str, address: str) -> None:
        """Forget the failures of somebody who knew the password after all."""
        self._limiter.clear(ACCOUNT_HERE, "here", email, _neighbourhood(address))

    def letter(self, email: str, address: str) -> None:
        """Count a letter asked for with only an address known. Raises TooMany."""
        self._count(LETTERS_ADDRESS, "letters-address", _neighbourhood(address))
        self._count(LETTERS, "letters", email)

    def _count(self, limit: RateLimitItem, *key: str) -> None:
        if not self._limiter.hit(limit, *key):
            raise TooMany(say("Too many tries. Wait a quarter of an hour, or ask for a link to sign in."))


def _neighbourhood(address: str) -> str:
    """Take all of an IPv6 network as one: a single machine has 2**64 addresses there."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False))
    return address
