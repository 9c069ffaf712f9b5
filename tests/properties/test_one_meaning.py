"""A name, a month, a rate and a rise mean one thing: the engine's figures of cases by chance beside an oracle's, to the cent.

The oracle is given what each range came to, and calculates every draw by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil, floor, isfinite
from statistics import fmean

import pytest

from phasegate.cost.figures import elasticity, summary, usage
from phasegate.results.fill.columns import columns
from phasegate.results.fill.tax import tax
from phasegate.results.parts.columns import BudgetCheck, DecisionColumn, Returns
from phasegate.results.parts.figures import Statistics
from phasegate.rules.subject import Subject
from tests.oracle.decided import Decided
from tests.oracle.governed import Governed
from tests.oracle.plain import Course, Plain
from tests.properties.chance import case
from tests.properties.made import Assumed, Guess, Made, Phase
from tests.properties.reckoned import CASES, blocks, cost_in, ranges, spread, subject

SHARES = {"p10": 0.1, "p50": 0.5, "p80": 0.8, "p90": 0.9}
SURE = 0.8


def close(found: object, wanted: object, said: str) -> None:
    """To half a cent."""
    assert found == pytest.approx(wanted, abs=0.005, rel=1e-9), said


Tried = tuple[Made, Subject, list[Plain], str]
"""A case, the engine's view of it, the oracle's draw by draw, and what to say where they differ."""


@pytest.fixture(scope="module", params=blocks(), ids=str)
def tried(request: pytest.FixtureRequest) -> list[Tried]:
    """A block of cases, which all tests see before the next one is made."""
    return [_tried(number) for number in request.param]


def _tried(number: int) -> Tried:
    made = case(number)
    found, course = subject(made), Course(made)
    return made, found, [Plain(course, one) for one in ranges(found, made)], f"case {number}:\n{made.text()}"


# -- costs ----------------------------------------------------------------------------------------------------------------


def test_each_row_costs_in_each_phase_and_year_what_the_reference_says(tried: list[Tried]) -> None:
    for _, found, plains, said in tried:
        wanted = [plain.by_phase() for plain in plains]
        for row in found.case.rows:
            for phase in found.case.phases:
                close(list(cost_in(found, row, phase.name)), [one[phase.name][row.name] for one in wanted], said)
        years = [summary.total(found.model, year) for year in summary.year_windows(found.model)]
        for year, costs in zip(years, zip(*(plain.by_year() for plain in plains), strict=True), strict=True):
            close(list(year), list(costs), said)
        for value in found.case.values:
            flow = found.model.total(found.model.value_flow(value.definition, value.window))
            close(list(flow), [sum(plain.cash[value.definition.name]) for plain in plains], said)


def test_a_risk_happens_in_its_part_of_the_draws(tried: list[Tried]) -> None:
    for made, _, plains, said in tried:
        for one in made.reserves:
            close(fmean(plain.happens(one) for plain in plains), one.chance, f"{one.name}, {said}")


def test_options_curves_and_scenarios_read_a_name_as_lines_do(tried: list[Tried]) -> None:
    for made, found, plains, said in tried:
        last = made.phases[-1].name
        for option, choice in zip(found.case.options, made.options, strict=True):
            costs = usage.alternative_costs(found.model, option)
            for way in choice.ways:
                close(list(costs[way.name]), [plain.way(way) for plain in plains], said)
        for curve in found.case.curves:
            for level, costs in elasticity.declared(found.model, curve):
                fixed = _fixed(made, curve.driver, level)
                close(list(costs), [_under(fixed, plain, curve.driver).run(last) for plain in plains], said)
        for scenario in found.case.scenarios:
            close(list(found.model.under(scenario).cost), _in_scenario(made, found, plains), said)


def _fixed(made: Made, name: str, level: float) -> Made:
    """The case with an assumption at one level, in its phases too."""
    return replace(
        made, assumed=tuple(Assumed(name, Guess(level)) if one.name == name else one for one in made.assumed)
    )


def _under(made: Made, plain: Plain, name: str) -> Plain:
    """A case in which an assumption is certain, under the draws of another."""
    return Plain(plain.course, {key: value for key, value in plain.drawn.items() if key.split(".")[-1] != name}, made)


def _in_scenario(made: Made, found: Subject, plains: Sequence[Plain]) -> list[float]:
    """The cost where a scenario changes an assumption of the case, and leaves the phases' own values as they are.

    The model error is one as well, and widens the lines of the case as submitted.
    """
    assert made.scenario is not None
    name, guess = made.scenario
    assumed = tuple(replace(one, base=guess) if one.name == name else one for one in made.assumed)
    other = replace(made, assumed=assumed, error=guess if name == "model_error" else made.error)
    drawn = [{key: value for key, value in plain.drawn.items() if key != name} for plain in plains]
    if guess.ranged:
        values = spread(found.model, guess, found.case.scenarios[0].changes[name])
        drawn = [one | {name: float(value)} for one, value in zip(drawn, values, strict=True)]
    return [Decided(Plain(plains[0].course, one, other)).cost for one in drawn]


# -- the governance tax ---------------------------------------------------------------------------------------------------


def test_the_rows_of_the_tax_are_what_its_page_says(tried: list[Tried]) -> None:
    for made, found, plains, said in tried:
        table, taxed = tax(found), _governed(made, plains)
        assert (table is None) == (made.norms is None)
        for part in () if table is None else table.components:
            rows = [one.rows[part.name] for one in taxed]
            for column, of in (
                ("modelled", "implied"),
                ("declared", "declared"),
                ("surplus", "surplus"),
                ("gap", "missing"),
            ):
                wanted = fmean(getattr(row, of) for row in rows)
                close(getattr(part, column), wanted, f"{part.name}, {of}, {said}")
        if table is not None:
            sums = [sum(row.missing for row in one.rows.values()) for one in taxed]
            close(table.gap, fmean(sums), said)


def _governed(made: Made, plains: Sequence[Plain]) -> list[Governed]:
    """The oracle's tax, draw by draw; rates of roles convert at the mean of the exchange rate."""
    if made.norms is None:
        return []
    dollar = fmean(plain.exchange("USD") for plain in plains)
    return [Governed(plain, plain.drawn, dollar) for plain in plains]


# -- the columns of a decision --------------------------------------------------------------------------------------------


def test_both_columns_are_what_the_reference_says(tried: list[Tried]) -> None:
    for made, found, plains, said in tried:
        shown = columns(found)
        taxed = _governed(made, plains)
        assert [one.name for one in shown] == ["as submitted", "with what is missing"][: 1 + bool(taxed)]
        ways = [[Decided(plain) for plain in plains]]
        ways += [[Decided(plain, one.missing()) for plain, one in zip(plains, taxed, strict=True)]] if taxed else []
        for column, decided in zip(shown, ways, strict=True):
            _column(column, decided, made, f"{column.name}, {said}")


def _column(column: DecisionColumn, decided: Sequence[Decided], made: Made, said: str) -> None:
    spread_as(column.cost, [one.cost for one in decided], f"cost, {said}")
    spread_as(column.run_cost, [one.yearly(12.0) for one in decided], f"run cost, {said}")
    spread_as(column.exit_rate, [one.yearly(1.0) for one in decided], f"exit rate, {said}")
    phases = [phase for phase in made.phases if phase.budget is not None]
    for check, phase in zip(column.budgets, phases, strict=True):
        _budget(check, phase, decided, f"{phase.name}, {said}")
    assert (column.returns is None) == (not made.values)
    assert (column.from_decision is None) == (not made.values or made.decided is None)
    for returns, since in ((column.returns, 0.0), (column.from_decision, decided[0].since)):
        if returns is not None:
            _returns(returns, decided, since, f"from {since:g} on, {said}")


def _returns(returns: Returns, decided: Sequence[Decided], since: float, said: str) -> None:
    spread_as(returns.npv, [one.npv(since) for one in decided], f"present value, {said}")
    back = [one.payback(since) for one in decided]
    close(returns.paid_back, fmean(map(isfinite, back)), f"payback, {said}")
    if all(map(isfinite, back)):
        close(returns.payback.p50, quantile(back, 0.5), f"payback, {said}")


def _budget(check: BudgetCheck, phase: Phase, decided: Sequence[Decided], said: str) -> None:
    """A budget, year by year, and the chances that it holds."""
    rows = list(zip(*(one.years(phase) for one in decided), strict=True))
    assert len(check.years) == len(rows), said
    for shown, row in zip(check.years, rows, strict=True):
        close((shown.months, shown.budget), (row[0].span[1] - row[0].span[0], row[0].budget), said)
        spread_as(shown.cost, [year.cost for year in row], said)
        close(shown.capital, fmean(year.capital for year in row), said)
        close(shown.chance, _within([year.use for year in row]), said)
    spread_as(check.needed, [one.needed(phase) for one in decided], f"needed, {said}")
    close(check.chance, _within([one.use(phase) for one in decided]), f"chance, {said}")
    uses = [quantile([year.use for year in row], SURE) for row in rows]
    assert uses[check.worst] == pytest.approx(max(uses), rel=1e-9), f"worst year, {said}"
    assert (check.capital is None) == (phase.capital is None)
    if check.capital is not None:
        close(check.capital.chance, _within([one.capital_use(phase) for one in decided]), f"capital, {said}")


def _within(uses: Iterable[float]) -> float:
    """The part of the draws in which a sum holds, though it is met to the cent."""
    return fmean(use <= 1 + 1e-9 for use in uses)


def spread_as(found: Statistics, wanted: Sequence[float], said: str) -> None:
    """Mean and percentiles."""
    close(found.mean, fmean(wanted), said)
    for name, share in SHARES.items():
        close(getattr(found, name), quantile(wanted, share), f"{name}, {said}")


def quantile(values: Sequence[float], share: float) -> float:
    """Between the two nearest of the sorted values, on a straight line."""
    ordered, place = sorted(values), share * (len(values) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low if low == high else low + (high - low) * (place - floor(place))


# -- what the cases hold --------------------------------------------------------------------------------------------------


def test_the_cases_hold_what_they_are_to_show() -> None:
    cases = [case(number) for number in range(min(CASES, 1000))]
    lines = [line for made in cases for line in made.lines]
    phases = [phase for made in cases for phase in made.phases]
    reserves = [one for made in cases for one in made.reserves]
    assumed = [one for made in cases for one in made.assumed]
    guesses = [guess for one in assumed for guess in (one.base, *dict(one.own).values()) if guess.part]
    told: dict[str, int] = {
        "references": sum(bool(line.of) for line in lines),
        "steps": sum(bool(line.rise) and not line.continuously for line in lines),
        "smooth rises": sum(line.continuously for line in lines),
        "dates": sum(line.at is not None for line in lines),
        "windows": sum(isinstance(line.until, int) for line in lines),
        "ranged prices": sum(line.ranged for line in lines),
        "driven references": sum(bool(line.of and line.driver) for line in lines),
        "phase windows": sum(isinstance(line.since, str) for line in lines),
        "capital": sum(bool(line.capital) for line in lines),
        "governance": sum(line.category == "governance" or line.funds for line in lines),
        "people": sum(bool(line.fte) for line in lines),
        "other currencies": sum(bool(line.currency) for line in lines),
        "drivers": sum(bool(line.driver) for line in lines),
        "yearly budgets": sum(phase.budget is not None and phase.budget.yearly for phase in phases),
        "capital budgets": sum(phase.capital is not None for phase in phases),
        "governance time": sum(bool(phase.aside) and phase.name == "foundation" for phase in phases),
        "durations": sum(bool(made.phases[-1].text) for made in cases),
        "fiscal years": sum(bool(made.fiscal) for made in cases),
        "turned rates": sum(rate.turned for made in cases for rate in made.rates),
        "overrides": sum(bool(one.own) for made in cases for one in made.assumed),
        "options": sum(len(made.options) for made in cases),
        "curves": sum(made.curve is not None for made in cases),
        "scenarios": sum(made.scenario is not None for made in cases),
        "values": sum(len(made.values) for made in cases),
        "decisions": sum(made.decided is not None and bool(made.values) for made in cases),
        "values of a row": sum(bool(one.of) for made in cases for one in made.values),
        "shares of lines in a phase": sum(one.part is not None and bool(one.phase) for one in reserves),
        "shares of all lines": sum(one.part is not None and not one.phase for one in reserves),
        "ranges of such shares": sum(one.part is not None and one.part.ranged for one in reserves),
        "sums set aside": sum(one.category == "contingency" and one.part is None for one in reserves),
        "risks that last": sum(one.category == "risk" and not one.once for one in reserves),
        "risks on a day": sum(one.category == "risk" and bool(one.day) for one in reserves),
        "risks at a phase": sum(one.category == "risk" and isinstance(one.at, str) for one in reserves),
        "risks that never happen": sum(one.chance == 0 for one in reserves),
        "risks that happen for certain": sum(one.category == "risk" and one.chance == 1 for one in reserves),
        "risks with a chance": sum(0 < one.chance < 1 for one in reserves),
        "model errors": sum(made.error is not None and not made.error.ranged for made in cases),
        "ranges of model errors": sum(made.error is not None and made.error.ranged for made in cases),
        "scenarios of it": sum(made.scenario is not None and made.scenario[0] == "model_error" for made in cases),
        "parts up to a bound": sum(guess.ranged and (not guess.low or guess.value == 1) for guess in guesses),
        "parts between bounds": sum(guess.ranged and bool(guess.low) and guess.value < 1 for guess in guesses),
        "intervals": sum(made.norms is not None and made.norms.roles.interval for made in cases),
    }
    assert {name: count for name, count in told.items() if count < 50 * len(cases) / 1000} == {}
