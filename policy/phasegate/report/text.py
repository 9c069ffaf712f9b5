"""Findings as a person reads them in a terminal: what, where, the values that made it so, how to mend it."""

from __future__ import annotations

import textwrap
from contextlib import suppress

from phasegate import numbers as figures
from phasegate.pipeline import Checked, Run
from phasegate.report.excerpt import WIDTH, excerpt
from phasegate.report.paint import LEVEL_COLOUR, Paint, clip, safe
from phasegate_dsl.finding import Cited, Finding


def render(run: Run, paint: Paint) -> str:
    """The whole report of a run."""
    parts = [_outside(run, paint)] if run.findings else []
    parts += [case(one, paint) for one in run.cases]
    if len(run.cases) > 1:
        parts.append(_tally(run, paint))
    return "\n".join(p for p in parts if p) + "\n"


def _outside(run: Run, paint: Paint) -> str:
    return "\n".join(finding(f, paint) for f in run.findings)


def case(one: Checked, paint: Paint) -> str:
    """The report of one business case."""
    lines = [_title(one, paint), ""]
    lines += [finding(f, paint) for f in one.findings]
    lines.append(_summary(one, paint))
    return "\n".join(lines)


def _title(one: Checked, paint: Paint) -> str:
    if one.case is None:
        return paint(safe(one.path), "bold")
    title = paint(clip(safe(one.case.title), WIDTH), "bold")
    review = one.review
    if review is None:
        return f"{title}  {safe(one.path)}"
    gate, day = review.subject.gate, review.subject.as_of  # type: ignore[attr-defined]
    at = f"gate {gate.name} ({safe(gate.title)})" if gate else "no gate"
    return f"{title}  {safe(one.path)}\n{at}, as of {day[0]:04}-{day[1]:02}-{day[2]:02}, under {', '.join(review.in_force) or 'no ruleset'}"  # type: ignore[attr-defined]


def finding(one: Finding, paint: Paint) -> str:
    """One finding with its excerpt, values, reasons and remedy."""
    level = "waived" if one.waiver else one.level
    colour = "green" if one.waiver else LEVEL_COLOUR[one.level]
    is_rule = one.level != "error" and not one.code.startswith("PG")
    head = (
        f"{paint(f'{level}[{one.code}]', colour, 'bold')} {paint(safe(one.title if is_rule else one.message), 'bold')}"
    )
    lines = [head]
    if one.span is not None:
        lines += excerpt(one.span, one.related, paint)
    if is_rule:
        lines += _wrapped("", safe(one.message), paint)
    lines += _values(one, paint)
    lines += _wrapped("why: ", safe(one.because), paint) if one.because else []
    lines += _wrapped("fix: " if is_rule else "help: ", safe(one.help), paint) if one.help else []
    if one.proposal:
        lines.append(f"   = add: {paint(safe(one.proposal), 'cyan')}")
    if one.money:
        lines.append(f"   = costs about {paint(safe(one.money), 'bold')}")
    if one.cites:
        lines += _wrapped("cite: ", "; ".join(_cited(c) for c in one.cites), paint)
    if one.waiver:
        lines += _wrapped("", safe(one.waiver), paint)
    return "\n".join(lines) + "\n"


def _values(one: Finding, paint: Paint) -> list[str]:
    """The values that a finding shows; the sides of a mistake with units stand one under the other."""
    rows = [s for s in one.shown if not _said(one, s.expression)]
    width = max((len(safe(s.expression)) for s in rows), default=0) if one.level == "error" else 0
    return [f"   = {(safe(s.expression) + ':').ljust(width + 1)} {paint(safe(s.value), 'bold')}" for s in rows]


def _cited(cite: Cited) -> str:
    """`EU AI Act Art. 12 (in force 2027-12-02; high-risk systems)`."""
    more = "; ".join(m for m in (f"in force {cite.in_force}" if cite.in_force else "", cite.note) if m)
    return safe(f"{cite} ({more})" if more else str(cite))


def _said(one: Finding, expression: str) -> bool:
    """Whether the message says the value already."""
    return f"`{expression}` is " in one.message or expression == "missing"


def _wrapped(label: str, text: str, paint: Paint) -> list[str]:
    body = textwrap.wrap(f"{label}{text}", WIDTH - 5, break_on_hyphens=False) or [label]
    return [("   = " if i == 0 else "     ") + line for i, line in enumerate(body)]


def _summary(one: Checked, paint: Paint) -> str:
    review = one.review
    if review is None:
        errors = sum(f.level == "error" for f in one.findings)
        return paint(f"not judged: {errors} error{'s' if errors != 1 else ''} in the input", "red", "bold") + "\n"
    counts = {level: review.count(level) for level in ("mandatory", "waivable", "advisory")}  # type: ignore[attr-defined]
    waived = [f for f in one.findings if f.waiver]
    parts = [f"{n} {level}" for level, n in counts.items() if n]
    if waived:
        parts.append(f"{len(waived)} waived ({', '.join(sorted({f.code for f in waived}))})")
    verdict = review.verdict  # type: ignore[attr-defined]
    colour = {"pass": "green", "conditional": "yellow", "fail": "red"}[verdict]
    lines = [f"{paint(f'verdict: {verdict}', colour, 'bold')}" + (f"  {', '.join(parts)}" if parts else "")]
    return "\n".join(lines + key_figures(review)) + "\n"


def key_figures(review: object) -> list[str]:
    """The few figures that everyone asks for."""
    from phasegate.cost.engine.stats import stats
    from phasegate.rules.facts import cliff
    from phasegate.rules.missing import Missing
    from phasegate.rules.subject import Subject

    subject = review.subject  # type: ignore[attr-defined]
    assert isinstance(subject, Subject)
    model, case = subject.model, subject.case
    currency = case.currency
    last = case.phases[-1]
    run = stats(model.phase_run_cost(last)).scaled(12)
    lines = [
        f"  run cost of {last.name}: {figures.money(run.p50, currency, 'yr')} (P50), {figures.money(run.p80, currency, 'yr')} (P80), "
        f"P10 to P90 {figures.money(run.p10, currency)} to {figures.money(run.p90, currency)}"
    ]
    total = stats(model.cost)
    lines.append(
        f"  all costs over {case.horizon:g} months: {figures.money(total.p50, currency)} (P50), {figures.money(total.p80, currency)} (P80)"
    )
    with suppress(Missing):
        lines.append(
            f"  pilot to production: {figures.compact(stats(cliff(subject)).p50, 2)} times the pilot's spend per month"
        )
    lines += _measured(subject)
    if subject.tax is not None:
        lines.append(_tax(subject))
    return lines


def _measured(subject: object) -> list[str]:
    from phasegate.cost.figures.actuals import forecast, forecast_error
    from phasegate.rules.subject import Subject

    assert isinstance(subject, Subject)
    currency, lines = subject.case.currency, []
    for phase in subject.case.phases:
        measured = subject.case.latest("cost", phase.name)
        if measured is not None:
            expected, error = forecast(subject.model, phase, measured), forecast_error(subject.model, phase, measured)
            shown = f", forecast error {figures.percent(abs(error))}" if error is not None else ""
            lines.append(
                f"  {phase.name}: forecast {figures.money(expected, currency)}, "
                f"measured {figures.money(measured.value, currency)}{shown}"
            )
    return lines


def _tax(subject: object) -> str:
    from phasegate.rules.subject import Subject

    assert isinstance(subject, Subject) and subject.tax is not None
    currency, tax = subject.case.currency, subject.tax
    rows = list(tax.components.values())
    unit = 1e3
    modelled, declared, gaps = (
        figures.foot([float(a.mean()) for a in column], unit)
        for column in ([c.modelled for c in rows], [c.declared for c in rows], [c.gap for c in rows])
    )
    parts = [
        f"{c.name} {figures.money(m, currency, digits=4)} implied, {figures.money(d, currency, digits=4)} declared, {figures.money(g, currency, digits=4)} missing"
        for c, m, d, g in zip(rows, modelled, declared, gaps, strict=True)
    ]
    total = f"  governance tax (mean over the horizon): {figures.money(sum(modelled), currency, digits=4)} implied, {figures.money(sum(declared), currency, digits=4)} declared, {figures.money(sum(gaps), currency, digits=4)} missing"
    return "\n    ".join([total, *parts])


def _tally(run: Run, paint: Paint) -> str:
    verdicts = [c.review.verdict if c.review is not None else "not judged" for c in run.cases]  # type: ignore[attr-defined]
    counts = [f"{verdicts.count(v)} {v}" for v in ("pass", "conditional", "fail", "not judged") if v in verdicts]
    return paint(f"{len(run.cases)} cases: {', '.join(counts)}", "bold")
