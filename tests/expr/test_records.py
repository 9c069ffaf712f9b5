"""Each attribute of each record has its type, its words and its getter in one row."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from phasegate.expr.records import RECORDS, ROOTS
from phasegate.expr.types import Type
from phasegate.pipeline import Options, check_paths
from phasegate.rules.facts import Facts, Record
from phasegate.rules.missing import Missing
from phasegate.rules.review import Review
from phasegate_dsl.messages.values import phrase

EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").iterdir() if p.suffix in (".gate", ".yaml"))


def facts_of(path: Path) -> Facts:
    """The facts of an example."""
    review = check_paths([path], Options(draws=64)).cases[0].review
    assert isinstance(review, Review)
    return Facts(review.subject)


def fits(value: Any, kind: Type) -> bool:
    """Whether a value is of the kind that its row says."""
    if kind.kind in ("text", "symbol"):
        return isinstance(value, str)
    if kind.kind == "bool":
        return isinstance(value, bool | np.bool_)
    if kind.kind in ("date", "month"):
        return isinstance(value, tuple) and len(value) == (3 if kind.kind == "date" else 2)
    if kind.kind == "list":
        return isinstance(value, list) and kind.item is not None and all(fits(v, kind.item) for v in value)
    if kind.kind == "record":
        return isinstance(value, Record) and value.kind == kind.of
    return isinstance(value, int | float | np.number) if not kind.uncertain else np.ndim(value) <= 1


def ask(facts: Facts) -> set[tuple[str, str]]:
    """Ask every root, and every attribute of every record that they lead to; gives the attributes asked."""
    asked: set[tuple[str, str]] = set()
    seen: set[tuple[str, str, int]] = set()
    todo: list[tuple[str, Callable[[], Any], Type]] = [(n, partial(facts.root, n), f.type) for n, f in ROOTS.items()]
    while todo:
        what, get, kind = todo.pop()
        try:
            value = get()
        except Missing as missing:
            assert missing.reason, what
            continue
        assert fits(value, kind), (what, value)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Record) and (key := (one.kind, one.name, id(one.item))) not in seen:
                seen.add(key)
                for name, fact in RECORDS[one.kind].items():
                    asked.add((one.kind, name))
                    todo.append((f"{one.kind} {one.name}.{name}", partial(one.get, name), fact.type))
    return asked


def test_every_attribute_gives_a_value_of_its_type_or_says_what_is_missing() -> None:
    asked = set().union(*(ask(facts_of(path)) for path in EXAMPLES))
    assert asked == {(kind, name) for kind, facts in RECORDS.items() for name in facts}


def test_a_phase_that_the_case_lacks_has_a_name_and_is_not_declared() -> None:
    facts = facts_of(EXAMPLES[0])
    absent = facts.phase("nowhere")
    assert (absent.get("name"), absent.get("declared")) == ("nowhere", False)
    with pytest.raises(Missing) as missing:
        absent.get("budget")
    assert missing.value.reason == phrase("no_phase", name="nowhere")


def test_rows_are_read_without_numpy() -> None:
    code = (
        "import sys; from phasegate.expr.records import RECORDS, ROOTS; from phasegate.expr.functions import FUNCTIONS; "
        "assert all(f.doc for r in RECORDS.values() for f in r.values()) and ROOTS and FUNCTIONS; "
        "assert 'numpy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
