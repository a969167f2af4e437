"""The call sheet of a shooting day, as plain values."""

from functools import partial

from sqlmodel import Session

from app.books import fountain
from app.books.rules import SectionKind
from app.books.schedule import places, rules
from app.insights.queries.schedule import Schedule, articles_of, named_rows, schedule_page, spot_of
from app.people.rules import Actor

SHOWN = ("size", "picture", "frame")


def call_sheet(session: Session, actor: Actor, team_id: int, day_id: int) -> rules.CallSheet:
    """Give a day's call sheet as plain values, to show or print (5 statements). Raises NotFound."""
    return call_sheet_of(schedule_page(session, actor, team_id), day_id)


def call_sheet_of(found: Schedule, day_id: int) -> rules.CallSheet:
    """Give a day's call sheet of a schedule that was loaded. Raises NotFound."""
    plan, book = found.day(day_id), found.book
    row, sun = plan.row, plan.sun
    spot = spot_of(book, row)
    shots = {one.id: {name: one[name] or "" for name in SHOWN} for one in book.rows(SectionKind.SHOTS)}
    listed = [one for one in named_rows(book, "places") if rules.same_place(one["name"], row["place"])]
    address = next((one["address"] for one in listed), "")
    to_map = partial(places.map_of, timezone=book.course.timezone)
    rising = sun is not None and sun.rise is not None
    return rules.CallSheet(
        film=book.pitch.title or book.team.film_title,
        team=book.team.name,
        team_number=book.team.number,
        course=book.course.title,
        day_id=day_id,
        number=plan.day.number,
        days=len(found.days),
        date=plan.day.day,
        call=row["call"],
        wrap=row["wrap"],
        place=row["place"],
        address=address,
        spot=spot,
        map=to_map(address or row["place"], spot) if row["place"] or spot else "",
        meeting=row["meeting"],
        hospital=row["hospital"],
        hospital_map=to_map(row["hospital"], None) if row["hospital"] else "",
        contacts=row["contacts"],
        note=row["note"],
        sunrise=f"{sun.rise:%H:%M}" if sun and rising else "",
        sunset=f"{sun.set:%H:%M}" if sun and rising else "",
        sun_at=""
        if sun is None
        else row["place"]
        if spot
        else book.course.timezone.rpartition("/")[2].replace("_", " "),
        scenes=rules.call_scenes(plan.pieces, shots),
        length=fountain.pages(plan.total.eighths),
        total=plan.total,
        cast=rules.call_cast(plan.pieces, found.casting),
        crew=tuple(rules.CallMember(one.name, tuple(role.value for role in one.roles)) for one in found.members),
        bring=rules.to_bring(plan.pieces, articles_of(book)),
    )
