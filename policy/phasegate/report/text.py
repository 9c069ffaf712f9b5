"""Findings as a person reads them in a terminal: what, where, the values that made it so, how to mend it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from phasegate import numbers as figures
from phasegate.numbers.words import months
from phasegate.report.excerpt import WIDTH, Lines, excerpt
from phasegate.report.paint import LEVEL_COLOUR, Paint, clip, safe
from phasegate.report.rulesets import under
from phasegate.report.taxed import taxed
from phasegate.results.parts.figures import MeasurementRecord
from phasegate.results.parts.findings import Cite, FindingRecord, WaivedRecord
from phasegate.results.result import Result

VERDICTS = ("pass", "conditional", "fail", "not judged")
COLOURS = {"pass": "green", "conditional": "yellow", "fail": "red"}
NAMED = 5
"""Declarations that are named where a case was judged without them."""


def render(results: Iterable[Result], paint: Paint) -> str:
    """The whole report of a run: what was found outside of any case, then each case."""
    told = list(results)
    cases = [one for one in told if one.initiative is not None]
    outside = [found(one, paint) for one in told if one.initiative is None]
    parts = ["\n".join(outside)] if outside else []
    parts += [case(one, paint) for one in cases]
    if len(cases) > 1:
        parts.append(_tally(cases, paint))
    return "\n".join(part for part in parts if part) + "\n"


def found(result: Result, paint: Paint) -> str:
    """The findings of a result, and nothing else."""
    lines = Lines(result.excerpts)
    return "\n".join(finding(one, lines, paint) for one in result.findings)


def case(one: Result, paint: Paint) -> str:
    """The report of one business case."""
    findings = [found(one, paint)] if one.findings else []
    return "\n".join([_title(one, paint), "", *findings, _summary(one, paint)])


def _title(one: Result, paint: Paint) -> str:
    assert one.initiative is not None
    title = paint(clip(safe(one.initiative.title), WIDTH), "bold")
    if not one.judged:
        return f"{title}  {safe(one.path)}"
    at = f"gate {one.gate.name} ({safe(one.gate.title)})" if one.gate else "no gate"
    return "\n".join([f"{title}  {safe(one.path)}", f"{at}, as of {one.as_of}", *under(one.rulesets)])


# -- one finding ----------------------------------------------------------------------------------------------------------


def finding(one: FindingRecord, source: Lines, paint: Paint) -> str:
    """One finding with its excerpt, values, reasons and remedy."""
    level = "waived" if one.waiver else one.level
    colour = "green" if one.waiver else LEVEL_COLOUR[one.level]
    is_rule = one.level != "error" and not one.code.startswith("PG")
    title = paint(safe(one.title if is_rule else one.message), "bold")
    lines = [f"{paint(f'{level}[{one.code}]', colour, 'bold')} {title}"]
    if one.place is not None:
        lines += excerpt(one.place, one.related, source, paint)
    if is_rule:
        lines += _wrapped("", safe(one.message))
    lines += _values(one, paint)
    lines += _wrapped("why: ", safe(one.because)) if one.because else []
    lines += _wrapped("fix: " if is_rule else "help: ", safe(one.help)) if one.help else []
    return "\n".join(lines + _remedy(one, paint)) + "\n"


def _remedy(one: FindingRecord, paint: Paint) -> list[str]:
    """The line that would mend it, what that costs, the sources, the waiver."""
    lines = [f"   = add: {paint(safe(one.proposal), 'cyan')}"] if one.proposal else []
    if one.money:
        lines.append(f"   = costs about {paint(safe(one.money), 'bold')}")
    if one.cites:
        lines += _wrapped("cite: ", "; ".join(_cited(cite) for cite in one.cites))
    return lines + (_wrapped("", safe(waived(one.waiver))) if one.waiver else [])


def waived(waiver: WaivedRecord) -> str:
    """Who accepted a finding until when, and why."""
    return f"waived until {waiver.until} by {waiver.by}: {waiver.because}"


def _values(one: FindingRecord, paint: Paint) -> list[str]:
    """The values that a finding shows; the sides of a mistake with units stand one under the other."""
    rows = [value for value in one.values if not value.said and value.role != "missing"]
    width = max((len(safe(row.expression)) for row in rows), default=0) if one.level == "error" else 0
    return [f"   = {(safe(row.expression) + ':').ljust(width + 1)} {paint(safe(row.value), 'bold')}" for row in rows]


def _cited(cite: Cite) -> str:
    """`EU AI Act Art. 12 (in force 2027-12-02; high-risk systems)`."""
    more = "; ".join(part for part in (f"in force {cite.in_force}" if cite.in_force else "", cite.note) if part)
    return safe(f"{cite} ({more})" if more else str(cite))


def _wrapped(label: str, text: str) -> list[str]:
    body = textwrap.wrap(f"{label}{text}", WIDTH - 5, break_on_hyphens=False) or [label]
    return [("   = " if at == 0 else "     ") + line for at, line in enumerate(body)]


# -- the verdict and the figures that everyone asks for -------------------------------------------------------------------


def _summary(one: Result, paint: Paint) -> str:
    if not one.judged:
        errors = sum(each.level == "error" for each in one.findings)
        head = paint(f"not judged: {figures.plural(errors, 'error')} in the input", "red", "bold")
        return "\n".join([head, *_provisional(one)]) + "\n"
    counts = {level: one.count(level) for level in ("mandatory", "waivable", "advisory")}
    covered = [each.code for each in one.findings if each.waiver]
    parts = [f"{count} {level}" for level, count in counts.items() if count]
    if covered:
        parts.append(f"{len(covered)} waived ({', '.join(sorted(set(covered)))})")
    told = f"  {', '.join(parts)}" if parts else ""
    head = paint(f"verdict: {one.verdict}", COLOURS[one.verdict], "bold") + told
    return "\n".join([head, *key_figures(one, paint)]) + "\n"


def _provisional(one: Result) -> list[str]:
    """What the findings of a case with errors were made without."""
    if not one.provisional:
        return []
    named = [f"`{safe(name)}`" for name in one.provisional[:NAMED]]
    more = len(one.provisional) - len(named)
    listed = ", ".join(named) + (f" and {more} more" if more else "")
    return [f"  what rules say is provisional: it was judged without {listed}, and nothing that rests on it is said"]


def key_figures(one: Result, paint: Paint) -> list[str]:
    """The few figures that everyone wants to see."""
    assert one.initiative is not None
    currency, horizon = one.initiative.currency, one.initiative.horizon
    known = {figure.name: figure.value for figure in one.figures}
    run, total = known[f"{one.last}.run_cost"].times(12), known["cost"]
    lines = [
        f"  run cost of {one.last}: {figures.money(run.p50, currency, 'yr')} (P50), {figures.money(run.p80, currency, 'yr')} (P80), "
        f"P10 to P90 {figures.money(run.p10, currency)} to {figures.money(run.p90, currency)}",
        f"  all costs over {months(horizon)}: {figures.money(total.p50, currency)} (P50), {figures.money(total.p80, currency)} (P80)",
    ]
    if "cliff" in known:
        times = figures.compact(known["cliff"].p50, 2)
        lines.append(f"  pilot to production: {times} times the pilot's spend per month")
    latest = [each for each in one.measurements if each.what == "cost" and each.latest]
    lines += [_measured(each, currency) for each in latest]
    return lines + [f"  {line}" for line in taxed(one, paint, returns=False)]


def _measured(one: MeasurementRecord, currency: str) -> str:
    error = f", forecast error {figures.percent(abs(one.error))}" if one.error is not None else ""
    expected = "n/a" if one.forecast is None else figures.money(one.forecast, currency)
    return f"  {one.name}: forecast {expected}, measured {figures.money(one.value, currency)}{error}"


def _tally(cases: list[Result], paint: Paint) -> str:
    verdicts = [one.verdict for one in cases]
    counts = [f"{verdicts.count(verdict)} {verdict}" for verdict in VERDICTS if verdict in verdicts]
    return paint(f"{len(cases)} cases: {', '.join(counts)}", "bold")
