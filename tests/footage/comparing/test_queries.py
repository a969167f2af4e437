"""Two films beside each other: always one team's, each with its notes; what else there is to compare with."""

import pytest

from app.books import actions as books
from app.books.schemas import ShotInput
from app.books.tables import SHOTS
from app.core import clock
from app.core.errors import NotFound
from app.footage.comparing import queries
from app.footage.models import ClipNote, Take
from tests.costs import counted
from tests.footage import rows


@pytest.fixture
def takes(lite, world):
    """Three takes of a shot, one of another, one of no shot: their ids."""
    with lite.writing() as session:
        shots = [books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene=str(n))) for n in (1, 2)]
        made = [rows.take(session, world, shot) for shot in (shots[0], shots[0], shots[0], shots[1], None)]
        return [one.id for one in made]


def test_the_others_are_takes_of_the_same_shot(lite, world, takes):
    with lite.reading() as session:
        found = queries.two_takes(session, world.kim, takes[1], takes[0])
        assert (found.first.row.take.id, found.second.row.take.id) == (takes[1], takes[0])
        assert [row.take.id for row in found.others] == [takes[2]]
        assert [row.note.text for row in found.second.notes] == ["Focus"]
        across = queries.two_takes(session, world.prof, takes[4], takes[3])
        assert across.others == []


def test_what_is_off_the_wall_can_be_compared_but_is_not_offered(lite, world, takes):
    with lite.writing() as session:
        session.get(Take, takes[2]).removed_at = clock.now()
    with lite.reading() as session:
        assert queries.two_takes(session, world.kim, takes[0], takes[1]).others == []
        assert queries.two_takes(session, world.kim, takes[0], takes[2]).second.row.take.id == takes[2]


def test_films_of_another_team_are_not_there(lite, world, takes):
    with lite.writing() as session:
        take, cut = rows.take(session, world), rows.cut(session, world)
        take.team_id = cut.team_id = world.other_team_id
        mine = rows.cut(session, world, number=2)
        other_take, other_cut, cut_id = take.id, cut.id, mine.id
    with lite.reading() as session:
        for who in (world.kim, world.prof):
            for first, second in ((takes[0], other_take), (takes[0], takes[0]), (takes[0], 999), (999, takes[0])):
                with pytest.raises(NotFound):
                    queries.two_takes(session, who, first, second)
            for first, second in ((cut_id, other_cut), (cut_id, cut_id), (cut_id, 999)):
                with pytest.raises(NotFound):
                    queries.two_cuts(session, who, first, second)
        with pytest.raises(NotFound):
            queries.two_takes(session, world.park, takes[0], takes[1])


def test_notes_for_the_team_alone_stay_inside_it(lite, world, takes):
    with lite.writing() as session:
        clip = session.get(Take, takes[1]).clip_id
        note = ClipNote(clip_id=clip, text="Ours", author_id=world.kim.person_id, private=True, created_at=clock.now())
        session.add(note)
    with lite.reading() as session:
        texts = [
            [row.note.text for row in queries.two_takes(session, who, takes[0], takes[1]).second.notes]
            for who in (world.lee, world.prof)
        ]
    assert texts == [["Focus", "Ours"], ["Focus"]]


def test_cuts_are_compared_newest_first_at_the_same_cost(lite, world):
    with lite.writing() as session:
        cuts = [rows.cut(session, world, number=n).id for n in (1, 2, 3, 4)]
    with lite.reading() as session, counted(lite) as few:
        found = queries.two_cuts(session, world.kim, cuts[0], cuts[3])
        assert [row.cut.number for row in found.others] == [3, 2]
    with lite.writing() as session:
        for n in range(5, 60):
            rows.cut(session, world, number=n)
    with lite.reading() as session, counted(lite) as many:
        assert len(queries.two_cuts(session, world.kim, cuts[0], cuts[3]).others) == 57
    assert len(few) == len(many) <= 5


def test_both_films_as_json(browse, world, lite, takes):
    with lite.writing() as session:
        cuts = [rows.cut(session, world, number=n, preview_key=f"clips/{n}/preview.mp4").id for n in (1, 2)]
    kim = browse(world.kim)
    found = kim.get(f"/api/v1/takes/{takes[0]}/compare/{takes[1]}").json()
    assert (found["first"]["id"], found["second"]["id"], found["others"]) == (takes[0], takes[1], [takes[2]])
    assert [note["text"] for note in found["second"]["notes"]] == ["Focus"]
    found = kim.get(f"/api/v1/cuts/{cuts[1]}/compare/{cuts[0]}").json()
    assert found["first"]["media"]["film"].endswith("clips/2/preview.mp4")
    assert found["second"]["media"]["film"].endswith("clips/1/preview.mp4")
    assert browse(world.park).get(f"/api/v1/cuts/{cuts[1]}/compare/{cuts[0]}").status_code == 404
