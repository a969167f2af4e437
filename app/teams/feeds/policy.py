"""Who may follow which calendar: one's own, and the teams one is in or teaches."""

from app.core.policy import ALLOW, HIDE, Decision
from app.people.rules import Actor
from app.teams.models import Team


def may_follow(actor: Actor, team: Team | None) -> Decision:
    """Members and staff follow a team's calendar; everybody has their own (no team)."""
    if team is None or actor.in_team(team.id) or actor.assists(team.course_id):
        return ALLOW
    return HIDE
