"""Finance as finance people define it: net present value against Excel's and pyxirr's conventions, rates of return, payback."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import finance, rates
from tests.helpers import model

BODY = "value worth = {value}/mo from scale\n"
PHASES = "phase build { duration: 6 months; line team in labor costs $40K/mo }\nphase scale { line run in compute costs $5K/mo }\n"


def case(value: str = "$30K") -> Model:
    """Six months of building, then value: 12 %/yr discount, 24 months."""
    return model(BODY.format(value=value), phases=PHASES, draws=64)


def excel(rate: float, flows: list[float]) -> float:
    """Excel's NPV: the first flow is discounted by one whole period."""
    return sum(flow / (1 + rate) ** (k + 1) for k, flow in enumerate(flows))


def pyxirr(rate: float, flows: list[float]) -> float:
    """pyxirr's and numpy-financial's npv: the first flow is not discounted."""
    return sum(flow / (1 + rate) ** k for k, flow in enumerate(flows))


def test_flows_are_values_less_costs_a_month() -> None:
    assert finance.flows(case())[0].tolist() == pytest.approx([-40_000] * 6 + [25_000] * 18)


def test_net_present_value_lies_half_a_month_between_the_two_conventions() -> None:
    m = case()
    monthly = 1.12 ** (1 / 12) - 1
    flows = finance.flows(m)[0].tolist()
    ours = float(finance.npv(m)[0])
    assert ours == pytest.approx(excel(monthly, flows) * (1 + monthly) ** 0.5)
    assert ours == pytest.approx(pyxirr(monthly, flows) / (1 + monthly) ** 0.5)
    assert excel(monthly, flows) < ours < pyxirr(monthly, flows)


def test_the_internal_rate_is_the_root_of_the_flows() -> None:
    m = case()
    flows = finance.flows(m)[0]
    roots = np.roots(flows)
    (growth,) = [float(r.real) for r in roots if abs(r.imag) < 1e-9 and r.real > 0]
    assert float(rates.irr(m)[0]) == pytest.approx(growth**12 - 1, rel=1e-6)
    monthly = growth - 1
    assert excel(monthly, flows.tolist()) == pytest.approx(0, abs=1e-4)


def test_two_changes_of_sign_have_no_rate() -> None:
    phases = PHASES.replace("costs $5K/mo }", "costs $5K/mo; line end in labor costs $400K { at: 2027-12 } }")
    m = model(BODY.format(value="$30K"), phases=phases, draws=64)
    assert rates.without(rates.irr(m)).all(), "both roots of such a flow would be as good"


def test_spending_that_never_pays_back() -> None:
    m = case("$2K")
    assert np.isinf(finance.payback(m)).all() and rates.without(rates.irr(m)).all()


def test_payback_is_interpolated_within_the_month() -> None:
    assert float(finance.payback(case())[0]) == pytest.approx(6 + 240_000 / 25_000)


def test_a_month_of_delay_loses_the_last_month_of_value() -> None:
    m = case()
    assert float(finance.cost_of_delay(m, 1.0)[0]) == pytest.approx(30_000)
    assert float(finance.cost_of_delay(m, 0.5)[0]) == pytest.approx(15_000)
    assert float(finance.cost_of_delay(m, 99)[0]) == pytest.approx(18 * 30_000)
