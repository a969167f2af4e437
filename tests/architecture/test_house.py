"""The rules of the house that import contracts cannot say."""

import ast
import inspect
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from tests.routes import asked_for, endpoints

APP = Path(__file__).parent.parent.parent / "app"
MODULES = sorted(p for p in APP.rglob("*.py") if "vendor" not in p.parts)
BANNED_NAMES = {"utils", "helpers", "manager", "service", "common", "base"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def name_of(path: Path) -> str:
    return str(path.relative_to(APP.parent))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(path: Path, *names: str) -> list[str]:
    """List where a method of one of the names is called."""
    return [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
    ]


def test_only_the_database_module_commits():
    found = [c for path in MODULES if path != APP / "core" / "db.py" for c in calls(path, "commit")]
    assert found == []


def test_no_work_that_matters_is_left_to_background_tasks():
    assert [name_of(p) for p in MODULES if "BackgroundTasks" in p.read_text()] == []


def test_no_room_for_things_without_a_name():
    assert [name_of(p) for p in MODULES if p.stem in BANNED_NAMES] == []


def test_files_and_functions_stay_readable():
    long_files = [f"{name_of(p)}: {n}" for p in MODULES if (n := len(p.read_text().splitlines())) > LONGEST_FILE]
    long_functions = [
        f"{name_of(p)}:{f.name}: {f.end_lineno - f.lineno}"
        for p in MODULES
        for f in functions(p)
        if f.end_lineno is not None and f.end_lineno - f.lineno > LONGEST_FUNCTION
    ]
    assert long_files + long_functions == []


@pytest.mark.parametrize("path", [p for p in MODULES if "models" in {p.stem, p.parent.name}], ids=name_of)
def test_models_keep_their_annotations_readable_at_run_time(path):
    assert "from __future__ import annotations" not in path.read_text()


def test_schemas_are_not_tables():
    for path in MODULES:
        if "schemas" in {path.stem, path.parent.name}:
            tree = ast.parse(path.read_text())
            bases = {ast.unparse(b) for n in ast.walk(tree) if isinstance(n, ast.ClassDef) for b in n.bases}
            assert not bases & ({"SQLModel"} | {m.class_.__name__ for m in SQLModel._sa_registry.mappers}), path


def test_every_constraint_has_a_name_from_the_convention():
    for table in SQLModel.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"


def test_async_endpoints_hold_no_session():
    holding = [p for p, r in endpoints() if inspect.iscoroutinefunction(r.endpoint) and "session" in asked_for(r)]
    assert holding == []


def test_two_endpoints_never_share_an_address():
    addresses = [(method, re.sub(r"{[^}]*}", "{}", path)) for path, r in endpoints() for method in r.methods or ()]
    assert [a for a, n in Counter(addresses).items() if n > 1] == []
