"""The production books of the demonstration course: written, handed in, answered and revised on their days."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app.books import actions, queries
from app.books.models import Submission
from app.books.rules import Outcome, SectionKind, SubmissionState
from app.books.schemas import (
    LineInput,
    NoteInput,
    PeerReviewInput,
    PitchInput,
    RemarkInput,
    ReplyInput,
    ScenarioInput,
    SheetInput,
    ShotInput,
    SubmitInput,
    VerdictInput,
)
from app.books.tables import BREAKDOWN, BUDGET, SHOTS
from app.core import clock
from app.demo import frames, lists, schedule
from app.demo.analysis import ANALYSES
from app.demo.stories import BUDGET as LINES
from app.demo.stories import NOTES, PEER_NOTES, REMARKS, STORIES, Story
from app.people.rules import Actor
from app.storage import Storage

FURTHER = ("accepted", "cut", "production", "scenario")


def write(
    session: Session, storage: Storage, members: list[Actor], instructor: Actor, team_id: int, number: int
) -> None:
    """Write a team's book as far as its stage is."""
    now = clock.now()
    story, begun = STORIES[number], now - timedelta(days=24)
    director, writer, editor = members[0], members[1], members[5]
    with clock.at(begun):
        _pitch(session, director, team_id, story)
    if story.stage not in FURTHER:
        return
    first = story.first_draft or story.scenario
    with clock.at(begun + timedelta(days=4, hours=3)):
        actions.save_scenario(session, writer, team_id, ScenarioInput(text=first, version=0))
        _analyse(session, director, team_id, story.title)
        for scene, shot, size, movement, picture in story.shots:
            data = ShotInput(scene=scene, number=shot, size=size, movement=movement, picture=picture)
            data.setup_minutes, data.minutes, data.lens = 10, 5, "phone 1x"
            actions.add_row(session, director, team_id, SHOTS, data)
        frames.draw(session, storage, director, team_id)
    with clock.at(begun + timedelta(days=5)):
        for category, item, quantity, price, actual in LINES[: 6 - number % 3]:
            line = LineInput(
                category=category,
                item=item,
                quantity=quantity,
                unit_price=price,
                actual=actual,
                paid_by=members[(price + number) % len(members)].name if actual else "",
                reimbursed=category == "교통",
            )
            actions.add_row(session, editor, team_id, BUDGET, line)
        lists.steps(session, members, team_id, story)
        lists.casting(session, members, team_id)
        lists.places(session, members, team_id, story)
        lists.things(session, members, team_id, number)
        schedule.days(session, members, team_id, story, number, now)
    with clock.at(begun + timedelta(days=6, hours=2)):
        handed_in = actions.submit_book(
            session, writer, team_id, SubmitInput(message="첫 제작북입니다. 2번 씬을 봐 주세요.")
        )
    _answer(session, writer, instructor, team_id, story, handed_in, begun + timedelta(days=8))


def review_each_other(session: Session, instructor: Actor, course_id: int, first: dict[int, Actor]) -> None:
    """Let every team review two others; the book that waits has notes of both. ``first`` is a member of each team."""
    with clock.at(clock.now() - timedelta(days=17)):
        pairs = actions.pair_teams(session, instructor, course_id, PeerReviewInput(each=2))
        for version, team in queries.books_waiting(session, instructor, course_id):
            reviewers = sorted(reviewer for reviewer, read in pairs if read == team.id)
            for reviewer, (scene, text) in zip(reviewers, PEER_NOTES, strict=True):
                note = NoteInput(scene=scene, text=text, send=True)
                actions.add_note(session, first[reviewer], version.id, note)


def _analyse(session: Session, director: Actor, team_id: int, title: str) -> None:
    """Write what the scenes need into the table that the scenario made."""
    sheets = queries.book_page(session, director, team_id, (SectionKind.BREAKDOWN,)).analysis.sheets
    for sheet, cells in zip(sheets, ANALYSES[title], strict=False):
        data = SheetInput(**cells, version=sheet.row.version)
        actions.change_row(session, director, team_id, BREAKDOWN, sheet.row.id, data)


def _pitch(session: Session, director: Actor, team_id: int, story: Story) -> None:
    data = PitchInput(
        title=story.title,
        logline=story.logline,
        genre=story.genre,
        whose_view=story.whose_view,
        at_stake=story.at_stake,
        unsaid=story.unsaid,
        different=story.different,
        version=0,
    )
    actions.save_pitch(session, director, team_id, data)


def _answer(
    session: Session,
    writer: Actor,
    instructor: Actor,
    team_id: int,
    story: Story,
    handed_in: Submission,
    day: datetime,
) -> None:
    """Answer the first version: approved, sent back with notes and revised, or still waiting."""
    if story.stage == "scenario":
        return  # waits for the instructor: the tour's first task
    if not story.first_draft:
        with clock.at(day):
            verdict = VerdictInput(state=SubmissionState.APPROVED, answer="좋습니다. 촬영을 시작하세요.")
            actions.answer_submission(session, instructor, handed_in.id, verdict)
        return
    with clock.at(day):
        notes = [
            actions.add_note(
                session,
                instructor,
                handed_in.id,
                NoteInput(scene=scene, line=line, last_line=last, text=text, suggestion=wording),
            )
            for scene, line, last, text, wording, _ in NOTES
        ]
        for remark in REMARKS:
            actions.keep_remark(session, instructor, RemarkInput(text=remark))
        verdict = VerdictInput(
            state=SubmissionState.CHANGES, answer="화난 얼굴 대신 무엇을 볼 수 있을까요? 메모를 보세요."
        )
        actions.answer_submission(session, instructor, handed_in.id, verdict)
    with clock.at(day + timedelta(days=3)):
        actions.save_scenario(session, writer, team_id, ScenarioInput(text=story.scenario, version=1))
        for note, (*_, reply) in zip(notes, NOTES, strict=True):
            if reply:
                actions.reply(session, writer, note.id, ReplyInput(text=reply, outcome=Outcome.DONE))
        second = actions.submit_book(session, writer, team_id, SubmitInput(message="메모를 반영했습니다."))
    with clock.at(day + timedelta(days=5)):
        verdict = VerdictInput(state=SubmissionState.APPROVED, answer="신발과 우산이 다 말해 줍니다. 촬영하세요.")
        actions.answer_submission(session, instructor, second.id, verdict)
