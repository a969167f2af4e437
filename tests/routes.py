"""Every address of the application, for tests that must miss none."""

from fastapi.routing import APIRoute

from app.routers import API, PAGES


def endpoints() -> list[tuple[str, APIRoute]]:
    """List every endpoint with its full path."""
    found = [(r.path, r) for router in PAGES for r in router.routes if isinstance(r, APIRoute)]
    return found + [(f"/api/v1{r.path}", r) for router in API for r in router.routes if isinstance(r, APIRoute)]


def asked_for(route: APIRoute) -> set[str]:
    """Name every dependency of an endpoint, those of dependencies too."""
    names: set[str] = set()
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        names.add(getattr(dependant.call, "__name__", ""))
        waiting += dependant.dependencies
    return names
