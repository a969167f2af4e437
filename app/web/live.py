"""Live pages: a stream of server-sent events that follows a value in the database, without holding a session."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

POLL = 0.5
BEAT = 15.0
LONGEST = 3600.0


def stream(request: Request, read: Callable[[], tuple[int, Callable[[], Any]]]) -> StreamingResponse:
    """Follow a value: ``read`` gives its revision (cheap) and a function for its content, both run in a thread.

    Sends the content at once and whenever the revision changes, an event ``beat`` every 15 s. It ends after an hour,
    when the browser leaves, and when the server is about to end; the browser connects again by itself.
    """
    return StreamingResponse(
        _events(request, read),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, read: Callable[[], tuple[int, Callable[[], Any]]]) -> AsyncIterator[str]:
    seen: int | None = None
    silent = waited = 0.0
    yield "retry: 1000\n\n"
    stopping = request.app.state.stopping
    while waited < LONGEST and not stopping() and not await request.is_disconnected():
        revision, content = await run_in_threadpool(read)
        if revision != seen:
            seen, silent = revision, 0.0
            yield f"data: {json.dumps(await run_in_threadpool(content))}\n\n"
        elif silent >= BEAT:
            silent = 0.0
            yield "event: beat\ndata:\n\n"
        await asyncio.sleep(POLL)
        silent += POLL
        waited += POLL
