"""The direction of imports, the rooms of heavy libraries, and the shape of files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "dsl").rglob("*.py"), *(ROOT / "policy").rglob("*.py")])
ORDER = (
    "phasegate_dsl", "phasegate.version", "phasegate.data", "phasegate.digest", "phasegate.workspace.atomic", "phasegate.workspace.folders", "phasegate.workspace.cache", "phasegate.terminal", "phasegate.units", "phasegate.numbers", "phasegate.amounts",
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
    *OUTPUTS,
)
"""What outputs may import of us: the document of a result, and what writes words."""
DOCUMENT = ("phasegate.results", "phasegate.numbers", "phasegate.units")
"""What the documents import, apart from their filling."""
FILLING = ("phasegate.results.fill", "phasegate.results.ask")
ASKING = ("asking", "cost", "curve", "why", "lint", "explain", "fmt", "test")
"""Commands that put questions to a case or a ruleset."""
ENGINE = ("phasegate.cost", "phasegate.rules", "phasegate.resolve", "phasegate.expr", "phasegate.model")


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


@pytest.mark.parametrize("name", ASKING)
def test_commands_ask_and_do_not_calculate(name: str) -> None:
    path = ROOT / "policy/phasegate/cli" / f"{name}.py"
    assert [one for one, _ in imports(path) if f"{one}.".startswith(tuple(f"{room}." for room in ENGINE))] == []


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


CIRCLES = (frozenset(("phasegate.packet.pdf", "phasegate.packet.renderer")),)
"""Circles between files that are still to be mended; none may be added."""


def graph() -> dict[str, set[str]]:
    """The modules that each module imports, also inside functions and for types alone."""
    modules = {module_of(path): path for path in SOURCES}
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        used = found[module] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                used |= names & set(modules)
                if names - set(modules):  # something of the package itself, not only modules in it
                    used.add(node.module)
        used &= set(modules) - {module}
    found["phasegate"] = set()  # its face is imported when a name of it is asked for: `__version__` brings nothing
    return found


def circles(uses: dict[str, set[str]]) -> set[frozenset[str]]:
    """The groups of modules in which each imports each other, directly or through others."""
    reach: dict[str, set[str]] = {}
    for module in uses:
        seen, todo = set(), [module]
        while todo:
            new = uses[todo.pop()] - seen
            seen |= new
            todo += new
        reach[module] = seen
    return {frozenset(m for m in reach[one] if one in reach[m]) for one in uses if one in reach[one]}


def test_no_circle_between_files() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {frozenset({"b", "c"})}
    assert circles(graph()) == set(CIRCLES)
