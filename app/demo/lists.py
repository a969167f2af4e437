"""The lists of a team's book in the demonstration course: steps, casting, places, things; as far as the team is."""

from datetime import timedelta

from sqlmodel import Session

from app.books import actions, queries
from app.books.rules import ArticleKind, ArticleState, CastingKind, Permission, Phase, SectionKind
from app.books.schemas import (
    ArticleInput,
    BookingInput,
    BudgetLimitsInput,
    CastingInput,
    PlaceInput,
    SharedItemInput,
    StepInput,
)
from app.books.tables import CASTING, EQUIPMENT, PLACES, STEPS
from app.core import clock
from app.demo.stories import Story
from app.people.rules import Actor

DONE = {
    "accepted": (Phase.PRE_PRODUCTION, Phase.PRODUCTION, Phase.POST),
    "cut": (Phase.PRE_PRODUCTION, Phase.PRODUCTION),
    "production": (Phase.PRE_PRODUCTION,),
}
"""The phases that a team of each stage has behind it."""


def steps(session: Session, members: list[Actor], team_id: int, story: Story) -> None:
    """Plan the steps from the template, and tick off what is done; the last step of a team stays open."""
    director = members[0]
    actions.plan_steps(session, director, team_id)
    rows = queries.book_page(session, director, team_id, (SectionKind.STEPS,)).rows(SectionKind.STEPS)
    behind = DONE.get(story.stage, ())
    for n, row in enumerate(rows):
        if row["phase"] not in behind or n == len(rows) - 1:
            continue
        values = {name: value for name, value in row.values.items() if value is not None}
        done = StepInput.model_validate({**values, "done": True, "version": row.version})
        actions.change_row(session, director, team_id, STEPS, row.id, done)


HELPER = ("운전과 짐 나르기", "박 선배", "카카오톡 park_film", "토요일만 가능")
"""Task, name, contact, note."""
PLACES_KO = (
    (
        "서울시 종로구 대학로 103",
        "given",
        "평일 18시 이후",
        "냉장고 소리, 끌 수 있음",
        "콘센트 2개",
        "37.5799, 126.9990",
    ),
    ("의과대학 본관 3층", "asked", "토요일 종일", "수업 종 50분마다", "복도 끝 콘센트", "37.5796, 126.9980"),
    ("", "not-needed", "", "도로 소음, 새벽에 조용함", "보조 배터리 필요", ""),
)
PLACES_EN = (
    (
        "Main hospital, ground floor",
        "given",
        "after 6 p.m.",
        "refrigerator, may be switched off",
        "two sockets",
        "37.5799, 126.9990",
    ),
    ("Medical school, third floor", "asked", "Saturdays", "the bell rings every 50 minutes", "end of the corridor", ""),
    ("", "not-needed", "", "traffic, quiet before dawn", "bring power banks", ""),
)
"""Address, permission, hours, noise, power, coordinates."""


def casting(session: Session, members: list[Actor], team_id: int) -> None:
    """Cast the characters of the scenario with the team's people, all but the last one; one helper from outside."""
    director = members[0]
    actions.list_characters(session, director, team_id)
    rows = queries.book_page(session, director, team_id, (SectionKind.CASTING,)).rows(SectionKind.CASTING)
    for n, row in enumerate(rows[:-1] if len(rows) > 1 else rows):
        cast = CastingInput(part=row["part"], person=members[(n + 2) % len(members)].name, version=row.version)
        actions.change_row(session, director, team_id, CASTING, row.id, cast)
    part, person, contact, note = HELPER
    helper = CastingInput(kind=CastingKind.HELPER, part=part, person=person, contact=contact, note=note)
    actions.add_row(session, members[-1], team_id, CASTING, helper)


def places(session: Session, members: list[Actor], team_id: int, story: Story) -> None:
    """Find a location for the places of the scenario."""
    korean = story.title > "가"
    producer = members[-1]
    actions.list_places(session, producer, team_id)
    rows = queries.book_page(session, producer, team_id, (SectionKind.PLACES,)).rows(SectionKind.PLACES)
    for row, found in zip(rows, PLACES_KO if korean else PLACES_EN, strict=False):
        address, permission, hours, noise, power, coordinates = found
        place = PlaceInput(
            name=row["name"],
            scenes=row["scenes"],
            permission=Permission(permission),
            address=address,
            contact="정문 경비실 02-555-0142" if address and korean else "",
            hours=hours,
            noise=noise,
            power=power,
            coordinates=coordinates,
            version=row.version,
        )
        actions.change_row(session, producer, team_id, PLACES, row.id, place)


THINGS = (
    (ArticleKind.EQUIPMENT, "휴대폰 2대 (4K, 24프레임)", "1, 2, 3", ArticleState.THERE),
    (ArticleKind.EQUIPMENT, "핀 마이크와 변환 젠더", "1, 2", ArticleState.PROMISED),
    (ArticleKind.EQUIPMENT, "보조 배터리 3개", "", ArticleState.THERE),
    (ArticleKind.PROP, "투명 우산", "1, 3", ArticleState.THERE),
    (ArticleKind.COSTUME, "젖은 운동화, 여벌 양말", "1, 2", ArticleState.PROMISED),
    (ArticleKind.MAKE_UP, "물 분무기와 수건", "1", ArticleState.NEEDED),
    (ArticleKind.SET, "병원 대기실 의자 4개", "2", ArticleState.THERE),
)
"""Kind, item, scenes, state."""

SHARED = (
    ("반사판", 2, "교학과 302호, 가방째 빌려 가세요"),
    ("붐 마이크와 장대", 1, "건전지는 팀에서 준비"),
    ("삼각대", 3, "휴대폰 거치대 포함"),
    ("LED 조명", 1, "전원선 5 m, 배터리 없음"),
)
"""Name, number, note of what the course lends."""

CAP = 300_000


def things(session: Session, members: list[Actor], team_id: int, number: int) -> None:
    """List what the film needs; the last thing of some teams has nobody who brings it."""
    for n, (kind, item, scenes, state) in enumerate(THINGS[: 4 + number % 4]):
        bringer = "" if state is ArticleState.NEEDED else members[(n + number) % len(members)].name
        data = ArticleInput(kind=kind, item=item, scenes=scenes, state=state, brought_by=bringer)
        actions.add_row(session, members[n % len(members)], team_id, EQUIPMENT, data)


def lend(session: Session, instructor: Actor, course_id: int, bookers: list[tuple[Actor, int]]) -> None:
    """Let the course lend things and cap its budgets; each booker's team has booked one of them for the coming days."""
    actions.limit_budgets(session, instructor, course_id, BudgetLimitsInput(budget_cap=CAP, contingency=10))
    items = [
        actions.add_item(session, instructor, course_id, SharedItemInput(name=name, quantity=quantity, note=note))
        for name, quantity, note in SHARED
    ]
    today = clock.now().date()
    for n, (booker, team_id) in enumerate(bookers):
        days = BookingInput(first_on=today + timedelta(days=2 + n), last_on=today + timedelta(days=3 + n))
        actions.book_item(session, booker, team_id, items[n % len(items)].id, days)
