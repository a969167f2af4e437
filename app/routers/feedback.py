"""Pages of feedback: a film's form, the staff's desk, what a team reads."""

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData

from app.core.db import give_up
from app.core.errors import Invalid, SignInNeeded
from app.core.text import Text, say
from app.feedback import actions, policy, queries
from app.feedback.rules import ENOUGH, SCALE, PromptKind
from app.feedback.schemas import FormInput, HideInput, ReleaseInput, ResponseInput
from app.people.rules import Actor
from app.web.deps import MaybeActor, Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/slots/{slot_id}/feedback")
def form(request: Request, session: Reading, actor: MaybeActor, slot_id: int) -> Response:
    """Show a film's form."""
    return _form(request, session, _audience(actor), slot_id)


def _audience(actor: Actor | None) -> Actor:
    if actor is None:
        raise SignInNeeded
    return actor


def _form(
    request: Request,
    session: Session,
    actor: Actor,
    slot_id: int,
    *,
    problem: Text | str = "",
    field: str = "",
    typed: ResponseInput | None = None,
) -> Response:
    found = queries.sheet(session, actor, slot_id)
    answers: dict[int, Any] = dict(found.answers)
    if typed:
        answers.update({one.prompt_id: one for one in typed.answers})
    return page(
        request,
        "pages/feedback/form.html",
        status=422 if problem else 200,
        block="sheet",
        found=found,
        course=found.course,
        answers=answers,
        may_respond=policy.may_respond(actor, found.screening, found.slot),
        problem=problem,
        field=field,
        steps=range(1, SCALE + 1),
    )


@router.post("/slots/{slot_id}/feedback")
def respond(request: Request, session: Writing, actor: MaybeActor, slot_id: int, form: Posted) -> Response:
    """Keep a draft (autosave) or send the form."""
    who = _audience(actor)
    data = _typed(form)
    if wants_json(request):
        response = actions.respond(session, who, slot_id, data.model_copy(update={"send": False}))
        return JSONResponse({"version": response.version})
    try:
        found = actions.respond(session, who, slot_id, data)
    except Invalid as refusal:
        give_up(session)
        return _form(request, session, who, slot_id, problem=refusal.sentence, field=refusal.field or "", typed=data)
    flash = say("Thank you. Your words are on their way.") if found.sent_at else say("Kept as a draft.")
    return redirect(f"/screenings/{found.screening_id}/seat", flash=flash)


def _typed(form: FormData) -> ResponseInput:
    """Read fields named p12 (prompt 12). Raises Invalid when an answer is too long or no step of the scale."""
    answers: list[dict[str, Any]] = []
    for name, value in form.items():
        found = re.fullmatch(r"(p|n)(\d{1,9})", name)
        if found and isinstance(value, str):
            key = "number" if found[1] == "n" else "text"
            if value or key == "text":
                answers.append({"prompt_id": int(found[2]), key: value})
    try:
        return ResponseInput.model_validate({"answers": answers, "send": form.get("send") == "1"})
    except ValidationError as error:
        raise Invalid(say("One of the answers is too long or cannot be read.")) from error


@router.get("/teams/{team_id}/feedback")
def letter(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show what the audience said to a team."""
    team, course, results = queries.team_results(session, actor, team_id)
    return page(
        request,
        "pages/feedback/letter.html",
        team=team,
        course=course,
        results=results,
        enough=ENOUGH,
        scale=PromptKind.SCALE,
    )


@router.get("/screenings/{screening_id}/feedback")
def desk(request: Request, session: Reading, actor: SignedIn, screening_id: int) -> Response:
    """Show the staff how many have answered, and release."""
    return _desk(request, session, actor, screening_id)


def _desk(request: Request, session: Session, actor: Actor, screening_id: int, problem: Text | str = "") -> Response:
    found = queries.desk(session, actor, screening_id)
    prompts = queries.prompts_of(session, found.form.id) if found.form else []
    return page(
        request,
        "pages/feedback/desk.html",
        status=422 if problem else 200,
        found=found,
        course=found.course,
        screening=found.screening,
        prompts=prompts,
        kinds=[PromptKind.TEXT, PromptKind.SCALE],
        problem=problem,
    )


@router.post("/screenings/{screening_id}/questions")
def change_form(request: Request, session: Writing, actor: SignedIn, screening_id: int, form: Posted) -> Response:
    """Change the questions asked after each film."""
    numbers = sorted({int(n[5:]) for n in form if re.fullmatch(r"kind-\d{1,3}", n)})
    prompts = [
        {
            "id": form.get(f"id-{n}") or None,
            "kind": form.get(f"kind-{n}") or "text",
            "text_en": form.get(f"en-{n}") or "",
            "text_ko": form.get(f"ko-{n}") or "",
            "required": form.get(f"required-{n}") == "on",
        }
        for n in numbers
    ]
    bound = bind({"prompts": prompts}, FormInput)
    with bound.trying(session):
        actions.change_form(session, actor, screening_id, bound.data)
        return redirect(f"/screenings/{screening_id}/feedback", flash=say("The questions are saved."))
    return _desk(request, session, actor, screening_id, next(iter(bound.errors.values()), ""))


@router.post("/slots/{slot_id}/release")
def release(session: Writing, actor: SignedIn, slot_id: int, form: Posted) -> Response:
    """Give a team its results."""
    actions.release(session, actor, slot_id, bind(form, ReleaseInput).data)
    screening = queries.film_result(session, actor, slot_id).screening
    return redirect(f"/screenings/{screening.id}/feedback", flash=say("Released. The team has been told."))


@router.post("/slots/{slot_id}/take-back")
def take_back(session: Writing, actor: SignedIn, slot_id: int) -> Response:
    """Take a release back."""
    actions.take_back_release(session, actor, slot_id)
    screening = queries.film_result(session, actor, slot_id).screening
    return redirect(f"/screenings/{screening.id}/feedback", flash=say("Taken back."))


@router.post("/screenings/{screening_id}/release")
def release_all(session: Writing, actor: SignedIn, screening_id: int) -> Response:
    """Release every film that has been shown."""
    count = actions.release_all(session, actor, screening_id)
    return redirect(f"/screenings/{screening_id}/feedback", flash=say("%(n)s films released.", n=count))


@router.get("/slots/{slot_id}/responses")
def responses(request: Request, session: Reading, actor: SignedIn, slot_id: int) -> Response:
    """Show the staff every response to a film, without names, to read and to hide."""
    found = queries.responses_of(session, actor, slot_id)
    return page(request, "pages/feedback/responses.html", found=found, screening=found.screening)


@router.post("/responses/{response_id}/hide")
def hide(session: Writing, actor: SignedIn, response_id: int, form: Posted) -> Response:
    """Keep a response from the team, with a reason; or show it again."""
    found = actions.hide_response(session, actor, response_id, bind(form, HideInput).data)
    return redirect(f"/slots/{found.slot_id}/responses")
