"""What a team has to do next, whose it is, and who therefore carries what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.core.text import Text, say, say_n
from app.courses.rules import MilestoneKind, Stage
from app.insights.rules.stages import Due, Facts, stage_of
from app.teams.rules import Member, Role

STORY = (Role.DIRECTOR, Role.WRITER)
SHOOTING = (Role.DIRECTOR, Role.CAMERA, Role.SOUND, Role.LIGHTING, Role.CAST, Role.CONTINUITY, Role.ART)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: in words, where, until when, by which roles (none: everybody), and how much it weighs.

    ``stage`` tags it. A step of the production table lies with its ``owner`` (a person's id) instead of roles.
    """

    sentence: Text
    href: str
    stage: Stage
    due_at: datetime | None = None
    roles: tuple[Role, ...] = ()
    weight: int = 1
    owner: int | None = None

    def concerns(self, roles: Iterable[Role]) -> bool:
        """Tell whether somebody with these roles carries it."""
        return not self.roles or not set(self.roles).isdisjoint(roles)


def steps_of(team_id: int, facts: Facts, dues: Sequence[Due]) -> list[Step]:
    """List what the team should do now, by deadline."""
    when = {due.kind: due.due_at for due in dues}
    book = f"/teams/{team_id}/book"
    found = [
        *_story(facts, book, when),
        *_filming(facts, book, f"/teams/{team_id}/rushes", when),
        *_editing(facts, f"/teams/{team_id}/cuts", when),
    ]
    return in_order(found)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Sort by deadline; what has none comes last."""
    return sorted(steps, key=lambda step: step.due_at or NEVER)


def _story(facts: Facts, book: str, when: dict[MilestoneKind, datetime]) -> Iterable[Step]:
    topic, scenario = when.get(MilestoneKind.TOPIC), when.get(MilestoneKind.BOOK)
    if not facts.pitch_written and stage_of(facts) is Stage.TOPIC:
        yield Step(say("Write the pitch"), f"{book}/pitch", Stage.TOPIC, topic, STORY, 2)
    elif not facts.submissions:
        yield Step(say("Hand in the pitch"), book, Stage.TOPIC, topic, (Role.DIRECTOR, Role.PRODUCER))
    if facts.open_notes:
        sentence = say_n("Answer %(n)s note", "Answer %(n)s notes", facts.open_notes)
        due = when.get(MilestoneKind.REVISED_SCENARIO)
        where = f"/submissions/{facts.noted_in}#notes" if facts.noted_in else book
        yield Step(sentence, where, Stage.SCENARIO, due, STORY, facts.open_notes)
    if not facts.submissions or facts.scenario_approved:
        return
    if not facts.scenario_written:
        yield Step(say("Write the scenario"), f"{book}/scenario", Stage.SCENARIO, scenario, (Role.WRITER,), 4)
    elif not facts.scenario_submissions:
        yield Step(say("Hand in the production book"), book, Stage.SCENARIO, scenario, STORY)
    elif not facts.waiting:
        due = when.get(MilestoneKind.REVISED_SCENARIO)
        yield Step(say("Hand in the revised scenario"), book, Stage.SCENARIO, due, STORY, 2)


def _filming(facts: Facts, book: str, rushes: str, when: dict[MilestoneKind, datetime]) -> Iterable[Step]:
    final = when.get(MilestoneKind.FINAL_CUT)
    if facts.final_accepted or facts.final_waiting or not (facts.scenario_submissions or facts.takes):
        return
    if not facts.shots:
        crew = (Role.DIRECTOR, Role.CAMERA, Role.CONTINUITY)
        yield Step(say("Plan the shots"), f"{book}/shots", Stage.PRE_PRODUCTION, final, crew, 3)
    elif facts.covered < facts.shots and (facts.scenario_approved or facts.takes):
        missing = facts.shots - facts.covered
        sentence = say_n("Shoot %(n)s shot without a good take", "Shoot %(n)s shots without a good take", missing)
        yield Step(sentence, rushes, Stage.PRODUCTION, final, SHOOTING, missing)


def _editing(facts: Facts, cuts: str, when: dict[MilestoneKind, datetime]) -> Iterable[Step]:
    if facts.final_accepted or facts.final_waiting or not facts.takes:
        return
    final = when.get(MilestoneKind.FINAL_CUT)
    if facts.final_returned:
        yield Step(say("Hand in the final cut again"), cuts, Stage.POST, final, (Role.EDITOR,), 3)
    elif facts.covered or facts.cuts:
        weight = 3 + facts.covered // 4  # putting together grows with what was shot
        yield Step(say("Hand in the final cut"), cuts, Stage.POST, final, (Role.EDITOR,), weight)


def owned_by(person_id: int, count: int) -> Step:
    """Give so many open steps of somebody in the production table as one piece of work, for the ledger alone."""
    sentence = say_n("%(n)s step of the production table", "%(n)s steps of the production table", count)
    return Step(sentence, "", Stage.PRODUCTION, weight=count, owner=person_id)


def _lies_with(step: Step, member: Member) -> bool:
    return step.concerns(member.roles) if step.owner is None else step.owner == member.person_id


@dataclass(frozen=True, slots=True)
class Load:
    """A member and the share of the team's open work that lies with their roles, in percent."""

    member: Member
    percent: int

    @property
    def heavy(self) -> bool:
        """Whether this is so much that the team should talk about it."""
        return self.percent >= HEAVY


HEAVY = 50


def carried(members: Sequence[Member], steps: Iterable[Step]) -> list[Load]:
    """Share out the open steps among those whose roles they are, the heaviest load first.

    A step of roles that nobody holds lies with everybody. Empty when nothing is open.
    """
    work = dict.fromkeys((member.person_id for member in members), 0.0)
    for step in steps:
        own = [member for member in members if _lies_with(step, member)] or list(members)
        for member in own:
            work[member.person_id] += step.weight / len(own)
    total = sum(work.values())
    if not total:
        return []
    loads = [Load(member, round(100 * work[member.person_id] / total)) for member in members]
    return sorted(loads, key=lambda load: -load.percent)
