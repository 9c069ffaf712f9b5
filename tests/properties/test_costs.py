"""What holds of the figures of any case: cases by chance, changed in ways whose effect is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import finance, summary
from tests.helpers import HEAD, model

DRAWS = 256
FORMS = (
    "{a} to {b} claim/mo", "pert({a} claim/mo, {m} claim/mo, {b} claim/mo)", "uniform({a} claim/mo, {b} claim/mo)",
    "triangular({a} claim/mo, {m} claim/mo, {b} claim/mo)", "lognormal(low: {a} claim/mo, high: {b} claim/mo)",
    "normal(mean: {m} claim/mo, sd: {a} claim/mo)", "pareto(min: {a} claim/mo, tail: 2.5)",
    "choice([{a} claim/mo, {b} claim/mo])", "{m} claim/mo", "ramp({a} claim/mo, {b} claim/mo, over: 9 months)",
    "grow({a} claim/mo, by: 3%/mo)", "steps(2026-01: {a} claim/mo, 2026-11: {b} claim/mo)",
    "seasonal({m} claim/mo, peak: 11, swing: 20%)",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line: what it is for, its price in cents for a claim, what stands behind it."""

    name: str
    driver: str
    cents: int
    tail: str = ""

    def __str__(self) -> str:
        cost = f"{self.driver} * ${self.cents / 100}/claim" if self.driver else f"${self.cents * 10}/mo"
        return f"line {self.name} in compute costs {cost} {self.tail}"


@dataclass(frozen=True)
class Made:
    """A case by chance: assumptions by name, lines of two phases."""

    assumed: tuple[tuple[str, str], ...]
    first: tuple[Line, ...]
    second: tuple[Line, ...]
    more: str = ""

    def model(self, draws: int = DRAWS, seed: int = 1) -> Model:
        """The figures of the case."""
        body = "; ".join(f"assume {name} = {text}" for name, text in self.assumed) + ";" + self.more
        return model(body, draws=draws, seed=seed, phases=self.phases())

    def phases(self) -> str:
        """The two phases with their lines."""
        first, second = ("\n".join(map(str, lines)) for lines in (self.first, self.second))
        return f"phase exploration {{ duration: 7 months\n{first}\n}}\nphase scale {{\n{second}\n}}\n"


@st.composite
def cases(draw: st.DrawFn) -> Made:
    """Cases with one to four assumptions and up to three lines a phase."""
    assumed = []
    for at in range(draw(st.integers(1, 4))):
        low = draw(st.integers(1, 500))
        high = low + draw(st.integers(1, 500))
        form = draw(st.sampled_from(FORMS))
        assumed.append((f"a{at}", form.format(a=low, b=high, m=low + max((high - low) // 2, 0))))
    names = [name for name, _ in assumed]

    def lines(prefix: str) -> tuple[Line, ...]:
        return tuple(
            Line(
                f"{prefix}{i}",
                draw(st.sampled_from([*names, ""])),
                draw(st.integers(1, 900)),
                draw(st.sampled_from(["", "from 2026-05", "until 2026-12", "{ escalates: 6%/yr }"])),
            )
            for i in range(draw(st.integers(1, 3)))
        )

    return Made(tuple(assumed), lines("p"), lines("s"))


LIGHT = settings(max_examples=40, deadline=None)


@LIGHT
@given(cases(), st.integers(2, 9))
def test_costs_are_linear_in_rates(case: Made, factor: int) -> None:
    dearer = replace(
        case,
        first=tuple(replace(one, cents=one.cents * factor) for one in case.first),
        second=tuple(replace(one, cents=one.cents * factor) for one in case.second),
    )
    assert dearer.model().cost == pytest.approx(factor * case.model().cost, rel=1e-9)


@LIGHT
@given(cases(), st.integers(1, 500))
def test_a_higher_rate_lowers_no_cost(case: Made, cents: int) -> None:
    dearer = replace(case, second=(replace(case.second[0], cents=case.second[0].cents + cents), *case.second[1:]))
    before, after = case.model(), dearer.model()
    if "normal(" not in dict(case.assumed).get(case.second[0].driver, ""):  # which may fall below zero
        assert (after.cost >= before.cost * (1 - 1e-12)).all()
    assert after.phase_cost(after.case.phases[0]) == pytest.approx(before.phase_cost(before.case.phases[0]))


@LIGHT
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_assumptions_moves_nothing(case: Made, random: object) -> None:
    def shuffled(items: tuple) -> tuple:  # type: ignore[type-arg]
        mixed = list(items)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    other = Made(shuffled(case.assumed), shuffled(case.first), shuffled(case.second))
    assert other.model().cost == pytest.approx(case.model().cost, rel=1e-12)


@LIGHT
@given(cases())
def test_lines_and_assumptions_that_nothing_rests_on_move_nothing(case: Made) -> None:
    base = case.model()
    more = "; assume unused = 3 to 9 claim/mo; assume b0 = uniform(1 claim/mo, 2 claim/mo);"
    wider = replace(case, more=more, second=(*case.second, Line("unrelated", "unused", 77)))
    found = wider.model()
    for line in base.case.lines:
        same = next(one for one in found.case.lines if one.key == line.key)
        assert (found.line_cost(same) == base.line_cost(line)).all(), line.key
    renamed = replace(wider, second=(*case.second, Line("otherwise", "unused", 77)))
    assert (renamed.model().cost == found.cost).all()


@LIGHT
@given(cases())
def test_phases_years_categories_and_lines_add_up(case: Made) -> None:
    found = case.model()
    whole = found.cost
    assert sum(found.phase_cost(p) for p in found.case.phases) == pytest.approx(whole, rel=1e-9)
    assert sum(found.line_cost(one) for one in found.case.lines) == pytest.approx(whole, rel=1e-9)
    mean = float(np.mean(whole))
    assert sum(row.cost.mean for row in summary.years(found)) == pytest.approx(mean, rel=1e-9)
    assert sum(row.cost.mean for row in summary.by_category(found)) == pytest.approx(mean, rel=1e-9)
    assert sum(row.cost.mean for row in summary.phases(found)) == pytest.approx(mean, rel=1e-9)


@LIGHT
@given(cases())
def test_a_scenario_that_changes_nothing_is_the_base(case: Made) -> None:
    from phasegate.cost.asked.compare import what_if

    name, text = case.assumed[0]
    found = replace(case, more=f"; scenario same {{ {name} = {text} }};").model()
    assert (what_if(found, found.case.scenarios[0].changes).cost == found.cost).all()


@LIGHT
@given(cases())
def test_more_draws_start_with_the_same_draws(case: Made) -> None:
    few, many = case.model(draws=128), case.model(draws=512)
    below = np.ones(128, dtype=bool)
    for name, _ in case.assumed:  # the highest draws of a heavy tail, as of `1 to 27`, are the means of their strata
        column = few.column(name)
        below &= (column < np.quantile(column, 0.97)) | (np.ptp(column) == 0)
    assert many.cost[:128][below] == pytest.approx(few.cost[below], rel=1e-9)


@LIGHT
@given(cases(), st.integers(2, 10_000))
def test_another_seed_moves_draws_and_no_certain_figure(case: Made, seed: int) -> None:
    one, other = case.model(), case.model(seed=seed)
    if np.ptp(one.cost) == 0:
        assert (one.cost == other.cost).all()
    else:
        assert (one.cost != other.cost).any()


@LIGHT
@given(cases(), st.integers(1, 40))
def test_a_present_value_lies_below_the_sum_and_falls_with_the_rate(case: Made, percent: int) -> None:
    value = "; value v = 1_000 claim/mo * $900/claim;"
    slow, fast = (
        model(
            "; ".join(f"assume {name} = {text}" for name, text in case.assumed) + value,
            draws=DRAWS, head=HEAD.replace("12%/yr", f"{rate}%/yr"), phases=case.phases(),
        )
        for rate in (percent, percent + 5)
    )  # fmt: skip
    gains = (finance.flows(slow) >= 0).all(axis=1)  # where every month earns, a higher rate lowers the value
    assert (finance.npv(slow)[gains] > finance.npv(fast)[gains]).all()
