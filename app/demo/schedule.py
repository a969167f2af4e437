"""The filming schedules of the demonstration course: days around today, scenes on them, what was filmed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.books import actions
from app.books import queries as books
from app.books.schedule import actions as board
from app.books.schedule.queries import planned
from app.books.schedule.rules import provisional
from app.books.schedule.schemas import DayInput, MarkInput, MoveStripInput
from app.books.tables import SCHEDULE, TABLES
from app.demo.stories import Story
from app.people.rules import Actor

BEGUN = {"accepted": -16, "cut": -9, "production": -1, "scenario": 3}
"""How many days from today a team of each stage films first."""
HOURS = (("09:30", "16:00"), ("13:00", "18:30"), ("10:00", "15:00"))
PLACES = ("의대 3층 복도", "학생회관 대기실", "본관 옥상")
MEETING = "정문 앞 벤치"
HOSPITAL = "대학병원 응급실 (정문에서 도보 5분)"


def days(session: Session, members: list[Actor], team_id: int, story: Story, number: int, now: datetime) -> None:
    """Plan two or three days and put the scenes on them; teams that are further have filmed."""
    director, producer = members[0], members[-1]
    today = now.astimezone(ZoneInfo("Asia/Seoul")).date()
    first = today + timedelta(days=BEGUN[story.stage])
    made = [_day(session, director, team_id, first + timedelta(days=2 * n), n, number, producer) for n in range(3)]
    scenes = planned(books.book_page(session, director, team_id, TABLES))
    behind = story.stage in {"accepted", "cut"}
    for n, scene in enumerate(scenes):
        day = made[min(n * len(made) // max(1, len(scenes)), len(made) - 1)]
        if story.stage == "production" and n == len(scenes) - 1 and len(scenes) > 1:
            continue  # has no day yet
        strip = provisional(scene.number, scene.heading)
        board.move_strip(session, director, team_id, strip, MoveStripInput(day=day))
        if behind:
            board.mark_strip(session, director, team_id, strip, MarkInput())


def _day(session: Session, director: Actor, team_id: int, day: date, n: int, number: int, producer: Actor) -> int:
    call, wrap = HOURS[(n + number) % len(HOURS)]
    data = DayInput(
        day=day,
        call=call,
        wrap=wrap,
        place=PLACES[(n + number) % len(PLACES)],
        meeting=MEETING,
        hospital=HOSPITAL,
        contacts=f"{producer.name} (제작)",
        note="" if n else "휴대폰은 모두 충전해 오세요.",
    )
    return int(actions.add_row(session, director, team_id, SCHEDULE, data).id)
