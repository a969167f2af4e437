"""Feedback as JSON: a film's form, the staff's desk, what a team reads. Nothing here names who answered."""

from collections.abc import Iterable

from fastapi import APIRouter
from sqlmodel import Session

from app.core.errors import SignInNeeded
from app.feedback import actions, policy, queries
from app.feedback.models import Answer
from app.feedback.schemas import (
    AnswerOut,
    DeskFilmOut,
    DeskOut,
    FilmResultOut,
    FormInput,
    FormOut,
    HideInput,
    PromptOut,
    ReleaseInput,
    ResponseInput,
    ResponseOut,
    ResultOut,
    SheetOut,
)
from app.people.rules import Actor
from app.web.deps import MaybeActor, Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["feedback"], responses=problems(401, 403, 404, 422))


@router.get("/slots/{slot_id}/feedback")
def sheet(session: Reading, actor: MaybeActor, slot_id: int) -> SheetOut:
    """Give a film's form and one's own answers, to students and guests."""
    return _sheet(session, _audience(actor), slot_id)


@router.put("/slots/{slot_id}/feedback", responses=problems(409))
def respond(session: Writing, actor: MaybeActor, slot_id: int, data: ResponseInput) -> SheetOut:
    """Keep one's answers as a draft, or send them; sending again changes them until the form is closed."""
    actions.respond(session, _audience(actor), slot_id, data)
    return _sheet(session, _audience(actor), slot_id)


@router.get("/screenings/{screening_id}/feedback")
def desk(session: Reading, actor: SignedIn, screening_id: int) -> DeskOut:
    """Give a night's feedback to its staff: how many have answered, what is released."""
    return _desk(session, actor, screening_id)


@router.post("/screenings/{screening_id}/release")
def release_all(session: Writing, actor: SignedIn, screening_id: int) -> DeskOut:
    """Release every film that has been shown."""
    actions.release_all(session, actor, screening_id)
    return _desk(session, actor, screening_id)


@router.put("/slots/{slot_id}/release")
def release(session: Writing, actor: SignedIn, slot_id: int, data: ReleaseInput) -> FilmResultOut:
    """Give a team its results, with a word; again changes the word."""
    actions.release(session, actor, slot_id, data)
    return _result(queries.film_result(session, actor, slot_id))


@router.delete("/slots/{slot_id}/release", status_code=204)
def take_back(session: Writing, actor: SignedIn, slot_id: int) -> None:
    """Take a release back: the team sees nothing again."""
    actions.take_back_release(session, actor, slot_id)


@router.get("/slots/{slot_id}/responses")
def responses(session: Reading, actor: SignedIn, slot_id: int) -> list[ResponseOut]:
    """Give the staff every sent response to a film, without names, to read and to hide."""
    return [
        ResponseOut(id=response.id, hidden_reason=response.hidden_reason, answers=_answers(answers))
        for response, answers in queries.responses_of(session, actor, slot_id).rows
    ]


@router.put("/responses/{response_id}/hidden", status_code=204)
def hide(session: Writing, actor: SignedIn, response_id: int, data: HideInput) -> None:
    """Keep a response from the team, with a reason; an empty reason shows it again."""
    actions.hide_response(session, actor, response_id, data)


@router.put("/screenings/{screening_id}/questions")
def change_form(session: Writing, actor: SignedIn, screening_id: int, data: FormInput) -> FormOut:
    """Change the questions; a form that was answered stays, and the change becomes a new version."""
    form = actions.change_form(session, actor, screening_id, data)
    prompts = [PromptOut.of(one) for one in queries.prompts_of(session, form.id)]
    return FormOut(id=form.id, number=form.number, title=form.title, prompts=prompts)


@router.get("/teams/{team_id}/feedback")
def letter(session: Reading, actor: SignedIn, team_id: int) -> list[FilmResultOut]:
    """Give what the audience said to a team: to the team what is released, to the staff all of it."""
    _, _, results = queries.team_results(session, actor, team_id)
    return [_result(one) for one in results]


def _audience(actor: Actor | None) -> Actor:
    if actor is None:
        raise SignInNeeded
    return actor


def _sheet(session: Session, actor: Actor, slot_id: int) -> SheetOut:
    found = queries.sheet(session, actor, slot_id)
    decision = policy.may_respond(actor, found.screening, found.slot)
    return SheetOut(
        slot_id=slot_id,
        film=found.slot.title or (found.team.film_title if found.team else ""),
        open=bool(decision),
        why="" if decision else str(decision.reason),
        sent=bool(found.response and found.response.sent_at),
        prompts=[PromptOut.of(one) for one in found.prompts],
        answers=_answers(found.answers.values()),
    )


def _answers(answers: Iterable[Answer]) -> list[AnswerOut]:
    return [AnswerOut(prompt_id=one.prompt_id, text=one.text, number=one.number) for one in answers]


def _desk(session: Session, actor: Actor, screening_id: int) -> DeskOut:
    found = queries.desk(session, actor, screening_id)
    films = [
        DeskFilmOut(
            slot_id=slot.id,
            film=slot.title or (team.name if team else ""),
            team_id=slot.team_id,
            responses=count,
            ended_at=slot.ended_at,
            closed_at=slot.closed_at,
            released_at=released.released_at if released else None,
        )
        for slot, team, count, released in found.films
    ]
    return DeskOut(screening_id=screening_id, form_number=found.form.number if found.form else 0, films=films)


def _result(found: queries.FilmResult) -> FilmResultOut:
    return FilmResultOut(
        slot_id=found.slot.id,
        film=found.name,
        responses=found.responses,
        message=found.release.message if found.release else "",
        released_at=found.release.released_at if found.release else None,
        results=[
            ResultOut(prompt=PromptOut.of(one.prompt), counts=one.counts, texts=one.texts) for one in found.results
        ],
    )
