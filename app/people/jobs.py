"""Letters with a way in: the link is made when the letter is written, so that no secret waits in a table."""

from app.core.errors import Invalid
from app.core.text import Text, say
from app.jobs.declare import job
from app.jobs.runner import Run
from app.mail import Letter as Written
from app.mail import MailRefused, letter
from app.people import actions, queries
from app.people.models import Letter, Person
from app.people.rules import LetterKind

PAUSES = (5.0, 60.0, 600.0, 3600.0)
"""Seconds between the tries while the mail server does not answer."""


@job("people.letter", row=Letter, lane="letters", priority=1)
def send_link(run: Run) -> None:
    """Write the letter with a new one-time link and hand it to the mail server."""
    with run.database.writing() as session:
        found = session.get(Letter, run.key)
        person = queries.person_by_id(session, found.person_id) if found else None
        if found is None or person is None or person.disabled:
            return
        forgotten = found.kind is LetterKind.FORGOTTEN
        secret = (
            actions.mailed_link(session, person)
            if forgotten
            else actions.make_link(session, person, made_by=found.made_by)
        )
    carry(run, link_letter(person, f"{run.tools.address}/links/{secret}", about=found.about, forgotten=forgotten))


def link_letter(person: Person, href: str, *, about: str, forgotten: bool) -> Written:
    """Write the letter that brings a link, in the person's language."""
    if forgotten:
        subject, lasts = say("Your link to sign in to Rushes"), say("The link opens once, within one hour.")
        reason = say("Somebody, probably you, asked for a way into your account.")
    elif about:
        subject, lasts = say("Your invitation to “%(course)s”", course=about), say("The link opens once.")
        reason = say("You are invited to the course “%(course)s”. This link opens your account:", course=about)
    else:
        subject, lasts = say("Your way into Rushes"), say("The link opens once.")
        reason = say("This link opens your account:")
    return letter(
        "link",
        person.email,
        person.language,
        subject,
        greeting=greeting(person),
        reason=reason,
        href=href,
        action=say("Open Rushes"),
        lasts=lasts,
        ignore=say("If this is not for you, throw it away; nothing happens."),
    )


def greeting(person: Person) -> Text:
    """Begin a letter."""
    return say("Hello, %(name)s", name=person.name)


def carry(run: Run, written: Written) -> None:
    """Hand a letter to the mail server, again later while it does not answer.

    Raises Invalid when the server refuses it for good, Superseded and Interrupted as ``run.progress``.
    """
    postman = run.tools.postman
    if postman is None:
        raise Invalid(say("No mail server is set."))
    for pause in (*PAUSES, None):
        try:
            postman.send(written)
        except MailRefused as refusal:
            if refusal.final or pause is None:
                sentence = say("The mail server did not take the letter: %(cause)s", cause=str(refusal))
                raise Invalid(sentence) from refusal
            run.stopping.wait(pause)
            run.progress(0)
        else:
            return
