"""Tables of the books room."""

from app.books.models.review import Note, Submission
from app.books.models.rows import BudgetLine, Shot
from app.books.models.story import Book, Pitch, Scenario

__all__ = ["Book", "BudgetLine", "Note", "Pitch", "Scenario", "Shot", "Submission"]
