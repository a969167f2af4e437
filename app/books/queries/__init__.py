"""Reads of the books room."""

from app.books.queries.analysis import Analysis, Sheet, analysis_of
from app.books.queries.book import (
    BookPage,
    Row,
    all_rows,
    book_page,
    content,
    dated,
    order_of,
    photos_of,
    receipts_of,
    row_of,
    rows_of,
    scenario_text,
    sheet_of,
    shows_frame,
    team_and_course,
)
from app.books.queries.changes import Changes, scenario_of
from app.books.queries.deadlines import Deadline, deadline_for
from app.books.queries.files import intake_and_team, printout_of
from app.books.queries.lending import Lent, lending_of, lending_visible_to, today_in
from app.books.queries.peers import Review, reviewing_as, reviews_by, reviews_in
from app.books.queries.people import due_days, named
from app.books.queries.review import (
    SubmissionPage,
    Thread,
    open_marks,
    pair,
    receipt,
    remarks_of,
    submission_page,
)
from app.books.queries.versions import (
    books_of,
    books_waiting,
    has_notes,
    last_submission,
    name_of,
    note_and_team,
    submission_and_team,
)
from app.books.rules import PITCH_FIELDS

__all__ = [
    "PITCH_FIELDS",
    "Analysis",
    "BookPage",
    "Changes",
    "Deadline",
    "Lent",
    "Review",
    "Row",
    "Sheet",
    "SubmissionPage",
    "Thread",
    "all_rows",
    "analysis_of",
    "book_page",
    "books_of",
    "books_waiting",
    "content",
    "dated",
    "deadline_for",
    "due_days",
    "has_notes",
    "intake_and_team",
    "last_submission",
    "lending_of",
    "lending_visible_to",
    "name_of",
    "named",
    "note_and_team",
    "open_marks",
    "order_of",
    "pair",
    "photos_of",
    "printout_of",
    "receipt",
    "receipts_of",
    "remarks_of",
    "reviewing_as",
    "reviews_by",
    "reviews_in",
    "row_of",
    "rows_of",
    "scenario_of",
    "scenario_text",
    "sheet_of",
    "shows_frame",
    "submission_and_team",
    "submission_page",
    "team_and_course",
    "today_in",
]
