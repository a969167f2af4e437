"""Who may do what with accounts."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.people.models import Person
from app.people.rules import Actor


def may_administer(actor: Actor) -> Decision:
    """Accounts, storage and settings are for administrators; others do not learn of the pages."""
    return ALLOW if actor.is_admin else HIDE


def may_switch(actor: Actor, person: Person) -> Decision:
    """Switch accounts off and on, and make administrators: never oneself, so that one always remains."""
    decision = may_administer(actor)
    if not decision:
        return decision
    return when(person.id != actor.person_id, say("You cannot do this to your own account; ask another administrator."))


def may_let_in(actor: Actor, person: Person) -> Decision:
    """Make a link into an account that is switched on."""
    decision = may_administer(actor)
    if decision and person.disabled:
        return deny(say("This account is switched off."))
    return decision
