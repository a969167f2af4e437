"""Inputs and outputs of the books room."""

from app.books.schemas.outputs import (
    AnalysisOut,
    BookOut,
    ComparisonOut,
    NoteOut,
    Order,
    Pasted,
    PieceOut,
    RowOut,
    Saved,
    SubmissionOut,
    SubmissionPageOut,
    TeamBookOut,
    ThreadOut,
)
from app.books.schemas.review import (
    DoneInput,
    NoteInput,
    ReplyInput,
    VerdictInput,
)
from app.books.schemas.rows import (
    LineInput,
    MoveRowInput,
    PasteInput,
    SettleInput,
    SheetInput,
    ShotInput,
    StepInput,
    TagInput,
)
from app.books.schemas.story import (
    PitchInput,
    ScenarioInput,
    SubmitInput,
)

__all__ = [
    "AnalysisOut",
    "BookOut",
    "ComparisonOut",
    "DoneInput",
    "LineInput",
    "MoveRowInput",
    "NoteInput",
    "NoteOut",
    "Order",
    "PasteInput",
    "Pasted",
    "PieceOut",
    "PitchInput",
    "ReplyInput",
    "RowOut",
    "Saved",
    "ScenarioInput",
    "SettleInput",
    "SheetInput",
    "ShotInput",
    "StepInput",
    "SubmissionOut",
    "SubmissionPageOut",
    "SubmitInput",
    "TagInput",
    "TeamBookOut",
    "ThreadOut",
    "VerdictInput",
]
