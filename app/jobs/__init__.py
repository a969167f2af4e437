"""Durable jobs on DBOS, in our own database: a row and its job commit together; a killed worker's job goes on.

A room declares a job for one of its tables (which has the columns of :class:`app.jobs.rules.Workable`)::

    @job("footage.ladder", row=Clip, lane="ladder")
    def make_ladder(run: Run) -> None:
        ...                                  # run.key is the row's id, run.tools what the house handed in
        run.tool(argv, seconds=8.0)          # runs ffmpeg under limits, writes percent, ends when cancelled
        run.publish(stream_key=...)          # the row is ready, unless somebody took it over or cancelled it

An action starts it in its own transaction by ``enqueue(session, "footage.ladder", clip)``; a retry and a cancel are
``retry(session, clip)`` and ``cancel(session, clip)``. Processes run an :class:`app.jobs.engine.Engine`.
"""
