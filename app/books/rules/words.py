"""The words for the kinds and states of the book's rows: pages show them, and pasted cells are read by them."""

from collections.abc import Mapping
from enum import Enum

from app.books.rules.kinds import ArticleKind, ArticleState, CastingKind, Permission, Phase, SectionKind
from app.books.rules.production import StepState
from app.core.text import Text, say

WORDS: Mapping[Enum, Text] = {
    SectionKind.PITCH: say("Pitch"),
    SectionKind.SCENARIO: say("Scenario"),
    SectionKind.BREAKDOWN: say("Scene analysis"),
    SectionKind.SHOTS: say("Shot list"),
    SectionKind.STEPS: say("Production table"),
    SectionKind.CASTING: say("Staff and casting"),
    SectionKind.PLACES: say("Locations"),
    SectionKind.EQUIPMENT: say("Equipment and film art"),
    SectionKind.SCHEDULE: say("Filming schedule"),
    SectionKind.BUDGET: say("Budget"),
    Phase.PRE_PRODUCTION: say("Pre-production"),
    Phase.PRODUCTION: say("Production"),
    Phase.POST: say("Post-production"),
    StepState.DONE: say("finished"),
    StepState.LATE: say("late"),
    StepState.NOW: say("now"),
    StepState.LATER: say("later"),
    StepState.OPEN: say("no day yet"),
    CastingKind.CHARACTER: say("Character"),
    CastingKind.HELPER: say("Helper"),
    Permission.OPEN: say("not asked yet"),
    Permission.ASKED: say("asked"),
    Permission.GIVEN: say("given"),
    Permission.NOT_NEEDED: say("not needed"),
    Permission.REFUSED: say("turned down"),
    ArticleKind.EQUIPMENT: say("Equipment"),
    ArticleKind.PROP: say("Prop"),
    ArticleKind.COSTUME: say("Costume"),
    ArticleKind.MAKE_UP: say("Make-up"),
    ArticleKind.SET: say("Set"),
    ArticleState.NEEDED: say("still needed"),
    ArticleState.PROMISED: say("promised"),
    ArticleState.THERE: say("is there"),
}
