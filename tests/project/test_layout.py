"""The direction of imports, the rooms of heavy libraries, and the shape of files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "dsl").rglob("*.py"), *(ROOT / "policy").rglob("*.py")])
ORDER = (
    "dsl", "policy.data", "policy.digest", "policy.cache", "policy.terminal", "policy.units", "policy.figures", "policy.prices", "policy.model", "policy.expr", "policy.resolve", "policy.cost", "policy.rules",
    "policy.project", "policy.report", "policy.packet", "policy.cli",
    "policy.start", "policy.__main__",
)  # fmt: skip
HEAVY = {
    "lark": ("dsl.tables",),
    "numpy": ("policy.cost", "policy.rules", "policy.project", "policy.report", "policy.packet"),
    "yaml": ("policy.model.intake",),
    "pydantic": ("policy.model.intake", "policy.packet", "policy.report.shape"),
    "jinja2": ("policy.packet",),
    "weasyprint": ("policy.packet",),
    "pydyf": ("policy.packet",),
}


def module_of(path: Path) -> str:
    """`policy.cost.model` for its file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, also inside functions, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def room(module: str) -> int:
    """The place of a module in the order; the package itself comes first."""
    found = [i for i, name in enumerate(ORDER) if module == name or module.startswith(f"{name}.")]
    return found[-1] if found else -1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way_and_heavy_ones_stay_in_their_rooms(path: Path) -> None:
    module = module_of(path)
    wrong = []
    for name, line in imports(path):
        if name.split(".")[0] in ("dsl", "policy") and room(name) > room(module):
            wrong.append(f"line {line} imports {name}")
        rooms = HEAVY.get(name.split(".")[0])
        if rooms is not None and not module.startswith(rooms):
            wrong.append(f"line {line} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_say_their_idea_and_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module starts with a docstring"
    assert text.count("\n") <= 700


def test_public_names_are_documented() -> None:
    bare = []
    for path in SOURCES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                bare.append(f"{module_of(path)}.{node.name}")
    assert bare == []
