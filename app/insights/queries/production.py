"""Steps of the teams' production tables, as things to do."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.books.rules import Phase
from app.core.text import Text
from app.courses.rules import Stage
from app.insights.rules import Step

STAGES = {
    Phase.PRE_PRODUCTION: Stage.PRE_PRODUCTION,
    Phase.PRODUCTION: Stage.PRODUCTION,
    Phase.POST: Stage.POST,
}
END_OF_DAY = time(23, 59)


def step_of(team_id: int, timezone: str, phase: Phase, what: str, due: date | None, owner: int | None) -> Step:
    """Give a row of a production table as something to do; it is due at the end of its day."""
    due_at = datetime.combine(due, END_OF_DAY, ZoneInfo(timezone)).astimezone(UTC) if due else None
    return Step(Text(what, {}), f"/teams/{team_id}/book/steps", STAGES[phase], due_at, owner=owner)
