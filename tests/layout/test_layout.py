"""The direction of imports, what outputs and documents may read, and the rooms of heavy libraries."""

from __future__ import annotations

from pathlib import Path

from tests.layout.imports import SOURCES, imports, module_of

ORDER = (
    "phasegate_dsl", "phasegate.version", "phasegate.limits", "phasegate.data", "phasegate.workspace.atomic", "phasegate.workspace.disk", "phasegate.workspace.folders", "phasegate.workspace.cache", "phasegate.terminal", "phasegate.units", "phasegate.numbers", "phasegate.amounts", "phasegate.guard",
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
    "phasegate_dsl.records",
    "phasegate_dsl.unseen",
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


def misplaced(path: Path) -> list[str]:
    """The imports of a file that go the wrong way, or take a heavy library out of its rooms."""
    module = module_of(path)
    if module == "phasegate":  # the public face: it names what it offers, and loads nothing
        return []
    wrong = []
    for name, line in imports(path):
        rooms = HEAVY.get(name.split(".")[0])
        upwards = name.split(".")[0] in ("phasegate_dsl", "phasegate") and room(name) > room(module)
        if upwards or (rooms is not None and not module.startswith(rooms)):
            wrong.append(f"{path}:{line} imports {name}")
    return wrong


def test_imports_go_one_way_and_heavy_ones_stay_in_their_rooms() -> None:
    assert [one for path in SOURCES for one in misplaced(path)] == []


def foreign(path: Path, allowed: tuple[str, ...]) -> list[str]:
    """What a file imports of ours beyond some rooms; the version is everybody's."""
    named = {name for name, _ in imports(path) if name.split(".")[0] in ("phasegate_dsl", "phasegate")}
    whole = {name for name in named if not name.startswith("phasegate.version") and name != "phasegate"}
    return sorted(name for name in whole if not f"{name}.".startswith(tuple(f"{room}." for room in allowed)))


def test_outputs_read_the_result_and_nothing_else() -> None:
    found = {path: foreign(path, READ) for path in SOURCES if module_of(path).startswith(OUTPUTS)}
    assert found and {path: names for path, names in found.items() if names} == {}


def test_only_the_filling_of_a_result_asks_the_engine() -> None:
    inside = [path for path in SOURCES if module_of(path).startswith("phasegate.results")]
    document = [path for path in inside if not module_of(path).startswith(FILLING)]
    allowed = (*DOCUMENT, "phasegate.data")
    assert document and {path: names for path in document if (names := foreign(path, allowed))} == {}
