"""Writes of the feedback room: answer, release, hide, edit the form. None commits."""

from sqlmodel import Session, select

from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say, say_n
from app.courses.models import Course
from app.feedback import policy, queries, rules
from app.feedback.models import Answer, FeedbackForm, Prompt, Release, Response
from app.feedback.rules import PromptKind
from app.feedback.schemas import FormInput, HideInput, ReleaseInput, ResponseInput
from app.journal import actions as journal
from app.people.models import Person
from app.people.rules import Actor
from app.screenings import queries as screenings
from app.screenings.models import Guest, Screening
from app.teams.models import Membership


def form_for(session: Session, course_id: int) -> FeedbackForm:
    """Give the course's newest form; the ready-made one is written at first use."""
    session.exec(select(Course.id).where(Course.id == course_id).with_for_update())
    found = queries.newest_form(session, course_id)
    if found is not None:
        return found
    form = FeedbackForm(course_id=course_id, number=1, title=rules.DEFAULT_TITLE, created_at=clock.now())
    session.add(form)
    session.flush()
    for position, one in enumerate(rules.DEFAULT_FORM, start=1):
        session.add(
            Prompt(
                form_id=form.id,
                position=position,
                kind=one.kind,
                text_en=one.english,
                text_ko=one.korean,
                options={"ends": list(one.ends)} if one.ends else {},
                required=one.required,
            )
        )
    session.flush()
    return form


def respond(session: Session, actor: Actor, slot_id: int, data: ResponseInput) -> Response:
    """Keep or send one's answers to a film; sending again changes them until the form closes.

    Raises NotFound, Forbidden, Invalid naming how many compulsory prompts are open.
    """
    slot, screening, course = screenings.slot_and_screening(session, slot_id)
    policy.may_respond(actor, screening, slot).require()
    _one_at_a_time(session, actor)
    response = queries.own_response(session, actor, slot_id)
    if response is None:
        person, guest = (None, actor.guest_id) if actor.is_guest else (actor.person_id, None)
        response = Response(
            form_id=form_for(session, course.id).id,
            screening_id=screening.id,
            slot_id=slot_id,
            team_id=slot.team_id or 0,
            person_id=person,
            guest_id=guest,
            created_at=clock.now(),
        )
        session.add(response)
        session.flush()
    prompts = {one.id: one for one in queries.prompts_of(session, response.form_id)}
    _write_answers(session, response, data, prompts)
    if data.send or response.sent_at:
        written = session.exec(select(Answer).where(Answer.response_id == response.id)).all()
        given = [rules.Given(one.prompt_id, one.text, one.number) for one in written]
        lacking = rules.missing([one.id for one in prompts.values() if one.required], given)
        if lacking:
            raise Invalid(
                say_n("One question still needs your answer.", "%(n)s questions still need your answer.", len(lacking)),
                field=f"p{lacking[0]}",
            )
        response.sent_at = response.sent_at or clock.now()
    response.version += 1
    return response


def release(session: Session, actor: Actor, slot_id: int, data: ReleaseInput) -> Release:
    """Give a team its results of a film; releasing again changes the message. Raises NotFound, Forbidden."""
    slot, screening, _ = screenings.slot_and_screening(session, slot_id)
    policy.may_release(actor, screening).require()
    if slot.team_id is None:
        raise NotFound
    found = session.exec(select(Release).where(Release.slot_id == slot_id)).first()
    if found is not None:
        found.message = data.message
        return found
    made = Release(
        slot_id=slot_id,
        team_id=slot.team_id,
        released_at=clock.now(),
        released_by=actor.person_id,
        message=data.message,
    )
    session.add(made)
    session.flush()
    members = session.exec(select(Membership.person_id).where(Membership.team_id == slot.team_id)).all()
    journal.record(
        session,
        actor,
        "feedback.released",
        made,
        course_id=screening.course_id,
        team_id=slot.team_id,
        tell=members,
        href=f"/teams/{slot.team_id}/feedback",
        film=slot.title,
    )
    return made


def release_all(session: Session, actor: Actor, screening_id: int) -> int:
    """Release every film of a night that has been shown; returns how many were new. Raises NotFound, Forbidden."""
    found = queries.desk(session, actor, screening_id)
    waiting = [slot for slot, _, _, released in found.films if released is None and slot.ended_at and slot.team_id]
    for slot in waiting:
        release(session, actor, slot.id, ReleaseInput())
    return len(waiting)


def take_back_release(session: Session, actor: Actor, slot_id: int) -> None:
    """Take a release back: the team sees nothing again. Raises NotFound, Forbidden."""
    _, screening, _ = screenings.slot_and_screening(session, slot_id)
    policy.may_release(actor, screening).require()
    found = session.exec(select(Release).where(Release.slot_id == slot_id)).first()
    if found is not None:
        session.delete(found)


def hide_response(session: Session, actor: Actor, response_id: int, data: HideInput) -> Response:
    """Keep a response from the team, with a reason; an empty reason shows it again. Raises NotFound, Forbidden."""
    response = session.get(Response, response_id)
    screening = session.get(Screening, response.screening_id) if response else None
    if response is None or screening is None:
        raise NotFound
    policy.may_release(actor, screening).require()
    response.hidden_reason = data.reason
    journal.record(
        session,
        actor,
        "feedback.hidden" if data.reason else "feedback.shown",
        response,
        course_id=screening.course_id,
        reason=data.reason,
    )
    return response


def change_form(session: Session, actor: Actor, screening_id: int, data: FormInput) -> FeedbackForm:
    """Change the questions; a form that has been answered stays, and the change becomes a new version.

    Raises NotFound, Forbidden, Invalid without any question.
    """
    screening = session.get(Screening, screening_id)
    if screening is None:
        raise NotFound
    policy.may_edit_form(actor, screening).require()
    kept = [one for one in data.prompts if one.text_en or one.text_ko]
    if not kept:
        raise Invalid(say("A form needs at least one question."))
    current = form_for(session, screening.course_id)
    old = {one.id: one for one in queries.prompts_of(session, current.id)}
    answered = session.exec(select(Response.id).where(Response.form_id == current.id)).first() is not None
    form = current
    if answered:
        form = FeedbackForm(
            course_id=screening.course_id, number=current.number + 1, title=current.title, created_at=clock.now()
        )
        session.add(form)
        session.flush()
    else:
        for prompt in old.values():
            session.delete(prompt)
        session.flush()
    for position, one in enumerate(kept, start=1):
        before = old.get(one.id or 0)
        session.add(
            Prompt(
                form_id=form.id,
                position=position,
                kind=one.kind,
                text_en=one.text_en or one.text_ko,
                text_ko=one.text_ko,
                options=dict(before.options) if before and before.kind is one.kind else {},
                required=one.required,
            )
        )
    session.flush()
    return form


def _one_at_a_time(session: Session, actor: Actor) -> None:
    """Let the same giver's posts follow each other: a double tap finds what the first one wrote."""
    giver = select(Person.id).where(Person.id == actor.person_id)
    if actor.is_guest:
        giver = select(Guest.id).where(Guest.id == actor.guest_id)
    session.exec(giver.with_for_update(key_share=True)).all()


def _write_answers(session: Session, response: Response, data: ResponseInput, prompts: dict[int, Prompt]) -> None:
    kept = {one.prompt_id: one for one in session.exec(select(Answer).where(Answer.response_id == response.id))}
    for given in data.answers:
        prompt = prompts.get(given.prompt_id)
        if prompt is None:
            raise Conflict(say("The questions have changed. Reload the page; your words stay in your browser."))
        text = given.text if prompt.kind is PromptKind.TEXT else ""
        number = given.number if prompt.kind is not PromptKind.TEXT else None
        answer = kept.get(given.prompt_id)
        if answer is None:
            kept[prompt.id] = Answer(response_id=response.id, prompt_id=prompt.id, text=text, number=number)
            session.add(kept[prompt.id])
        else:
            answer.text, answer.number = text, number
    session.flush()
