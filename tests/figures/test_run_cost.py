"""Run cost has one meaning: the parts of lines add up to that of the phase, and to that of the case."""

from __future__ import annotations

import pytest

from phasegate.rules.facts import Facts

from .known import subject, text

LATE = text("until").replace(
    "  line a ", "  line late in compute costs $3K to $9K/mo from 2027-01 until 2028-06\n  line a "
)


@pytest.mark.parametrize("written", [text("irr_rule"), text("ramp_to_the_end"), LATE])
def test_the_run_cost_of_lines_adds_up(written: str) -> None:
    case = subject(written, 256)
    facts, model = Facts(case), case.model
    for phase in case.case.phases:
        parts = [record.get("run_cost") for record in facts.record("phase", phase).get("lines")]
        assert sum(parts) == pytest.approx(model.phase_run_cost(phase))
    assert sum(record.get("run_cost") for record in facts.records("line", case.case.lines)) == pytest.approx(
        model.run_cost
    )


def test_a_line_that_has_ended_is_no_part_of_it() -> None:
    case = subject(LATE, 64)
    line = next(one for one in case.case.lines if one.name == "late")
    paid = case.model.line_cost(line)  # in eighteen months, of which six are in the last twelve of the horizon
    assert case.model.line_run_cost(line) * 12 == pytest.approx(paid / 18 * 6)
    until = next(one for one in case.case.lines if one.name == "a")
    assert not case.model.line_run_cost(until).any()
