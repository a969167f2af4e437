"""Every route × every persona, as docs/access.md says: a route without a row fails, and so does a row without a route."""

import pytest

from tests import access

TABLE = access.read_table()
ADDRESSES = [(m, p, r) for m, p, r in access.addresses() if not p.endswith(access.STREAMS)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return access.set_stage(tmp_path_factory.mktemp("access"))


def test_the_table_has_no_hole_and_nothing_left_over():
    assert {f"{m} {p}" for m, p, _ in ADDRESSES} == set(TABLE)


@pytest.mark.parametrize(("method", "path", "route"), ADDRESSES, ids=[f"{m} {p}" for m, p, _ in ADDRESSES])
def test_route_by_persona(stage, method, path, route):
    found = {p: access.verdict(stage.ask(path, method, p, route)) for p in access.PERSONAS}
    assert found == TABLE.get(f"{method} {path}")
