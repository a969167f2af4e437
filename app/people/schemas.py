"""Inputs and outputs of the people room, shared by its pages and its JSON."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from app.core.inputs import Line, Mail, Name
from app.core.text import say
from app.people.models import ApiToken, Login, Person
from app.people.rules import LONGEST_PASSWORD, device_name, normal_password, weakness

Language = Literal["en", "ko"]


def _typed_password(value: str) -> str:
    """Raise ValueError when the password has letters that no keyboard makes (half a surrogate pair)."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(say("This cannot be read; please check it.")) from error
    return normal_password(value)


def _strong(value: str) -> str:
    wrong = weakness(value)
    if wrong:
        raise ValueError(wrong)
    return value


TypedPassword = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_typed_password)]
NewPassword = Annotated[
    str,
    StringConstraints(min_length=1, max_length=5 * LONGEST_PASSWORD),
    AfterValidator(_typed_password),
    AfterValidator(_strong),
]
TokenName = Annotated[Line, StringConstraints(min_length=1, max_length=80)]


class SignInInput(BaseModel):
    """An e-mail address and its password; ``next`` is the page to go to."""

    email: Mail
    password: TypedPassword
    next: Annotated[Line, StringConstraints(max_length=2000)] = "/"


class ForgottenInput(BaseModel):
    """Who forgot the password."""

    email: Mail


class LinkInput(BaseModel):
    """What somebody fills in who comes by a sign-in link; no password keeps the one they have."""

    password: NewPassword | None = None


class InvitationInput(BaseModel):
    """What somebody fills in who comes by an invitation."""

    name: Name
    language: Language = "en"
    password: NewPassword


class AccountInput(BaseModel):
    """What somebody changes about themselves."""

    name: Name
    language: Language = "en"
    mail_notices: bool = False


class PasswordInput(BaseModel):
    """A change of password; ``current`` may be empty for those who have none yet."""

    current: Annotated[str, StringConstraints(max_length=1000), AfterValidator(_typed_password)] = ""
    password: NewPassword


class TokenInput(BaseModel):
    """A new key for programs; it ends after ``days``, or never."""

    title: TokenName
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class PersonInput(BaseModel):
    """A new account made by an administrator."""

    email: Mail
    name: Name
    language: Language = "en"
    is_admin: bool = False


class MeOut(BaseModel):
    """The person who asks."""

    id: int
    email: str
    name: str
    language: str
    is_admin: bool
    mail_notices: bool

    @classmethod
    def of(cls, person: Person) -> Self:
        """Show a person to themselves."""
        return cls.model_validate(person, from_attributes=True)


class SessionOut(BaseModel):
    """A signed-in browser; ``current`` is the one that asks."""

    id: int
    device: str
    address: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool

    @classmethod
    def of(cls, login: Login, current: int | None) -> Self:
        """Show a sign-in."""
        return cls(
            id=login.id,
            device=device_name(login.device) or login.device,
            address=login.address,
            created_at=login.created_at,
            seen_at=login.seen_at,
            expires_at=login.expires_at,
            current=login.id == current,
        )


class TokenOut(BaseModel):
    """A key for programs, without its secret."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, token: ApiToken) -> Self:
        """Show a key."""
        return cls.model_validate(token, from_attributes=True)


class TokenMade(BaseModel):
    """A new key with its secret, which is shown this once."""

    id: int
    name: str
    secret: str


class LinkOut(BaseModel):
    """Whom a link lets in, and what it asks for."""

    name: str
    email: str
    purpose: str
    expires_at: datetime


class LinkMade(BaseModel):
    """A new one-time link, which is shown this once."""

    person_id: int
    name: str
    email: str
    href: str


class PersonOut(BaseModel):
    """An account as administrators see it."""

    id: int
    email: str
    name: str
    language: str
    is_admin: bool
    disabled: bool
    created_at: datetime

    @classmethod
    def of(cls, person: Person) -> Self:
        """Show an account."""
        return cls.model_validate(person, from_attributes=True)


class PeopleOut(BaseModel):
    """A page of accounts."""

    people: list[PersonOut]
    total: int
