"""What a course lends to its teams: its things, and the days for which teams have booked them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, moment


class SharedItem(SQLModel, table=True):
    """Something of the course that teams may book, ``quantity`` of it at a time."""

    __tablename__ = "shared_item"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    name: str = Field(max_length=120)
    quantity: int = 1
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)


class Booking(SQLModel, table=True):
    """A team has some of a shared item from ``first_on`` to ``last_on``, both included."""

    __tablename__ = "booking"

    id: int = Field(default=None, primary_key=True)
    item_id: int = above("shared_item")
    team_id: int = above("team")
    first_on: date
    last_on: date
    quantity: int = 1
    made_by: int | None = beside("person")
    created_at: datetime = moment()
