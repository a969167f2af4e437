"""What can happen, as sentences. A verb that is not here still reads as something."""

from collections.abc import Mapping
from typing import Any

from app.core.text import Text, say, told

VERBS: Mapping[str, Text] = {
    "course.made": say("%(who)s made the course “%(title)s”."),
    "course.changed": say("%(who)s changed the settings of the course."),
    "course.archived": say("%(who)s put the course into the archive."),
    "course.reopened": say("%(who)s took the course out of the archive."),
    "course.code-made": say("%(who)s made a code for joining."),
    "course.code-removed": say("%(who)s removed the code for joining."),
    "class.added": say("%(who)s added the class “%(title)s”."),
    "class.changed": say("%(who)s changed the class “%(title)s”."),
    "class.removed": say("%(who)s removed the class “%(title)s”."),
    "material.added": say("%(who)s added “%(title)s” to a class."),
    "material.removed": say("%(who)s removed “%(title)s” from a class."),
    "milestone.added": say("%(who)s added the milestone “%(title)s”."),
    "milestone.changed": say("%(who)s moved or changed the milestone “%(title)s”."),
    "milestone.removed": say("%(who)s removed the milestone “%(title)s”."),
    "person.invited": say("%(who)s invited %(name)s to the course."),
    "person.joined": say("%(who)s joined the course."),
    "person.removed": say("%(who)s removed %(name)s from the course."),
    "person.role-changed": say("%(who)s changed what %(name)s is in the course."),
    "person.link-made": say("%(who)s made a link to sign in for %(name)s."),
    "team.founded": say("%(who)s founded the team “%(name)s”."),
    "team.joined": say("%(who)s joined the team “%(name)s”."),
    "team.left": say("%(who)s left the team “%(name)s”."),
    "team.role-taken": say("%(who)s took a role in “%(name)s”."),
    "team.role-given-up": say("%(who)s gave up a role in “%(name)s”."),
    "team.renamed": say("%(who)s named the team “%(name)s”."),
    "team.moved": say("%(who)s moved %(name)s on the board."),
    "team.move-undone": say("%(who)s took back the move of %(name)s."),
    "team.dissolved": say("%(who)s removed the empty team “%(name)s”."),
    "team.extended": say("%(who)s gave “%(name)s” more time: %(title)s."),
    "team.extension-ended": say("%(who)s took back the extra time of “%(name)s”: %(title)s."),
    "formation.limits-set": say("%(who)s changed team size and quotas."),
    "formation.closed": say("%(who)s closed the forming of teams."),
    "formation.published": say("%(who)s published the teams. Look at yours."),
    "formation.reopened": say("%(who)s let students form teams again."),
    "team.asked": say("%(who)s asks to be let into “%(name)s”."),
    "team.invited": say("%(who)s invited %(guest)s to “%(name)s”."),
    "team.declined": say("%(who)s said no: %(guest)s does not come into “%(name)s”."),
    "team.let-in": say("%(guest)s is in “%(name)s” now."),
    "swap.asked": say("%(who)s asks %(other)s to change places."),
    "swap.agreed": say("%(other)s agrees to change places with %(asker)s. The instructor decides."),
    "swap.declined": say("%(other)s declined to change places with %(asker)s."),
    "swap.withdrawn": say("%(who)s withdrew the swap of %(asker)s and %(other)s."),
    "swap.done": say("%(asker)s and %(other)s have changed places, confirmed by %(who)s."),
    "swap.refused": say("%(who)s refused the swap of %(asker)s and %(other)s."),
    "formation.adopted": say("%(who)s put proposal %(number)s in force."),
    "wishes.given": say("%(who)s has said what they wish for."),
    "wishes.deadline-set": say("%(who)s changed until when wishes are open."),
    "roster.imported": say("%(who)s imported a roster: %(added)s new, %(changed)s changed."),
    "book.submitted": say("%(who)s submitted version %(number)s of the production book."),
    "book.received": say("Version %(number)s of the book is in: %(at)s (%(zone)s). Receipt %(receipt)s."),
    "book.answered": say("%(who)s answered the production book."),
    "book.noted": say("%(who)s wrote notes on the production book."),
    "book.peer-noted": say("Team %(from_team)s wrote notes on your production book."),
    "book.paired": say("Your team reviews the production books of other teams: team %(teams)s."),
    "book.to-review": say("Team %(of_team)s handed in version %(number)s: your team reviews it."),
    "note.replied": say("%(who)s answered a note on the production book."),
    "book.approved": say("%(who)s approved the production book."),
    "book.returned": say("%(who)s asked for changes to the production book."),
    "pitches.opened": say("%(who)s opened the vote on the pitches."),
    "gate.opened": say("%(who)s opened a gate: %(reason)s"),
    "gate.closed": say("%(who)s closed a gate: %(reason)s"),
    "gate.freed": say("%(who)s lets a gate follow the team's work again."),
    "take.uploaded": say("%(who)s uploaded %(file)s."),
    "take.rated": say("%(who)s rated a take."),
    "take.removed": say("%(who)s removed a take."),
    "clip.noted": say("%(who)s wrote a note on a film."),
    "clip.note-answered": say("%(who)s answered a note on a film."),
    "clip.mentioned": say("%(who)s asks you something in a note on a film."),
    "clip.failed": say("%(file)s could not be converted. %(cause)s"),
    "clip.warned": say("Shoot %(file)s again while you are there? %(cause)s"),
    "clip.cancelled": say("%(who)s stopped the work on %(file)s."),
    "cut.submitted": say("%(who)s handed in cut %(number)s."),
    "cut.accepted": say("%(who)s accepted cut %(number)s."),
    "cut.returned": say("%(who)s asked for changes to cut %(number)s."),
    "cut.taken-back": say("%(who)s took back cut %(number)s."),
    "screening.planned": say("%(who)s planned the screening “%(title)s”."),
    "screening.started": say("%(who)s began the screening."),
    "screening.finished": say("%(who)s ended the screening."),
    "guest.invited": say("%(who)s made a guest link for %(name)s."),
    "feedback.released": say("%(who)s released the feedback on “%(film)s”. Read it."),
    "feedback.hidden": say("%(who)s hid an answer."),
    "feedback.shown": say("%(who)s showed a hidden answer again."),
}
"""Each verb with its sentence; ``%(who)s`` is the actor, the rest comes from the entry's data."""

ABOUT: Mapping[str, tuple[Text, tuple[str, ...]]] = {
    "course": (say("Course and calendar"), ("course", "class", "material", "milestone")),
    "people": (say("People"), ("person", "roster")),
    "teams": (say("Teams and roles"), ("team", "formation", "swap", "wishes")),
    "book": (say("Production book"), ("book", "note", "gate")),
    "footage": (say("Rushes and cuts"), ("take", "clip", "cut")),
    "night": (say("Night and feedback"), ("screening", "guest", "feedback")),
}
"""What a journal can be narrowed to: each with its name and the first words of its verbs."""

SOMEBODY = say("Somebody")


class _Values(dict[str, Any]):
    """The values of a sentence; what an old entry did not write down is shown as "…"."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(verb: str, who: str, data: Mapping[str, Any]) -> Text:
    """Say what happened. An unknown verb is named by its own words: "team.founded" → "team founded"."""
    values = _Values({k: v for k, v in data.items() if isinstance(v, str | int | float)})
    values["who"] = who or SOMEBODY
    if "cause" in values:
        values["cause"] = told(values["cause"])
    known = VERBS.get(verb)
    if known is None:
        values["what"] = verb.replace(".", " ").replace("-", " ")
        return Text(say("%(who)s: %(what)s").msgid, values)
    return Text(known.msgid, values)
