"""One browser for the whole session."""

import pytest

from tests import live


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    with live.browser() as opened:
        yield opened
