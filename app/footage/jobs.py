"""What is done with a film that has arrived: look at it, make it watchable at once, then all of it; later a master.

``run.tools`` is the house's :class:`Tools`. A file's way: ``work/uploads/<token>`` → (received) ``clips/<id>/original``
→ preview → ladder. Every step can be repeated after a kill: names carry the try's number.
"""

import hashlib
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.core.errors import Invalid
from app.core.text import keep, say
from app.courses.models import Course
from app.footage import rules
from app.footage.assembly import queue as assemblies
from app.footage.models import Clip, Cut, Take
from app.jobs.declare import enqueue, job
from app.jobs.process import Bounds, limited
from app.jobs.rules import WorkState
from app.jobs.runner import Run
from app.journal import actions as journal
from app.mail import Postman
from app.storage import Storage
from app.storage.contract import PIECE
from app.teams.models import Team
from app.video import check, guard, ladder, master, measures, playlist, preview, probe, verify
from app.video.plan import Plan, make_plan
from app.video.source import Source

PREVIEW, LADDER, MASTER = "footage.preview", "footage.ladder", "footage.master"


@dataclass(frozen=True)
class Tools:
    """What the house hands to its jobs."""

    storage: Storage
    master_preset: str = "slow"
    postman: Postman | None = None
    address: str = ""


def _tell_failed(session: Session, clip: Clip) -> None:
    """Tell who uploaded a film that it could not be converted, and why."""
    team = session.get_one(Team, clip.team_id)
    cut = session.exec(select(Cut.id).where(Cut.clip_id == clip.id)).first()
    take = session.exec(select(Take.id).where(Take.clip_id == clip.id)).first()
    journal.record(
        session,
        None,
        "clip.failed",
        clip,
        course_id=team.course_id,
        team_id=team.id,
        tell=[clip.uploaded_by] if clip.uploaded_by else [],
        href=f"/cuts/{cut}" if cut else f"/takes/{take}" if take else "",
        file=clip.file_name,
        cause=clip.cause,
    )


@job(PREVIEW, row=Clip, lane="preview", priority=1, failed=_tell_failed)
def make_preview(run: Run) -> None:
    """Receive the file, look at it, refuse what is none or too long, and copy what browsers play as it is."""
    clip = _clip(run)
    path = _received(run, clip)
    source = probe.probe(path, look)
    plan = make_plan(source)
    _require_within_limit(run, source)
    values: dict[str, Any] = _facts(source, plan)
    if plan.copy_first:
        made = run.folder / "preview.mp4"
        run.tool(preview.preview_argv(source, plan, path, made), bounds(plan), seconds=plan.seconds)
        key = f"clips/{clip.id}/p{run.rev}-{_mark(run)}/preview.mp4"
        values["kept_bytes"] = clip.bytes + run.tools.storage.put(key, made)
        values["preview_key"] = key
    run.publish(then=lambda session, row: enqueue(session, LADDER, row), **values)


@job(LADDER, row=Clip, lane="ladder", priority=10, failed=_tell_failed)
def make_ladder(run: Run) -> None:
    """Make every size, poster, thumbnails, loudness and the footage check in one process."""
    clip = _clip(run)
    path = run.tools.storage.fetch(clip.original_key)
    source = probe.probe(path, look)
    plan = make_plan(source)
    folder, notes = run.folder / "film", run.folder / "notes"
    folder.mkdir()
    notes.mkdir()
    run.tool(
        ladder.ladder_argv(source, plan, path, folder, notes),
        bounds(plan),
        seconds=plan.seconds,
        measure=lambda: ladder.reached(folder, plan),
    )
    lists = {rung.name: (folder / f"{rung.name}.m3u8").read_text() for rung in plan.rungs}
    verify.require_whole(playlist.seconds(lists[plan.rungs[0].name]), plan)
    _write_lists(folder, source, plan, lists)
    seen = measures.read_measures(notes, plan.seconds)
    values: dict[str, Any] = {
        "loudness": seen.loudness if seen.loudness is not None and seen.loudness > -1000 else None,  # noqa: PLR2004 -- -inf
        "warnings": _checked(check.findings(seen, source), clip.warnings),
    }
    prefix = f"clips/{clip.id}/l{run.rev}-{_mark(run)}"
    has_sprite = (folder / ladder.SPRITE).exists()
    before = clip.stream_key.rpartition("/")[0]  # the sizes of an earlier time, when it is made anew
    freed = sum(map(run.tools.storage.size, run.tools.storage.keys(before))) if before else 0
    values["kept_bytes"] = max(clip.kept_bytes, clip.bytes) - freed + run.tools.storage.put_folder(prefix, folder)
    values["stream_key"] = f"{prefix}/{playlist.MASTER}"
    values["poster_key"] = f"{prefix}/{ladder.POSTER}"
    values["sprite_key"] = f"{prefix}/{playlist.THUMBNAILS}" if has_sprite else ""
    run.publish(then=_after_ladder if before else _after_first_ladder, **values)
    if before:
        run.tools.storage.remove(before)


@job(MASTER, row=Clip, lane="ladder", priority=1, failed=_tell_failed)
def make_master(run: Run) -> None:
    """Make the screening file of an accepted final cut: careful picture, common loudness, index in front."""
    clip = _clip(run)
    path = run.tools.storage.fetch(clip.original_key)
    source = probe.probe(path, look)
    plan = make_plan(source, crf=18)
    made = run.folder / "master.mp4"
    argv = master.master_argv(source, plan, path, made, loudness=clip.loudness, preset=run.tools.master_preset)
    run.tool(argv, bounds(plan, factor=3), seconds=plan.seconds)
    key = f"clips/{clip.id}/m{run.rev}-{_mark(run)}/master.mp4"
    kept = clip.kept_bytes + run.tools.storage.put(key, made)
    run.publish(master_key=key, kept_bytes=kept)


def look(argv: Sequence[str]) -> bytes:
    """Run ffprobe under its limits; what it printed also when it failed. Raises Invalid when it takes too long."""
    limits = guard.PROBE_LIMITS
    bound = Bounds(cpu=limits.cpu_seconds, memory=limits.address_space, file=limits.file_bytes)
    try:
        done = subprocess.run(limited(argv, bound), capture_output=True, timeout=limits.wall_seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Invalid(say("This file cannot be read as a film. Export it again, or choose another.")) from error
    return done.stdout


def bounds(plan: Plan, *, factor: int = 1) -> Bounds:
    """Bound a tool by the length of the film it works on."""
    limits = guard.limits_for(plan.seconds * factor)
    return Bounds(
        cpu=limits.cpu_seconds,
        memory=limits.address_space,
        file=limits.file_bytes,
        wall=limits.wall_seconds,
        stall=limits.stall_seconds,
    )


def _clip(run: Run) -> Clip:
    with run.database.reading() as session:
        clip = session.get(Clip, run.key)
        if clip is None:  # its team was removed while it waited
            raise Invalid(say("The film is gone."))
        return clip


def _received(run: Run, clip: Clip) -> Path:
    """Bring the uploaded file into the storage, once, and write down its hash."""
    storage: Storage = run.tools.storage
    waiting = storage.work / "uploads" / clip.upload_token if clip.upload_token else None
    if waiting is None or not waiting.exists():
        return storage.fetch(clip.original_key)
    digest = hashlib.sha256()
    with waiting.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    run.progress(1, sha256=digest.hexdigest(), same_as=_same(run, clip, digest.hexdigest()))
    storage.put(clip.original_key, waiting)
    return storage.fetch(clip.original_key)


def _same(run: Run, clip: Clip, digest: str) -> int | None:
    with run.database.reading() as session:
        return session.exec(
            select(Clip.id)
            .where(
                Clip.team_id == clip.team_id,
                Clip.sha256 == digest,
                Clip.id != clip.id,
                col(Clip.discarded_at).is_(None),
            )
            .order_by(col(Clip.id))
        ).first()


def _require_within_limit(run: Run, source: Source) -> None:
    """Refuse a final cut that is longer than the course allows, with both lengths."""
    with run.database.reading() as session:
        limit = session.exec(
            select(Course.film_limit_seconds)
            .join(Cut, col(Cut.course_id) == Course.id)
            .where(Cut.clip_id == run.key, Cut.kind == rules.CutKind.FINAL)
        ).first()
    if limit is not None and rules.too_long(source.seconds or 0, limit):
        raise Invalid(
            say(
                "The film is %(length)s long; at most %(limit)s are allowed. Cut it and hand it in again.",
                length=probe.clock(source.seconds or 0),
                limit=probe.clock(limit),
            ),
            code="film-too-long",
        )


def _facts(source: Source, plan: Plan) -> dict[str, Any]:
    top = plan.rungs[0]
    return {
        "source": source.as_json(),
        "seconds": plan.seconds,
        "width": top.width,
        "height": top.height,
        "rate": str(plan.rate),
        "has_sound": source.sound is not None,
    }


def _write_lists(folder: Path, source: Source, plan: Plan, lists: dict[str, str]) -> None:
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    measured = {name: playlist.bandwidth(text, sizes) for name, text in lists.items()}
    (folder / playlist.MASTER).write_text(playlist.master(plan, sound=source.sound is not None, measured=measured))
    if (folder / ladder.SPRITE).exists():
        (folder / playlist.THUMBNAILS).write_text(playlist.thumbnails(plan, ladder.SPRITE))


def _checked(found: Sequence[check.Finding], before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write findings down; what the team has decided to keep stays kept when the film is made anew."""
    kept = {one["kind"] for one in before if one.get("kept")}
    return [replace(one, kept=one.kind.value in kept).as_json() for one in found]


def _after_first_ladder(session: Session, clip: Any) -> None:
    """Say what the footage check found, once, and go on."""
    _warn(session, clip)
    _after_ladder(session, clip)


def _after_ladder(session: Session, clip: Any) -> None:
    """Go on with what waited for the film: a master for an accepted cut, the assembly for a circled take."""
    accepted = session.exec(
        select(Cut.id).where(
            Cut.clip_id == clip.id, Cut.state == rules.CutState.ACCEPTED, Cut.kind == rules.CutKind.FINAL
        )
    ).first()
    if accepted is not None and not clip.master_key and clip.state is WorkState.READY:
        clip.rev += 1
        enqueue(session, MASTER, clip)
    circled = select(Take.id).where(Take.clip_id == clip.id, Take.rating == rules.Rating.CIRCLED)
    if session.exec(circled).first() is not None:
        assemblies.begin(session, clip.team_id)


def _warn(session: Session, clip: Clip) -> None:
    """Tell who filmed a take that it may be worth shooting again, while there is still time."""
    take = session.exec(select(Take.id).where(Take.clip_id == clip.id, col(Take.removed_at).is_(None))).first()
    found = [check.Finding.of(one) for one in clip.warnings]
    worst = next((one for one in found if one.level is check.Level.WARN and not one.kept), None)
    if take is None or worst is None or clip.uploaded_by is None:
        return
    team = session.get_one(Team, clip.team_id)
    journal.record(
        session,
        None,
        "clip.warned",
        clip,
        course_id=team.course_id,
        team_id=team.id,
        tell=[clip.uploaded_by],
        href=f"/takes/{take}#check",
        file=clip.file_name,
        cause=keep(check.sentence(worst)),
    )


def _mark(run: Run) -> str:
    """Name this run's files apart from those of a run that was killed while publishing."""
    return run.token.rpartition(":")[2]
