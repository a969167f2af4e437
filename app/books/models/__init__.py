"""Tables of the books room."""

from app.books.models.gates import Gate
from app.books.models.review import Note, Submission
from app.books.models.rows import BudgetLine, Shot
from app.books.models.story import Book, Pitch, Scenario

__all__ = ["Book", "BudgetLine", "Gate", "Note", "Pitch", "Scenario", "Shot", "Submission"]
