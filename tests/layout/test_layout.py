"""The direction of imports, what outputs and documents may read, and the rooms of heavy libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.layout.imports import SOURCES, imports, module_of

ORDER = (
    "phasegate_dsl", "phasegate.version", "phasegate.data", "phasegate.workspace.atomic", "phasegate.workspace.folders", "phasegate.workspace.cache", "phasegate.terminal", "phasegate.units", "phasegate.numbers", "phasegate.amounts",
    "phasegate.prices", "phasegate.classes", "phasegate.model", "phasegate.convert", "phasegate.expr", "phasegate.resolve",
    "phasegate.cost.engine", "phasegate.cost.figures", "phasegate.cost.asked", "phasegate.rules", "phasegate.checks",
    "phasegate.workspace", "phasegate.pipeline", "phasegate.packs", "phasegate.fmt", "phasegate.results", "phasegate.face", "phasegate.report", "phasegate.packet", "phasegate.pages", "phasegate.cli",
    "phasegate.start", "phasegate.__main__",
)  # fmt: skip
HEAVY = {
    "lark": ("phasegate_dsl.tables",),
    "numpy": (
        "phasegate.cost",
        "phasegate.rules",
        "phasegate.packs",
        "phasegate.pipeline",
        "phasegate.checks",
        "phasegate.results.fill",
        "phasegate.results.ask",
    ),
    "yaml": ("phasegate.convert.reading",),
    "pydantic": (
        "phasegate.convert.reading",
        "phasegate.packet",
        "phasegate.results.answers",
        "phasegate.results.read",
        "phasegate.results.schema",
    ),
    "jinja2": ("phasegate.packet",),
    "weasyprint": ("phasegate.packet",),
    "pydyf": ("phasegate.packet",),
}
OUTPUTS = ("phasegate.report", "phasegate.packet")
READ = (
    "phasegate.results",
    "phasegate.numbers",
    "phasegate.units",
    "phasegate.data",
    "phasegate.terminal",
    "phasegate.workspace.atomic",
    "phasegate_dsl.records",
    *OUTPUTS,
)
"""What outputs may import of us: the document of a result, and what writes words."""
DOCUMENT = ("phasegate.results", "phasegate.numbers", "phasegate.units", "phasegate_dsl.records")
"""What the documents import, apart from their filling."""
FILLING = ("phasegate.results.fill", "phasegate.results.ask")


def room(module: str) -> int:
    """The place of a module in the order; the package itself comes first."""
    found = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    return ORDER.index(max(found, key=len)) if found else -1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way_and_heavy_ones_stay_in_their_rooms(path: Path) -> None:
    module = module_of(path)
    wrong = []
    for name, line in imports(path):
        if module == "phasegate":  # the public face: it names what it offers, and loads nothing
            continue
        if name.split(".")[0] in ("phasegate_dsl", "phasegate") and room(name) > room(module):
            wrong.append(f"line {line} imports {name}")
        rooms = HEAVY.get(name.split(".")[0])
        if rooms is not None and not module.startswith(rooms):
            wrong.append(f"line {line} imports {name}")
    assert wrong == []


def foreign(path: Path, allowed: tuple[str, ...]) -> list[str]:
    """What a file imports of ours beyond some rooms; the version is everybody's."""
    named = {name for name, _ in imports(path) if name.split(".")[0] in ("phasegate_dsl", "phasegate")}
    whole = {name for name in named if not name.startswith("phasegate.version") and name != "phasegate"}
    return sorted(name for name in whole if not f"{name}.".startswith(tuple(f"{room}." for room in allowed)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_outputs_read_the_result_and_nothing_else(path: Path) -> None:
    module = module_of(path)
    if module.startswith(OUTPUTS):
        assert foreign(path, READ) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_filling_of_a_result_asks_the_engine(path: Path) -> None:
    module = module_of(path)
    if module.startswith("phasegate.results") and not module.startswith(FILLING):
        assert [
            name for name in foreign(path, DOCUMENT) if name not in ("phasegate.data", "phasegate.data.checkout")
        ] == []
