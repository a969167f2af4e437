"""Reads of the footage room. Each names what it loads; a page needs at most six statements of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.books.models import Shot
from app.core.errors import NotFound
from app.core.text import code_of
from app.courses.models import Course
from app.footage import policy
from app.footage.models import Clip, Cut, Piece, Take, Upload
from app.footage.notes.queries import Carried, NoteRow, callable_people, carried, notes_of, open_counts
from app.footage.rules import CutKind, CutState, Rating, SceneCover, ShotCover, UploadState, coverage
from app.people.models import Person
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class TakeRow:
    """A take as the wall shows it."""

    take: Take
    clip: Clip
    shot: Shot | None
    by: str
    notes: int


@dataclass(frozen=True, slots=True)
class Rushes:
    """A team's wall of takes, newest first, its shots in script order, what is covered and what is still on its way."""

    team: Team
    course: Course
    takes: list[TakeRow]
    shots: list[Shot]
    scenes: list[SceneCover]
    uploads: list[Upload]
    kept_bytes: int


@dataclass(frozen=True, slots=True)
class TakePage:
    """One take with its film, notes, neighbours on the wall, others of its shot, all shots, and whom notes may call."""

    team: Team
    course: Course
    row: TakeRow
    notes: list[NoteRow]
    shots: list[Shot]
    before: int | None
    after: int | None
    siblings: list[Take]
    names: list[str]


@dataclass(frozen=True, slots=True)
class CutRow:
    """A version of the film with its file and who handed it in."""

    cut: Cut
    clip: Clip
    by: str

    @property
    def too_long(self) -> bool:
        """Whether the film was refused for its length: converting it again would change nothing."""
        return code_of(str(self.clip.cause)) == "film-too-long"


@dataclass(frozen=True, slots=True)
class Cuts:
    """A team's cuts, newest first."""

    team: Team
    course: Course
    cuts: list[CutRow]


@dataclass(frozen=True, slots=True)
class CutPage:
    """One cut with its notes, the team's other cuts, what is open from those before it, and whom notes may call."""

    team: Team
    course: Course
    row: CutRow
    notes: list[NoteRow]
    carried: list[Carried]
    versions: list[Cut]
    names: list[str]


def team_and_course(session: Session, actor: Actor, team_id: int) -> tuple[Team, Course]:
    """Load a team whose footage the actor may see. Raises NotFound."""
    found = session.exec(
        select(Team, Course).join(Course, col(Course.id) == Team.course_id).where(Team.id == team_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_see_footage(actor, found[0]).require()
    return found


def rushes(
    session: Session, actor: Actor, team_id: int, *, rating: Rating | None = None, scene: str | None = None
) -> Rushes:
    """Load the wall; ``rating`` and ``scene`` choose among the takes ("" is: without a scene)."""
    team, course = team_and_course(session, actor, team_id)
    shots = shots_of(session, team_id)
    everything = takes_where(session, actor, team_id, Take.team_id == team_id)
    shown = [
        row
        for row in everything
        if (rating is None or row.take.rating is rating)
        and (scene is None or (row.shot.scene if row.shot else "") == scene)
    ]
    uploads = session.exec(
        select(Upload)
        .where(Upload.team_id == team_id, col(Upload.state) == UploadState.OPEN)
        .order_by(col(Upload.created_at))
    ).all()
    kept = kept_bytes(session, team_id)
    return Rushes(team, course, shown, shots, _cover(shots, everything), list(uploads), kept)


def kept_bytes(session: Session, team_id: int) -> int:
    """Count what a team keeps, in bytes, its assembly too: neither what is discarded nor what is off the wall."""
    removed = select(Take.clip_id).where(Take.team_id == team_id, col(Take.removed_at).is_not(None))
    pieces = select(func.coalesce(func.sum(Piece.bytes), 0)).where(Piece.team_id == team_id).scalar_subquery()
    kept = select(func.coalesce(func.sum(Clip.kept_bytes), 0) + pieces).where(
        Clip.team_id == team_id, col(Clip.discarded_at).is_(None), col(Clip.id).not_in(removed)
    )
    return session.exec(kept).one()


def take_page(session: Session, actor: Actor, take_id: int) -> TakePage:
    """Load one take. Raises NotFound."""
    take, team, course = take_and_team(session, take_id)
    policy.may_see_footage(actor, team).require()
    row = takes_where(session, actor, team.id, Take.id == take_id, removed=True)[0]
    wall = session.exec(
        select(Take)
        .where(Take.team_id == team.id, col(Take.removed_at).is_(None))
        .order_by(col(Take.created_at).desc(), col(Take.id).desc())
    ).all()
    place = next((n for n, one in enumerate(wall) if one.id == take.id), -1)
    before = wall[place - 1].id if place > 0 else None
    after = wall[place + 1].id if 0 <= place < len(wall) - 1 else None
    siblings = [one for one in wall if one.id != take.id and one.shot_id == take.shot_id and take.shot_id]
    notes, names = notes_of(session, actor, row.clip.id, team.id), list(callable_people(session, team).values())
    return TakePage(team, course, row, notes, shots_of(session, team.id), before, after, siblings, names)


def cuts(session: Session, actor: Actor, team_id: int) -> Cuts:
    """Load a team's cuts. Raises NotFound."""
    team, course = team_and_course(session, actor, team_id)
    return Cuts(team, course, cuts_where(session, Cut.team_id == team_id))


def cut_page(session: Session, actor: Actor, cut_id: int) -> CutPage:
    """Load one cut. Raises NotFound."""
    cut, clip, team, course = cut_and_team(session, cut_id)
    policy.may_see_footage(actor, team).require()
    rows = cuts_where(session, Cut.team_id == team.id)
    row = next(one for one in rows if one.cut.id == cut.id)
    versions = [one.cut for one in rows if one is not row]
    notes, names = notes_of(session, actor, clip.id, team.id), list(callable_people(session, team).values())
    return CutPage(team, course, row, notes, carried(session, actor, cut), versions, names)


def clip_visible_to(session: Session, actor: Actor, clip_id: int) -> tuple[Clip, Team, Course]:
    """Load one film's row, for its progress. Raises NotFound."""
    clip, team, course = clip_and_team(session, clip_id)
    policy.may_see_footage(actor, team).require()
    return clip, team, course


def cuts_waiting(session: Session, actor: Actor, course_id: int) -> list[tuple[CutRow, Team]]:
    """List a course's cuts that wait for an answer, oldest first; empty for who does not answer them."""
    if not actor.assists(course_id):
        return []
    rows = session.exec(
        select(Cut, Clip, Team)
        .join(Clip, col(Clip.id) == Cut.clip_id)
        .join(Team, col(Team.id) == Cut.team_id)
        .where(Cut.course_id == course_id, col(Cut.state) == CutState.WAITING)
        .order_by(col(Cut.submitted_at))
    ).all()
    return [(CutRow(cut, clip, ""), team) for cut, clip, team in rows]


def accepted_films(session: Session, course_id: int) -> list[tuple[Cut, Clip, Team]]:
    """List the newest accepted final cut of each team, by team number: what a night may show."""
    rows = session.exec(
        select(Cut, Clip, Team)
        .join(Clip, col(Clip.id) == Cut.clip_id)
        .join(Team, col(Team.id) == Cut.team_id)
        .where(
            Cut.course_id == course_id,
            col(Cut.state) == CutState.ACCEPTED,
            col(Cut.kind) == CutKind.FINAL,
        )
        .order_by(col(Team.number), col(Cut.number))
    ).all()
    return list({team.id: (cut, clip, team) for cut, clip, team in rows}.values())


def film_key(clip: Clip) -> str:
    """Give the key of the best progressive film there is, for the night: the master, else the preview, else nothing."""
    return clip.master_key or clip.preview_key


def shots_of(session: Session, team_id: int) -> list[Shot]:
    """Load a team's planned shots in script order."""
    return list(
        session.exec(
            select(Shot)
            .where(Shot.team_id == team_id, col(Shot.removed_at).is_(None))
            .order_by(col(Shot.position), col(Shot.id))
        ).all()
    )


def has_shot(session: Session, team_id: int, shot_id: int) -> bool:
    """Tell whether the shot is in the team's list."""
    return any(shot.id == shot_id for shot in shots_of(session, team_id))


def take_and_team(session: Session, take_id: int) -> tuple[Take, Team, Course]:
    """Load a take with its team and course. Raises NotFound."""
    found = session.exec(
        select(Take, Team, Course)
        .join(Team, col(Team.id) == Take.team_id)
        .join(Course, col(Course.id) == Team.course_id)
        .where(Take.id == take_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def clip_and_team(session: Session, clip_id: int) -> tuple[Clip, Team, Course]:
    """Load a film with its team and course. Raises NotFound."""
    found = session.exec(
        select(Clip, Team, Course)
        .join(Team, col(Team.id) == Clip.team_id)
        .join(Course, col(Course.id) == Team.course_id)
        .where(Clip.id == clip_id, col(Clip.discarded_at).is_(None))
    ).first()
    if found is None:
        raise NotFound
    return found


def cut_and_team(session: Session, cut_id: int) -> tuple[Cut, Clip, Team, Course]:
    """Load a cut with its film, team and course. Raises NotFound."""
    found = session.exec(
        select(Cut, Clip, Team, Course)
        .join(Clip, col(Clip.id) == Cut.clip_id)
        .join(Team, col(Team.id) == Cut.team_id)
        .join(Course, col(Course.id) == Cut.course_id)
        .where(Cut.id == cut_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def takes_where(
    session: Session, actor: Actor, team_id: int, condition: object, *, removed: bool = False
) -> list[TakeRow]:
    """Load takes of a team by a condition, newest first; those off the wall only when ``removed``."""
    statement = (
        select(Take, Clip, Shot, Person.name)
        .join(Clip, col(Clip.id) == Take.clip_id)
        .outerjoin(Shot, col(Shot.id) == Take.shot_id)
        .outerjoin(Person, col(Person.id) == Take.created_by)
        .where(condition)  # type: ignore[arg-type]  # a column expression
        .order_by(col(Take.created_at).desc(), col(Take.id).desc())
    )
    if not removed:
        statement = statement.where(col(Take.removed_at).is_(None))
    rows = session.exec(statement).all()
    open_notes = open_counts(session, actor, team_id, [clip.id for _, clip, _, _ in rows])
    return [TakeRow(take, clip, shot, name or "", open_notes.get(clip.id, 0)) for take, clip, shot, name in rows]


def cuts_where(session: Session, condition: object) -> list[CutRow]:
    """Load cuts by a condition, highest number first."""
    rows = session.exec(
        select(Cut, Clip, Person.name)
        .join(Clip, col(Clip.id) == Cut.clip_id)
        .outerjoin(Person, col(Person.id) == Cut.submitted_by)
        .where(condition)  # type: ignore[arg-type]  # a column expression
        .order_by(col(Cut.number).desc())
    ).all()
    return [CutRow(cut, clip, name or "") for cut, clip, name in rows]


def _cover(shots: Sequence[Shot], takes: Sequence[TakeRow]) -> list[SceneCover]:
    by_shot: dict[int, list[TakeRow]] = {}
    for row in takes:
        if row.take.shot_id is not None and row.take.rating is not Rating.NO_GOOD:
            by_shot.setdefault(row.take.shot_id, []).append(row)
    return coverage(
        [
            ShotCover(
                shot_id=shot.id,
                scene=shot.scene,
                number=shot.number,
                takes=len(by_shot.get(shot.id, [])),
                circled=any(row.take.rating is Rating.CIRCLED for row in by_shot.get(shot.id, [])),
            )
            for shot in shots
        ]
    )
