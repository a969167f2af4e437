"""The words for enum members, wherever a page names one: ``{{ role|word }}``."""

from enum import Enum

from app.books.gates.rules import GateState
from app.books.rules import WORDS as BOOK_WORDS
from app.books.rules import SubmissionState
from app.books.schedule.rules import Light
from app.core.text import Text, say
from app.courses.rules import MilestoneKind, Stage
from app.feedback.rules import PromptKind
from app.footage.rules import CutKind, CutState, Rating
from app.people.rules import CourseRole
from app.screenings.rules import ScreeningState, SlotKind
from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import ROLE_WORDS, FormationState
from app.teams.swaps.rules import SwapState
from app.teams.wishes.rules import Craft

WORDS: dict[Enum, Text] = {
    Light.DAY: say("DAY"),
    Light.TWILIGHT: say("DAWN / DUSK"),
    Light.NIGHT: say("NIGHT"),
    Light.OPEN: say("any light"),
    **BOOK_WORDS,
    CourseRole.INSTRUCTOR: say("instructor"),
    CourseRole.ASSISTANT: say("assistant"),
    CourseRole.STUDENT: say("student"),
    **ROLE_WORDS,
    Goal.RANKS: say("The roles people wish for"),
    Goal.TOGETHER: say("Being with the people one named"),
    Goal.TIME: say("Time in common"),
    Goal.EXPERIENCE: say("Experience spread evenly"),
    Goal.MIX: say("Sections mixed"),
    Weight.OFF: say("does not count"),
    Weight.LITTLE: say("counts a little"),
    Weight.IMPORTANT: say("is important"),
    Weight.MOST: say("is most important"),
    SwapState.ASKED: say("asked"),
    SwapState.AGREED: say("agreed"),
    SwapState.DONE: say("changed places"),
    SwapState.DECLINED: say("declined"),
    SwapState.WITHDRAWN: say("withdrawn"),
    SwapState.REFUSED: say("refused"),
    Craft.WRITING: say("Writing"),
    Craft.ACTING: say("Acting"),
    Craft.FILMING: say("Filming"),
    Craft.RECORDING: say("Sound recording"),
    Craft.EDITING: say("Editing"),
    Craft.ORGANISING: say("Organising"),
    Stage.TOPIC: say("Topic"),
    Stage.SCENARIO: say("Scenario"),
    Stage.PRE_PRODUCTION: say("Pre-production"),
    Stage.PRODUCTION: say("Production"),
    Stage.POST: say("Post-production"),
    Stage.NIGHT: say("Screening night"),
    MilestoneKind.TEAM: say("Teams"),
    MilestoneKind.TOPIC: say("Topic"),
    MilestoneKind.BOOK: say("Production book"),
    MilestoneKind.REVISED_SCENARIO: say("Revised scenario"),
    MilestoneKind.FINAL_CUT: say("Final cut"),
    MilestoneKind.SCREENING: say("Screening night"),
    MilestoneKind.FEEDBACK: say("Feedback"),
    MilestoneKind.OTHER: say("Other"),
    GateState.OPEN: say("open"),
    GateState.CLOSED: say("closed"),
    GateState.FREE: say("as the work goes"),
    SubmissionState.WAITING: say("waits for an answer"),
    SubmissionState.CHANGES: say("changes wanted"),
    SubmissionState.APPROVED: say("approved"),
    SlotKind.WELCOME: say("Welcome"),
    SlotKind.FILM: say("Film"),
    SlotKind.POSTSCRIPT: say("Postscript"),
    SlotKind.DISCUSSION: say("Discussion"),
    SlotKind.BREAK: say("Break"),
    SlotKind.END: say("The end"),
    ScreeningState.PLANNED: say("planned"),
    ScreeningState.LIVE: say("on now"),
    ScreeningState.ENDED: say("over"),
    PromptKind.TEXT: say("words"),
    PromptKind.SCALE: say("a scale from 1 to 5"),
    PromptKind.CHOICE: say("a choice"),
    Rating.NONE: say("Not rated yet"),
    Rating.CIRCLED: say("Circled"),
    Rating.HOLD: say("Hold"),
    Rating.NO_GOOD: say("No good"),
    CutKind.ROUGH: say("Rough cut"),
    CutKind.FINE: say("Fine cut"),
    CutKind.FINAL: say("Final cut"),
    CutState.WAITING: say("waits for an answer"),
    CutState.RETURNED: say("sent back"),
    CutState.ACCEPTED: say("accepted"),
    FormationState.OPEN: say("open"),
    FormationState.CLOSED: say("closed"),
    FormationState.PUBLISHED: say("published"),
}


def word(member: Enum) -> Text | str:
    """Give the word for an enum member; its value where none was set down."""
    return WORDS.get(member) or str(member.value)
