"""Who may read and write notes on films. What a team writes for itself is hidden from everybody else."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.footage.models import ClipNote
from app.footage.policy import may_retry, may_see_footage
from app.people.rules import Actor
from app.teams.models import Team

may_note = may_retry
"""Members and staff write notes on takes and cuts, as they have films converted again."""


def may_read_note(actor: Actor, team: Team, note: ClipNote) -> Decision:
    """Who sees the film reads its notes, the team's private ones the team alone."""
    seen = may_see_footage(actor, team)
    if not seen:
        return seen
    return HIDE if note.private and not actor.in_team(team.id) else ALLOW


def may_be_private(actor: Actor, team: Team) -> Decision:
    """Only members keep a note inside their team."""
    return when(actor.in_team(team.id), say("Only the team writes notes for itself."))


def may_change_note(actor: Actor, note: ClipNote) -> Decision:
    """People change and take back their own notes."""
    return ALLOW if note.author_id == actor.person_id else deny(say("Only who wrote a note changes or removes it."))
