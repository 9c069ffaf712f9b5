"""Returns on the money: rates where months are empty or draws have none, waiting, and what is sunk when a decision is taken."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly
from phasegate.cost.figures import finance, rates
from phasegate.cost.figures.actuals import spent_by
from phasegate.pipeline import Options
from phasegate.results.fill.columns import columns
from phasegate.results.fill.worth import worth
from phasegate.rules.subject import Subject
from tests.conftest import ROOT, Run
from tests.helpers import checked

from .known import CASES, judged, of, subject, text


def path(name: str) -> str:
    return str((CASES / f"{name}.gate").relative_to(ROOT))


# -- the rate of return ---------------------------------------------------------------------------------------------------


def test_a_first_month_without_a_flow_is_no_change_of_sign() -> None:
    model = subject(text("irr_first_month"), draws=16).model
    flows = finance.flows(model)[0]
    assert flows[0] == 0 and flows[1] == 0  # nothing is paid before scale
    (rate,) = set(rates.irr(model).tolist())
    assert rate == pytest.approx(1.67, abs=0.005)
    factors = (1 + rate) ** (-np.arange(36) / 12)
    assert flows @ factors == pytest.approx(0, abs=1e-3)


def test_months_without_a_flow_do_not_matter_wherever_they_stand() -> None:
    flow = np.array([[0, 0, -100, 0, 0, 60, 0, 60, 0]] * 2, dtype=float)
    shorter = np.array([[-100, 0, 0, 60, 0, 60]] * 2, dtype=float)
    assert rates.of_flows(flow, 1.0) == pytest.approx(rates.of_flows(shorter, 1.0))


@pytest.mark.parametrize(
    ("flow", "rank"),
    [
        ([0, 0, 0], -np.inf),
        ([-1, -1, 0], -np.inf),
        ([-1, 3, -1], -np.inf),
        ([1, -1, -1], -np.inf),
        ([0, 1, 2], np.inf),
        ([0, -1, 1], 0.0),
    ],
)
def test_every_draw_has_its_rank(flow: list[float], rank: float) -> None:
    (found,) = rates.of_flows(np.array([flow], dtype=float), 1.0)
    assert found == pytest.approx(rank, abs=1e-9)


def test_a_rule_and_the_report_have_one_rate(phasegate: Run) -> None:
    case = judged(text("irr_rule"), draws=4096)
    (told,) = of(case, "PX-017")
    assert told.help is not None and (rate := re.search(r"VAL 17 = (\d+)%/yr", told.help))
    assert int(rate[1]) == pytest.approx(257, abs=2)  # independently reckoned under other draws
    shown = phasegate("cost", path("irr_rule")).stdout
    (failed,) = of(judged(probed("p50(irr) >= 300%/yr", text("irr_rule")), draws=4096), "PX-1")
    (rateless,) = (one.text for one in failed.shown if one.label == "without a rate of return")
    none = rateless.removesuffix(" of the draws, which count as the lowest")
    assert none == "0.0732%"  # 3 of 4,096
    assert (
        f"internal rate of return of the whole initiative {rate[1]}% a year (P50); {none} of draws have none" in shown
    )


RULE = """ruleset probe "Probe" {{
  version: "1"; prefix: "PX"
  rule PX-1 "The money comes back" mandatory {{
    require {condition}
    because "x"
    fix "x"
    cite "x" "y"
  }}
}}
"""


@pytest.mark.parametrize(
    ("condition", "fails"),
    [
        ("p50(irr) >= 20%/yr", False),
        ("p50(irr) >= 300%/yr", True),
        ("chance(irr >= 0%/yr) >= 95%", False),
        ("p50(irr_from_decision) >= 300%/yr", False),
        ("p50(npv_from_decision) > p50(npv)", False),
        ("p50(payback_from_decision) < p50(payback)", False),
        ("p50(sunk_cost) in $700K..$710K", False),
        ("p50(sunk_cost) <= $700K", True),
    ],
)
def test_rules_ask_for_returns(condition: str, fails: bool) -> None:
    found = of(judged(probed(condition, text("irr_rule"))), "PX-1")
    assert bool(found) == fails
    if fails and "irr" in condition:
        assert [(one.label, one.text) for one in found[0].shown][1] == (
            "without a rate of return",
            "0.0977% of the draws, which count as the lowest",
        )


def probed(condition: str, written: str) -> str:
    """A case that follows a ruleset of one rule, too."""
    case = (
        written[written.index("initiative") :].replace(", probe\n", "\n", 1).replace("follows ", "follows probe, ", 1)
    )
    return RULE.format(condition=condition) + case


def test_where_most_draws_have_no_rate_a_rule_says_so() -> None:
    never = text("irr_first_month").replace("$10K/mo from", "$1/mo from").replace("costs $100K }", "costs $1K/mo }")
    (found,) = of(judged(probed("p50(irr) >= 20%/yr", never), draws=64), "PX-1")
    assert "in 100% of the draws" in found.message


def test_a_measurement_that_makes_no_sense_leaves_what_is_sunk_open() -> None:
    wrong = DECIDED.replace("\n}\n", '\n  measured cost nowhere = $1 on 2026-05-20 source "bill"\n}\n')
    for condition, told in (("p50(sunk_cost) <= $1", 0), ("p50(cost) <= $1", 1)):
        case = judged(probed(condition, wrong), 64)
        assert case.review is None and len(of(case, "PX-1")) == told


# -- waiting --------------------------------------------------------------------------------------------------------------


def delayed(written: str, months: float) -> float:
    (lost,) = set(finance.cost_of_delay(subject(written, draws=8).model, months).round(6).tolist())
    return float(lost)


def test_a_value_that_ends_with_a_contract_loses_what_is_not_earned() -> None:
    assert delayed(text("delay_bounded"), 1) == 50_000
    assert delayed(text("delay_bounded"), 2.5) == 125_000
    assert delayed(text("delay_bounded"), 40) == 12 * 50_000  # no more than there is


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("$50K/mo from 2026-06", 150_000),  # the horizon cuts it off
        ("$50K/mo from 2026-06 until 2028-12", 150_000),
        ("$50K/mo until scale", 0),  # its end moves with the phases
        ("$50K/mo until 2028-10-31", 150_000),
        ("ramp($0/mo, $24K/mo, over: 12 months) from 2026-01 until 2026-12", 21_000 + 23_000 + 19_000),
    ],
)
def test_the_window_of_each_value_decides(value: str, lost: float) -> None:
    written = text("delay_bounded").replace("$50K/mo from 2026-06 until 2027-05", value)
    assert delayed(written, 3) == lost
    both = written.replace("  value v", "  value w = $10K/mo from 2026-06 until 2027-05\n  value v")
    assert delayed(both, 3) == lost + 30_000


# -- from the decision ----------------------------------------------------------------------------------------------------

DECIDED = """initiative t "A decision halfway" {
  follows three_budget
  owner: "A"; sponsor: "B"; industry: retail; jurisdictions: [US]; risk: limited
  currency: USD; start: 2026-01; horizon: 24 months; discount: 10%/yr
  phase exploration { budget: $60K; duration: 4 months; line team in labor costs $20K/mo }
  phase scale { budget: $2M/yr; line kit in infrastructure costs $100K { at: 2026-06 }; line run in compute costs $5K/mo }
  value v = $30K/mo from scale
  request gate to_scale on 2026-07-16
}
"""


def of_day(written: str, as_of: tuple[int, int, int] | None = None) -> Subject:
    (case,) = checked(written, Options(draws=8, as_of=as_of)).cases
    assert case.review is not None, [found.message for found in case.findings]
    return case.review.subject


def constant(values: np.ndarray) -> float:
    (found,) = set(values.round(6).tolist())
    return float(found)


def by_hand(at: float, flows: dict[int, float]) -> float:
    """Present value at a moment of what remains, each month from the middle of its rest."""
    return sum(cash * 1.1 ** (-((max(month, at) + month + 1) / 2 - at) / 12) for month, cash in flows.items())


def test_what_comes_after_the_decision_is_reckoned_apart() -> None:
    case = of_day(DECIDED)
    model, at = case.model, 6 + 15 / 31
    assert model.case.decision == pytest.approx(at)
    flows = {6: 25_000 * (7 - at), **dict.fromkeys(range(7, 24), 25_000.0)}
    assert constant(finance.npv(model, since=at)) == pytest.approx(by_hand(at, flows))
    assert constant(finance.payback(model, since=at)) == 0  # all that is spent lies before it
    assert np.isposinf(rates.irr(model, since=at)).all()
    spent = 80_000 + 100_000 + 5_000 * (at - 4)
    assert constant(finance.sunk(model, model.case).spent) == pytest.approx(spent)
    found = worth(case)
    assert found is not None and found.sunk is not None
    assert (found.sunk.on, found.sunk.measured, found.sunk.spent.p50) == ("2026-07-16", 0, pytest.approx(spent))


def test_an_outlay_to_come_is_paid_back_from_the_decision() -> None:
    case = of_day(DECIDED.replace("at: 2026-06", "at: 2026-08"))
    model, at = case.model, case.model.case.decision
    # What is left of July earns, then August spends 75K net; 25K a month from September on.
    left = 25_000 * (7 - at)
    after = (7 - at) + 1 + (75_000 - left) / 25_000
    assert constant(finance.payback(model, since=at)) == pytest.approx(after)
    whole = constant(finance.payback(model))
    assert whole == pytest.approx(4 + (80_000 + 100_000) / 25_000)


def test_the_rate_from_the_decision_brings_its_present_value_to_nothing() -> None:
    written = (
        DECIDED.replace("at: 2026-06", "at: 2026-07")
        .replace("07-16", "06-30")
        .replace("$30K/mo from scale", "$30K/mo from 2026-07")
    )
    model = of_day(written).model
    at, rate = model.case.decision, constant(rates.irr(model, since=model.case.decision))
    flows = monthly(model, finance.net(model, since=at))[0][5:]
    assert flows[0] == pytest.approx(-5_000 * (6 - at)) and flows[1] < 0
    middles = np.array([(at + 6) / 2 - at, *(np.arange(6, 24) + 0.5 - at)])
    assert flows @ (1 + rate) ** (-middles / 12) == pytest.approx(0, abs=1e-2)


def sunk(written: str) -> finance.Sunk:
    case = of_day(written)
    return finance.sunk(case.model, case.case)


def test_sunk_is_as_measured_and_as_forecast_from_there() -> None:
    ended = 'measured cost exploration = $95K on 2026-05-20 source "bill"\n}'
    case = of_day(DECIDED.replace("\n}\n", f"\n  {ended}\n"))
    found, at = finance.sunk(case.model, case.case), case.model.case.decision
    assert found.measured == 95_000 and constant(found.forecast) == pytest.approx(100_000 + 5_000 * (at - 4))
    running = 'measured cost scale = $120K on 2026-06-30 source "bill"\n}'
    found = sunk(DECIDED.replace("\n}\n", f"\n  {running}\n"))
    assert found.measured == 120_000 and constant(found.forecast) == pytest.approx(80_000 + 5_000 * (at - 6))
    today = 'measured cost scale = $120K on 2026-07-16 source "bill"\n}'
    assert constant(sunk(DECIDED.replace("\n}\n", f"\n  {today}\n")).forecast) == pytest.approx(80_000)


@pytest.mark.parametrize(
    ("written", "as_of", "on"),
    [
        (DECIDED, None, "2026-07-16"),
        (DECIDED, (2026, 9, 1), "2026-09-01"),
        (DECIDED.replace("  request gate to_scale on 2026-07-16\n", ""), (2026, 9, 1), "2026-09-01"),
        (DECIDED.replace("  request gate to_scale on 2026-07-16\n", ""), None, None),
        (DECIDED.replace("2026-07-16", "2026-01-01"), None, None),
        (DECIDED.replace("2026-07-16", "2025-11-20"), None, None),
        (DECIDED.replace("2026-07-16", "2028-01-01"), None, None),
    ],
)
def test_where_nothing_is_asked_within_the_horizon_the_decision_is_the_start(
    written: str, as_of: tuple[int, int, int] | None, on: str | None
) -> None:
    case = of_day(written, as_of)
    found = worth(case)
    assert found is not None and (found.sunk.on if found.sunk else None) == on
    for column in columns(case):
        assert column.returns is not None and (column.from_decision is not None) == (on is not None)
    if on is None:
        assert constant(finance.npv(case.model, since=case.case.decision)) == constant(finance.npv(case.model))


def test_what_is_missing_before_the_decision_is_no_part_of_what_comes_after() -> None:
    case = of_day(DECIDED.replace("three_budget", "three_budget, financial_services").replace("retail", "insurance"))
    assert case.tax is not None
    submitted, full = columns(case)
    assert submitted.from_decision is not None and full.from_decision is not None
    model, at = case.model, case.case.decision
    missing = monthly(model, case.tax.missing)
    months = np.arange(24)
    part = np.clip(months + 1 - at, 0, 1)
    factors = 1.1 ** (-np.maximum((np.maximum(months, at) + months + 1) / 2 - at, 0) / 12)
    lost = finance.npv(model, since=at) - finance.npv(model, case.tax.missing, at)
    assert lost == pytest.approx(missing @ (part * factors))
    assert full.from_decision.npv.p50 < submitted.from_decision.npv.p50


def test_before_and_after_a_decision_is_all_that_is_spent() -> None:
    model: Model = of_day(DECIDED.replace("costs $5K/mo", "costs $4K to $9K/mo")).model
    for at in (0.0, 3.999, 4.0, 4.5, 5.0, 5.2, 11.7, 24.0):
        after = model.total(finance.net(model, since=at)) if at else model.total(finance.net(model))
        earned = model.total(model.values.masked(model.grid.before(at) < 1, 1 - model.grid.before(at)))
        assert spent_by(model, at) + earned - after == pytest.approx(model.cost)


def test_outputs_show_both(phasegate: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.gate"
    case.write_text(DECIDED, "utf-8")
    shown = phasegate("cost", str(case)).stdout
    assert "net present value of the whole initiative" in shown and "net present value from the decision" in shown
    assert "spent before the decision on 2026-07-16: $192K (P50); sunk" in shown
    assert "100% of draws spend nothing before they earn" in shown
    (answer,) = [json.loads(phasegate("cost", str(case), "--format", "json").stdout)]
    (told,) = answer if isinstance(answer, list) else [answer]
    assert told["columns"][0]["from_decision"]["irr"] is None and told["columns"][0]["from_decision"]["unspent"] == 1
    (result,) = json.loads(phasegate("check", str(case), "--format", "json").stdout)
    assert result["worth"]["sunk"]["on"] == "2026-07-16"
