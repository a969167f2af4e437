"""What happened, who is told, and how it reads; on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.core.errors import NotFound
from app.core.text import speaking
from app.journal import actions, policy, queries, rules
from app.journal.models import Notice
from tests import worlds


@pytest.fixture
def house(db):
    return worlds.build(db)


def happen(db, house, times=1, verb="team.founded", **options):
    with db.writing() as session:
        for n in range(times):
            actions.record(
                session,
                house.kim,
                verb,
                course_id=house.course_id,
                team_id=house.team_id,
                tell=[house.kim.person_id, house.lee.person_id, house.lee.person_id],
                href="/teams/1",
                name=f"Team {n}",
                **options,
            )


def test_everybody_concerned_is_told_once_and_never_the_actor(db, house):
    happen(db, house)
    with db.reading() as session:
        assert session.exec(select(Notice.person_id)).all() == [house.lee.person_id]
        assert str(queries.notices_of(session, house.lee).rows[0].sentence) == "Kim founded the team “Team 0”."


def test_a_notice_is_read_by_its_person_alone(db, house):
    happen(db, house, times=2)
    with db.writing() as session:
        newest, first = queries.notices_of(session, house.lee).rows
        with pytest.raises(NotFound):
            actions.read_notice(session, house.park, first.notice.id)
        assert actions.read_notice(session, house.lee, first.notice.id) == "/teams/1"
        assert queries.unread_of(session, house.lee) == 1
        actions.read_notices(session, house.lee, first.notice.id)  # what came after the page was shown stays new
        assert queries.unread_of(session, house.lee) == 1
        actions.read_notices(session, house.lee, newest.notice.id)
        assert queries.unread_of(session, house.lee) == 0


def test_pages_follow_each_other_without_gap_or_repeat(db, house):
    happen(db, house, times=2 * queries.PAGE + 3)
    seen, before = [], None
    with db.reading() as session:
        while True:
            page = queries.happened(session, team_id=house.team_id, before=before)
            seen += [row.entry.data["name"] for row in page.rows]
            before = page.older
            if before is None:
                break
    assert seen == [f"Team {n}" for n in reversed(range(2 * queries.PAGE + 3))]


def test_a_journal_knows_its_course(db, house):
    happen(db, house)
    with db.reading() as session:
        assert queries.happened(session, course_id=house.other_course_id).rows == []
        assert len(queries.happened(session, course_id=house.course_id).rows) == 1


@pytest.mark.parametrize("verb", sorted(rules.VERBS))
def test_every_verb_reads_as_a_sentence_even_without_its_values(verb):
    for language in ("en", "ko"):
        with speaking(language):
            sentence = str(rules.sentence(verb, "Kim", {}))
            assert "Kim" in sentence or "%(who)s" not in rules.VERBS[verb].msgid
            assert "%(" not in sentence
            assert sentence.endswith((".", "…"))


@given(st.text(max_size=60), st.text(), st.dictionaries(st.text(), st.text() | st.none() | st.lists(st.integers())))
def test_any_entry_can_be_read(verb, who, data):
    assert str(rules.sentence(verb, who, data))


def test_an_unknown_verb_still_says_something():
    assert str(rules.sentence("poem.written-down", "Kim", {})) == "Kim: poem written down"
    assert str(rules.sentence("team.founded", "", {"name": "A"})) == "Somebody founded the team “A”."


def test_the_journal_is_for_the_staff(world):
    assert all(policy.may_read(actor, world.course_id) for actor in (world.prof, world.assistant, world.admin))
    assert not policy.may_read(world.kim, world.course_id)
    assert policy.may_read(world.stranger, world.course_id).hidden


def test_a_journal_narrows_to_a_kind_and_a_name(db, house):
    with db.writing() as session:
        for verb, actor in (("team.founded", house.kim), ("take.rated", house.kim), ("take.rated", house.prof)):
            actions.record(session, actor, verb, course_id=house.course_id)
    with db.reading() as session:

        def verbs(**narrowed):
            rows = queries.happened(session, course_id=house.course_id, **narrowed).rows
            return [(row.entry.verb, row.entry.actor_name) for row in rows]

        prof, kim = house.prof.name, house.kim.name
        assert verbs(about="footage") == [("take.rated", prof), ("take.rated", kim)]
        assert verbs(about="footage", who=kim) == [("take.rated", kim)]
        assert verbs(about="teams") == [("team.founded", kim)]
        assert len(verbs(about="no such kind")) == len(verbs())
        assert verbs(who="%") == []
