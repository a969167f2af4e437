"""The scene analysis table to read: what the scenario says of each scene, beside the row that people typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.books import fountain, rules
from app.books.rules import SceneFacts, SheetState


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scene of the scenario with its row (None: not made yet) and the number of its shots."""

    scene: SceneFacts
    row: Any
    shots: int

    @property
    def written(self) -> bool:
        """Whether anybody has typed anything about the scene."""
        return self.row is not None and not rules.is_blank(self.row)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Every scene in order, and the rows whose scene is gone: ``lost`` ones ask, ``aside`` ones were put by.

    ``shots`` are the numbers of the shots that wait with each of those rows, by its id.
    ``stale`` tells that the scenario was changed by what does not keep the table: rows may stand at a neighbour.
    """

    sheets: list[Sheet]
    lost: list[Any]
    aside: list[Any]
    shots: Mapping[int, list[str]]
    stale: bool

    @property
    def eighths(self) -> int:
        """The length of all scenes together."""
        return sum(one.scene.eighths for one in self.sheets)


def analysis_of(
    scenario: str, rows: Iterable[Mapping[str, Any] | Any], shots: Iterable[Mapping[str, Any] | Any]
) -> Analysis:
    """Make the table of a book as it stands, or of a handed-in version."""
    scenes = rules.analysed(fountain.scenes(fountain.parse(scenario)))
    rows, shots = list(rows), list(shots)
    scene_of_shots = [one["scene"] for one in shots]
    waiting: dict[int, list[str]] = {}
    for shot in shots:
        if not shot["scene"]:
            waiting.setdefault(shot.get("sheet_id") or 0, []).append(shot["number"])
    paired = rules.beside([one.number for one in scenes], rows)
    sheets = [Sheet(scene, row, scene_of_shots.count(scene.number)) for scene, row in zip(scenes, paired, strict=True)]
    standing = [(one["scene"], one["heading"]) for one in rows if one["state"] == SheetState.FOLLOWED]
    return Analysis(
        sheets,
        [one for one in rows if one["state"] == SheetState.LOST],
        [one for one in rows if one["state"] == SheetState.ASIDE],
        waiting,
        standing != [(one.number, one.heading) for one in scenes],
    )
