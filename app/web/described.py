"""The API's description: every operation declares the problems it may answer with (RFC 9457)."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string", "description": "A sentence for people, in the language asked for."},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
STATUSES = {
    400: "The request cannot be read.",
    401: "Nobody is signed in.",
    403: "A member may not do this; the sentence says why.",
    404: "Not there, or not to be known of.",
    409: "Somebody else was first, or the state does not allow it.",
    410: "It has ended for good.",
    413: "Too large.",
    415: "Another kind of body is needed.",
    422: "The input breaks a rule; errors names the fields.",
    429: "Too many tries.",
    503: "Busy for a moment.",
    507: "No room left.",
}


def describe(app: FastAPI) -> None:
    """Make the application describe its problems in its OpenAPI document."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            made.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
            for path in made["paths"].values():
                for operation in path.values():
                    operation["responses"].update(_problems(operation["responses"]))
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to change the document


def _problems(declared: dict[str, Any]) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        str(status): {"description": declared.get(str(status), {}).get("description", sentence), "content": content}
        for status, sentence in STATUSES.items()
        if "application/problem+json" not in declared.get(str(status), {}).get("content", {})
    }
