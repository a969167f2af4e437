"""The rows of the book's tables. Each has a place, a version, and a moment when it was taken out."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from app.core.columns import above, moment


class Shot(SQLModel, table=True):
    """A planned shot. ``scene`` is the scene number as written ("12"), ``number`` the shot's ("12A")."""

    __tablename__ = "shot"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    position: int
    scene: str = Field(default="", max_length=12)
    number: str = Field(default="", max_length=16)
    size: str = Field(default="", max_length=12)
    angle: str = Field(default="", max_length=40)
    movement: str = Field(default="", max_length=40)
    picture: str = Field(default="", max_length=1000)
    sound: str = Field(default="", max_length=400)
    cast: str = Field(default="", max_length=400)
    props: str = Field(default="", max_length=400)
    minutes: int = 0
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class BudgetLine(SQLModel, table=True):
    """One line of the budget; money in the course currency's minor units."""

    __tablename__ = "budget_line"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    position: int
    category: str = Field(default="", max_length=60)
    item: str = Field(default="", max_length=200)
    quantity: int = 1
    unit_price: int = Field(default=0, sa_type=BigInteger)
    actual: int | None = Field(default=None, sa_type=BigInteger)
    paid_by: str = Field(default="", max_length=120)
    note: str = Field(default="", max_length=400)
    removed_at: datetime | None = moment(default=None)
    version: int = 1
