"""The direction of imports, the rooms of heavy libraries, and the shape of files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "dsl").rglob("*.py"), *(ROOT / "policy").rglob("*.py")])
ORDER = (
    "phasegate_dsl", "phasegate.data", "phasegate.digest", "phasegate.workspace.cache", "phasegate.terminal", "phasegate.units", "phasegate.numbers", "phasegate.amounts",
    "phasegate.prices", "phasegate.classes", "phasegate.model", "phasegate.convert", "phasegate.expr", "phasegate.resolve",
    "phasegate.cost.engine", "phasegate.cost.figures", "phasegate.cost.asked", "phasegate.rules", "phasegate.checks",
    "phasegate.workspace", "phasegate.pipeline", "phasegate.packs", "phasegate.fmt", "phasegate.results.plain", "phasegate.results.answers", "phasegate.results.ask", "phasegate.results", "phasegate.report", "phasegate.packet", "phasegate.pages", "phasegate.cli",
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
        "phasegate.results.answers.schema",
        "phasegate.results.read",
        "phasegate.results.schema",
    ),
    "jinja2": ("phasegate.packet",),
    "weasyprint": ("phasegate.packet",),
    "pydyf": ("phasegate.packet",),
}
OUTPUTS = ("phasegate.report", "phasegate.packet")
READ = ("phasegate.results", "phasegate.numbers", "phasegate.units", "phasegate.data", "phasegate.terminal", *OUTPUTS)
"""What outputs may import of us: the document of a result, and what writes words."""
PENDING = frozenset(f"phasegate.report.{name}" for name in ("json", "mutation", "prices", "ruletests"))
"""Outputs of what is no document yet: price lists, findings of lint, tests of rules. The list may only grow shorter."""
MADE_BY = ("phasegate.results.fill", "phasegate.results.ask")
"""What makes documents, and therefore asks the engine."""
DOCUMENT = ("phasegate.results", "phasegate.numbers", "phasegate.units", "phasegate.data")
"""What the document of a result imports, apart from its filling."""


def module_of(path: Path) -> str:
    """`phasegate.cost.engine.model` for its file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts[1:]).removesuffix(".__init__")


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
    found = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    return ORDER.index(max(found, key=len)) if found else -1


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way_and_heavy_ones_stay_in_their_rooms(path: Path) -> None:
    module = module_of(path)
    wrong = []
    for name, line in imports(path):
        if name.split(".")[0] in ("phasegate_dsl", "phasegate") and room(name) > room(module):
            wrong.append(f"line {line} imports {name}")
        rooms = HEAVY.get(name.split(".")[0])
        if rooms is not None and not module.startswith(rooms):
            wrong.append(f"line {line} imports {name}")
    assert wrong == []


def foreign(path: Path, allowed: tuple[str, ...]) -> list[str]:
    """What a file imports of ours beyond some rooms; the package itself, for its version, is everybody's."""
    named = {name for name, _ in imports(path) if name.split(".")[0] in ("phasegate_dsl", "phasegate")}
    whole = {name for name in named if name not in ("phasegate", "phasegate.__version__")}
    return sorted(name for name in whole if not inside(name, allowed) or inside(name, MADE_BY))


def inside(module: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module lies in one of the rooms."""
    return f"{module}.".startswith(tuple(f"{room}." for room in rooms))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_outputs_read_the_result_and_nothing_else(path: Path) -> None:
    module = module_of(path)
    if module.startswith(OUTPUTS):
        assert bool(foreign(path, READ)) == (module in PENDING), foreign(path, READ)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_makers_of_documents_ask_the_engine(path: Path) -> None:
    module = module_of(path)
    if inside(module, ("phasegate.results",)) and not inside(module, MADE_BY):
        assert foreign(path, DOCUMENT) == []


ENGINE = ("phasegate.cost", "phasegate.rules", "phasegate.resolve", "phasegate.expr", "phasegate.results.ask")
ANSWERED = ("accuracy", "compare", "cost", "costtables", "csvrows", "curve", "focus", "formats", "outlook", "prices", "tornado", "why")  # fmt: skip
"""Reports that render answers."""
PLAIN = (
    "phasegate.results.answers",
    "phasegate.results.plain",
    "phasegate.numbers",
    "phasegate.units",
    "phasegate.data",
)
"""What a record of an answer may know."""
ASKING = ("asking", "cost", "curve", "why")
"""Commands that put questions to a case."""


def engine_imports(path: Path, allowed: tuple[str, ...] = ()) -> list[str]:
    """The engine's modules that a file imports, but for those that only the types need."""
    tree = ast.parse(path.read_text("utf-8"))
    checking = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    lines = {line for node in checking for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    return [
        f"line {line} imports {name}"
        for name, line in imports(path)
        if f"{name}.".startswith(tuple(f"{one}." for one in ENGINE))
        and line not in lines
        and not name.startswith(allowed)
    ]


@pytest.mark.parametrize("name", ANSWERED)
def test_reports_read_answers_and_not_the_engine(name: str) -> None:
    assert engine_imports(ROOT / "policy/phasegate/report" / f"{name}.py") == []


@pytest.mark.parametrize("name", ASKING)
def test_commands_ask_and_do_not_calculate(name: str) -> None:
    path = ROOT / "policy/phasegate/cli" / f"{name}.py"
    assert engine_imports(path, ("phasegate.results.ask",)) == []


def test_answers_are_records_without_an_engine() -> None:
    for path in (ROOT / "policy/phasegate/results/answers").glob("*.py"):
        inside = {name for name, _ in imports(path) if name.startswith("phasegate.")}
        assert {name for name in inside if not name.startswith(PLAIN)} == set(), path.name


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
