"""Findings about the prices that a case rests on: models that retire while it pays for them, lists that are old."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate.cost.figures.prices import Use, uses
from phasegate.model.case import Case, Day, month_offset
from phasegate.prices.book import ModelPrice, PriceBook, iso
from phasegate_dsl.codes import finding
from phasegate_dsl.finding import Finding

MAX_AGE = 1
"""Years after which a list of prices is old."""


def judge(on: Material) -> list[Finding]:
    """What is to be said of the prices of a case on the day of judgement, where it asks for any."""
    return [] if on.prices.opened is None else _of(on.case, on.prices.opened, on.as_of)


def _of(case: Case, book: PriceBook, as_of: Day) -> list[Finding]:
    used = [use for use in uses(case) if use.model in book.models]
    found: list[Finding] = []
    told: set[tuple[str, str]] = set()
    for use in used:
        for topic, one in _lasting(case, book.models[use.model], use, book):
            if (use.model, topic) not in told:  # once for each model, at the first place that pays for it
                told.add((use.model, topic))
                found.append(one)
    if used and as_of > (book.date[0] + MAX_AGE, *book.date[1:]):
        message = f"the prices of models are of {iso(book.date)}, more than a year before {iso(as_of)}"
        help = "take newer ones with `phasegate prices update`, and review what it changes"
        found.append(finding("PG315", used[0].span, message, help=help))
    return found


def _lasting(case: Case, model: ModelPrice, use: Use, book: PriceBook) -> list[tuple[str, Finding]]:
    """The end of a model, and announced changes of its price, while the case counts on it."""
    found = []
    if model.retires is not None and month_offset(case.start, model.retires) < use.end:
        at = month_offset(case.start, model.retires)
        when = "before the case starts" if at <= 0 else _month(at, use)
        message = f"`{model.id}` is retired on {iso(model.retires)}, {when}"
        cited = next((f" ({o})" for o in book.origins if o.gives == "retirement dates"), "")
        help = f"plan its successor: `{_steps(case, model.id, use.kind, model.retires)}`{cited}"
        if at <= 0:
            help = f"take a model that is offered{cited}"
        found.append(("retires", finding("PG314", use.span, message, help=help)))
    for day, prices in model.changes:
        at, new = month_offset(case.start, day), prices.get(use.kind)
        if new is not None and new != model.prices.get(use.kind) and use.start < at < use.end:
            old = model.prices.get(use.kind, 0.0)
            message = f"`{use.kind}` of `{model.id}` is announced to cost {new:g} USD per 1M token from {iso(day)}, not {old:g}"
            written = f"steps({_first(case)}: price(…), {day[0]}-{day[1]:02}: {new:g} USD per 1M token)"
            found.append((f"{use.kind} {day}", finding("PG314", use.span, message, help=f"write `{written}`")))
    return found


def _month(at: float, use: Use) -> str:
    return f"in month {int(at) + 1}; the case counts on it to the end of month {int(use.end + 0.999)}"


def _steps(case: Case, model: str, kind: str, until: Day) -> str:
    return f'steps({_first(case)}: price("{model}", {kind}), {until[0]}-{until[1]:02}: price("…", {kind}))'


def _first(case: Case) -> str:
    return f"{case.start[0]}-{case.start[1]:02}"
