"""The engine against the oracle on the three example cases: every figure, within the sampling error of both.

Certain figures agree to rounding. A mean or a quantile of draws agrees within four standard errors, the oracle's and
the engine's added in quadrature: the engine's is the oracle's, scaled to the engine's number of draws.
"""

from __future__ import annotations

import math
from itertools import combinations
from statistics import correlation

import pytest

from .conftest import ORACLES, Oracle
from .engine import DRAWS as ENGINE_DRAWS
from .engine import Run, drawn, engine
from .oracle.draws import DRAWS, Z95, Figure, Figures

LIMIT = 4.0
"""Standard errors allowed."""

GROUPS = {
    "phases": ("exploration.", "foundation.", "scale."),
    "horizon": ("cost.", "run_cost.", "total.", "cliff."),
    "years": ("year",),
    "months": ("month",),
    "values": ("value.", "npv", "payback", "irr", "delay.", "sunk_cost."),
    "metrics": ("metric.",),
    "choices": ("curve.", "option.", "lever.", "levers.", "scenario."),
}

CASES = [pytest.param(name, marks=[] if name == "support-bot" else [pytest.mark.slow]) for name in ORACLES]
"""The oracle takes its time over draws; the support bot has none."""

RANGES = {
    "claims": (90_000, 120_000),
    "calls_per_claim": (8, 20),
    "tokens_in": (12_000, 35_000),
    "tokens_out": (350, 900),
    "cache_hit_rate": (0.40, 0.60),
    "small_model": (0.55, 0.75),
}
"""What the claims case says of its assumptions: P5 and P95."""
SHARES = ("cache_hit_rate", "small_model")
"""Those that are shares: the logarithm of their odds is normal, where that of the others is their own."""


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
@pytest.mark.parametrize("case", CASES)
def test_engine_agrees(case: str, group: str, oracle: type[Oracle]) -> None:
    """Every figure of a group."""
    mine = {name: figure for name, figure in oracle.figures(case).items() if name.startswith(GROUPS[group])}
    if not mine:
        pytest.skip(f"{case} has no {group}")
    assert differences(mine, engine(case)) == []


@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_in_a_group(case: str, oracle: type[Oracle]) -> None:
    """No figure of the oracle escapes comparison."""
    prefixes = tuple(p for group in GROUPS.values() for p in group)
    assert [name for name in oracle.figures(case) if not name.startswith(prefixes)] == []


@pytest.mark.parametrize("case", CASES)
def test_engine_agrees_on_the_governance_tax(case: str, oracle: type[Oracle]) -> None:
    """Modelled, declared and gap, component by component."""
    mine = oracle.tax(case)
    if not mine:
        pytest.skip(f"no ruleset of {case} sets a governance tax")
    assert differences(mine, engine(case)) == []


@pytest.mark.parametrize("name", RANGES)
def test_an_assumption_is_drawn_as_stated(name: str) -> None:
    """P5, P50 and P95, by the exact standard error of a quantile of normal logarithms, of odds or of the figures."""
    low, high = (math.log(_odds(name, end)) for end in RANGES[name])
    centre, sigma = (low + high) / 2, (high - low) / (2 * Z95)
    ordered = sorted(drawn("claims-copilot", name))
    for q, exact in ((0.05, low), (0.50, centre), (0.95, high)):
        density = math.exp(-(((exact - centre) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))
        error = math.sqrt(q * (1 - q) / ENGINE_DRAWS) / density
        found = _odds(name, ordered[round(q * (ENGINE_DRAWS - 1))])
        assert abs(found / math.exp(exact) - 1) < LIMIT * error


def _odds(name: str, value: float) -> float:
    return value / (1 - value) if name in SHARES else value


def test_correlated_assumptions_have_the_stated_rank_correlation() -> None:
    """Tokens in and out at 0.6; no other pair."""
    ranks = {name: _ranks(drawn("claims-copilot", name)) for name in RANGES}
    for one, other in combinations(RANGES, 2):
        stated = 0.6 if {one, other} == {"tokens_in", "tokens_out"} else 0.0
        assert abs(correlation(ranks[one], ranks[other]) - stated) < LIMIT * 1.2 / math.sqrt(ENGINE_DRAWS), (one, other)


def _ranks(values: list[float]) -> list[int]:
    """The rank of each value."""
    out = [0] * len(values)
    for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        out[index] = rank
    return out
