"""Checked cases that tests of results share."""

from __future__ import annotations

from functools import cache

from phasegate.pipeline import Checked, Options, Run, check_paths
from phasegate.results.fill import fill
from phasegate.results.result import Detail, Result
from tests.conftest import ROOT
from tests.helpers import checked, workspace

EXAMPLES = ("claims-copilot.gate", "support-bot.gate", "radiology-triage.yaml")
CLAIMS, SUPPORT, RADIOLOGY = EXAMPLES


@cache
def example(name: str) -> Checked:
    """An example, checked."""
    return check_paths([ROOT / "examples" / name], Options(), workspace()).cases[0]


@cache
def result(name: str, detail: Detail = "full") -> Result:
    """The result of an example."""
    return fill(example(name), detail)


def run(text: str, draws: int = 128) -> Run:
    """A text, checked."""
    return checked(text, Options(draws=draws))
