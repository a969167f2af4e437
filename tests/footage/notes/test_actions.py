"""Notes on films: where they stand, who reads them, who is told, and how they go on to the next cut."""

import pytest
from sqlmodel import select

from app.core.errors import Forbidden, Invalid, NotFound
from app.footage.models import ClipNote
from app.footage.notes import actions, policy, queries
from app.footage.notes.schemas import NoteInput
from app.journal.models import Entry, Notice
from tests import worlds
from tests.footage import rows


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def act(db):
    """Call an action in a transaction of its own; the rows it gives stay readable."""

    def run(action, *args, **options):
        with db.writing() as session:
            found = action(session, *args, **options)
            session.flush()
            session.expunge_all()
            return found

    return run


@pytest.fixture
def cuts(db, world):
    """Three cuts of team 1, the first two films of eight seconds at 25 frames: (cut ids, clip ids)."""
    with db.writing() as session:
        made = [rows.cut(session, world, number=n, rate="25") for n in (1, 2, 3)]
        return [one.id for one in made], [one.clip_id for one in made]


def told(db, verb):
    """Who has a notice of such an entry, by person id."""
    with db.reading() as session:
        found = select(Notice.person_id).join(Entry, Entry.id == Notice.entry_id).where(Entry.verb == verb)
        return set(session.exec(found).all())


def read(db, actor, world, clip):
    with db.reading() as session:
        return queries.notes_of(session, actor, clip, world.team_id)


def test_a_note_stands_at_a_frame_inside_the_film(db, world, act, cuts):
    _, clips = cuts
    note = act(actions.add_note, world.lee, clips[0], NoteInput(frame=30, last_frame=999, text="Too long"))
    assert (note.frame, note.last_frame, note.rate) == (30, 199, "25")
    assert (note.seconds, note.until) == (1.2, 8.0)
    late = act(actions.add_note, world.lee, clips[0], NoteInput(frame=999, last_frame=1200, text="The end"))
    assert (late.frame, late.last_frame) == (199, None)
    assert [row.note.text for row in read(db, world.prof, world, clips[0])] == ["Too long", "The end"]


def test_answers_join_the_note_that_began(db, world, act, cuts):
    _, clips = cuts
    note = act(actions.add_note, world.prof, clips[0], NoteInput(text="Whose hand?"))
    first = act(actions.answer_note, world.kim, note.id, "The old man's.")
    act(actions.answer_note, world.prof, first.id, "Show his face before.")
    (row,) = read(db, world.lee, world, clips[0])
    assert [one.note.text for one in row.answers] == ["The old man's.", "Show his face before."]
    assert {one.note.parent_id for one in row.answers} == {note.id}
    assert told(db, "clip.note-answered") == {world.prof.person_id, world.kim.person_id}
    with pytest.raises(Invalid):
        act(actions.finish_note, world.kim, first.id, done=True)
    act(actions.remove_note, world.prof, note.id)
    with db.reading() as session:
        assert session.exec(select(ClipNote)).all() == []


def test_the_teams_own_notes_are_hidden_from_everybody_else(db, world, act, cuts):
    _, clips = cuts
    act(actions.add_note, world.lee, clips[0], NoteInput(text="@Han would hate this", private=True))
    note = read(db, world.kim, world, clips[0])[0].note
    assert told(db, "clip.mentioned") == set()
    for staff in (world.prof, world.assistant):
        assert read(db, staff, world, clips[0]) == []
        with db.reading() as session:
            assert queries.open_counts(session, staff, world.team_id, clips) == {}
        for write, value in ((actions.answer_note, "x"), (actions.change_note, "x")):
            with pytest.raises(NotFound):
                act(write, staff, note.id, value)
        with pytest.raises(NotFound):
            act(actions.finish_note, staff, note.id, done=True)
    answer = act(actions.answer_note, world.kim, note.id, "Yes")
    assert answer.private
    with pytest.raises(Forbidden):
        act(actions.add_note, world.prof, clips[0], NoteInput(text="x", private=True))
    with pytest.raises(NotFound):
        act(actions.add_note, world.park, clips[0], NoteInput(text="x"))


def test_what_may_be_read_is_what_the_list_shows(db, world, act, cuts):
    """The policy and its twin in SQL agree for everybody."""
    _, clips = cuts
    for private in (False, True):
        act(actions.add_note, world.lee, clips[0], NoteInput(text=str(private), private=private))
    with db.reading() as session:
        notes = session.exec(select(ClipNote)).all()
        team = session.get(worlds.Team, world.team_id)
        for actor in (world.kim, world.lee, world.prof, world.assistant):
            shown = {row.note.id for row in queries.notes_of(session, actor, clips[0], world.team_id)}
            assert shown == {note.id for note in notes if policy.may_read_note(actor, team, note)}


def test_people_called_by_name_are_told_and_nobody_else(db, world, act, cuts):
    _, clips = cuts
    act(actions.add_note, world.kim, clips[0], NoteInput(text="@Lee and @Han, is this too dark? @Park"))
    assert told(db, "clip.mentioned") == {world.lee.person_id, world.prof.person_id}
    act(actions.add_note, world.kim, clips[0], NoteInput(text="For myself"))
    assert told(db, "clip.noted") == set()
    act(actions.add_note, world.prof, clips[0], NoteInput(text="Good light"))
    assert told(db, "clip.noted") == {world.kim.person_id, world.lee.person_id}


def test_only_who_wrote_a_note_changes_it(db, world, act, cuts):
    _, clips = cuts
    note = act(actions.add_note, world.lee, clips[0], NoteInput(text="Dark"))
    assert note.changed_at is None
    assert act(actions.change_note, world.lee, note.id, "Dark on the left").changed_at
    for other in (world.kim, world.prof):
        for write in (lambda s, a, n: actions.change_note(s, a, n, "x"), actions.remove_note):
            with pytest.raises(Forbidden):
                act(write, other, note.id)
    assert read(db, world.kim, world, clips[0])[0].note.text == "Dark on the left"


def test_what_is_open_goes_on_to_the_next_cut(db, world, act, cuts):
    keys, clips = cuts
    old = act(actions.add_note, world.prof, clips[0], NoteInput(frame=50, text="Shorter"))
    act(actions.add_note, world.lee, clips[1], NoteInput(frame=5, text="Louder"))
    act(actions.add_note, world.lee, clips[1], NoteInput(frame=9, text="Ours", private=True))
    act(actions.answer_note, world.kim, old.id, "Soon")

    def left(actor):
        with db.reading() as session:
            return [
                (one.cut.number, one.row.note.text)
                for one in queries.carried(session, actor, session.get(rows.Cut, keys[2]))
            ]

    assert left(world.kim) == [(2, "Louder"), (2, "Ours"), (1, "Shorter")]
    assert left(world.prof) == [(2, "Louder"), (1, "Shorter")]
    act(actions.finish_note, world.lee, old.id, done=True, cut_id=keys[2])
    assert left(world.prof) == [(2, "Louder")]
    assert read(db, world.prof, world, clips[0])[0].fixed_in == 3
    reopened = act(actions.finish_note, world.prof, old.id, done=False)
    assert (reopened.done_at, reopened.done_in) == (None, None)


def test_a_note_is_not_fixed_in_the_cut_of_another_team(db, world, act, cuts):
    _, clips = cuts
    note = act(actions.add_note, world.lee, clips[0], NoteInput(text="Dark"))
    with db.writing() as session:
        foreign = rows.cut(session, world, number=9)
        foreign.team_id = world.other_team_id
        key = foreign.id
    with pytest.raises(Invalid):
        act(actions.finish_note, world.lee, note.id, done=True, cut_id=key)
