"""``rushes user``: accounts from the command line."""

from typing import Annotated

import typer
from sqlmodel import col, select

from app.core.db import Database
from app.core.errors import NotFound
from app.core.settings import Settings, load_settings
from app.core.text import say
from app.people import actions, queries
from app.people.models import Person
from app.people.passwords import hashed

cli = typer.Typer(help="Accounts: list, add, link, password, admin.", no_args_is_help=True)
SHORTEST = 8
Address = Annotated[str, typer.Argument(help="E-mail address")]


def _open() -> tuple[Settings, Database]:
    settings = load_settings()
    return settings, Database(settings.database)


@cli.command("list")
def list_people() -> None:
    """List every account."""
    _, database = _open()
    with database.reading() as session:
        for person in session.exec(select(Person).order_by(col(Person.email))):
            marks = [word for word, on in (("administrator", person.is_admin), ("switched off", person.disabled)) if on]
            typer.echo(f"{person.email:40} {person.name}  {', '.join(marks)}")


@cli.command()
def add(
    email: Address,
    name: Annotated[str, typer.Option(help="Full name.")] = "",
    admin: Annotated[bool, typer.Option(help="Make an administrator.")] = False,
) -> None:
    """Make an account and print the one-time link into it."""
    settings, database = _open()
    with database.writing() as session:
        person = actions.create_person(
            session, email=email.strip().lower(), name=name or email.partition("@")[0], is_admin=admin
        )
        typer.echo(link_address(settings, actions.make_link(session, person)))


@cli.command()
def link(email: Address) -> None:
    """Print a one-time link into an account."""
    settings, database = _open()
    with database.writing() as session:
        person = _person(queries.person_by_email(session, email.strip().lower()))
        typer.echo(link_address(settings, actions.make_link(session, person)))


@cli.command()
def password(email: Address) -> None:
    """Set a password, asked for twice; ends every sign-in."""
    _, database = _open()
    typed = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    if len(typed) < SHORTEST:
        typer.echo(f"At least {SHORTEST} characters, please.", err=True)
        raise typer.Exit(2)
    secret = hashed(typed)
    with database.writing() as session:
        actions.set_password(session, _person(queries.person_by_email(session, email.strip().lower())), secret)
    typer.echo("The password is set.")


@cli.command()
def admin(email: Address, off: Annotated[bool, typer.Option(help="No longer one.")] = False) -> None:
    """Make somebody an administrator."""
    _, database = _open()
    with database.writing() as session:
        actions.make_admin(session, email.strip().lower(), admin=not off)
    typer.echo("Done.")


def link_address(settings: Settings, secret: str) -> str:
    """Give the address that a one-time link has in a browser."""
    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    return f"{base}/links/{secret}"


def _person(found: Person | None) -> Person:
    if found is None:
        raise NotFound(say("Nobody has this e-mail address."))
    return found
