"""Findings about the prices that a case rests on: models that retire while it pays for them, lists that are old,
and lists that the author of a case brings along.
"""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate.cost.figures.prices import Use, uses
from phasegate.model.case import Case, Day, month_offset
from phasegate.prices.book import ModelPrice, PriceBook
from phasegate.prices.source import shipped
from phasegate_dsl.finding import Finding, finding

MOST = 5
"""Prices that are named in one finding."""
MAX_AGE = 1
"""Years after which a list of prices is old."""


def judge(on: Material) -> list[Finding]:
    """The findings about the prices of a case on the day of judgement, where it uses any."""
    return [] if on.prices.opened is None else _of(on.case, on.prices.opened, on.as_of)


def _of(case: Case, book: PriceBook, as_of: Day) -> list[Finding]:
    used = [use for use in uses(case) if use.model in book.models]
    found = [one for use in used for one in _lasting(case, book.models[use.model], use, book)]
    found += _own(used, book)
    if used and as_of > (book.date[0] + MAX_AGE, *book.date[1:]):
        found.append(finding("PG315", "old", used[0].span, prices=book.date, day=as_of))
    return found


def _own(used: list[Use], book: PriceBook) -> list[Finding]:
    """That prices come from the repository, and which of them are lower than what everybody has: a case is cheap by that."""
    if not book.path or not used:
        return []
    common, _ = shipped()
    lower = []
    for use in used:
        theirs = common.models.get(use.model) if common is not None else None
        price, known = book.models[use.model].prices.get(use.kind), theirs.prices.get(use.kind) if theirs else None
        if price is not None and known is not None and price < known:
            lower.append(f"{use.model} {use.kind}")
    names = tuple(dict.fromkeys(lower))
    kind, span = "lower" if names else "own", used[0].span
    return [
        finding("PG316", kind, span, path=book.path, day=book.date, names=names[:MOST], more=len(names[MOST:]) or None)
    ]


def _lasting(case: Case, model: ModelPrice, use: Use, book: PriceBook) -> list[Finding]:
    """The retirement of a model and announced changes of its price, while the case relies on it."""
    found = []
    if model.retires is not None and month_offset(case.start, model.retires) < use.end:
        found.append(_retired(case, model, use, book, model.retires))
    for day, prices in model.changes:
        at, new = month_offset(case.start, day), prices.get(use.kind)
        if new is not None and new != model.prices.get(use.kind) and use.start < at < use.end:
            old = model.prices.get(use.kind, 0.0)
            one = finding(
                "PG314", "changes", use.span,
                model=model.id, price=use.kind, new=new, old=old, day=day, start=case.start,
            )  # fmt: skip
            found.append(one)
    return found


def _retired(case: Case, model: ModelPrice, use: Use, book: PriceBook, day: Day) -> Finding:
    at = month_offset(case.start, day)
    source = next((str(origin) for origin in book.origins if origin.gives == "retirement dates"), "")
    if at <= 0:
        return finding("PG314", "retired", use.span, model=model.id, day=day, source=source)
    return finding(
        "PG314", "retires", use.span,
        model=model.id, price=use.kind, day=day, start=case.start, month=int(at) + 1, end=int(use.end + 0.999), source=source,
    )  # fmt: skip
