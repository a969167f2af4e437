"""Durable jobs on DBOS, in our own database: a row and its job commit together; a killed worker's job goes on.

A room declares a job for one of its tables (which has the columns of :class:`app.jobs.rules.Workable`)::

    @job("footage.ladder", row=Clip, lane="ladder")
    def make_ladder(run: Run) -> None:
        ...                                  # run.key is the row's id, run.tools what the house handed in
        run.tool(argv, seconds=8.0)          # runs ffmpeg under limits, writes percent, ends when cancelled
        run.publish(stream_key=...)          # the row is ready, unless somebody took it over or cancelled it

An action starts it in its own transaction by ``enqueue(session, "footage.ladder", clip)``; a retry and a cancel are
``retry(session, clip)`` and ``cancel(session, clip)``. A job is one piece of work that can be begun again from its
start; longer work is several jobs, each of which queues the next one as it publishes:
``run.publish(then=lambda session, clip: enqueue(session, "footage.ladder", clip), preview_key=...)``.
A refusal for people is raised as an ``app.core.errors`` error; anything else is tried again, then shown as our fault.
Processes run an :class:`app.jobs.engine.Engine`; ``app.jobs.engine.migrate`` makes its tables.
"""
