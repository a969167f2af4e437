"""The nights of the demonstration course: a first evening that has been shown and answered, and tonight."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.core import clock
from app.demo.cast import Cast
from app.demo.stories import REMARKS_EN, REMARKS_KO
from app.feedback import actions as feedback
from app.feedback import queries as answers
from app.feedback.rules import PromptKind
from app.feedback.schemas import AnswerInput, ReleaseInput, ResponseInput
from app.people.rules import Actor
from app.screenings import actions, queries
from app.screenings.rules import Command, SlotKind
from app.screenings.schemas import CommandInput, GuestInput, ScreeningInput

GIVERS = 14


def plan(session: Session, cast: Cast, zone: str) -> None:
    """Plan tonight, and an evening of last week whose first film has its feedback released."""
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    feedback.form_for(session, cast.course_id)
    _last_week(session, cast, datetime.combine(today - timedelta(days=7), time(18, 0)))
    evening = ScreeningInput(
        title="합동 상영회 · Joint screening",
        place="의학관 대강당",
        starts_at=datetime.combine(today, time(19, 0)),
        guests_may_answer=True,
    )
    tonight = actions.plan_screening(session, cast.instructor, cast.course_id, evening)
    actions.invite_guest(session, cast.instructor, tonight.id, GuestInput(name="김서연 어머니"))


def _last_week(session: Session, cast: Cast, begins: datetime) -> None:
    with clock.at(clock.now() - timedelta(days=7)):
        evening = ScreeningInput(title="시사회 · First viewing", place="세미나실 2", starts_at=begins)
        night = actions.plan_screening(session, cast.instructor, cast.course_id, evening)
        found = queries.night(session, night.id)
        for row in found.rows:
            if row.slot.kind is SlotKind.FILM and row.slot.team_id not in cast.teams[:2]:
                actions.remove_slot(session, cast.instructor, row.slot.id)
            if row.slot.kind is SlotKind.POSTSCRIPT and row.slot.team_id not in cast.teams[:2]:
                actions.remove_slot(session, cast.instructor, row.slot.id)
        session.flush()
        _press(session, cast.instructor, night.id, Command.START)
        for row in queries.night(session, night.id).rows[1:]:
            _press(session, cast.instructor, night.id, Command.NEXT)
            if row.slot.kind is SlotKind.FILM:
                _press(session, cast.instructor, night.id, Command.PLAY)
                _press(session, cast.instructor, night.id, Command.ENDED)
        films = [row.slot for row in queries.night(session, night.id).rows if row.slot.kind is SlotKind.FILM]
        for number, slot in enumerate(films):
            _answers(session, cast, slot.id, slot.team_id, GIVERS - 5 * number)
        message = "신발 이야기를 한 사람이 많았어요. 다음 편집에서 마지막 컷의 길이를 생각해 보세요."
        feedback.release(session, cast.instructor, films[0].id, ReleaseInput(message=message))
        _press(session, cast.instructor, night.id, Command.FINISH)


def _press(session: Session, conductor: Actor, screening_id: int, command: Command) -> None:
    data = CommandInput(command=command, rev=queries.night(session, screening_id).screening.rev)
    actions.command(session, conductor, screening_id, data.command, data.rev)


def _answers(session: Session, cast: Cast, slot_id: int, team_id: int | None, count: int) -> None:
    """Let people of the other teams answer, each a little differently."""
    others = [one for team, members in zip(cast.teams, cast.members, strict=True) if team != team_id for one in members]
    form = feedback.form_for(session, cast.course_id)
    prompts = answers.prompts_of(session, form.id)
    for place, giver in enumerate(others[:: max(1, len(others) // count)][:count]):
        remarks = REMARKS_EN if place % 4 == 0 else REMARKS_KO
        given = [
            AnswerInput(prompt_id=prompt.id, number=3 + (place * 7 + prompt.position) % 3)
            if prompt.kind is PromptKind.SCALE
            else AnswerInput(prompt_id=prompt.id, text=remarks[(place + prompt.position) % len(remarks)])
            for prompt in prompts
            if prompt.kind is PromptKind.SCALE or (place + prompt.position) % 3 == 0
        ]
        feedback.respond(session, giver, slot_id, ResponseInput(answers=given, send=True))
