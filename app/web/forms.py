"""Bind a posted form to a schema, keeping the typed text and a message beside each field.

``bound = bind(form, Schema)``; inside ``with bound.trying(session):`` reading ``bound.data`` raises for wrong
input, and what an action refuses (Invalid, Conflict, TooLarge) becomes a message too: after the block the page is
shown again with status 422. A ``context`` is what the schema's validators must know, such as a currency's decimals.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.core.db import give_up
from app.core.errors import Conflict, Invalid, TooLarge
from app.core.text import Text, say, say_n

Schema = TypeVar("Schema", bound=BaseModel)


class Bound(Generic[Schema]):
    """A form as somebody filled it in. ``errors`` maps a field's name to its sentence; "" is the whole form."""

    def __init__(
        self, schema: type[Schema], values: Mapping[str, Any], context: Mapping[str, Any] | None = None
    ) -> None:
        self.schema = schema
        self.values = values
        self.context = context
        self.errors: dict[str, Text | str] = {}
        self._data: Schema | None = None

    @property
    def data(self) -> Schema:
        """The valid input. Raises Invalid when it is not; ``errors`` then says why."""
        if self._data is None:
            try:
                self._data = self.schema.model_validate(
                    _prepared(self.schema, self.values), context=dict(self.context) if self.context else None
                )
            except ValidationError as error:
                for detail in error.errors():
                    field = str(detail["loc"][0]) if detail["loc"] else ""
                    self.errors.setdefault(field, sentence(detail))
                raise Invalid(say("Please look at the marked fields.")) from error
        return self._data

    @contextmanager
    def trying(self, session: Session | None = None) -> Iterator[None]:
        """Turn a refusal inside the block into messages; what the block changed is thrown away."""
        try:
            yield
        except (Invalid, Conflict, TooLarge) as refusal:
            if session is not None:
                give_up(session)
            if not self.errors or refusal.field:
                self.errors[refusal.field or ""] = refusal.sentence

    def value(self, name: str) -> Any:
        """Return what stands in the field: a string as typed, or a list for fields of many values."""
        return self.values.get(name, "")

    def error(self, name: str = "") -> Text | str:
        """Return the field's message, or nothing."""
        return self.errors.get(name, "")


class _Bind:
    """``bind(form, Schema)``, ``bind.empty(Schema)``, ``bind.of(Schema, thing)``."""

    def __call__(
        self, form: FormData | Mapping[str, Any], schema: type[Schema], context: Mapping[str, Any] | None = None
    ) -> Bound[Schema]:
        values: dict[str, Any] = {}
        for name, info in schema.model_fields.items():
            if _many(info.annotation):
                values[name] = form.getlist(name) if isinstance(form, FormData) else form.get(name, [])
            elif name in form:
                values[name] = form[name]
        return Bound(schema, values, context)

    def empty(self, schema: type[Schema], **values: Any) -> Bound[Schema]:
        """Make the form as it is first shown, with the schema's defaults or the given values."""
        defaults = {
            name: info.get_default(call_default_factory=True, validated_data={})
            for name, info in schema.model_fields.items()
            if not info.is_required()
        }
        return Bound(schema, {k: _typed(v) for k, v in {**defaults, **values}.items()})

    def of(self, schema: type[Schema], thing: object, **values: Any) -> Bound[Schema]:
        """Make the form filled in from a row."""
        found = {name: getattr(thing, name) for name in schema.model_fields if hasattr(thing, name)}
        return Bound(schema, {k: _typed(v) for k, v in {**found, **values}.items()})


bind = _Bind()


def _many(annotation: Any) -> bool:
    return get_origin(annotation) in (list, set, tuple, frozenset)


def _typed(value: Any) -> Any:
    """Show a value as a person would have typed it."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="minutes") if hasattr(value, "hour") else value.isoformat()
    return value


def _prepared(schema: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Drop what was left empty where a default stands; a checkbox that is absent is off."""
    prepared: dict[str, Any] = {}
    for name, info in schema.model_fields.items():
        value = values.get(name)
        if isinstance(value, UploadFile):
            if value.filename:
                prepared[name] = value
        elif info.annotation is bool:
            prepared[name] = value in ("on", "true", "1", "yes", True)
        elif value is None or (value == "" and not _takes_text(info.annotation)):
            if _optional(info.annotation) and not info.is_required():
                prepared[name] = None if info.default is None else info.default
        else:
            prepared[name] = value
    return prepared


def _takes_text(annotation: Any) -> bool:
    return annotation is str


def _optional(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


def sentence(detail: ErrorDetails) -> Text | str:  # noqa: C901, PLR0911 -- a table of sentences
    """Say in plain words what a validation error means."""
    kind, context = detail["type"], detail.get("ctx") or {}
    if kind in {"string_too_short", "too_short"} and int(context["min_length"]) > 1 and detail["input"]:
        least = int(context["min_length"])
        return say_n("At least %(n)s character, please.", "At least %(n)s characters, please.", least)
    if kind in {"missing", "string_too_short", "too_short"}:
        return say("Please fill this in.")
    if kind == "string_too_long" or (kind == "too_long" and context.get("field_type") == "Value"):
        most = int(context["max_length"])
        return say_n("At most %(n)s character, please.", "At most %(n)s characters, please.", most)
    if kind in {
        "int_parsing",
        "int_type",
        "int_from_float",
        "float_parsing",
        "decimal_parsing",
        "int_parsing_size",
    }:
        return say("A number, please.")
    if kind in {"greater_than_equal", "greater_than"}:
        return say("At least %(n)s, please.", n=context.get("ge", context.get("gt")))
    if kind in {"less_than_equal", "less_than"}:
        return say("At most %(n)s, please.", n=context.get("le", context.get("lt")))
    if kind.startswith(("date", "time")):
        return say("A date or time is missing or cannot be read.")
    if kind in {"enum", "literal_error"}:
        return say("Please choose one of the list.")
    if kind == "value_error":
        error = context.get("error")
        if isinstance(error, ValueError) and error.args and isinstance(error.args[0], Text):
            return error.args[0]
        if str(error) == "not-an-address":
            return say("This is not an e-mail address.")
    return say("This cannot be read; please check it.")
