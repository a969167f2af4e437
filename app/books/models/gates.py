"""What was decided about the gates between stages."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.books.gates.rules import GateState
from app.core.columns import above, beside, chosen, moment
from app.courses.rules import Stage


class Gate(SQLModel, table=True):
    """What an instructor decided about the gate before a stage; without a row the gate follows the team's work."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("team_id", "stage"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    course_id: int = above("course")
    stage: Stage = chosen(Stage)
    state: GateState = chosen(GateState)
    reason: str = Field(default="", max_length=300)
    decided_at: datetime = moment()
    decided_by: int | None = beside("person")
