"""What pages of films and books ask of the database: at most eight statements, as many for 300 rows as for three."""

import pytest

from app.books.models import Book, BudgetLine, Note, Shot, Submission
from app.books.rules import SectionKind
from app.core import clock
from app.core.errors import NotFound
from app.footage import queries
from app.footage.models import Take
from app.footage.rules import Rating
from app.teams.models import Team
from tests.costs import MOST
from tests.footage import rows


def fill(lite, world, count):
    """Bring so many takes, cuts, shots, lines, versions with notes, and teams with books."""
    with lite.writing() as session:
        book = session.get(Book, 1) or Book(id=1, team_id=world.team_id, course_id=world.course_id)
        session.add(book)
        session.flush()
        for n in range(count):
            shot = Shot(book_id=1, team_id=world.team_id, position=n, scene=str(n % 9), number=f"{n}A")
            session.add_all([shot, BudgetLine(book_id=1, position=n, item=f"Thing {n}")])
            session.flush()
            rows.take(session, world, shot)
            rows.cut(session, world, number=1000 + count + n)
            hand_in(session, world, book, 1000 + count + n)
        for n in range(count):
            team = Team(course_id=world.course_id, number=1000 + count + n, name=f"T{n}", created_at=clock.now())
            session.add(team)
            session.flush()
            other = Book(team_id=team.id, course_id=world.course_id)
            session.add(other)
            session.flush()
            hand_in(session, world, other, 1)


def hand_in(session, world, book, number):
    version = Submission(
        book_id=book.id,
        team_id=book.team_id,
        course_id=book.course_id,
        number=number,
        content={"scenario": "INT. WARD\n", "pitch": {}, "shots": [], "budget": []},
        content_hash=str(number),
        submitted_at=clock.now(),
        submitted_by=world.kim.person_id,
    )
    session.add(version)
    session.flush()
    session.add(
        Note(
            submission_id=1,
            section=SectionKind.SCENARIO,
            line=1,
            text="Whose?",
            author_id=world.prof.person_id,
            created_at=clock.now(),
        )
    )


def cost(lite, client, count_sql, address):
    with count_sql(lite) as sql:
        answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert len(sql) <= MOST, (address, sql)
    return len(sql)


def test_pages_cost_as_much_at_three_rows_as_at_three_hundred(browse, world, lite, count_sql):
    pages = [
        f"{root}{place}"
        for root in ("", "/api/v1")
        for place in (
            f"/teams/{world.team_id}/rushes",
            "/takes/1",
            f"/teams/{world.team_id}/cuts",
            "/cuts/1",
            f"/teams/{world.team_id}/book",
            "/submissions/1",
            f"/courses/{world.course_id}/books",
        )
    ] + [f"/teams/{world.team_id}/book/{part}" for part in ("shots", "budget", "scenario")]
    prof = browse(world.prof)
    fill(lite, world, 3)
    few = {address: cost(lite, prof, count_sql, address) for address in pages}
    fill(lite, world, 297)
    assert {address: cost(lite, prof, count_sql, address) for address in pages} == few


def test_the_wall_is_newest_first_and_can_be_sieved(lite, world):
    with lite.writing() as session:
        book = Book(team_id=world.team_id, course_id=world.course_id)
        session.add(book)
        session.flush()
        shots = [
            Shot(book_id=book.id, team_id=world.team_id, position=n, scene="1", number=f"1{letter}")
            for n, letter in enumerate("AB")
        ]
        session.add_all(shots)
        session.flush()
        takes = [rows.take(session, world, shots[0], 1), rows.take(session, world, None), rows.take(session, world)]
        takes[0].rating = Rating.CIRCLED
        takes[2].removed_at = clock.now()
    with lite.reading() as session:
        wall = queries.rushes(session, world.lee, world.team_id)
        assert [row.take.id for row in wall.takes] == [takes[1].id, takes[0].id]
        assert [row.notes for row in wall.takes] == [1, 1]
        assert wall.kept_bytes == 60
        (scene,) = wall.scenes
        assert (scene.planned, scene.shot, scene.circled, scene.open) == (2, 1, 1, ("1B",))
        circled = queries.rushes(session, world.lee, world.team_id, rating=Rating.CIRCLED)
        assert [row.take.id for row in circled.takes] == [takes[0].id]
        loose = queries.rushes(session, world.lee, world.team_id, scene="")
        assert [row.take.id for row in loose.takes] == [takes[1].id]
        shown = queries.take_page(session, world.prof, takes[1].id)
        assert (shown.before, shown.after) == (None, takes[0].id)
        assert queries.take_page(session, world.prof, takes[2].id).row.take.removed_at


@pytest.mark.parametrize("name", ["park", "loner", "stranger", "other_prof"])
def test_to_others_a_teams_footage_is_not_there(lite, world, name):
    with lite.writing() as session:
        taken: Take = rows.take(session, world)
        cut = rows.cut(session, world)
    actor = getattr(world, name)
    with lite.reading() as session:
        for read, key in (
            (queries.rushes, world.team_id),
            (queries.cuts, world.team_id),
            (queries.take_page, taken.id),
            (queries.cut_page, cut.id),
            (queries.clip_visible_to, taken.clip_id),
        ):
            with pytest.raises(NotFound):
                read(session, actor, key)
