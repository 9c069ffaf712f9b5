"""The nevers of docs/architecture.md, held by reading the sources."""

from __future__ import annotations

import ast

import pytest

from tests.layout.imports import MODULES, PACKAGES, SOURCES, circles, imports, nodes, tree, within

ENGINE = tuple(f"phasegate.{room}" for room in ("cost", "rules", "resolve", "expr", "model", "checks"))
OUTPUTS = ("phasegate.report", "phasegate.packet")
NEVER: dict[tuple[str, ...], tuple[str, ...]] = {
    OUTPUTS: (*ENGINE, "phasegate.pipeline", "phasegate.packs", "phasegate.prices", "phasegate.pages", "phasegate.cli"),
    ("phasegate.cli",): ENGINE,
    (*ENGINE, "phasegate.prices"): (
        *OUTPUTS,
        "phasegate.cli",
        "phasegate.results",
        "phasegate.packs",
        "phasegate.pages",
    ),
    ("phasegate.cost",): ("phasegate.resolve", "phasegate.rules", "phasegate.workspace", "phasegate.checks"),
    ("phasegate.checks",): ("phasegate.resolve", "phasegate.workspace"),
    ("phasegate.cost.engine",): ("phasegate.cost.figures", "phasegate.cost.asked"),
    ("phasegate.cost.figures",): ("phasegate.cost.asked",),
    ("phasegate.rules",): ("phasegate.resolve", "phasegate.workspace", "phasegate.checks"),
    ("phasegate.resolve",): ("phasegate.cost", "phasegate.rules", "phasegate.workspace", "phasegate.checks"),
    ("phasegate.expr", "phasegate.model"): (
        "phasegate.resolve",
        "phasegate.cost",
        "phasegate.rules",
        "phasegate.workspace",
    ),
    ("phasegate_dsl",): ("phasegate",),
}
"""Rooms, and what they never import."""


@pytest.mark.parametrize("rooms", list(NEVER), ids=lambda rooms: rooms[0])
def test_rooms_never_import_what_they_must_not_know(rooms: tuple[str, ...]) -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for module, path in MODULES.items()
        if within(module, rooms)
        for name, line in imports(path)
        if within(name, NEVER[rooms]) and not within(name, rooms)
    ]
    assert wrong == []


def test_no_file_reaches_itself() -> None:
    graph = {
        module: {name for name, _ in imports(path, typing=False) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }
    assert circles(graph) == []


def test_files_say_their_idea_and_stay_small() -> None:
    assert [str(path) for path in SOURCES if not ast.get_docstring(tree(path))] == [], (
        "a module starts with a docstring"
    )
    assert [str(path) for path in SOURCES if path.read_text("utf-8").count("\n") > 500] == []


def test_functions_fit_a_screen() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []


def test_public_names_are_documented() -> None:
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_folders_have_names_that_tools_do_not_ignore() -> None:
    ignored = {"build", "dist", "target", "node_modules", "env", "venv", "out"}
    assert [str(path) for path in SOURCES if ignored & set(path.parent.parts[-3:])] == []


def test_every_package_of_ours_is_known() -> None:
    assert {module.split(".")[0] for module in MODULES} == set(PACKAGES)
