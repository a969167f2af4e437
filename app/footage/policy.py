"""Who may do what with footage. A team's rushes are its own and the staff's; nobody else learns that they exist."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.footage.models import Clip, Cut
from app.footage.rules import CutState
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.teams.models import Team


def may_see_footage(actor: Actor, team: Team) -> Decision:
    """Members and staff see rushes and cuts; other teams wait for the night."""
    return ALLOW if actor.in_team(team.id) or actor.assists(team.course_id) else HIDE


def may_bring(actor: Actor, course: Course, team: Team) -> Decision:
    """Members bring clips and cuts while the course runs."""
    seen = may_see_footage(actor, team)
    if not seen:
        return seen
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    return when(actor.in_team(team.id), say("Only the team brings footage."))


may_sort = may_bring
"""Rating, moving and removing takes is the team's own business, as bringing them is."""


def may_retry(actor: Actor, course: Course, team: Team) -> Decision:
    """Members and staff have a film converted again."""
    seen = may_see_footage(actor, team)
    if not seen:
        return seen
    return when(not course.archived, say("This course is in the archive; nothing in it changes any more."))


def may_answer(actor: Actor, course: Course, cut: Cut, clip: Clip) -> Decision:
    """Let the staff accept a cut or send it back, once it can be watched."""
    if not actor.assists(course.id):
        return deny(say("Only the staff of the course answers cuts.")) if actor.in_team(cut.team_id) else HIDE
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    if clip.state is WorkState.FAILED:
        return deny(say("This file could not be converted; the team has to hand it in again."))
    if not (clip.stream_key or clip.preview_key):
        return deny(say("The film is still being converted."))
    return when(cut.state is CutState.WAITING, say("This cut has its answer already."))


def may_take_back(actor: Actor, course: Course, cut: Cut, team: Team) -> Decision:
    """Let the team take a cut back while nobody has accepted it."""
    allowed = may_bring(actor, course, team)
    if not allowed:
        return allowed
    return when(cut.state is not CutState.ACCEPTED, say("An accepted cut stays."))
