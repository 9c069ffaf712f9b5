"""Texts before and after: each pair of `NAME.before.gate` and `NAME.after.gate` here; `--update` writes the latter anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from phasegate_dsl.format import WIDTH, format_source
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl
from phasegate_dsl.words import WORDS

HERE = Path(__file__).parent
BEFORE = sorted(HERE.glob("*.before.gate"))


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def width_of(text: str) -> int:
    """`# width 40` in the first line asks for another width."""
    first = text.split("\n", 1)[0]
    return int(first.removeprefix("# width ")) if first.startswith("# width ") else WIDTH


@pytest.mark.golden
@pytest.mark.parametrize("path", BEFORE, ids=lambda p: p.name.removesuffix(".before.gate"))
def test_before_becomes_after(path: Path, request: pytest.FixtureRequest) -> None:
    text = text_of(path)
    after = path.with_name(path.name.replace(".before.", ".after."))
    made = format_source(Source(path.name, text), width_of(text))
    assert made.findings == []
    if request.config.getoption("--update"):
        after.write_bytes(made.text.encode("utf-8"))
    assert made.text == text_of(after)
    again = format_source(Source(path.name, made.text), width_of(text))
    assert (again.text, again.findings) == (made.text, [])


def test_the_pairs_hold_every_statement_and_every_form_of_expression() -> None:
    kinds: set[str] = set()
    for path in BEFORE:
        parsed = parse(Source(path.name, text_of(path)))
        assert parsed.findings == []
        collect(parsed.document.body, kinds)
    expressions = {
        "Name",
        "Text",
        "Num",
        "Date",
        "Month",
        "Bool",
        "ListExpr",
        "Attr",
        "Call",
        "Comp",
        "Unary",
        "Binary",
    }
    others = {"Field", "Edit", "Expectation", "Target", "Arg", "Clause"}
    assert kinds - set(WORDS) == expressions | others | {"Decl"}
    assert set(WORDS) - kinds == set()


def collect(node: Any, kinds: set[str]) -> None:
    """The classes and the kinds of declarations in a tree."""
    if isinstance(node, list):
        for one in node:
            collect(one, kinds)
    elif hasattr(node, "__slots__"):
        kinds.add(type(node).__name__)
        if isinstance(node, Decl):
            kinds.add(node.kind)
        for name in node.__slots__:
            collect(getattr(node, name), kinds)
