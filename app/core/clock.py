"""The one place that reads the time. Actions ask it; rules get the time as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift: list[timedelta] = [timedelta(0)]


def now() -> datetime:
    """Return the current time in UTC, with its zone."""
    return datetime.now(UTC) + _shift[0]


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Run the block as if it began at ``moment``; time goes on from there. For tests and the demo."""
    before = _shift[0]
    _shift[0] = moment - datetime.now(UTC)
    try:
        yield
    finally:
        _shift[0] = before
