"""Permission as a value: the same answer shows a button, explains it, and guards the action."""

from dataclasses import dataclass

from app.core.errors import Forbidden, NotFound
from app.core.text import Text


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may do a thing; truthy when they may.

    ``hidden`` means that a stranger must not learn that the thing exists.
    """

    allowed: bool
    reason: Text | str = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Do nothing when allowed.

        Raises NotFound for strangers and Forbidden with the reason for members.
        """
        if self.allowed:
            return
        if self.hidden:
            raise NotFound
        raise Forbidden(self.reason)


ALLOW = Decision(allowed=True)
HIDE = Decision(allowed=False, hidden=True)


def deny(reason: Text | str) -> Decision:
    """Refuse a member, with the sentence that is shown beside the button."""
    return Decision(allowed=False, reason=reason)


def when(condition: object, reason: Text | str) -> Decision:
    """Allow when the condition holds, else refuse with the reason."""
    return ALLOW if condition else deny(reason)
