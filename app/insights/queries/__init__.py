"""Reads across rooms: facts of teams, the course page, the team page, Today."""

from app.insights.queries.calendar import day_calendar, feed
from app.insights.queries.facts import dues_for, dues_of, facts_of, facts_of_team
from app.insights.queries.gates import GatesPage, gates_page
from app.insights.queries.mine import Shoot
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
from app.insights.queries.schedule import (
    SCHEDULE_READS,
    DayPlan,
    Schedule,
    covered_of,
    schedule_of,
    schedule_page,
)
from app.insights.queries.sheet import call_sheet, call_sheet_of
from app.insights.queries.today import Task, Today, Waiting, today_of

__all__ = [
    "SCHEDULE_READS",
    "DayPlan",
    "GatesPage",
    "Overview",
    "Progress",
    "SceneCoverage",
    "Schedule",
    "Shoot",
    "Task",
    "TeamStand",
    "Today",
    "Waiting",
    "call_sheet",
    "call_sheet_of",
    "coverage_and_owners",
    "covered_of",
    "day_calendar",
    "dues_for",
    "dues_of",
    "facts_of",
    "facts_of_team",
    "feed",
    "gates_page",
    "latest_takes",
    "overview_visible_to",
    "schedule_of",
    "schedule_page",
    "team_stand_visible_to",
    "today_of",
]
