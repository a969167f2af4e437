"""Who may do what with production books. A book is its team's and the staff's; others learn nothing of it."""

from app.books.models import Note, Submission
from app.books.rules import SubmissionState
from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import Text, say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team

ARCHIVED = say("This course is in the archive; nothing in it changes any more.")


def while_running(seen: Decision, course: Course, condition: object, reason: Text) -> Decision:
    """Let those who may see a thing also change it, where the condition holds and while the course runs."""
    if not seen:
        return seen
    return when(condition, reason) if not course.archived else deny(ARCHIVED)


def may_see_book(actor: Actor, team: Team) -> Decision:
    """Members and staff read the book."""
    return ALLOW if actor.in_team(team.id) or actor.assists(team.course_id) else HIDE


def may_write(actor: Actor, course: Course, team: Team) -> Decision:
    """Members write their book while the course runs; the staff answers, it does not write."""
    return while_running(
        may_see_book(actor, team), course, actor.in_team(team.id), say("Only the team writes its book.")
    )


def may_read_version(actor: Actor, team: Team, reviewing: int | None = None) -> Decision:
    """Members and staff read what was handed in, and the team that reviews it: ``reviewing`` is the actor's one."""
    return ALLOW if reviewing is not None else may_see_book(actor, team)


def may_note(actor: Actor, course: Course, team: Team, reviewing: int | None = None) -> Decision:
    """The staff writes notes on what was handed in, and the team that reviews it."""
    return while_running(
        may_read_version(actor, team, reviewing),
        course,
        reviewing is not None or actor.assists(course.id),
        say("Notes are the staff's; answer one of them."),
    )


def may_reply(actor: Actor, course: Course, team: Team) -> Decision:
    """Members and staff answer notes and mark them as done."""
    return while_running(may_see_book(actor, team), course, condition=True, reason=ARCHIVED)


def may_answer(actor: Actor, course: Course, team: Team, submission: Submission) -> Decision:
    """The staff approves a version or asks for changes, once."""
    allowed = may_note(actor, course, team)
    if not allowed:
        return allowed
    return when(submission.state is SubmissionState.WAITING, say("This version has its answer already."))


def may_remove_note(actor: Actor, note: Note) -> Decision:
    """People take back their own notes."""
    return when(note.author_id == actor.person_id, say("Only who wrote a note removes it."))


def may_list_books(actor: Actor, course: Course) -> Decision:
    """The list of a course's books is the staff's."""
    if not actor.belongs_to(course.id):
        return HIDE
    return when(actor.assists(course.id), say("Only the staff of the course sees all books."))


def may_pair(actor: Actor, course: Course) -> Decision:
    """Instructors let the teams review each other's books, while the course runs."""
    return while_running(
        may_list_books(actor, course),
        course,
        actor.teaches(course.id),
        say("Only the instructor lets the teams review each other's books."),
    )


def may_see_lending(actor: Actor, course: Course) -> Decision:
    """Everybody of a course sees its shared things and which team has them when."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_lend(actor: Actor, course: Course) -> Decision:
    """Instructors list what the course lends, and limit the budgets, while the course runs."""
    return while_running(
        may_see_lending(actor, course),
        course,
        actor.teaches(course.id),
        say("Only the instructor changes what the course lends and allows."),
    )


def may_cancel(actor: Actor, course: Course, team: Team) -> Decision:
    """Members give back what their team booked; the staff gives back any booking."""
    return while_running(
        may_see_lending(actor, course),
        course,
        actor.in_team(team.id) or actor.assists(course.id),
        say("Only the team gives its booking back."),
    )


def may_change_note(actor: Actor, note: Note) -> Decision:
    """People change their own notes until they are sent."""
    decision = may_remove_note(actor, note)
    return when(note.sent_at is None, say("The note was sent; write another one.")) if decision else decision


def may_keep_remarks(actor: Actor) -> Decision:
    """Who teaches in some course keeps remarks to use again."""
    return when(any(actor.assists(one) for one in actor.courses), say("Remarks are for those who answer books."))
