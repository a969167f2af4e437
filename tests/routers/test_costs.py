"""What a page costs: at most eight SQL statements for every page a GET can open, sign-in included."""

import pytest

from tests.access import addresses
from tests.costs import MOST, counted
from tests.furnished import furnish
from tests.routes import endpoints

SKIPPED = ("/events", "/files/{token}")
PATHS = sorted(
    {p for p, r in endpoints() if "GET" in (r.methods or ()) and not p.endswith(SKIPPED[0]) and SKIPPED[1] not in p}
)


@pytest.fixture
def places(lite, world):
    return furnish(lite, world)


@pytest.mark.parametrize("persona", ["kim", "loner", "prof", "admin"])
def test_every_page_costs_at_most_eight_statements(lite, world, places, browse, persona):
    browser = browse(getattr(world, persona))
    dear = {}
    for path in PATHS:
        address = path.format_map({**dict.fromkeys(("token", "number", "key", "login_id"), 1), **places})
        with counted(lite) as sql:
            answer = browser.get(address)
        assert answer.status_code < 500, path
        if answer.status_code == 200 and len(sql) > MOST:
            dear[path] = len(sql)
    assert dear == {}


def test_no_address_is_left_out():
    assert {p for m, p, _ in addresses() if m == "GET"} - set(PATHS) <= {
        p for p, _ in endpoints() if any(s in p for s in SKIPPED)
    }
