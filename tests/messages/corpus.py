"""The texts whose findings and fixes are looked at, as written and converted, and what is asked of a text that was mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from phasegate.convert.writing import convert, read
from phasegate.pipeline import Options, Run, check_source
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding, Fix
from phasegate_dsl.source import Source

ROOT = Path(__file__).parents[2]
OPTIONS = Options(draws=100)
FILES = sorted(
    path
    for path in [*ROOT.glob("examples/*"), *ROOT.glob("tests/errors/*/*"), *ROOT.glob("rulesets/*/tests/*")]
    if path.suffix in (".gate", ".yaml", ".json") and path.name != "prices.json"
)
CASES = [*(p for p in FILES if p.parent.name == "examples"), *ROOT.glob("tests/errors/*/*.gate")]
"""What is converted: the examples, and each mistake that the conversion leaves in the case."""


@cache
def findings(path: Path, text: str) -> list[Finding]:
    """The findings of a text at a place of the repository."""
    run = Run()
    check_source(run, Source(str(path), text), path, OPTIONS, explicit=False)
    return [*run.findings, *(f for case in run.cases for f in case.findings)]


def converted() -> Iterator[tuple[Path, str]]:
    """Cases in YAML, in JSON over many lines and in JSON on one line, each with the path that it would have."""
    for path in CASES:
        source = Source(str(path), path.read_text("utf-8"))
        for form in ("yaml", "json"):
            text = convert(source, read(source), form).text
            if text:
                yield path.with_suffix(f".{form}"), text
            if text and form == "json":
                yield path.with_suffix(".row.json"), json.dumps(json.loads(text), ensure_ascii=False)


def still_open(found: list[Finding]) -> int:
    """How many findings ask for content that was left open."""
    return sum((f.code, f.kind) == ("PG112", "open") for f in found)


def slips(found: list[Finding]) -> int:
    """How many findings say that the text cannot be read as it is written."""
    return sum(f.code.startswith("PG10") or f.code == "PG116" for f in found) + still_open(found)


def alike(one: Finding, found: list[Finding]) -> int:
    """How many findings say the same."""
    return sum((f.code, f.kind, f.args) == (one.code, one.kind, one.args) for f in found)


def mends(path: Path, text: str, one: Finding, fix: Fix) -> None:
    """Assert that a fix mends its finding: the text is read as before, and what is left open is asked for."""
    before, changed = findings(path, text), apply(text, fix.edits)
    assert changed is not None, (one.code, one.message)
    after = findings(path, changed)
    asked = still_open(after)
    what = (one.code, one.kind, one.message, fix.title, changed, [(f.code, f.message) for f in after])
    assert alike(one, after) < alike(one, before) or asked, what
    assert (asked > 0) == any("…" in edit.text for edit in fix.edits) or still_open(before), what
    assert slips(after) - asked <= slips(before) - slips([one]), what
