"""Which file imports which: read from the sources, also imports inside functions; those for the type checker apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("phasegate_dsl", "phasegate")
SOURCES = tuple(sorted([*(ROOT / "dsl").rglob("*.py"), *(ROOT / "policy").rglob("*.py")]))


def module_of(path: Path) -> str:
    """`phasegate.cost.engine.model` for its file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts[1:]).removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file."""
    return tuple(ast.walk(tree(path)))


def imports(path: Path, *, typing: bool = True) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with the line; without `typing` not those for the type checker alone."""
    for node in _nodes(tree(path), typing):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full in MODULES else node.module), node.lineno


def _nodes(node: ast.AST, typing: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not typing and isinstance(child, ast.If) and _for_typing(child.test):
            continue
        yield child
        yield from _nodes(child, typing)


def _for_typing(test: ast.expr) -> bool:
    named = isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"
    return named or (isinstance(test, ast.Constant) and test.value is False)


def within(module: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of some rooms or lies in one."""
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def circles(graph: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """The groups of modules that reach each other (Tarjan 1972), each sorted."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[tuple[str, ...]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            at = stack.index(module)
            group = stack[at:]
            del stack[at:]
            if len(group) > 1:
                found.append(tuple(sorted(group)))

    for module in sorted(graph):
        if module not in index:
            visit(module)
    return found
