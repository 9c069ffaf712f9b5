"""What every case reports: figures per phase, year and month, values, cliff, forecast error, NPV and payback."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import mul
from statistics import fmean

from .draws import QUANTILES, Draws, Figure, Figures, at_quantile, average, summarise
from .grid import Segment
from .streams import ONE, Amounts, Model, Stream, Weight, everywhere, in_month, in_phase, joined, scaled, within


def run_cost(
    model: Model, start: float, end: float, streams: Iterable[Stream] | None = None, last: float = 12
) -> Amounts:
    """Recurring cost per month over the last twelve (or other) months of a stretch, or over all of a shorter one."""
    first = max(start, end - last)
    chosen = [s for s in (model.costs if streams is None else streams) if s.recurring]
    return scaled(model.total(chosen, within(first, end)), 1 / (end - first))


def phase_figures(model: Model) -> Figures:
    """Cost, run cost, capital and operating cost of every phase; yearly amounts; cost per category."""
    out: Figures = {}
    for name, phase in model.phases.items():
        cost, running = model.total(model.costs, in_phase(name)), run_cost(model, phase.start, phase.end)
        out[f"{name}.duration"] = Figure(phase.duration)
        out |= summarise(f"{name}.cost", model.draw(cost))
        out |= summarise(f"{name}.annual_cost", model.draw(scaled(cost, 12 / phase.duration)))
        out |= summarise(f"{name}.run_cost", model.draw(running))
        out |= summarise(f"{name}.annual_run_cost", model.draw(scaled(running, 12)))
        out |= summarise(f"{name}.exit_rate", model.draw(run_cost(model, phase.start, phase.end, last=1)))
        out |= summarise(f"{name}.dearest_year", dearest_year(model, phase.start, phase.end))
        out |= capital_figures(model, name, in_phase(name))
        out |= category_figures(model, name)
    return out


def budget_years(start: float, end: float) -> list[tuple[float, float]]:
    """Twelve months each from the start of a stretch; the last may be shorter."""
    return [(start + 12 * at, min(start + 12 * at + 12, end)) for at in range(math.ceil((end - start) / 12))]


def dearest_year(model: Model, start: float, end: float) -> Draws:
    """All cash of a budget year as a rate per month, in each draw that of the dearest year."""
    rows = []
    for first, after in budget_years(start, end):
        rows.append(model.draw(scaled(model.total(model.costs, within(first, after)), 1 / (after - first))))
    size = max(map(len, rows))
    return [max(row) for row in zip(*(row * (size // len(row)) for row in rows), strict=True)]


def capital_figures(model: Model, name: str, weight: Weight) -> Figures:
    """Capital and operating cost of a stretch, on the mean."""
    capital = model.total([s for s in model.costs if s.capital], weight)
    operating = model.total([s for s in model.costs if not s.capital], weight)
    return {f"{name}.capex.mean": average(model.draw(capital)), f"{name}.opex.mean": average(model.draw(operating))}


def category_figures(model: Model, phase: str) -> Figures:
    """Cost of a phase by category, on the mean."""
    out: Figures = {}
    for category in sorted({s.category for s in model.costs}):
        amounts = model.total([s for s in model.costs if s.category == category], in_phase(phase))
        if any(amounts.values()):
            out[f"{phase}.category.{category}.mean"] = average(model.draw(amounts))
    return out


def horizon_figures(model: Model) -> Figures:
    """Cost of the whole case, per twelve months and per month; run cost; capital and operating cost; values; cliff."""
    out = summarise("cost", model.draw(model.total(model.costs, everywhere)))
    out |= summarise("run_cost", model.draw(run_cost(model, 0.0, model.horizon)))
    out |= {f"total.{k.split('.', 1)[1]}": v for k, v in capital_figures(model, "total", everywhere).items()}
    for year in range(math.ceil(model.horizon / 12)):
        window = within(12.0 * year, 12.0 * year + 12)
        out |= summarise(f"year{year + 1}.cost", model.draw(model.total(model.costs, window)))
        out |= capital_figures(model, f"year{year + 1}", window)
    for month in range(math.ceil(model.horizon)):
        monthly = model.total(model.costs, in_month(month))
        out[f"month{month}.cost.mean"] = average(model.draw(monthly))
    for value in model.values:
        out |= summarise(f"value.{value.name}", model.draw(model.total([value], everywhere)))
    return out | cliff_figures(model)


def cliff_figures(model: Model) -> Figures:
    """The last phase's run cost over the first phase's spend per month, which is certain in all three cases."""
    first, *_, last = model.phases.values()
    spend = model.total(model.costs, in_phase(first.name))
    burn = spend.pop(ONE) / first.duration
    assert not any(spend.values()), "the first phase's cost must be certain"
    return summarise("cliff", model.draw(scaled(run_cost(model, last.start, last.end), 1 / burn)))


def forecast_error(figures: Figures, phase: str, measured: float) -> Figures:
    """|measured - P50| / P50 of a phase's cost, its error carried over from that of the P50."""
    p50 = figures[f"{phase}.cost.p50"]
    error = measured / p50.value**2 * p50.error
    return {f"{phase}.forecast_error": Figure(abs(measured - p50.value) / p50.value, error)}


def npv_figures(model: Model, discount: float) -> Figures:
    """Values less costs, each month's net flow discounted from its middle: (1 + d) ^ -((m + 0.5) / 12)."""

    def factor(segment: Segment) -> float:
        return (1 + discount) ** (-(segment.month + 0.5) / 12)

    worth, spent = model.total(model.values, factor), model.total(model.costs, factor)
    return summarise("npv", model.draw(joined(worth, scaled(spent, -1.0))))


def payback_figures(model: Model) -> Figures:
    """Months after which cumulated values stay above cumulated costs, and how often that is within the horizon.

    Within a month the balance runs straight. A quantile beyond the horizon is infinite.
    """
    nets = [_net_of(model, month) for month in _months(model)]
    months = sorted(_covered_for_good(flows) for flows in _by_draw(model, nets))
    chance = fmean(float(m < math.inf) for m in months)
    out = {"payback.chance": Figure(chance, math.sqrt(chance * (1 - chance) / len(months)))}
    return out | {f"payback.{what}": at_quantile(months, q) for what, q in QUANTILES.items()}


def delay_figures(model: Model) -> Figures:
    """A month's delay: every value comes a month later, and what the last month would have brought is lost."""
    return summarise("delay", model.draw(model.total(model.values, in_month(math.ceil(model.horizon) - 1))))


def return_figures(model: Model) -> Figures:
    """The yearly internal rate of return; draws whose flow does not turn once, from spending to earning, have none.

    Those count as the lowest in the median; draws that earn without spending count as the highest.
    """
    rates = sorted(_rate(flows) for flows in _by_draw(model, [_net_of(model, m) for m in _months(model)]))
    none = fmean(float(rate == -math.inf) for rate in rates)
    share = Figure(none, math.sqrt(none * (1 - none) / len(rates)))
    return {"irr.none": share, "irr.p50": at_quantile(rates, 0.5)}


def decision_figures(model: Model, discount: float, at: float, measured: Mapping[str, float]) -> Figures:
    """The returns of what comes after a moment, and what is spent before it: as measured in the phases that are.

    A month is cut where the decision falls, and its rest discounted from the middle of the rest.
    """

    def factor(segment: Segment) -> float:
        return (1 + discount) ** (-((max(segment.month, at) + segment.month + 1) / 2 - at) / 12)

    first = math.floor(at)
    nets = [_after(model, at, in_month(month)) for month in range(first, len(_months(model)))]
    out = summarise("npv_from_decision", model.draw(_after(model, at, lambda s: factor(s) if s.end > at else 0.0)))
    rest, before = first + 1 - at, [_spent(model, at, p) for p in model.phases if p not in measured]
    months = sorted(_covered_for_good(flows, rest) for flows in _by_draw(model, nets))
    out |= {f"payback_from_decision.{what}": at_quantile(months, q) for what, q in QUANTILES.items()}
    rates = sorted(_rate(flows, (1 + rest) / 2) for flows in _by_draw(model, nets))
    out["irr_from_decision.p50"] = at_quantile(rates, 0.5)
    return out | summarise("sunk_cost", model.draw(joined(*before, {ONE: sum(measured.values())})))


def _after(model: Model, at: float, weight: Weight) -> Amounts:
    """Values less costs after a moment, weighted: the part of what recurs, and what is paid once from then on."""
    rest = within(at, model.horizon)
    recurring = [s for s in model.costs if s.recurring]
    once = [s for s in model.costs if not s.recurring]
    return joined(
        model.total(model.values, lambda s: rest(s) * weight(s)),
        scaled(model.total(recurring, lambda s: rest(s) * weight(s)), -1.0),
        scaled(model.total(once, lambda s: float(s.start >= at) * weight(s)), -1.0),
    )


def _spent(model: Model, at: float, phase: str) -> Amounts:
    """What a phase is forecast to have cost by a moment."""
    before, inside = within(0.0, at), in_phase(phase)
    return joined(
        model.total([s for s in model.costs if s.recurring], lambda s: before(s) * inside(s)),
        model.total([s for s in model.costs if not s.recurring], lambda s: float(s.start < at) * inside(s)),
    )


def _rate(flows: Sequence[float], first: float = 1.0) -> float:
    """The rate at which flows from the middles of months are worth nothing, by halving; minus infinity for none.

    The first lies so many months before the second, which is less than one where its month has begun.
    """
    signs = [flow > 0 for flow in flows if flow]
    if signs and all(signs):
        return math.inf
    if not signs or signs[0] or sum(a != b for a, b in pairwise(signs)) != 1:
        return -math.inf
    low, high = 0.2, 2.0
    while high - low > 1e-7:
        factor = (low + high) / 2
        worth = 0.0
        for flow in reversed(flows[1:]):
            worth = worth * factor + flow
        worth = worth * factor**first + flows[0]
        low, high = (low, factor) if worth > 0 else (factor, high)
    return ((low + high) / 2) ** -12 - 1


def _months(model: Model) -> range:
    return range(math.ceil(model.horizon))


def _by_draw(model: Model, nets: Sequence[Amounts]) -> Iterator[list[float]]:
    """The flow of each month, draw by draw."""
    products = sorted({p for net in nets for p in net if p != ONE})
    rows = zip(*(model.draws[p] for p in products), strict=True) if products else [()]
    steps = [(net.get(ONE, 0.0), [net.get(p, 0.0) for p in products]) for net in nets]
    for row in rows:
        yield [fixed + sum(map(mul, sizes, row)) for fixed, sizes in steps]


def _net_of(model: Model, month: int) -> Amounts:
    """Values less costs of a month."""
    worth, spent = (model.total(streams, in_month(month)) for streams in (model.values, model.costs))
    return joined(worth, scaled(spent, -1.0))


def _covered_for_good(flows: Sequence[float], first: float = 1.0) -> float:
    """When the balance leaves zero behind for the last time; infinite where it ends below.

    `first` is the length of the first month, where the reckoning starts within it.
    """
    balance, since = 0.0, 0.0
    for month, flow in enumerate(flows):
        if balance < 0 <= balance + flow:
            since = month - 1 + first - balance / flow
        balance += flow
    return since if balance >= 0 else math.inf
