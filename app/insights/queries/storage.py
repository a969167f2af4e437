"""What films take on the disk, for administrators and for Prometheus."""

from sqlmodel import Session, col, func, select

from app.courses.models import Course
from app.footage.models import Clip, Upload
from app.footage.rules import UploadState
from app.jobs.rules import WorkState
from app.teams.models import Team


def bytes_and_uploads(session: Session) -> tuple[int, int]:
    """Count the bytes of all films, and the uploads that are open (1 statement)."""
    kept = select(func.coalesce(func.sum(Clip.kept_bytes), 0)).where(col(Clip.discarded_at).is_(None))
    uploads = select(func.count()).select_from(Upload).where(col(Upload.state) == UploadState.OPEN)
    row = session.exec(select(kept.scalar_subquery(), uploads.scalar_subquery())).one()
    return int(row[0] or 0), int(row[1] or 0)


def bytes_by_team(session: Session) -> list[tuple[Course, Team, int]]:
    """Sum up what each team's films take, the largest first (1 statement)."""
    total = func.sum(Clip.kept_bytes)
    sums = (
        select(Clip.team_id, total.label("kept"))
        .where(col(Clip.discarded_at).is_(None))
        .group_by(col(Clip.team_id))
        .subquery()
    )
    rows = session.exec(
        select(Course, Team, sums.c.kept)
        .join(Team, col(Team.course_id) == Course.id)
        .join(sums, sums.c.team_id == Team.id)
        .order_by(sums.c.kept.desc(), col(Team.id))
    ).all()
    return [(course, team, int(kept or 0)) for course, team, kept in rows]


def failed_films(session: Session, most: int = 20) -> list[tuple[Clip, Team, Course]]:
    """List the newest films that could not be converted (1 statement)."""
    return list(
        session.exec(
            select(Clip, Team, Course)
            .join(Team, col(Team.id) == Clip.team_id)
            .join(Course, col(Course.id) == Team.course_id)
            .where(col(Clip.state) == WorkState.FAILED, col(Clip.discarded_at).is_(None))
            .order_by(col(Clip.id).desc())
            .limit(most)
        ).all()
    )
