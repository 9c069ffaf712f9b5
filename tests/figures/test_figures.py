"""Small cases whose figures are known: each gives the right figure, or one finding that says what is wrong and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate.pipeline import Options
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding
from tests.helpers import checked

CASES = Path(__file__).parent / "cases"
OPTIONS = Options(draws=1024)


def text(name: str) -> str:
    """The case of a name."""
    return (CASES / f"{name}.gate").read_text("utf-8")


def errors(written: str) -> list[Finding]:
    """What makes no sense in a case."""
    run = checked(written, OPTIONS)
    return [f for case in run.cases for f in case.findings if f.level == "error"] + run.findings


def test_what_runs_on_after_the_last_phase_is_an_error_with_an_edit() -> None:
    written = text("last_phase_duration")
    (found,) = errors(written)
    assert (found.code, found.span is not None and found.span.text) == ("PG404", "12 months")
    assert found.message == (
        "the last phase, `scale`, ends in 2027-03, and `platform` and `migration` would run on in no phase, to 2028-12"
    )
    assert [one.label for one in found.related] == ["runs to 2028-12", "runs to 2028-01"]
    changed = apply(written, found.edits)
    assert changed is not None and "phase scale { budget: $1M/yr; line y" in changed
    assert not errors(changed)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("line platform in infrastructure costs $30K/mo until 2027-03", False),
        ("line platform in infrastructure costs $30K/mo until 2027-04", True),
        ("line platform in infrastructure costs $30K { at: 2027-03 }", False),
        ("line platform in infrastructure costs $30K { at: 2027-04 }", True),
        ("value saved = $30K/mo until 2027-03", False),
        ("value saved = $30K/mo from scale", True),
    ],
)
def test_a_last_phase_may_end_before_the_horizon_where_nothing_runs_on(line: str, runs: bool) -> None:
    kept = [row for row in text("last_phase_duration").splitlines() if not row.startswith(("  line", "}"))]
    assert [f.code for f in errors("\n".join([*kept, line, "}"]))] == ["PG404"] * runs
