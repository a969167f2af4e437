"""Put the house together: one application from one set of settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Timer

from babel import localedata
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from app.books import jobs as prints  # noqa: F401 -- declares the job that prints versions
from app.core.db import Database
from app.core.settings import Settings, load_settings
from app.core.text import LANGUAGES, catalogue
from app.documents import pdf
from app.footage.assembly import jobs as assemblies  # noqa: F401 -- declares the job that makes pieces
from app.footage.jobs import Tools
from app.footage.sweep import Sweep
from app.jobs.engine import Engine
from app.journal import jobs as letters  # noqa: F401 -- declares the jobs that write letters
from app.mail import postman
from app.routers import API, PAGES
from app.storage import Storage, open_storage
from app.teams import jobs as searches  # noqa: F401 -- declares the job that searches for teams
from app.web import errors
from app.web.assets import STATIC, film_styles
from app.web.described import describe
from app.web.guard import Guard
from app.web.metrics import Counted, Metrics

FIRST_REQUESTS = 3.0
"""Seconds after the start in which nothing else competes with them."""


def work_engine(settings: Settings, database: Database, storage: Storage) -> Engine:
    """Make what runs jobs: inside the web process, or in one of its own."""
    database.mails = bool(settings.smtp_url)
    tools = Tools(storage, postman=postman(settings), address=public_address(settings))
    return Engine(database, tools, storage.work / "jobs", chores=[Sweep(database, storage)])


def warm() -> None:
    """Load what the first printout would wait for: words, names of days and currencies, and fonts."""
    for language in LANGUAGES:
        catalogue(language)
        localedata.load(language)
    pdf.warm()


def public_address(settings: Settings) -> str:
    """Give the address that links in mail begin with."""
    return settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"


def create_app(settings: Settings | None = None, database: Database | None = None) -> FastAPI:
    """Make the application. The database is migrated by ``rushes migrate``, not here."""
    settings = settings or load_settings()
    database = database or Database(settings.database, pool_size=settings.threads)
    database.mails = bool(settings.smtp_url)
    storage = open_storage(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        engine = work_engine(settings, database, storage) if settings.embedded_worker else None
        if engine:
            engine.start()
        warming = Timer(FIRST_REQUESTS, warm)
        warming.daemon = True
        warming.start()
        yield
        warming.cancel()
        if engine:
            await run_in_threadpool(engine.stop)

    app = FastAPI(
        title="Rushes",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.storage = storage
    app.state.stopping = lambda: False
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in API:
        app.include_router(router, prefix="/api/v1")
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC), minimum_size=1024), name="static")
    errors.install(app)
    describe(app)
    app.state.metrics = Metrics()
    app.add_middleware(Guard, film_origin=storage.origin, film_styles=film_styles())
    app.add_middleware(Counted, metrics=app.state.metrics)
    return app
