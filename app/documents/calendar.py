"""Calendars as other programs read them (iCalendar, RFC 5545): lines folded by bytes, every zone described."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

FRESH = timedelta(hours=1)
"""How often a calendar that follows an address should look again."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a calendar. A day without hours takes the whole day; ``uid`` stays the same whatever changes.

    What is ``cancelled`` stays for a while, so that it also goes from calendars that took it in once.
    """

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | None = None
    where: str = ""
    words: str = ""
    link: str = ""
    version: int = 0
    cancelled: bool = False
    changed: datetime | None = None


def calendar(name: str, timezone: str, events: Iterable[Event], now: datetime) -> bytes:
    """Write a calendar. Moments are shown in ``timezone``; ``now`` is when it was written."""
    import icalendar  # noqa: PLC0415 -- half a second of the start, for those who follow a calendar

    made = icalendar.Calendar()
    made.add("prodid", "-//Rushes//Filming schedule//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", timezone)
    made.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    zone = ZoneInfo(timezone)
    for one in events:
        made.add_component(_event(one, zone, now))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(event: Event, zone: ZoneInfo, now: datetime) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415 -- see above

    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", now)
    made.add("sequence", event.version)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.changed is not None:
        made.add("last-modified", event.changed.astimezone(UTC))
    made.add("summary", event.title)
    begins = event.begins
    if isinstance(begins, datetime):
        made.add("dtstart", begins.astimezone(zone))
        if event.ends is not None:
            made.add("dtend", event.ends.astimezone(zone))
    else:
        made.add("dtstart", begins)
        made.add("dtend", begins + timedelta(days=1))
    for key, text in (("location", event.where), ("description", event.words), ("url", event.link)):
        if text:
            made.add(key, text)
    return made
