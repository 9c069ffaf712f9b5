"""The page that a CFO reads: key figures, three reasons, conditions, what was checked."""

from __future__ import annotations

import math

import numpy as np

from policy.cost import actuals, finance
from policy.cost.stats import stats
from policy.packet.build.budgets import forecast_error, measured_cost
from policy.packet.build.common import Desk, at_share, capital, chance, day, listed, p50, plural
from policy.packet.build.costs import category
from policy.packet.build.tax import mean
from policy.packet.figures import day as in_full
from policy.packet.figures import percent
from policy.packet.parts import Mark
from policy.packet.view_cost import Cliff, Driver
from policy.packet.view_decision import Counts, KeyFigure, Summary
from policy.rules.judge import FAIL, PASS, SKIP

MOST_FIGURES = 6


def summary(desk: Desk, cliff: Cliff | None, drivers: tuple[Driver, ...], conditions: tuple[str, ...]) -> Summary:
    """The summary of a review."""
    figures = [
        _run_cost(desk),
        _within(desk),
        _error(desk),
        _tax(desk),
        _payback(desk),
        _cliff(desk, cliff),
        _open(desk),
    ]
    return Summary(
        figures=tuple([one for one in figures if one is not None][:MOST_FIGURES]),
        reasons=(_verdict(desk), _largest(desk), _uncertain(desk, drivers)),
        conditions=conditions,
        counts=counts(desk),
    )


def _run_cost(desk: Desk) -> KeyFigure:
    found = stats(desk.run_cost)
    note = f"P80 {desk.money(found.p80)}; all {desk.case.horizon:g} months {desk.money(p50(desk.model.cost))} (P50)"
    return KeyFigure(
        value=desk.money(found.p50), label=f"{desk.title(desk.last.name)}, run cost per year, P50", note=note
    )


def _within(desk: Desk) -> KeyFigure | None:
    asked = desk.asked
    if asked is None:
        return None
    mark: Mark = "good" if asked.chance >= 0.8 else "warn" if asked.chance >= 0.5 else "bad"
    label = f"Chance of staying within the {desk.money(asked.amount)}{' a year' if asked.per_year else ''} asked"
    if float(asked.forecast.min()) == float(asked.forecast.max()):
        value = "Within" if asked.chance else "Over"
        note = f"forecast {desk.money(p50(asked.forecast))}, without any range"
        return KeyFigure(
            value=value,
            label=f"Forecast against the {desk.money(asked.amount)} asked",
            note=note,
            mark="warn" if asked.chance else "bad",
        )
    return KeyFigure(
        value=chance(asked.chance).capitalize(),
        label=label,
        note=f"P80 {desk.money(at_share(asked.forecast, 0.8))}",
        mark=mark,
    )


def _error(desk: Desk) -> KeyFigure | None:
    """The latest measured phase against its forecast."""
    for phase in reversed(desk.case.phases):
        measured, error = measured_cost(desk, phase), forecast_error(desk, phase)
        if measured is not None and error is not None:
            side = "over" if error >= 0 else "under"
            note = f"measured {desk.money(measured.value)}, forecast {desk.money(actuals.forecast(desk.model, phase, measured))} (P50)"
            label = f"{desk.title(phase.name)}: cost {side} its forecast"
            return KeyFigure(value=percent(abs(error), 1), label=label, note=note)
    return None


def _tax(desk: Desk) -> KeyFigure | None:
    tax = desk.subject.tax
    if tax is None:
        return None
    gap, implied = mean(tax.gap), mean(tax.modelled)
    note = f"{desk.money(mean(tax.declared))} declared, {desk.money(gap)} missing"
    label = f"Governance tax implied over {desk.case.horizon:g} months, mean"
    return KeyFigure(value=desk.money(implied), label=label, note=note, mark="warn" if gap > 0.01 * implied else "good")


def _payback(desk: Desk) -> KeyFigure | None:
    if not desk.case.values:
        return None
    months, worth = p50(finance.payback(desk.model)), finance.npv(desk.model)
    positive = float(np.mean(worth >= 0))
    value = f"{months:.0f} months" if math.isfinite(months) else "Not in time"
    label = "Payback from the start, P50" if math.isfinite(months) else f"Payback within {desk.case.horizon:g} months"
    note = f"NPV {desk.money(p50(worth))} (P50), positive in {chance(positive)} of draws"
    return KeyFigure(
        value=value, label=label, note=note, mark="good" if positive >= 0.8 else "warn" if positive >= 0.5 else "bad"
    )


def _steps(cliff: Cliff, desk: Desk) -> str:
    """Both ends of the step from pilot to production."""
    (first, pilot), (last, run) = cliff.steps[0], cliff.steps[-1]
    return f"{desk.money(pilot)} in {first}, {desk.money(run)} in {last}"


def _cliff(desk: Desk, cliff: Cliff | None) -> KeyFigure | None:
    if cliff is None:
        return None
    ratio = f"{cliff.ratio:,.1f}×" if cliff.ratio >= 1 else f"{cliff.ratio:,.2f}×"
    label, below = "Production against the pilot, per month", cliff.ratio < 1
    return KeyFigure(value=ratio, label=label, note=_steps(cliff, desk), mark="warn" if below else "none")


def _open(desk: Desk) -> KeyFigure:
    review = desk.review
    mandatory, waivable, advisory = (review.count(level) for level in ("mandatory", "waivable", "advisory"))
    waived = sum(bool(f.waiver) for f in review.findings)
    note = f"{mandatory} mandatory, {waivable} waivable, {advisory} advisory; {waived} waived"
    mark: Mark = "bad" if mandatory or waivable else "warn" if waived else "good"
    return KeyFigure(value=f"{mandatory + waivable}", label="Findings that block the gate", note=note, mark=mark)


def _verdict(desk: Desk) -> str:
    """What drives the verdict."""
    review, found = desk.review, counts(desk)
    if review.verdict == "fail":
        blocking = list(dict.fromkeys((f.code, f.title) for f in review.findings if f.fails))
        total = sum(f.fails for f in review.findings)
        shown = listed([f"“{title}” ({code})" for code, title in blocking[:3]])
        some = " are, among others," if len(blocking) > 3 else " is" if len(blocking) == 1 else " are"
        return f"{plural(total, 'finding')} {'blocks' if total == 1 else 'block'} the gate. Not met{some} {shown}."
    met = f"{found.passed} of the {plural(found.rules, 'rule')} judged are met and no mandatory rule fails"
    if found.passed == found.rules:
        met = f"All {plural(found.rules, 'rule')} judged at this gate are met"
    waived = list(dict.fromkeys(f"{f.code} (“{f.title}”)" for f in review.findings if f.waiver))
    advice = (
        f"; {plural(found.advisory, 'advisory rule')} {'is' if found.advisory == 1 else 'are'} not met"
        if found.advisory
        else ""
    )
    return f"{met}{advice}." + (f" The pass rests on the waiver of {listed(waived)}." if waived else "")


def _largest(desk: Desk) -> str:
    """The biggest cost: by category and by line of the last phase's run cost."""
    model, phase, name = desk.model, desk.last, desk.title(desk.last.name)
    window = model.phase_window(phase)
    costs = {line.key: (line, float(np.mean(model.line_cost(line, window)))) for line in model.lines_of(phase)}
    whole = math.fsum(cost for _, cost in costs.values())
    if whole <= 0:
        return f"The case forecasts no cost for {name}."
    line, cost = max(costs.values(), key=lambda pair: (pair[1], pair[0].key))
    sums: dict[str, float] = {}
    for one, part in costs.values():
        sums[one.category] = sums.get(one.category, 0.0) + part
    top = max(sums, key=lambda one: (sums[one], one))
    return (
        f"The largest cost of {name} is `{line.name}` with {percent(cost / whole)} of what the phase is expected "
        f"to spend ({desk.money(cost)} of {desk.money(whole)} to the horizon); by category it is "
        f"{category(desk, top).lower()} with {percent(sums[top] / whole)}."
    )


def _uncertain(desk: Desk, drivers: tuple[Driver, ...]) -> str:
    """The largest uncertainty."""
    if not drivers:
        if float(desk.run_cost.min()) == float(desk.run_cost.max()):
            return "The forecast is a single figure: no assumption that it rests on is a range, so nothing says how far it can miss."
        low, high = (desk.money(at_share(desk.run_cost, share)) for share in (0.1, 0.9))
        together = "hardly move it either" if low == high else f"leave it between {low} and {high} a year (P10 and P90)"
        return f"No range alone moves the run cost by more than half a percent; all together {together}."
    top = drivers[0]
    return (
        f"The largest uncertainty is `{top.name}`: it alone moves the run cost from {desk.money(min(top.low, top.high))} "
        f"to {desk.money(max(top.low, top.high))} a year (its P10 and P90, the rest left uncertain)."
    )


def conditions(desk: Desk) -> tuple[str, ...]:
    """What an approval hangs on: waivers in force, and what earlier decisions asked for."""
    found = []
    for state in desk.review.waivers:
        if state.state == "in force":
            waiver = state.waiver
            title = next((f.title for f in desk.review.findings if f.code == waiver.rule), "")
            found.append(
                f"“{title}” ({waiver.rule}) is met by {in_full(day(waiver.until))}, when the waiver approved by "
                f"{waiver.by} ends: {waiver.because}."
            )
    for one in sorted(desk.case.decisions, key=lambda one: one.on):
        for text in one.conditions:
            body = capital(text).rstrip(".")
            found.append(f"{body} (asked for with {desk.title(one.phase)} on {in_full(day(one.on))}, carried on).")
    return tuple(found)


def counts(desk: Desk) -> Counts:
    """How the rules of this gate came out, each rule once."""
    gate = desk.subject.gate.name if desk.subject.gate else ""
    here = [o for o in desk.review.outcomes if not o.rule.gates or gate in o.rule.gates]
    judged = [o for o in here if o.state in (PASS, FAIL)]
    waived_codes = {f.code for f in desk.review.findings if f.waiver}
    failed = [o.rule for o in judged if o.state == FAIL]
    waived = [r for r in failed if r.id in waived_codes]
    open_ = [r.level for r in failed if r.id not in waived_codes]
    return Counts(
        rules=len(judged),
        passed=sum(o.state == PASS for o in judged),
        mandatory=open_.count("mandatory"),
        waivable=open_.count("waivable"),
        waived=len(waived),
        advisory=open_.count("advisory"),
        not_applicable=sum(o.state == SKIP for o in here),
    )
