"""What a JSON endpoint may answer instead: errors as ``application/problem+json``, for the API's description."""

from typing import Any

from pydantic import BaseModel

WHY = {
    401: "Nobody is signed in.",
    403: "A member may see it, but not do this; the detail says why.",
    404: "It is not there, or not for this person.",
    409: "Somebody was first, or the moment has passed.",
    413: "It is larger than what is taken.",
    507: "There is no room for it.",
    422: "The input breaks a rule; errors names the fields.",
}


class Problem(BaseModel):
    """An error: a code for programs and a sentence for people (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: dict[str, str] = {}


class Overtaken(Problem):
    """Somebody saved meanwhile: what stands there now, and the version to send to save over it.

    ``parts`` are of prose that clashes, from top to bottom: ``text`` that is settled, or ``mine`` and ``theirs``. The
    code ``base-unknown`` asks for the whole ``value`` with its ``base``.
    """

    theirs: dict[str, str] = {}
    version: int = 0
    parts: dict[str, list[dict[str, str]]] = {}


def problems(*statuses: int, model: type[Problem] = Problem) -> dict[int | str, dict[str, Any]]:
    """Declare that an endpoint may answer with these statuses."""
    content = {"application/problem+json": {"schema": model.model_json_schema()}}
    return {status: {"description": WHY[status], "content": content} for status in statuses}
