"""The lists of a team's book in the demonstration course: steps, done as far as the team is."""

from sqlmodel import Session

from app.books import actions, queries
from app.books.rules import Phase, SectionKind
from app.books.schemas import StepInput
from app.books.tables import STEPS
from app.demo.stories import Story
from app.people.rules import Actor

DONE = {
    "accepted": (Phase.PRE_PRODUCTION, Phase.PRODUCTION, Phase.POST),
    "cut": (Phase.PRE_PRODUCTION, Phase.PRODUCTION),
    "production": (Phase.PRE_PRODUCTION,),
}
"""The phases that a team of each stage has behind it."""


def steps(session: Session, members: list[Actor], team_id: int, story: Story) -> None:
    """Plan the steps from the template, and tick off what is done; the last step of a team stays open."""
    director = members[0]
    actions.plan_steps(session, director, team_id)
    rows = queries.book_page(session, director, team_id, (SectionKind.STEPS,)).rows(SectionKind.STEPS)
    behind = DONE.get(story.stage, ())
    for n, row in enumerate(rows):
        if row["phase"] not in behind or n == len(rows) - 1:
            continue
        values = {name: value for name, value in row.values.items() if value is not None}
        done = StepInput.model_validate({**values, "done": True, "version": row.version})
        actions.change_row(session, director, team_id, STEPS, row.id, done)
