"""Reads of the feedback room. What a team reads never carries who gave it, nor when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.errors import NotFound
from app.courses.models import Course
from app.feedback import policy, rules
from app.feedback.models import Answer, FeedbackForm, Prompt, Release, Response
from app.feedback.rules import PromptKind
from app.people.rules import Actor
from app.screenings import queries as screenings
from app.screenings.models import Screening, Slot
from app.screenings.rules import SlotKind
from app.teams.models import Team

SHOWN = (col(Response.sent_at).is_not(None), col(Response.hidden_reason) == "")
"""What a team may come to read: sent, and not hidden."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A film's form for one person: the prompts, and what this person has answered so far."""

    slot: Slot
    screening: Screening
    course: Course
    team: Team | None
    prompts: list[Prompt]
    response: Response | None
    answers: dict[int, Answer]


@dataclass(frozen=True, slots=True)
class Result:
    """What was said to one prompt."""

    prompt: Prompt
    counts: list[int]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class FilmResult:
    """A film's feedback: how many answered, and what; ``release`` is None before it."""

    slot: Slot
    screening: Screening
    name: str
    responses: int
    release: Release | None
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the staff sees of a night: each film's responses, sent and hidden, and whether it is released."""

    screening: Screening
    course: Course
    films: list[tuple[Slot, Team | None, int, Release | None]]
    form: FeedbackForm | None


def newest_form(session: Session, course_id: int) -> FeedbackForm | None:
    """Load a course's newest form."""
    return session.exec(
        select(FeedbackForm).where(FeedbackForm.course_id == course_id).order_by(col(FeedbackForm.number).desc())
    ).first()


def prompts_of(session: Session, form_id: int) -> list[Prompt]:
    """Load a form's prompts in order."""
    return list(
        session.exec(select(Prompt).where(Prompt.form_id == form_id).order_by(col(Prompt.position), col(Prompt.id)))
    )


def sheet(session: Session, actor: Actor, slot_id: int) -> Sheet:
    """Load a film's form for somebody in the audience. Raises NotFound."""
    slot, screening, course = screenings.slot_and_screening(session, slot_id)
    decision = policy.may_respond(actor, screening, slot)
    if decision.hidden:
        raise NotFound
    team = session.get(Team, slot.team_id) if slot.team_id else None
    response = own_response(session, actor, slot_id)
    form = newest_form(session, course.id)
    form_id = response.form_id if response else (form.id if form else 0)
    answers: dict[int, Answer] = {}
    if response:
        rows = session.exec(select(Answer).where(Answer.response_id == response.id)).all()
        answers = {one.prompt_id: one for one in rows}
    return Sheet(slot, screening, course, team, prompts_of(session, form_id), response, answers)


def own_response(session: Session, actor: Actor, slot_id: int) -> Response | None:
    """Load what the actor has answered for a film."""
    mine = Response.guest_id == actor.guest_id if actor.is_guest else Response.person_id == actor.person_id
    return session.exec(select(Response).where(Response.slot_id == slot_id, mine)).first()


def open_forms(session: Session, actor: Actor, screening_id: int) -> list[tuple[Slot, Team | None, bool]]:
    """List the films whose form is open to the actor, newest first, and whether it was sent."""
    found = session.exec(
        select(Slot, Team, Screening)
        .join(Screening, col(Screening.id) == Slot.screening_id)
        .outerjoin(Team, col(Team.id) == Slot.team_id)
        .where(Slot.screening_id == screening_id, col(Slot.kind) == SlotKind.FILM)
        .order_by(col(Slot.position).desc())
    ).all()
    mine = Response.guest_id == actor.guest_id if actor.is_guest else Response.person_id == actor.person_id
    sent = set(
        session.exec(
            select(Response.slot_id).where(
                Response.screening_id == screening_id, mine, col(Response.sent_at).is_not(None)
            )
        ).all()
    )
    return [(slot, team, slot.id in sent) for slot, team, night in found if policy.may_respond(actor, night, slot)]


def answered(session: Session, screening_id: int) -> dict[int, int]:
    """Count the sent responses of a night by film; for who has been let in already."""
    return dict(
        session.exec(
            select(Response.slot_id, func.count())
            .where(Response.screening_id == screening_id, col(Response.sent_at).is_not(None))
            .group_by(col(Response.slot_id))
        ).all()
    )


def desk(session: Session, actor: Actor, screening_id: int) -> Desk:
    """Load the staff's view of a night's feedback. Raises NotFound, Forbidden."""
    found = screenings.night(session, screening_id)
    policy.may_release(actor, found.screening).require()
    counted = answered(session, screening_id)
    slots = [row.slot.id for row in found.rows]
    releases = {one.slot_id: one for one in session.exec(select(Release).where(col(Release.slot_id).in_(slots))).all()}
    films = [
        (row.slot, row.team, counted.get(row.slot.id, 0), releases.get(row.slot.id))
        for row in found.rows
        if row.slot.kind is SlotKind.FILM
    ]
    return Desk(found.screening, found.course, films, newest_form(session, found.course.id))


def film_result(session: Session, actor: Actor, slot_id: int) -> FilmResult:
    """Load one film's feedback. Raises NotFound, Forbidden before its release."""
    slot, screening, _ = screenings.slot_and_screening(session, slot_id)
    team = session.get(Team, slot.team_id) if slot.team_id else None
    if team is None:
        raise NotFound
    release = session.exec(select(Release).where(Release.slot_id == slot_id)).first()
    policy.may_see_results(actor, team, released=release is not None).require()
    return _results(session, team, [(slot, screening, release)])[0]


def team_results(session: Session, actor: Actor, team_id: int) -> tuple[Team, Course, list[FilmResult]]:
    """Load a team's released feedback, newest night first (all of it for the staff). Raises NotFound."""
    found = session.exec(
        select(Team, Course).join(Course, col(Course.id) == Team.course_id).where(Team.id == team_id)
    ).first()
    if found is None:
        raise NotFound
    team, course = found
    if policy.may_see_results(actor, team, released=False).hidden:
        raise NotFound
    rows = session.exec(
        select(Slot, Screening, Release)
        .join(Screening, col(Screening.id) == Slot.screening_id)
        .outerjoin(Release, col(Release.slot_id) == Slot.id)
        .where(Slot.team_id == team_id, col(Slot.kind) == SlotKind.FILM)
        .order_by(col(Screening.starts_at).desc(), col(Slot.id).desc())
    ).all()
    shown = [row for row in rows if policy.may_see_results(actor, team, released=row[2] is not None)]
    return team, course, _results(session, team, shown)


@dataclass(frozen=True, slots=True)
class Responses:
    """Every sent response to a film, for moderation: without names, in an order that says nothing of time."""

    slot: Slot
    screening: Screening
    prompts: dict[int, Prompt]
    rows: list[tuple[Response, list[Answer]]]


def responses_of(session: Session, actor: Actor, slot_id: int) -> Responses:
    """Load the sent responses to a film. Raises NotFound, Forbidden."""
    slot, screening, _ = screenings.slot_and_screening(session, slot_id)
    policy.may_release(actor, screening).require()
    rows = session.exec(
        select(Response, Answer, Prompt)
        .join(Answer, col(Answer.response_id) == Response.id)
        .join(Prompt, col(Prompt.id) == Answer.prompt_id)
        .where(Response.slot_id == slot_id, col(Response.sent_at).is_not(None))
        .order_by(col(Answer.text), col(Response.id))
    ).all()
    grouped: dict[int, tuple[Response, list[Answer]]] = {}
    for response, answer, _ in rows:
        grouped.setdefault(response.id, (response, []))[1].append(answer)
    return Responses(slot, screening, {prompt.id: prompt for _, _, prompt in rows}, list(grouped.values()))


def _results(session: Session, team: Team, rows: Sequence[tuple[Slot, Screening, Release | None]]) -> list[FilmResult]:
    """Put together what was said to some films of a team: three statements, however many they are."""
    slots = [slot.id for slot, _, _ in rows]
    sent = session.exec(
        select(Response.slot_id, Response.form_id, func.count())
        .where(col(Response.slot_id).in_(slots), *SHOWN)
        .group_by(col(Response.slot_id), col(Response.form_id))
    ).all()
    answers = session.exec(
        select(Response.slot_id, Answer.prompt_id, Answer.text, Answer.number)
        .join(Response, col(Response.id) == Answer.response_id)
        .where(col(Response.slot_id).in_(slots), *SHOWN)
    ).all()
    prompts = session.exec(
        select(Prompt)
        .where(col(Prompt.form_id).in_({form for _, form, _ in sent}))
        .order_by(col(Prompt.form_id), col(Prompt.position))
    ).all()
    made = []
    for slot, screening, release in rows:
        forms = {form: count for of, form, count in sent if of == slot.id}
        total = sum(forms.values())
        said = [one[1:] for one in answers if one[0] == slot.id]
        results = [_said(prompt, said, total, slot.id) for prompt in prompts if prompt.form_id in forms]
        made.append(FilmResult(slot, screening, slot.title or team.film_title or team.name, total, release, results))
    return made


def _said(prompt: Prompt, answers: Sequence[Any], responses: int, seed: int) -> Result:
    mine = [one for one in answers if one[0] == prompt.id]
    if prompt.kind is PromptKind.TEXT:
        return Result(prompt, [], rules.quotes((text for _, text, _ in mine), responses, seed + prompt.id))
    numbers = [number for _, _, number in mine] if responses >= rules.ENOUGH else []
    return Result(prompt, rules.distribution(numbers), [])
