"""One list of figures: whatever an output prints has a name, and `why`, the tornado and the accuracy know it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from phasegate.cost.engine.stats import stats
from phasegate.cost.figures.table import figures, named
from phasegate.numbers.plain import NONE, rate_of_return
from phasegate.report import tornado as moved
from phasegate.report import why as walked
from phasegate.report.paint import Paint
from phasegate.results.ask import tornado, why
from phasegate.results.ask.asked import Versions
from phasegate.results.doubt import shows
from phasegate.results.parts.figures import Middle, Statistics
from phasegate.rules.review import Review
from tests.cost.asked.cases import review
from tests.results.checked import CLAIMS, EXAMPLES, RADIOLOGY, SUPPORT, example, result

PLAIN = Paint(False)
FOREIGN = """initiative t "T" {
follows three_budget, financial_services; currency: GBP; start: 2026-02; horizon: 20 months; discount: 6%/yr; unit case
fx USD = 0.75 to 0.85 GBP source "bank"
assume n = 100 to 300 case/mo; assume m = n * 2 to 4
phase exploration { duration: 3 months; budget: £40K; line team in labor costs £9K/mo; assume n = 10 to 20 case/mo }
phase scale { budget: £500K/yr; line api in compute costs m * $40/case; line kit in labor costs £30K capitalized over 10 months
  line team in labor costs £8K to £12K/mo }
value v = n * £90 to £140/case from scale
metric unit_cost = run_cost / n target <= £200/case
lever cache cuts api by 10% to 30% costs £4K from scale
option host "Hosting" { a: api; b: £6K/mo + n * £5/case; over: n; chosen a }
curve n at 0 case/mo, 50 case/mo, 500 case/mo
scenario more "More" { n = 400 to 900 case/mo }
measured cost exploration = £31K on 2026-05-20 source "bill"
}
"""


def judged(name: str) -> Review:
    if name == "foreign":
        return review(FOREIGN, 512)
    found = example(name).review
    assert isinstance(found, Review)
    return found


EACH = pytest.mark.parametrize("name", [*EXAMPLES, "foreign"])


@EACH
def test_why_and_the_tornado_take_every_figure(name: str) -> None:
    case = judged(name)
    for one in figures(case.subject.world):
        told, swung = why.why(case, one), tornado.tornado(case, one, Versions())
        assert isinstance(told, why.Why) and isinstance(swung, tornado.Tornado), one
        assert told.figure == swung.figure == one and told.base == swung.base
        assert walked.text(told, PLAIN) and moved.text(swung, PLAIN)
        shares = [driver.variance for driver in swung.drivers]
        assert all(0 <= share <= 1 for share in shares), one
        certain = swung.base.p10 == swung.base.p90 and not any(shares)
        assert certain or math.fsum(shares) + swung.interaction == pytest.approx(1), one
        swings = [abs(driver.at_p90.p50 - driver.at_p10.p50) for driver in swung.drivers]
        finite = [swing for swing in swings if math.isfinite(swing)]
        assert finite == sorted(finite, reverse=True), one
        means = [abs(part.cost.mean) for part in told.parts]
        assert means == sorted(means, reverse=True), one
        variances = [one.variance for one in told.ranges]
        assert variances == sorted(variances, reverse=True), one


@EACH
def test_every_figure_is_the_sum_of_its_parts(name: str) -> None:
    world = judged(name).subject.world
    for one in figures(world).values():
        of = one.world(world)
        values, parts = one.values(of), one.parts(of)
        assert values.shape == (world.model.draws,), one.name
        if parts:
            assert sum(part.values for part in parts) == pytest.approx(values, rel=1e-9, abs=1e-6), one.name


def spreads(value: Any, path: str = "") -> Iterator[tuple[str, Statistics | Middle]]:
    """Every spread that a result holds, with the fields that lead to it."""
    if isinstance(value, Statistics | Middle):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spreads(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from spreads(one, f"{path}.{at}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_spread_of_a_result_is_that_of_a_figure_with_a_name(name: str) -> None:
    """By its percentiles: in its own unit, or by the year."""
    world = judged(name).subject.world
    drawn = [stats(one.drawn(world)) for one in figures(world).values()]
    known = [np.array([one.p10, one.p50, one.p90]) * factor for one in drawn for factor in (1.0, 12.0)]
    unnamed = [
        path
        for path, one in spreads(result(name))
        if not any(np.allclose([one.p10, one.p50, one.p90], ends, rtol=1e-9) for ends in known)
    ]
    # What the budget would need under a scenario is a figure of that scenario's case, and so asked for by `--scenario`;
    # a crossover over the draws that have one is another cut of the one with a name.
    assert [path for path in unnamed if not path.startswith(".scenarios") and not path.endswith(".where")] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_table_of_a_result_is_the_first_of_the_list(name: str) -> None:
    world = judged(name).subject.world
    own = figures(world)
    for record in result(name).figures:
        found = stats(own[record.name].drawn(world))
        assert record.title == own[record.name].title
        assert (record.value.p50, record.value.mean) == pytest.approx((found.p50, found.mean), rel=1e-11)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rate_of_return_is_read_as_in_every_other_output(name: str) -> None:
    """In digits up to 1,000 %, beyond as that; its changes too; and where the middle draw has none, there is none."""
    case, (column, *_) = judged(name), result(name).columns or ()

    def read(value: float) -> str:
        return rate_of_return(value) if math.isfinite(value) else NONE

    for figure, known in (("irr", column.returns), ("irr_from_decision", column.from_decision)):
        assert known is not None
        told, swung = why.why(case, figure), tornado.tornado(case, figure, Versions())
        assert isinstance(told, why.Why) and isinstance(swung, tornado.Tornado)
        texts, rate = (walked.text(told, PLAIN), moved.text(swung, PLAIN)), read(known.irr)
        assert all(f"P50 {rate}" in text for text in texts) and not any(re.search(r"\d[KMB]%", text) for text in texts)
        leading = told.base.mean if math.isfinite(told.base.mean) else told.base.p50
        assert texts[0].startswith(f"Why `{figure}` is {read(leading)}  ")
    claims = moved.text(tornado.tornado(judged(CLAIMS), "irr_from_decision", Versions()), PLAIN)  # type: ignore[arg-type]
    assert "P50 over 1,000%" in claims and "below -1,000%" in claims and "over +1,000%" in claims


def test_how_exact_a_mean_is_is_said_of_means_that_are_read_in_digits() -> None:
    """A payback that never comes has no mean, and of a rate of return beyond the bound no digit is shown."""
    support, radiology = judged(SUPPORT), judged(RADIOLOGY)
    told = {
        figure: walked.text(why.why(case, figure), PLAIN).partition("\n")[0]  # type: ignore[arg-type]
        for case, figure in ((support, "payback"), (radiology, "irr"), (radiology, "irr_from_decision"))
    }
    assert "is n/a" in told["payback"] and "(the P50 leads; " in told["payback"]
    assert "is over 1,000%" in told["irr_from_decision"] and "(the mean leads; " in told["irr_from_decision"]
    assert "(the mean leads, give or take a standard error of " in told["irr"]
    for mean in (math.inf, -math.inf, math.nan):
        assert not shows(Statistics(0, 0, 0, 0, mean, 0, 0.0))
    assert shows(Statistics(0, 0, 0, 0, 256.0, 0, 0.6)) and not shows(Statistics(0, 0, 0, 0, 256.0, 0, 0.4))


def test_both_columns_are_told_by_their_parts() -> None:
    """With what is missing is as submitted and the missing part of each component: lines and tax foot."""
    case = judged(CLAIMS)
    plain, full = (why.why(case, name) for name in ("cost", "cost.with_missing"))
    assert isinstance(plain, why.Why) and isinstance(full, why.Why)
    more = [part for part in full.parts if part.name.startswith("tax.")]
    assert {part.name for part in more} == {f"tax.{name}.gap" for name in ("timeline", "operations", "roles")}
    assert math.fsum(part.cost.mean for part in more) == pytest.approx(full.base.mean - plain.base.mean)
    columns = result(CLAIMS).columns
    assert columns is not None and [columns[0].cost, columns[1].cost] == [plain.base, full.base]
    npv = [why.why(case, name) for name in ("npv", "npv.with_missing")]
    returns = [column.returns for column in columns]
    assert [one.base for one in npv if isinstance(one, why.Why)] == [one.npv for one in returns if one is not None]


def test_a_scenario_moves_by_its_own_ranges() -> None:
    swung = tornado.tornado(judged(CLAIMS), "scenario.downside", Versions())
    assert isinstance(swung, tornado.Tornado)
    (cache,) = [driver for driver in swung.drivers if driver.name == "cache_hit_rate"]
    assert 0.1 < cache.p10 < cache.p90 < 0.2 and cache.at_p10.p50 > cache.at_p90.p50


def test_a_curve_holds_its_driver_still() -> None:
    swung = tornado.tornado(judged(CLAIMS), "curve.claims.10000", Versions())
    assert isinstance(swung, tornado.Tornado)
    assert "claims" not in {driver.name for driver in swung.drivers} and swung.drivers


def test_a_crossover_does_not_move_with_its_own_driver() -> None:
    swung = tornado.tornado(judged(CLAIMS), "option.hosting.crossover", Versions())
    assert isinstance(swung, tornado.Tornado)
    assert "claims" not in {driver.name for driver in swung.drivers} and swung.drivers


def test_a_figure_without_a_value_in_some_draws_is_told_by_ranks() -> None:
    swung = tornado.tornado(judged(CLAIMS), "payback", Versions())
    assert isinstance(swung, tornado.Tornado) and "of ranks" in swung.method
    assert swung.drivers[0].name == "value.faster_triage" and swung.drivers[0].variance > 0.7
    never = review(FOREIGN.replace("£90 to £140", "£1 to £2"), 256)
    told = tornado.tornado(never, "payback", Versions())
    assert isinstance(told, tornado.Tornado) and "n/a" in moved.text(told, PLAIN)


def test_names_of_people_reach_the_sides_of_the_tax() -> None:
    found = named(judged(CLAIMS).subject.world)
    for alias, name in (
        ("tax.implied", "tax"),
        ("tax.roles.missing", "tax.roles.gap"),
        ("tax.timeline.modelled", "tax.timeline"),
        ("line.inference", "line.scale.inference"),
        ("inference", "line.scale.inference"),
        ("assumption.claims", "claims"),
    ):
        assert found[alias].name == name
    assert "inference_f" in found and "tax.timeline.implied" in found


def test_an_assumption_whose_name_a_figure_has_goes_by_its_longer_one() -> None:
    case = review(FOREIGN.replace("assume m =", "assume npv = 1 to 2; assume m ="), 64)
    own = figures(case.subject.world)
    assert own["npv"].title.startswith("Net present") and own["assumption.npv"].title.startswith("Assumption")
    assert np.ptp(own["assumption.npv"].drawn(case.subject.world)) > 0


def test_without_a_tax_or_a_value_there_are_no_figures_of_them() -> None:
    found = figures(judged("support-bot.gate").subject.world)
    assert not any(name.startswith("tax") or name.endswith(".with_missing") for name in found)
    assert "npv.with_missing" in figures(judged(RADIOLOGY).subject.world)
