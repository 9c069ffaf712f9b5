"""Every function against the value that its example has by other means: closed forms here, the oracle for the case."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist, fmean, pstdev

import numpy as np
import pytest

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.months import monthly
from phasegate.expr.functions import FUNCTIONS
from phasegate.pages.functions import _judge, at_work, in_case
from phasegate.rules.evaluate import Evaluate
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from tests.oracle.conftest import Oracle
from tests.oracle.oracle import claims_copilot
from tests.oracle.oracle.streams import everywhere

MONTH_SECONDS = 365 * 86400 / 12
Z95 = NormalDist().inv_cdf(0.95)
COURSES: dict[str, Callable[[float, int], float]] = {
    "ramp": lambda at, _: 10 + 90 * min(at / 9, 1),
    "grow": lambda at, _: min(100 * 1.1**at, 150),
    "steps": lambda at, _: 100 if at < 12 else 250,
    "seasonal": lambda _, month: 100 * (1 + 0.2 * math.cos(2 * math.pi * (month - 12) / 12)),
}
"""What a course over time is in the middle of a month, by the months since October 2026 and the month's number."""
CERTAIN = {
    "min": 20_000,
    "max": 4,
    "abs": 2_000,
    "ceil": 4,
    "floor": 3,
    "gpu_fleet": 4 * max(2, math.ceil(20e9 * 3 / (8_000 * MONTH_SECONDS * 0.4))),
    "staffed": max(1, 100 / 40),
    "cached": 3e-6 * (0.4 * 0.1 + 0.6 * 1.25),
    "break_even_hit": (1.25 - 1) / (1.25 - 0.1),
    "batched": 3e-6 * (1 - 0.3 * 0.5),
    "price": 0.15e-6,
    "retried": 100 / (1 - 0.2),
}


def lognormal(share: float) -> float:
    """P5 and P95 as written: the logarithm is normal between them."""
    low, high = math.log(8), math.log(14)
    return math.exp((low + high) / 2 + NormalDist().inv_cdf(share) * (high - low) / (2 * Z95))


def triangular(share: float, low: float = 10e3, mode: float = 12e3, high: float = 20e3) -> float:
    """The inverse of a triangle's distribution."""
    if share < (mode - low) / (high - low):
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - mode))


def beta(share: float, a: float, b: float) -> float:
    """The quantile of a beta distribution, by adding its density up in small steps."""
    steps = 20_000
    points = [(n + 0.5) / steps for n in range(steps)]
    density = [x ** (a - 1) * (1 - x) ** (b - 1) for x in points]
    goal, total = share * math.fsum(density), 0.0
    for x, one in zip(points, density, strict=True):
        total += one
        if total >= goal:
            return x
    return 1.0


SPREADS: dict[str, Callable[[float], float]] = {
    "normal": lambda share: 10 + 2 * NormalDist().inv_cdf(share),
    "lognormal": lognormal,
    "triangular": triangular,
    "pert": lambda share: 10e3 + 10e3 * beta(share, 1 + 4 * 0.2, 1 + 4 * 0.8),
    "uniform": lambda share: 0.2 + 0.4 * share,
    "beta": lambda share: beta(share, 2, 5),
    "pareto": lambda share: 50e3 * (1 - share) ** (-1 / 2.5),
    "choice": lambda share: 10e3 if share < 0.6 else 25e3 if share < 0.9 else 60e3,
}
OF_THE_CASE = {
    "quantile": "scale.cost.p80",
    "mean": "cost.mean",
    "capex": "total.capex.mean",
    "opex": "total.opex.mean",
    "forecast_error": "foundation.forecast_error",
    "crossover": "option.hosting.crossover.p50",
    "last_crossover": "option.hosting.crossover.p50",
    "cost_of_delay": "delay.mean",
    "sum": "cost.mean",
}
"""The oracle's figure of the claims case for the example of each function of rules."""
COUNTED = {
    "measured_cost": 301_000,
    "measured": 0.9993,
    "declared": True,
    "funded": False,
    "claimed": True,
    "evidenced": True,
    "all": True,
    "any": True,
    "none": False,
    "count": 6,
}
"""Read off the text of the claims case."""
BY_HAND = ("annual", "enough", "sd", "chance", "share", "elasticity")


def of_rule(name: str) -> float:
    """The engine's value of a rule function's example, of the claims case."""
    judge, text = _judge(), FUNCTIONS[name].example
    source = Source("example.gate", text)
    expr, _ = parse_expression(source, 0, len(text))
    assert expr is not None
    return float(Evaluate(judge.s, source).value(expr))


def test_every_function_has_an_example_and_an_oracle() -> None:
    known = {*COURSES, *CERTAIN, *SPREADS, *OF_THE_CASE, *COUNTED, *BY_HAND}
    assert known == set(FUNCTIONS)
    assert all(row.example.partition("(")[0] in (name, "mean", "p50") for name, row in FUNCTIONS.items())
    assert all(name in row.example for name, row in FUNCTIONS.items())


@pytest.mark.parametrize("name", COURSES)
def test_courses_over_time(name: str) -> None:
    model = in_case(name)
    months = np.mean(monthly(model, Flow.of(model.value("x"), model.grid.size)), axis=0)
    wanted = [COURSES[name](at + 0.5, (9 + at) % 12 + 1) for at in range(24)]
    assert months.tolist() == pytest.approx(wanted)


@pytest.mark.parametrize("name", CERTAIN)
def test_certain_figures(name: str) -> None:
    assert fmean(in_case(name).column("x")) == pytest.approx(CERTAIN[name])


@pytest.mark.parametrize("name", SPREADS)
def test_distributions(name: str) -> None:
    drawn = sorted(in_case(name).column("x").tolist())
    for share in (0.02, 0.05, 0.25, 0.5, 0.75, 0.95, 0.98):
        # Between two neighbouring ranks lies what the share is by rank; a stratified draw is in each stratum.
        low, high = (SPREADS[name](min(max(share + step / len(drawn), 1e-9), 1 - 1e-9)) for step in (-2, 2))
        assert low * (1 - 1e-3) - 1e-9 <= _at(drawn, share) <= high * (1 + 1e-3) + 1e-9, share


def _at(drawn: Sequence[float], share: float) -> float:
    return drawn[min(int(share * len(drawn)), len(drawn) - 1)]


@pytest.mark.parametrize("name", COUNTED)
def test_what_a_reader_of_the_case_sees(name: str) -> None:
    assert of_rule(name) == pytest.approx(float(COUNTED[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_THE_CASE)
def test_figures_of_the_case(name: str, oracle: type[Oracle]) -> None:
    assert of_rule(name) == pytest.approx(oracle.figures("claims-copilot")[OF_THE_CASE[name]].value, rel=0.02)


@pytest.mark.slow
def test_figures_of_the_case_by_hand(oracle: type[Oracle]) -> None:
    known = {key: figure.value for key, figure in oracle.figures("claims-copilot").items()}
    assert 12 * of_rule("annual") == pytest.approx(known["scale.annual_cost.p50"], rel=0.02)
    assert of_rule("enough") == pytest.approx(known["scale.dearest_year.p80"], rel=0.02)
    assert of_rule("share") == pytest.approx(1 - known["total.capex.mean"] / known["cost.mean"], rel=1e-3)
    # Run cost is a straight line over the driver, so two of its levels give the slope at the P50.
    slope = (known["curve.claims.300000.p50"] - known["curve.claims.1000.p50"]) / 299_000
    assert of_rule("elasticity") == pytest.approx(slope * math.sqrt(90e3 * 120e3) / known["run_cost.p50"], rel=0.02)
    case = claims_copilot.model()
    assert of_rule("sd") == pytest.approx(pstdev(case.draw(case.total(case.costs, everywhere))), rel=0.03)
    low, high = 12 * known["scale.run_cost.p50"], 12 * known["scale.run_cost.p80"]
    assert low < 2.5e6 < high and 0.5 < of_rule("chance") < 0.8


def test_the_reference_shows_what_the_engine_gives() -> None:
    assert at_work("gpu_fleet") == "32 gpu"
    assert at_work("grow").startswith("105 case/mo in 2026-10; 150 case/mo in 2027-04")
    assert at_work("uniform") == "P5 22%, P50 40%, P95 58%"
