"""Pages of takes: the wall of rushes, one take and its conversion."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlmodel import Session

from app.core.settings import Settings
from app.core.text import say
from app.footage import actions, policy, queries
from app.footage.models import Clip
from app.footage.notes import policy as notes_policy
from app.footage.notes.schemas import NoteInput
from app.footage.rules import Rating
from app.footage.schemas import MoveInput, RatingInput
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.video.check import Finding, Kind, advice, sentence
from app.web.deps import Config, Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import local_address, page, redirect
from app.web.ranges import film_address

router = APIRouter()
WORKING = (WorkState.QUEUED, WorkState.RUNNING)


class Film(BaseModel):
    """Where a page finds a film: addresses, or empty ones."""

    hls: str = ""
    mp4: str = ""
    poster: str = ""
    thumbnails: str = ""


def film_of(settings: Settings, clip: Clip) -> Film:
    """Sign the addresses of what there is of a film so far."""

    def signed(key: str) -> str:
        return film_address(settings, key) if key else ""

    mp4 = clip.preview_key or ("" if clip.stream_key else clip.master_key)
    pictures = {"poster": signed(clip.poster_key), "thumbnails": signed(clip.sprite_key)}
    return Film(hls=signed(clip.stream_key), mp4=signed(mp4), **pictures)


def findings_of(clip: Clip) -> list[dict[str, Any]]:
    """Say the footage check's findings in sentences, with what to try and the second to jump to."""
    return [
        {
            "kind": one.kind.value,
            "level": one.level.value,
            "sentence": sentence(one),
            "advice": advice(one.kind),
            "start": one.start,
            "kept": one.kept,
        }
        for one in (Finding.of(kept) for kept in clip.warnings)
    ]


@router.get("/teams/{team_id}/rushes")
def wall(
    request: Request,
    session: Reading,
    actor: SignedIn,
    settings: Config,
    team_id: int,
    rating: Rating | None = None,
    scene: str | None = None,
    by: str = "day",
    shot: int | None = None,
) -> Response:
    """Show the wall of takes, by day or by scene, with the upload form, for ``shot`` when one is named."""
    found = queries.rushes(session, actor, team_id, rating=rating, scene=scene)
    return page(
        request,
        "pages/footage/rushes.html",
        rushes=found,
        team=found.team,
        course=found.course,
        groups=_groups(found, by),
        by=by,
        rating=rating,
        scene=scene,
        chosen=shot,
        ratings=list(Rating),
        may_bring=policy.may_bring(actor, found.course, found.team),
        quota=settings.team_quota,
        film=lambda clip: film_of(settings, clip),
        findings=findings_of,
        working=WORKING,
    )


def _groups(found: queries.Rushes, by: str) -> list[tuple[Any, list[queries.TakeRow]]]:
    """Put the takes together by scene, or by the day they arrived."""
    groups: dict[Any, list[queries.TakeRow]] = {}
    for row in found.takes:
        key = (row.shot.scene if row.shot else "") if by == "scene" else row.take.created_at.date()
        groups.setdefault(key, []).append(row)
    return list(groups.items())


@router.get("/clips/{clip_id}/progress")
def progress(request: Request, session: Reading, actor: SignedIn, clip_id: int, back: str = "") -> Response:
    """Show how far a conversion is, as a fragment that asks again until it has ended; ``back`` is the page it is on."""
    clip, team, course = queries.clip_visible_to(session, actor, clip_id)
    return page(
        request,
        "parts/footage/progress.html",
        clip=clip,
        working=WORKING,
        may_cancel=policy.may_sort(actor, course, team),
        may_retry=policy.may_retry(actor, course, team),
        big=True,
        back=back,
    )


@router.get("/takes/{take_id}")
def take(request: Request, session: Reading, actor: SignedIn, settings: Config, take_id: int) -> Response:
    """Show one take: film, warnings, notes, rating, shot."""
    return show_take(request, session, actor, settings, take_id)


def show_take(
    request: Request,
    session: Session,
    actor: Actor,
    settings: Settings,
    take_id: int,
    form: Bound[NoteInput] | None = None,
) -> Response:
    """Render a take's page, with a note that could not be kept."""
    found = queries.take_page(session, actor, take_id)
    return page(
        request,
        "pages/footage/take.html",
        status=422 if form else 200,
        plays=True,
        found=found,
        team=found.team,
        course=found.course,
        clip=found.row.clip,
        film=film_of(settings, found.row.clip),
        findings=findings_of(found.row.clip),
        form=form or bind.empty(NoteInput),
        may_sort=policy.may_sort(actor, found.course, found.team),
        may_note=notes_policy.may_note(actor, found.course, found.team),
        may_be_private=notes_policy.may_be_private(actor, found.team),
        ratings=[r for r in Rating if r is not Rating.NONE],
        working=WORKING,
        notes_back=f"/takes/{take_id}",
    )


@router.post("/takes/{take_id}/rating")
def rate(session: Writing, actor: SignedIn, take_id: int, form: Posted) -> Response:
    """Rate by one tap; the same tap again takes it back."""
    bound = bind(form, RatingInput)
    actions.rate_take(session, actor, take_id, bound.data.rating)
    return redirect(local_address(str(form.get("next", "")), f"/takes/{take_id}"))


@router.post("/takes/{take_id}/shot")
def move(session: Writing, actor: SignedIn, take_id: int, form: Posted) -> Response:
    """Say which shot it is."""
    actions.move_take(session, actor, take_id, bind(form, MoveInput).data.shot_id)
    return redirect(f"/takes/{take_id}", flash=say("Moved."))


@router.post("/takes/{take_id}/remove")
def remove(session: Writing, actor: SignedIn, take_id: int) -> Response:
    """Take it off the wall."""
    actions.remove_take(session, actor, take_id)
    return redirect(f"/takes/{take_id}", flash=say("Removed from the wall. You can bring it back here for seven days."))


@router.post("/takes/{take_id}/restore")
def restore(session: Writing, actor: SignedIn, settings: Config, take_id: int) -> Response:
    """Bring it back."""
    taken = actions.restore_take(session, actor, take_id, settings.team_quota)
    return redirect(f"/teams/{taken.team_id}/rushes", flash=say("It is back on the wall."))


@router.post("/clips/{clip_id}/findings/{finding}")
def keep(session: Writing, actor: SignedIn, clip_id: int, finding: Kind, form: Posted) -> Response:
    """Keep the film although the check found something, or warn of it again."""
    clip = actions.keep_finding(session, actor, clip_id, finding, kept=form.get("kept") == "true")
    return redirect(local_address(str(form.get("next", "")), f"/teams/{clip.team_id}/rushes") + "#check")


@router.post("/clips/{clip_id}/retry")
def retry(session: Writing, actor: SignedIn, clip_id: int, form: Posted) -> Response:
    """Convert again."""
    clip = actions.retry_work(session, actor, clip_id)
    return redirect(local_address(str(form.get("next", "")), f"/teams/{clip.team_id}/rushes"))


@router.post("/clips/{clip_id}/cancel")
def cancel(session: Writing, actor: SignedIn, clip_id: int, form: Posted) -> Response:
    """Stop converting."""
    clip = actions.cancel_work(session, actor, clip_id)
    return redirect(local_address(str(form.get("next", "")), f"/teams/{clip.team_id}/rushes"))
