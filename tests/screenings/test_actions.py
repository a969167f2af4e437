"""The night's writes, on both databases: planning, two conductors at once, guests."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.core.errors import Conflict, Gone, Invalid
from app.screenings import actions, queries
from app.screenings.models import Guest, Screening, Seat
from app.screenings.rules import Command, Phase, SlotKind
from app.screenings.schemas import GuestInput, SlotInput
from tests import worlds
from tests.screenings import nights


def kinds(database, screening_id):
    with database.reading() as session:
        return [row.slot.kind for row in queries.night(session, screening_id).rows]


def press(database, actor, screening_id, what):
    with database.writing() as session:
        rev = session.get(Screening, screening_id).rev
        return actions.command(session, actor, screening_id, what, rev)


def test_a_night_is_made_of_the_accepted_films(db):
    world = worlds.build(db)
    screening_id, films = nights.plan(db, world)
    film = [SlotKind.FILM, SlotKind.POSTSCRIPT]
    assert kinds(db, screening_id) == [SlotKind.WELCOME, *film, *film, SlotKind.END]
    with db.writing() as session:
        assert actions.add_films(session, world.prof, screening_id) == 0
        actions.add_slot(session, world.prof, screening_id, SlotInput(kind=SlotKind.BREAK, minutes=7))
        actions.move_slot(session, world.prof, films[world.other_team_id], up=True)
        with pytest.raises(Invalid):
            actions.add_slot(session, world.prof, screening_id, SlotInput(kind=SlotKind.FILM, cut_id=999))
    with db.reading() as session:
        rows = queries.night(session, screening_id).rows
    assert rows[-1].slot.kind is SlotKind.END
    assert rows[-2].slot.seconds == 420
    assert [row.slot.position for row in rows] == list(range(1, len(rows) + 1))
    assert rows[2].slot.team_id == world.other_team_id


def test_of_two_conductors_at_once_exactly_one_wins(db):
    world = worlds.build(db)
    screening_id, _ = nights.plan(db, world)
    press(db, world.prof, screening_id, Command.START)
    gate, won, lost, broken = threading.Barrier(4), [], [], []

    def conduct(actor):
        gate.wait()
        try:
            with db.writing() as session:
                actions.command(session, actor, screening_id, Command.NEXT, 1)
            won.append(actor)
        except actions.Overtaken as refusal:
            lost.append(refusal)
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=conduct, args=(who,)) for who in (world.prof, world.assistant) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    assert (len(won), len(lost)) == (1, 3)
    with db.reading() as session:
        found = queries.night(session, screening_id)
    assert found.screening.rev == 2
    assert found.current.slot.kind is SlotKind.FILM


def test_the_end_of_a_film_opens_its_form_and_what_was_shown_stays(db):
    world = worlds.build(db)
    screening_id, films = nights.plan(db, world)
    for what in (Command.START, Command.NEXT, Command.PLAY, Command.ENDED):
        found = press(db, world.prof, screening_id, what)
    assert found.phase is Phase.AFTER
    with db.writing() as session:
        slot, _, _ = queries.slot_and_screening(session, films[world.team_id])
        assert slot.ended_at is not None
        with pytest.raises(Conflict):
            actions.remove_slot(session, world.prof, slot.id)
        with pytest.raises(Conflict):
            actions.remove_screening(session, world.prof, screening_id)
        actions.close_forms(session, world.prof, slot.id, closed=True)
        assert slot.closed_at is not None


def test_a_guests_link_opens_until_it_is_revoked_or_ends(db):
    world = worlds.build(db)
    screening_id, _ = nights.plan(db, world)
    with db.writing() as session:
        guest, secret = actions.invite_guest(session, world.prof, screening_id, GuestInput(name="A parent"))
        other, later = actions.invite_guest(session, world.prof, screening_id, GuestInput(name="A friend"))
        assert secret not in str(guest.model_dump())
        assert actions.open_guest_link(session, secret).id == guest.id
        actions.revoke_guest(session, world.prof, guest.id)
        session.flush()
        with pytest.raises(Gone):
            actions.open_guest_link(session, secret)
        assert actions.open_guest_link(session, later).id == other.id
        session.get(Guest, other.id).expires_at = clock.now() - timedelta(seconds=1)
        session.flush()
        with pytest.raises(Gone):
            actions.open_guest_link(session, later)
        with pytest.raises(Gone):
            actions.open_guest_link(session, "made up")


def test_many_open_pages_of_one_person_are_one_seat(db):
    world = worlds.build(db)
    screening_id, _ = nights.plan(db, world)
    gate, broken = threading.Barrier(5), []

    def sit():
        gate.wait()
        try:
            with db.writing() as session:
                actions.take_seat(session, world.park, screening_id)
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=sit) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    with db.reading() as session:
        assert queries.present(session, screening_id) == ["Park"]
        assert len(session.exec(select(Seat)).all()) == 1


def test_what_pages_should_see_raises_the_revision_of_a_running_night_only(db):
    world = worlds.build(db)
    screening_id, films = nights.plan(db, world)
    mine = films[world.team_id]
    with db.writing() as session:
        actions.move_slot(session, world.prof, films[world.other_team_id], up=True)
    for what in (Command.START, Command.NEXT, Command.NEXT, Command.BACK):
        before = press(db, world.prof, screening_id, what).rev
    assert before == 4, "planning has not touched it"
    with db.writing() as session:
        actions.close_forms(session, world.prof, mine, closed=True)
    with db.writing() as session:
        assert session.get(Screening, screening_id).rev == before + 1
        with pytest.raises(Conflict):
            actions.remove_slot(session, world.prof, session.get(Screening, screening_id).slot_id)
