"""Who may do what with accounts."""

from app.core.policy import ALLOW, HIDE, Decision
from app.people.rules import Actor


def may_administer(actor: Actor) -> Decision:
    """Accounts, storage and settings are for administrators; others do not learn of the pages."""
    return ALLOW if actor.is_admin else HIDE
