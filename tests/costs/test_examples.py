"""The engine against the oracle on the three example cases: every figure, within the sampling error of both.

Certain figures agree to rounding. A mean or a quantile of draws agrees within four standard errors, the oracle's and
the engine's added in quadrature: the engine's is the oracle's, scaled to the engine's number of draws.
"""

from __future__ import annotations

import math

import pytest

from .conftest import ORACLES, Oracle
from .engine import Run, engine
from .oracle.draws import DRAWS, Figure, Figures

LIMIT = 4.0
"""Standard errors allowed."""

GROUPS = {
    "phases": ("exploration.", "foundation.", "scale."),
    "horizon": ("cost.", "run_cost.", "total.", "cliff."),
    "years": ("year",),
    "months": ("month",),
    "values": ("value.", "npv.", "payback."),
    "metrics": ("metric.",),
    "choices": ("curve.", "option.", "lever.", "levers.", "scenario."),
}


def differences(mine: Figures, run: Run) -> list[str]:
    """What the engine lacks or computes otherwise, one sentence each."""
    out = []
    for name, figure in mine.items():
        theirs = run.figures.get(name)
        if theirs is None:
            out.append(f"{name}: the engine has no such figure")
        elif not agrees(figure, theirs, run.draws):
            out.append(f"{name}: oracle {figure.value:,.6g} ± {figure.error:,.3g}, engine {theirs:,.6g}")
    return out


def agrees(mine: Figure, theirs: float, draws: int) -> bool:
    """Whether two figures differ by no more than sampling explains."""
    allowed = LIMIT * mine.error * math.sqrt(1 + DRAWS / draws)
    return abs(mine.value - theirs) <= allowed or math.isclose(mine.value, theirs, rel_tol=1e-9, abs_tol=1e-6)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("case", ORACLES)
def test_engine_agrees(case: str, group: str, oracle: type[Oracle]) -> None:
    """Every figure of a group."""
    mine = {name: figure for name, figure in oracle.figures(case).items() if name.startswith(GROUPS[group])}
    if not mine:
        pytest.skip(f"{case} has no {group}")
    assert differences(mine, engine(case)) == []


@pytest.mark.parametrize("case", ORACLES)
def test_every_figure_is_in_a_group(case: str, oracle: type[Oracle]) -> None:
    """No figure of the oracle escapes comparison."""
    prefixes = tuple(p for group in GROUPS.values() for p in group)
    assert [name for name in oracle.figures(case) if not name.startswith(prefixes)] == []


@pytest.mark.parametrize("case", ORACLES)
def test_engine_agrees_on_the_governance_tax(case: str, oracle: type[Oracle]) -> None:
    """Modelled, declared and gap, component by component."""
    mine = oracle.tax(case)
    if not mine:
        pytest.skip(f"no ruleset of {case} sets a governance tax")
    assert differences(mine, engine(case)) == []
