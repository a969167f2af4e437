"""Facts read from the tables of all rooms, on SQLite and PostgreSQL; pages cost the same for 3 teams and 300."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.books.models import Book, Note, Pitch, ProductionStep, Scenario, Shot, Submission
from app.books.rules import Phase, SectionKind, SubmissionState
from app.core import clock
from app.core.errors import Forbidden, NotFound
from app.courses.models import ClassMeeting, Enrolment, Material, Milestone
from app.courses.rules import MaterialKind, MilestoneKind, Stage
from app.feedback.models import FeedbackForm, Response
from app.footage.models import Clip, Cut, Take
from app.footage.rules import CutKind, CutState, Rating
from app.insights import queries
from app.insights.rules import Facts
from app.people.models import Person
from app.people.rules import CourseRole
from app.screenings.models import Screening, Slot
from app.screenings.rules import SlotKind
from app.teams import queries as teams
from app.teams.models import Extension, Membership, RoleHolding, Team
from app.teams.rules import Role
from tests import worlds
from tests.costs import MOST

NOW = clock.now()


@pytest.fixture
def world(db):
    return worlds.build(db)


def add(session, row):
    session.add(row)
    session.flush()
    return row


def submission(session, book, number, state, scenario, ago=1):
    return add(
        session,
        Submission(
            book_id=book.id,
            team_id=book.team_id,
            course_id=book.course_id,
            number=number,
            content={"pitch": {"title": "T"}, "scenario": scenario},
            content_hash="0",
            submitted_at=NOW - timedelta(hours=ago),
            state=state,
        ),
    )


def clip(session, team_id):
    return add(session, Clip(team_id=team_id, created_at=NOW, seconds=3.0))


def take(session, team_id, shot, rating, number=1):
    where = clip(session, team_id).id
    add(
        session,
        Take(
            team_id=team_id,
            clip_id=where,
            shot_id=shot.id,
            numbered_in=shot.id,
            number=number,
            rating=rating,
            created_at=NOW,
        ),
    )


def facts(db, world):
    with db.reading() as session:
        return queries.facts_of(session, [world.course_id])[world.team_id][1]


def test_facts_grow_with_the_work(db, world):
    assert facts(db, world) == Facts(world.team_id, members=2)
    with db.writing() as session:
        book = add(session, Book(team_id=world.team_id, course_id=world.course_id))
        add(session, Pitch(book_id=book.id, logline="Two wait."))
        first = submission(session, book, 1, SubmissionState.APPROVED, "")
        for sent_at in (NOW, None):  # a draft asks for nothing yet
            note = Note(submission_id=first.id, section=SectionKind.PITCH, text="?", created_at=NOW, sent_at=sent_at)
            add(session, note)
    found = facts(db, world)
    assert (found.pitch_written, found.topic_approved, found.scenario_submissions, found.open_notes) == (
        True,
        True,
        0,
        1,
    )
    assert found.noted_in == first.id
    with db.writing() as session:
        other = add(session, Team(course_id=world.course_id, number=9, name="Nine", created_at=NOW))
    with db.reading() as session:
        assert queries.facts_of_team(session, other.id).open_notes == 0, "another team's notes are none of ours"
    with db.writing() as session:
        add(session, Scenario(book_id=book.id, text="INT. WARD"))
        submission(session, book, 2, SubmissionState.WAITING, "INT. WARD")
        shots = [
            add(session, Shot(book_id=book.id, team_id=world.team_id, position=n, scene="1", number=f"1{n}"))
            for n in range(3)
        ]
        add(session, Shot(book_id=book.id, team_id=world.team_id, position=9, removed_at=NOW))
        take(session, world.team_id, shots[0], Rating.CIRCLED, 1)
        take(session, world.team_id, shots[0], Rating.CIRCLED, 2)
        take(session, world.team_id, shots[1], Rating.NO_GOOD)
        where = clip(session, world.team_id).id
        add(
            session,
            Cut(
                team_id=world.team_id,
                course_id=world.course_id,
                clip_id=where,
                number=1,
                kind=CutKind.FINAL,
                state=CutState.RETURNED,
                submitted_at=NOW,
            ),
        )
    found = facts(db, world)
    assert (found.scenario_written, found.scenario_submissions, found.scenario_approved) == (True, 1, False)
    assert (found.shots, found.covered, found.takes, found.cuts) == (3, 1, 3, 1)
    assert (found.waiting, found.final_returned, found.final_waiting) == (1, True, False)
    with db.reading() as session:
        stand = queries.team_stand_visible_to(session, world.kim, world.team_id)
        assert [(one.scene, one.shots, one.covered) for one in stand.coverage] == [("1", 3, 1)]
        assert [t.number for t, _, _ in stand.takes] == [1, 2, 1]
        assert stand.progress.stage is Stage.POST


def test_a_team_page_is_for_the_team_and_the_staff(db, world):
    with db.reading() as session:
        assert queries.team_stand_visible_to(session, world.assistant, world.team_id).page.team.number == 1
        with pytest.raises(Forbidden):
            queries.team_stand_visible_to(session, world.park, world.team_id)
        with pytest.raises(NotFound):
            queries.team_stand_visible_to(session, world.stranger, world.team_id)


def test_today_of_a_student_counts_extensions_and_names_the_next_step(db, world):
    with db.writing() as session:
        topic = add(
            session,
            Milestone(
                course_id=world.course_id, kind=MilestoneKind.TOPIC, title="Pitch", due_at=NOW - timedelta(days=1)
            ),
        )
        later = NOW + timedelta(days=2)
        add(session, Extension(team_id=world.team_id, milestone_id=topic.id, due_at=later))
    with db.reading() as session:
        today = queries.today_of(session, world.kim)
        assert [str(task.step.sentence) for task in today.mine] == ["Write the pitch"]
        assert today.mine[0].step.due_at == later
        assert not today.teaches
        editor = queries.today_of(session, world.lee)
        assert editor.mine == []
        assert [str(task.step.sentence) for task in editor.others] == ["Write the pitch"]
        alone = queries.today_of(session, world.loner)
        assert [str(task.step.sentence) for task in alone.mine] == ["Find a team, or found one"]
        slipping = queries.today_of(session, world.prof).slipping
        assert [progress.team.number for _, progress in slipping] == [2]  # team 1 has its extension


def test_what_waits_is_listed_oldest_first_and_only_for_the_own_course(db, world):
    with db.writing() as session:
        book = add(session, Book(team_id=world.team_id, course_id=world.course_id))
        submission(session, book, 1, SubmissionState.WAITING, "x", ago=1)
        other = add(session, Book(team_id=world.other_team_id, course_id=world.course_id))
        submission(session, other, 1, SubmissionState.WAITING, "x", ago=5)
        submission(session, other, 2, SubmissionState.CHANGES, "x", ago=9)
    with db.reading() as session:
        waiting = queries.today_of(session, world.assistant).waiting
        assert [one.team.number for one in waiting] == [2, 1]
        assert queries.today_of(session, world.other_prof).waiting == []
        assert queries.today_of(session, world.kim).waiting == []


def test_today_asks_for_the_form_of_every_film_seen_but_the_own_one(db, world):
    with db.writing() as session:
        night = add(session, Screening(course_id=world.course_id, title="Night", starts_at=NOW, created_at=NOW))
        seen, own, ahead, closed = (
            add(
                session,
                Slot(screening_id=night.id, position=n, kind=SlotKind.FILM, team_id=team, ended_at=end, closed_at=shut),
            )
            for n, (team, end, shut) in enumerate(
                [
                    (world.other_team_id, NOW, None),
                    (world.team_id, NOW, None),
                    (world.other_team_id, None, None),
                    (world.other_team_id, NOW, NOW),
                ]
            )
        )
        form = add(session, FeedbackForm(course_id=world.course_id, title="After the film", created_at=NOW))
        asked = f"/slots/{seen.id}/feedback"
        places = {f"/slots/{slot.id}/feedback" for slot in (seen, own, ahead, closed)}

    def forms(actor):
        with db.reading() as session:
            return [t.step.href for t in queries.today_of(session, actor).tasks if t.step.href in places]

    assert forms(world.kim) == [asked]
    assert forms(world.loner) == [asked, f"/slots/{own.id}/feedback"]
    assert forms(world.prof) == forms(world.other_prof) == []
    with db.writing() as session:
        answer = Response(
            form_id=form.id,
            screening_id=night.id,
            slot_id=seen.id,
            team_id=world.other_team_id,
            person_id=world.kim.person_id,
            created_at=NOW,
        )
        draft = add(session, answer)
    assert forms(world.kim) == [asked], "a draft is not sent"
    with db.writing() as session:
        session.get(Response, draft.id).sent_at = NOW
    assert forms(world.kim) == []


def crowd(session, world, count):
    """Add teams with books, shots, takes, notes and students."""
    roles = list(Role)
    meeting = add(session, ClassMeeting(course_id=world.course_id, number=1, title="C", starts_at=NOW))
    for n in range(count):
        add(session, Material(meeting_id=meeting.id, kind=MaterialKind.TEXT, title="M", text="…", created_at=NOW))
        team = add(session, Team(course_id=world.course_id, number=10 + n, name=f"T{n}", created_at=NOW))
        book = add(session, Book(team_id=team.id, course_id=world.course_id))
        submission(session, book, 1, SubmissionState.WAITING, "x")
        shot = add(session, Shot(book_id=book.id, team_id=team.id, position=1, scene="1"))
        take(session, team.id, shot, Rating.NONE)
        person = add(session, Person(email=f"c{count}-{n}@example.test", name=f"C{n}", created_at=NOW))
        add(
            session,
            Enrolment(course_id=world.course_id, person_id=person.id, role=CourseRole.STUDENT, joined_at=NOW),
        )
        member = add(
            session,
            Membership(team_id=team.id, course_id=world.course_id, person_id=person.id, joined_at=NOW),
        )
        for position in range(2):
            role = roles[(n + position) % len(roles)]
            add(session, RoleHolding(membership_id=member.id, team_id=team.id, role=role, position=position))


READS = {
    "course": lambda s, w: queries.overview_visible_to(s, w.prof, w.course_id),
    "today of staff": lambda s, w: queries.today_of(s, w.prof),
    "today of a student": lambda s, w: queries.today_of(s, w.kim),
    "team": lambda s, w: queries.team_stand_visible_to(s, w.kim, w.team_id),
    "board": lambda s, w: (
        teams.division_visible_to(s, w.prof, w.course_id),
        teams.moves_of(s, w.course_id),
    ),
    "csv": lambda s, w: teams.sheet_visible_to(s, w.prof, w.course_id),
}


def test_every_page_costs_the_same_for_3_teams_and_300(lite, count_sql):
    world = worlds.build(lite)

    def costs():
        found = {}
        for name, read in READS.items():
            with lite.reading() as session, count_sql(lite) as sql:
                read(session, world)
            found[name] = len(sql)
        return found

    with lite.writing() as session:
        crowd(session, world, 3)
    few = costs()
    with lite.writing() as session:
        for team in session.exec(select(Team).where(Team.number >= 10)).all():
            team.number += 1000
        session.flush()
        crowd(session, world, 297)
    assert costs() == few
    assert all(cost + 2 <= MOST for cost in few.values()), few  # two more load the actor


def test_steps_of_the_production_table_lie_with_their_owner(db, world):
    with db.writing() as session:
        today = clock.now().date()
        book = add(session, Book(team_id=world.team_id, course_id=world.course_id))
        for what, days, done in (("Film it", 2, False), ("Cut it", -3, False), ("Far", 60, False), ("Done", 1, True)):
            session.add(
                ProductionStep(
                    book_id=book.id,
                    position=1,
                    phase=Phase.PRODUCTION,
                    what=what,
                    owner="Lee",
                    owner_id=world.lee.person_id,
                    due_on=today + timedelta(days=days),
                    done=done,
                )
            )
    with db.reading() as session:
        mine = [str(task.step.sentence) for task in queries.today_of(session, world.lee).mine]
        assert [one for one in mine if one in {"Film it", "Cut it", "Far", "Done"}] == ["Cut it", "Film it"]
        other = [str(task.step.sentence) for task in queries.today_of(session, world.kim).tasks]
        assert "Film it" not in other
        loads = {load.member.name: load.percent for load in queries.team_stand_visible_to(session, world.lee, 1).loads}
        assert loads["Lee"] > loads["Kim"] > 0
