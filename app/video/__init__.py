"""Films: command lines for ffmpeg and what their results mean. Nothing here starts a process or knows the course.

How a caller makes a file playable (``look`` and ``run`` start processes under ``guard.limits_for``)::

    source = probe.probe(path, look)                     # Invalid with a sentence when the file is refused
    plan = plan.make_plan(source)                        # crf=21 for what is judged rather than glanced at
    if plan.copy_first:                                  # watchable in a fraction of a second
        run(preview.preview_argv(source, plan, path, preview_mp4))
    write(folder / playlist.MASTER, playlist.master(plan, sound=bool(source.sound)))
    run(ladder.ladder_argv(source, plan, path, folder, notes))        # progress on stdout: out_time_us=…
    lists = {rung.name: (folder / f"{rung.name}.m3u8").read_text() for rung in plan.rungs}
    verify.require_whole(playlist.seconds(lists[plan.rungs[0].name]), plan)   # Invalid: the file was cut off
    measured = {name: playlist.bandwidth(text, sizes) for name, text in lists.items()}
    write(folder / playlist.MASTER, playlist.master(plan, sound=bool(source.sound), measured=measured))
    write(folder / playlist.THUMBNAILS, playlist.thumbnails(plan, ladder.SPRITE))
    seen = measures.read_measures(notes, plan.seconds)
    warnings = [finding.as_json() for finding in check.findings(seen, source)]  # check.sentence(Finding.of(kept))

The loud and progressive version for a room full of people is ``master.master_argv`` with ``seen.loudness``.
"""
