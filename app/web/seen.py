"""When browsers and keys were here last: noted in memory by readers, written down with the next change anybody makes.

A reading request takes no write lock for it; a restart loses at most the last few minutes of these notes.
"""

from datetime import datetime, timedelta

from sqlmodel import Session
from starlette.requests import HTTPConnection

from app.core import clock
from app.people import actions

OFTEN = timedelta(minutes=5)


class Seen:
    """The notes of one process."""

    def __init__(self) -> None:
        self._logins: set[int] = set()
        self._tokens: set[int] = set()

    def login(self, login_id: int, before: datetime) -> None:
        """Note a browser, when it was not here for a while."""
        if clock.now() - before > OFTEN:
            self._logins.add(login_id)

    def token(self, token_id: int, before: datetime | None) -> None:
        """Note a key, when it was not used for a while."""
        if before is None or clock.now() - before > OFTEN:
            self._tokens.add(token_id)

    def write_down(self, session: Session) -> None:
        """Write the notes into a session that changes things anyway."""
        if not self._logins and not self._tokens:
            return
        logins, self._logins = self._logins, set()
        tokens, self._tokens = self._tokens, set()
        actions.note_seen(session, logins, tokens)


def seen_of(request: HTTPConnection) -> Seen:
    """Give the notes of this process."""
    state = request.app.state
    if not hasattr(state, "seen"):
        state.seen = Seen()
    found: Seen = state.seen
    return found
