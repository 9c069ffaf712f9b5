"""A name, a month and a rise mean one thing: the engine's figures of cases by chance beside an oracle's, to the cent."""

from __future__ import annotations

import pytest

from phasegate.cost.figures import summary
from tests.oracle.plain import Plain
from tests.properties.made import case
from tests.properties.test_conservation import BLOCK, CASES, model_of


@pytest.mark.parametrize("first", range(0, CASES, BLOCK))
def test_each_line_costs_in_each_phase_what_the_reference_says(first: int) -> None:
    for seed in range(first, first + BLOCK):
        made = case(seed, certain=True)
        plain, model = Plain(made), model_of(made.text())
        found = {
            phase.name: {line.name: model.line_cost(line, model.phase_window(phase)).mean() for line in model.case.rows}
            for phase in model.case.phases
        }
        for name, lines in plain.by_phase().items():
            assert found[name] == pytest.approx(lines, abs=0.005), f"case {seed}, {name}:\n{made.text()}"
        years = [row.cost.mean for row in summary.years(model)]
        assert years == pytest.approx(plain.by_year(), abs=0.005), f"case {seed}:\n{made.text()}"


def test_the_cases_hold_what_they_are_to_show() -> None:
    lines = [line for seed in range(CASES) for line in case(seed, certain=True).lines]
    told = (
        lambda x: x.of,
        lambda x: x.rise and not x.continuously,
        lambda x: x.continuously,
        lambda x: x.at is not None,
    )
    assert all(sum(map(bool, map(one, lines))) > 50 for one in told)
    assert (
        sum(isinstance(line.until, int) for line in lines) > 50
        and sum(isinstance(line.since, str) for line in lines) > 50
    )
    reserves = [one for seed in range(CASES) for one in case(seed, certain=True).reserves]
    kinds = (
        lambda x: x.kind == "contingency" and x.share and x.phase,
        lambda x: x.kind == "contingency" and x.share and not x.phase,
        lambda x: x.kind == "contingency" and not x.share,
        lambda x: x.kind == "risk" and x.chance and x.once,
        lambda x: x.kind == "risk" and x.chance and not x.once,
    )
    assert all(sum(map(bool, map(one, reserves))) > 50 for one in kinds)
    assert sum(case(seed).error != 1 for seed in range(CASES)) > 500
    mirrors = [line for line in lines if line.of and line.phase]
    assert len(mirrors) > 50
