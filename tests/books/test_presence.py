"""Who is at a book, and whether others have changed what one looks at."""

from datetime import timedelta

import pytest

from app.books import actions
from app.books.actions.presence import GONE
from app.books.rules import SectionKind
from app.books.schemas import HereInput, PitchInput, ShotInput
from app.books.tables import SHOTS
from app.core import clock
from app.core.errors import NotFound
from tests import worlds


@pytest.fixture
def here(db):
    """Say that somebody is at a section: ``here(who, section, rev)``."""
    world = worlds.build(db)

    def say(who, section="shots", rev=0):
        with db.writing() as session:
            return actions.be_here(session, who, world.team_id, HereInput(section=section, rev=rev))

    say.world, say.db = world, db
    return say


def test_others_are_told_until_they_are_gone(here):
    world = here.world
    assert here(world.kim).people == []
    assert [(one.name, one.section) for one in here(world.prof, "pitch").people] == [("Kim", "shots")]
    assert [(one.name, one.section) for one in here(world.kim, "budget").people] == [("Han", "pitch")]
    with clock.at(clock.now() + GONE + timedelta(seconds=1)):
        assert here(world.kim).people == []


def test_only_what_others_changed_in_this_section_is_news(here):
    world = here.world
    with here.db.writing() as session:
        actions.save_pitch(session, world.kim, world.team_id, PitchInput(title="T"))
        actions.add_row(session, world.lee, world.team_id, SHOTS, ShotInput(scene="1"))
    told = here(world.kim, SectionKind.SHOTS)
    assert told.changed
    assert not here(world.kim, SectionKind.SHOTS, told.rev).changed
    assert not here(world.kim, SectionKind.PITCH).changed, "one's own"
    assert here(world.lee, SectionKind.PITCH).changed


def test_strangers_are_not_here(here):
    with pytest.raises(NotFound):
        here(here.world.park)
