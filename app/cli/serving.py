"""Run the processes: the web server, a worker, and the demo beside them."""

import logging
import signal
import socket
import threading
from collections.abc import Callable

import typer
import uvicorn
from fastapi import FastAPI
from sqlmodel import func, select

from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Course
from app.demo import accounts
from app.demo.course import make_course
from app.demo.films import make_films, wait_for_films
from app.main import work_engine
from app.people.actions import first_administrator
from app.people.models import Person
from app.storage import open_storage

log = logging.getLogger("rushes")
GRACE_SECONDS = 4
DEMO_SECONDS = 600


def serve(app: FastAPI, settings: Settings, host: str, port: int, *, first_demo: bool = False) -> None:
    """Serve until Ctrl-C or SIGTERM; prints the address and, for a demo, its accounts."""
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}"
    database: Database = app.state.database
    fresh = first_demo and not _count(database, Person)
    if fresh:
        typer.echo("Making the demonstration course …")
        make_course(settings, database)
    typer.echo(f"\n  Rushes is at {address}\n")
    _first_way_in(database, address)
    if _count(database, Course):
        typer.echo(accounts.table(database))
    config = uvicorn.Config(
        app,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        log_config=None,
        access_log=False,
    )
    server = uvicorn.Server(config)
    app.state.stopping = lambda: server.should_exit
    if fresh:
        threading.Thread(target=_films, args=(settings, database, app.state.stopping), daemon=True).start()
    server.run(sockets=[listening])


def _first_way_in(database: Database, address: str) -> None:
    """Make the administrator of a new installation, and print the one-time link into the account."""
    with database.writing() as session:
        secret = first_administrator(session, email="admin@localhost", name="Administrator")
    if secret:
        typer.echo(
            f"  You are the administrator. Open this link once and choose a password:\n  {address}/links/{secret}\n"
        )


def make_demo(settings: Settings, database: Database) -> None:
    """Make the whole demo and wait until its films are there."""
    make_course(settings, database)
    engine = work_engine(settings, database, open_storage(settings))
    engine.start()
    make_films(settings, database, lambda: False)
    if not wait_for_films(database, DEMO_SECONDS):
        typer.echo("Some films are still being converted; rushes serve goes on with them.", err=True)
    engine.stop()
    typer.echo(accounts.table(database))


def work(settings: Settings) -> None:
    """Run jobs until SIGTERM or SIGINT."""
    database = Database(settings.database)
    engine = work_engine(settings, database, open_storage(settings))
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    engine.start()
    log.info("working as %s", engine.name)
    done.wait()
    engine.stop()


def _films(settings: Settings, database: Database, stopping: Callable[[], bool]) -> None:
    try:
        make_films(settings, database, stopping)
    except Exception:
        log.exception("the demo films could not be made")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        typer.echo(f"Port {port} is taken ({error.strerror}). Choose another:  make run PORT={port + 1}", err=True)
        raise typer.Exit(2) from error
    listening.listen(1024)
    return listening


def _count(database: Database, table: type[Person] | type[Course]) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()
