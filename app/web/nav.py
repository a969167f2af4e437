"""The five places of the navigation, for whoever looks."""

from dataclasses import dataclass
from typing import Any

from app.core.text import Text, say
from app.people.rules import Actor

BELONGS = {
    "classes": ("course",),
    "milestones": ("course",),
    "proposals": ("team",),
    "wishes": ("team",),
    "quotas": ("team",),
    "swaps": ("team",),
    "teams": ("team",),
    "submissions": ("book",),
    "takes": ("rushes", "team"),
    "cuts": ("rushes", "team"),
    "assembly": ("rushes", "team"),
    "coverage": ("rushes", "team"),
    "continuity": ("rushes", "team"),
    "screenings": ("night",),
    "slots": ("night",),
}
"""Where pages belong, the nearest first, by the first word of their address or the one after a course or team."""

WITHIN = 3
"""Where the word after the course or team stands in an address: /courses/7/proposals."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; ``icon`` names a symbol of the design system."""

    href: str
    label: Text
    icon: str
    current: bool


def navigation(actor: Actor | None, path: str, course: Any = None, team: Any = None) -> list[Place]:
    """List the places for this person: a student's own team, or the whole course for staff.

    ``course`` and ``team`` are what the page is about, when it says so; else the person's newest course.
    """
    if actor is None or actor.is_guest:
        return []
    course_id = getattr(course, "id", None) or getattr(team, "course_id", None) or next(iter(actor.courses), None)
    places: list[tuple[str, Text, str]] = [("/", say("Today"), "today")]
    if course_id is None:
        if actor.is_admin:
            places.append(("/admin", say("Administration"), "admin"))
        return _marked(places, path)
    own = actor.team_in(course_id)
    places.append((f"/courses/{course_id}", say("Course"), "course"))
    if actor.assists(course_id):
        places += [
            (f"/courses/{course_id}/teams", say("Teams"), "team"),
            (f"/courses/{course_id}/books", say("Books"), "book"),
        ]
    elif own is not None:
        places += [
            (f"/teams/{own}", say("Team"), "team"),
            (f"/teams/{own}/book", say("Book"), "book"),
            (f"/teams/{own}/rushes", say("Rushes"), "rushes"),
        ]
    else:
        places.append((f"/courses/{course_id}/teams", say("Teams"), "team"))
    places.append((f"/courses/{course_id}/night", say("Night"), "night"))
    return _marked(places, path)


def _marked(places: list[tuple[str, Text, str]], path: str) -> list[Place]:
    """Mark the place whose address is the longest beginning of the path, else the one it belongs to."""
    fitting = [href for href, _, _ in places if path == href or (href != "/" and path.startswith(href + "/"))]
    homes = {icon: href for href, _, icon in places}
    words = path.split("/")
    within = words[1] in {"courses", "teams"} and len(words) > WITHIN
    belongs = [homes[icon] for icon in BELONGS.get(words[WITHIN if within else 1], ()) if icon in homes]
    current = belongs[0] if belongs and (within or not fitting) else max(fitting, key=len, default="")
    return [Place(href, label, icon, href == current) for href, label, icon in places]
