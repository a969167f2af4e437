"""Reads across rooms: facts of teams, the course page, the team page, Today."""

from app.insights.queries.facts import dues_for, dues_of, facts_of, facts_of_team
from app.insights.queries.gates import GatesPage, gates_page
from app.insights.queries.pages import (
    Overview,
    Progress,
    SceneCoverage,
    TeamStand,
    coverage_and_owners,
    latest_takes,
    overview_visible_to,
    team_stand_visible_to,
)
from app.insights.queries.today import Task, Today, Waiting, today_of

__all__ = [
    "GatesPage",
    "Overview",
    "Progress",
    "SceneCoverage",
    "Task",
    "TeamStand",
    "Today",
    "Waiting",
    "coverage_and_owners",
    "dues_for",
    "dues_of",
    "facts_of",
    "facts_of_team",
    "gates_page",
    "latest_takes",
    "overview_visible_to",
    "team_stand_visible_to",
    "today_of",
]
