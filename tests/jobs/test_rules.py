"""Names and shares, for whatever comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.rules import share, split, workflow_id


@given(st.from_regex(r"[a-z]+\.[a-z:0-9-]+", fullmatch=True), st.integers(0), st.integers(0))
def test_a_name_tells_its_parts(job: str, key: int, rev: int) -> None:
    assert split(workflow_id(job, key, rev)) == (job, key, rev)


@pytest.mark.parametrize("name", ["", "a:1", "a:b:1", "a:1:-1", "a:1:1:"])
def test_a_foreign_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        split(name)


@given(st.floats(), st.floats(0, 100), st.floats(0, 100))
def test_a_share_stays_within_its_part(percent: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert int(low) <= share(percent, low, high) <= high
