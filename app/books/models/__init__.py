"""Tables of the books room."""

from app.books.models.files import Intake, Printout
from app.books.models.gates import Gate
from app.books.models.history import Edit, TextStep
from app.books.models.pictures import PlacePhoto
from app.books.models.pitches import PitchBallot, PitchVote
from app.books.models.presence import Presence
from app.books.models.review import Note, PeerReview, ReviewDraft, SavedRemark, Submission
from app.books.models.rows import Article, BudgetLine, CastingRow, Place, ProductionStep, SceneSheet, Shot
from app.books.models.schedule import ShootingDay, Strip
from app.books.models.sharing import Booking, SharedItem
from app.books.models.story import Book, Pitch, Scenario

__all__ = [
    "Article",
    "Book",
    "Booking",
    "BudgetLine",
    "CastingRow",
    "Edit",
    "Gate",
    "Intake",
    "Note",
    "PeerReview",
    "Pitch",
    "PitchBallot",
    "PitchVote",
    "Place",
    "PlacePhoto",
    "Presence",
    "Printout",
    "ProductionStep",
    "ReviewDraft",
    "SavedRemark",
    "Scenario",
    "SceneSheet",
    "SharedItem",
    "ShootingDay",
    "Shot",
    "Strip",
    "Submission",
    "TextStep",
]
