"""A handed-in version is printed once, in the course's language, and kept: its PDF never changes either."""

import hashlib

from sqlmodel import Session, select

from app.books import paper, printing
from app.books.models import Printout, Submission
from app.core.text import speaking
from app.courses.models import Course
from app.documents import pdf
from app.jobs.declare import enqueue, job
from app.jobs.runner import Run
from app.teams.models import Team

PRINT = "books.print"


def ask_for_print(session: Session, submission: Submission) -> None:
    """Queue the printing of a version; does nothing when that was done."""
    if session.exec(select(Printout.id).where(Printout.submission_id == submission.id)).first() is None:
        enqueue(session, PRINT, Printout(submission_id=submission.id))


@job(PRINT, row=Printout, lane="print", priority=5)
def print_version(run: Run) -> None:
    """Print the version and keep the PDF under a name that says what is in it."""
    with run.database.reading() as session:
        row = session.get_one(Printout, run.key)
        submission = session.get_one(Submission, row.submission_id)
        team, course = session.get_one(Team, submission.team_id), session.get_one(Course, submission.course_id)
        with speaking(course.language):
            imprint = printing.imprint_of(team, course, submission)
            beside = printing.beside_of(session, run.tools.storage, team.id, submission.book_id, submission.content)
            document = paper.document(submission.content, imprint, beside=beside)
        key = f"books/{submission.book_id}/v{submission.number}"
    content = pdf.printed(document)
    digest = hashlib.sha256(content).hexdigest()
    made = run.folder / "book.pdf"
    made.write_bytes(content)
    key = f"{key}-{digest[:16]}.pdf"
    run.publish(bytes=run.tools.storage.put(key, made), key=key, digest=digest)
