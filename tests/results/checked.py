"""Checked cases that tests of results share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from phasegate.pipeline import Checked, Options, Run, check_paths, check_source
from phasegate.results.fill import fill
from phasegate.results.result import Detail, Result
from phasegate_dsl.source import Source
from tests.conftest import ROOT

EXAMPLES = ("claims-copilot.gate", "support-bot.gate", "radiology-triage.yaml")
CLAIMS, SUPPORT, RADIOLOGY = EXAMPLES


@cache
def example(name: str) -> Checked:
    """An example, checked."""
    return check_paths([ROOT / "examples" / name], Options()).cases[0]


@cache
def result(name: str, detail: Detail = "full") -> Result:
    """The result of an example."""
    return fill(example(name), detail)


def run(text: str, draws: int = 128) -> Run:
    """A text, checked."""
    found = Run()
    check_source(found, Source("t.gate", text), Path("t.gate"), Options(draws=draws))
    return found
