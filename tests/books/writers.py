"""People who write one book at once, each in a thread of their own, on either database."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from app.books import queries
from app.core.db import Database
from tests import worlds


@contextmanager
def roomy(db_url: str) -> Iterator[Database]:
    """Open a database with room for threads that wait for one another."""
    database = Database(db_url, pool_size=20, busy_seconds=60)
    try:
        yield database
    finally:
        database.dispose()


class Writers:
    """A team's book and those who write in it: Kim and Lee are of the team."""

    def __init__(self, db: Database) -> None:
        self.db, self.world = db, worlds.build(db)
        self.team = self.world.team_id

    def act(self, action: Callable[..., Any], who: Any, *args: Any, **more: Any) -> Any:
        """Run an action as somebody, in a transaction of its own."""
        with self.db.writing() as session:
            return action(session, who, self.team, *args, **more)

    def page(self) -> queries.BookPage:
        """Give the book as it stands."""
        with self.db.reading() as session:
            return queries.book_page(session, self.world.kim, self.team)

    def at_once(self, work: Callable[[Any], Any], given: Iterable[Any]) -> list[Any]:
        """Run ``work`` for each of ``given``, begun together; an error of any is raised."""
        each = list(given)
        start = Barrier(len(each))

        def one(what: Any) -> Any:
            start.wait()
            return work(what)

        with ThreadPoolExecutor(len(each)) as pool:
            return list(pool.map(one, each))
