"""Outputs of the insights room."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from app.courses.rules import Stage
from app.insights.queries import Progress, Shoot, Task, Today, Waiting


class ProgressOut(BaseModel):
    """A team at a glance."""

    team_id: int
    number: int
    name: str
    film_title: str
    stage: Stage
    late: list[str]

    @classmethod
    def of(cls, progress: Progress) -> Self:
        """Show a team's progress."""
        team = progress.team
        return cls(
            team_id=team.id,
            number=team.number,
            name=team.name,
            film_title=team.film_title,
            stage=progress.stage,
            late=[due.title for due in progress.late],
        )


class TaskOut(BaseModel):
    """A step, in the reader's language; ``mine`` when it lies with their roles. Times are in UTC."""

    sentence: str
    href: str
    stage: Stage
    due_at: datetime | None
    course_id: int
    team_id: int | None
    mine: bool

    @classmethod
    def of(cls, task: Task) -> Self:
        """Show a step."""
        step = task.step
        return cls(
            sentence=str(step.sentence),
            href=step.href,
            stage=step.stage,
            due_at=step.due_at,
            course_id=task.course.id,
            team_id=task.team.id if task.team else None,
            mine=task.mine,
        )


class WaitingOut(BaseModel):
    """Something handed in that waits for an answer."""

    sentence: str
    href: str
    since: datetime
    team_id: int

    @classmethod
    def of(cls, waiting: Waiting) -> Self:
        """Show what waits."""
        return cls(sentence=str(waiting.sentence), href=waiting.href, since=waiting.since, team_id=waiting.team.id)


class ShootOut(BaseModel):
    """A shooting day of today or (``later``) tomorrow."""

    team_id: int
    day_id: int
    call: str
    place: str
    later: bool

    @classmethod
    def of(cls, shoot: Shoot) -> Self:
        """Show a shooting day."""
        return cls(team_id=shoot.team.id, day_id=shoot.day_id, call=shoot.call, place=shoot.place, later=shoot.later)


class TodayOut(BaseModel):
    """A person's home page."""

    shoots: list[ShootOut]
    tasks: list[TaskOut]
    waiting: list[WaitingOut]
    slipping: list[ProgressOut]

    @classmethod
    def of(cls, today: Today) -> Self:
        """Show the page."""
        return cls(
            shoots=[ShootOut.of(one) for one in today.shoots],
            tasks=[TaskOut.of(task) for task in today.tasks],
            waiting=[WaitingOut.of(one) for one in today.waiting],
            slipping=[ProgressOut.of(progress) for _, progress in today.slipping],
        )
