"""The cases of this folder: their texts, and what is asked of them."""

from __future__ import annotations

from pathlib import Path

from phasegate.cost.figures.tax import Tax
from phasegate.pipeline import Checked, Options
from phasegate.rules.subject import Subject
from phasegate_dsl.finding import Finding
from tests.helpers import checked

CASES = Path(__file__).parent / "cases"


def text(name: str) -> str:
    """The case of a name."""
    return (CASES / f"{name}.gate").read_text("utf-8")


def judged(written: str, draws: int = 1024) -> Checked:
    """A text as the pipeline answers it."""
    (case,) = checked(written, Options(draws=draws)).cases
    return case


def subject(written: str, draws: int = 1024) -> Subject:
    """What its rules look at."""
    case = judged(written, draws)
    assert case.review is not None, [f.message for f in case.findings]
    return case.review.subject


def of(case: Checked, code: str) -> list[Finding]:
    """The findings of a rule or check."""
    return [found for found in case.findings if found.code == code]


def taxed(written: str, draws: int = 1024) -> Tax:
    """The governance tax of a text."""
    found = subject(written, draws).tax
    assert found is not None
    return found
