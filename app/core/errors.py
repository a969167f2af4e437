"""Expected errors: a code for programs and a sentence for people.

Rooms raise them; ``web.errors`` renders them once, as a page, a fragment or ``application/problem+json``.
"""

from typing import Any

from app.core.text import Text, say


class RushesError(Exception):
    """An expected error. ``status`` is the HTTP status the web floor answers with."""

    status = 500
    code = "error"

    def __init__(self, sentence: Text | str, *, field: str | None = None, code: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.code = code or type(self).code
        self.more: dict[str, Any] = {}
        """What programs are told besides the sentence; problem+json carries it."""

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(RushesError):
    """The thing is not there, or this person may not know that it is."""

    status = 404
    code = "not-found"

    def __init__(self, sentence: Text | str | None = None) -> None:
        super().__init__(sentence or say("There is nothing here for you. The link may be old or mistyped."))


class SignInNeeded(RushesError):
    """Nobody is signed in and the page needs a person."""

    status = 401
    code = "sign-in-needed"

    def __init__(self, sentence: Text | str | None = None) -> None:
        super().__init__(sentence or say("Sign in to see this page."))


class Forbidden(RushesError):
    """A member may see the thing but not do this with it; the sentence says why."""

    status = 403
    code = "forbidden"


class Conflict(RushesError):
    """Somebody else was first: the state has changed since this person read it."""

    status = 409
    code = "conflict"


class Gone(RushesError):
    """The thing was there and has ended for good (an expired link, a removed upload)."""

    status = 410
    code = "gone"


class Invalid(RushesError):
    """The input breaks a rule; ``field`` names the form field it belongs to."""

    status = 422
    code = "invalid"


class TooLarge(RushesError):
    """More bytes, rows or letters than the limit."""

    status = 413
    code = "too-large"


class TooMany(RushesError):
    """Too many tries in a short time."""

    status = 429
    code = "too-many"


class Busy(RushesError):
    """Come back in a moment: the database or a machine is occupied."""

    status = 503
    code = "busy"


class StorageFull(RushesError):
    """No room left on the disk or in the quota."""

    status = 507
    code = "storage-full"
