"""The published six-week course as a template: what its classes are about and what is handed in.

Texts are sentences, written down in the course's language when the course is made; everything can be edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.text import Text, say
from app.courses.rules.kinds import MilestoneKind

MINUTES = 100
WEEKS_TO_NIGHT = 10


@dataclass(frozen=True, slots=True)
class ClassTemplate:
    """One class: its subject, what happens, and what students can do after it."""

    title: Text
    happens: Text
    outcomes: Text


CLASS_TEMPLATES: tuple[ClassTemplate, ...] = (
    ClassTemplate(
        say("Film theory I: genres and their customs"),
        say(
            "We watch films of several genres and ask what each promises and keeps: genre grammar and customs. "
            "Teams begin to form."
        ),
        say("Explain a genre, its history and culture. Explain what a genre film implies about society."),
    ),
    ClassTemplate(
        say("Film theory II: basic film grammar"),
        say(
            "Shot, angle, movement, cut and sound. Exercise: tell a story in 10 smartphone image cuts, hand it in, "
            "and show it to the class."
        ),
        say("Tell a story in 10 smartphone image cuts."),
    ),
    ClassTemplate(
        say("Pre-production"),
        say(
            "The process and the role of each step, taught on a finished short's production book. "
            "Each team picks its scenario topic."
        ),
        say(
            "Read a production book: visual material, staff, casting, locations, equipment, film art. "
            "The team has its topic."
        ),
    ),
    ClassTemplate(
        say("Production"),
        say("The process of shooting, and making the team's own production book."),
        say(
            "Develop scenario book, production table, scene analysis table, filming schedule and budget; "
            "find staff, cast and locations; prepare equipment and art."
        ),
    ),
    ClassTemplate(
        say("Post-production"),
        say("Editing software, audio and sound editing, choosing music, a sound-effect plan."),
        say("Edit picture and sound. The production book with the scenario book was due before this class."),
    ),
    ClassTemplate(
        say("Joint screening"),
        say(
            "Every team's film is screened, each team gives its postscript presentation, and feedback is exchanged. "
            "Before it, in the free filming period: feedback on the scenario, the revised scenario, then "
            "pre-production, production and post-production in that order."
        ),
        say(
            "Discuss the stages of filmmaking; the meaning of working together, of the subject, of the result; "
            "film and reality, sharing a film."
        ),
    ),
)

MILESTONE_TITLES: Mapping[MilestoneKind, Text] = {
    MilestoneKind.TEAM: say("Teams and roles are settled"),
    MilestoneKind.TOPIC: say("Pitch: the scenario topic"),
    MilestoneKind.BOOK: say("Production book with scenario book"),
    MilestoneKind.REVISED_SCENARIO: say("Revised scenario"),
    MilestoneKind.FINAL_CUT: say("Final cut"),
    MilestoneKind.SCREENING: say("Screening night"),
    MilestoneKind.FEEDBACK: say("Feedback for the other teams"),
}
