"""Photos beside the rows of the book's tables."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, moment


class PlacePhoto(SQLModel, table=True):
    """A photo of a location; the file of ``key`` holds pixels only, upright."""

    __tablename__ = "place_photo"

    id: int = Field(default=None, primary_key=True)
    place_id: int = above("place")
    key: str = Field(max_length=200)
    width: int
    height: int
    added_by: int | None = beside("person")
    created_at: datetime = moment()
