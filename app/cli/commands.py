"""The commands of ``rushes``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli import backup as backups
from app.cli import doctor as doctors
from app.cli import migrations, serving, users
from app.core.db import Database
from app.core.errors import RushesError
from app.core.logs import set_up_logs
from app.core.settings import SettingsError, load_settings
from app.footage import actions as footage
from app.main import create_app

cli = typer.Typer(help="Rushes: a short-film course from the first class to screening night.", no_args_is_help=True)
cli.add_typer(users.cli, name="user")


@cli.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port, instead of RUSHES_PORT.")] = None,
    host: Annotated[str | None, typer.Option(help="Address, instead of RUSHES_HOST.")] = None,
    first_demo: Annotated[bool, typer.Option(help="Make the demo course when there is nothing yet.")] = False,
) -> None:
    """Serve the web application (and run jobs, unless RUSHES_EMBEDDED_WORKER=false)."""
    settings = load_settings()
    database = Database(settings.database, pool_size=settings.threads)
    migrations.upgrade(database)
    app = create_app(settings, database)
    serving.serve(app, settings, host or settings.host, settings.port if port is None else port, first_demo=first_demo)


@cli.command()
def worker() -> None:
    """Run jobs, for installations with more than one process."""
    serving.work(load_settings())


@cli.command()
def migrate() -> None:
    """Bring the tables up to date; running it twice changes nothing."""
    migrations.upgrade(Database(load_settings().database))
    typer.echo("The database is up to date.")


@cli.command()
def demo() -> None:
    """Make the demonstration course: 65 students, 8 teams, films, a screening tonight."""
    settings = load_settings()
    database = Database(settings.database)
    migrations.upgrade(database)
    serving.make_demo(settings, database)


@cli.command()
def backup(target: Annotated[Path, typer.Argument(help="Archive to write, .tar")]) -> None:
    """Copy the database and every kept file into one archive, while the service runs."""
    hashes = backups.back_up(load_settings(), target)
    typer.echo(f"{target}: {len(hashes)} files, {target.stat().st_size / 1024**2:.0f} MB")


@cli.command()
def restore(
    source: Annotated[Path, typer.Argument(help="Archive written by rushes backup")],
    replace: Annotated[bool, typer.Option(help="Throw away what is there.")] = False,
) -> None:
    """Bring a backup back. Stop the service first."""
    count = backups.restore(load_settings(), source, replace=replace)
    typer.echo(f"{count} files are back.")


@cli.command()
def remake(
    team: Annotated[int | None, typer.Option(help="Only this team's films, by its number in addresses.")] = None,
) -> None:
    """Make all films anew from their originals, as the settings are now; the old ones play until the new are there."""
    with Database(load_settings().database).writing() as session:
        count = footage.remake(session, team)
    typer.echo(f"{count} films are in the queue.")


@cli.command()
def doctor() -> None:
    """Look at ffmpeg, the database, the disk and the settings; exit 1 when something is wrong."""
    findings = list(doctors.examine(load_settings()))
    for finding in findings:
        typer.echo(f"{'ok ' if finding.well else 'NO '} {finding.name}: {finding.sentence}")
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)


def main() -> None:
    """Run the command line; an expected error is one sentence and exit 2."""
    try:
        set_up_logs(load_settings())
        cli(standalone_mode=True)
    except (SettingsError, RushesError) as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
