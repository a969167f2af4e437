"""What a version says beside an older one, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.books import fountain
from app.books.fountain import Change, Piece, SceneStep
from app.books.models import Submission
from app.books.queries.analysis import analysis_of
from app.books.rules import (
    PITCH_FIELDS,
    Line,
    RowStep,
    SceneFacts,
    SectionKind,
    SheetState,
    Sum,
    compare_fields,
    compare_rows,
    top_sheet,
)
from app.books.tables import TABLES


@dataclass(frozen=True)
class Changes:
    """What changed in a version since an older one; without an older one, all of it as it is."""

    base: Submission | None
    submission: Submission

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields of the pitch that read otherwise."""
        if self.base is None:
            return frozenset()
        return compare_fields(_pitch(self.base), _pitch(self.submission), PITCH_FIELDS)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The scenario line by line."""
        text = scenario_of(self.submission)
        return fountain.compare(scenario_of(self.base) if self.base else text, text)

    @cached_property
    def scenes(self) -> list[SceneStep]:
        """What became of each scene."""
        after = fountain.parse(scenario_of(self.submission))
        return fountain.compare_scenes(fountain.parse(scenario_of(self.base)) if self.base else after, after)

    @cached_property
    def rows(self) -> Mapping[SectionKind, list[RowStep]]:
        """What became of each row of each table."""
        return {
            section: compare_rows(
                _rows(self.base or self.submission, section),
                _rows(self.submission, section),
                [*(one.name for one in table.kept), *table.seen],
            )
            for section, table in TABLES.items()
        }

    @cached_property
    def facts(self) -> Mapping[int, SceneFacts]:
        """What the scenario says of the scene of each row of the analysis table, by the row's id."""
        content = self.submission.content
        found = analysis_of(scenario_of(self.submission), content.get("breakdown") or [], content.get("shots") or [])
        return {one.row["id"]: one.scene for one in found.sheets if one.row is not None}

    @cached_property
    def total(self) -> Sum:
        """What the budget comes to."""
        return _total(self.submission)

    @cached_property
    def was(self) -> Sum:
        """What the budget of the older version came to; without one, this one's."""
        return _total(self.base or self.submission)

    def touched(self, section: SectionKind) -> bool:
        """Tell whether a section changed since the older version; without one nothing did."""
        if section is SectionKind.PITCH:
            return bool(self.fields)
        if section is SectionKind.SCENARIO:
            return any(one.change is not Change.SAME for one in self.pieces)
        return any(one.change is not Change.SAME or one.moved for one in self.rows.get(section, ()))


def scenario_of(submission: Submission) -> str:
    """Give the scenario of a version."""
    return str(submission.content.get("scenario") or "")


def _total(submission: Submission) -> Sum:
    rows = _rows(submission, SectionKind.BUDGET)
    return top_sheet(Line(one["category"], one["quantity"], one["unit_price"], one["actual"]) for one in rows)[1]


def _pitch(submission: Submission) -> Mapping[str, str]:
    return submission.content.get("pitch") or {}


def _rows(submission: Submission, section: SectionKind) -> Sequence[Mapping[str, Any]]:
    rows = submission.content.get(section.value) or []
    return (
        [one for one in rows if one.get("state", SheetState.FOLLOWED) == SheetState.FOLLOWED]
        if TABLES[section].made
        else rows
    )
