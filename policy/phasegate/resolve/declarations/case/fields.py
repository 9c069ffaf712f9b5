"""The fields of an initiative: owner, industry, currency, start, horizon, discount and further facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor

from phasegate.classes.table import NAMES
from phasegate.expr.constant import period_rate
from phasegate.model.case import Rate
from phasegate.resolve.read import field
from phasegate.resolve.resolving import Resolving
from phasegate.units import CURRENCIES, RATE, TIME
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Date, Expr, ListExpr, Month, Name, Num, Text

ROUNDING = 1e-6
"""Months by which a whole number may be missed: a year of 365 days is one."""
DEFAULT_RISKS = frozenset(("minimal", "limited", "high"))


def read(resolving: Resolving) -> None:
    """Read the fields into the head of the case, the currency into its scope."""
    head = resolving.head
    for item in resolving.decl.fields():
        name, expr = item.name.id, item.value
        head.field_spans[name] = resolving.span(expr)
        if isinstance(expr, Text):
            head.fields[name] = expr.value
        elif isinstance(expr, Name):
            head.fields[name] = expr.id
        elif isinstance(expr, Num | Date | Month) and name not in ("start", "horizon", "discount", "fiscal_year"):
            head.fields[name] = resolving.span(expr).text
        if name in _FIELDS:
            _FIELDS[name](resolving, expr)
    _words(resolving)


def _words(resolving: Resolving) -> None:
    """Risk, industry and reference class are words that somebody defines."""
    words = resolving.frame.vocabularies
    _known(resolving, "risk", words.get("risk") or DEFAULT_RISKS, "word")
    _known(resolving, "industry", words.get("industry") or (), "word")
    _known(resolving, "reference_class", NAMES, "class")


def _known(resolving: Resolving, name: str, words: Iterable[str], kind: str) -> None:
    found, known = field(resolving.decl, name), sorted(words)
    if not known or not isinstance(found, Name) or found.id in known:
        return
    meant = near(found.id, known)
    resolving.report("PG205", kind, found, name=found.id, what=name.replace("_", " "), meant=meant, known=tuple(known))


def _currency(resolving: Resolving, expr: Expr) -> None:
    if not isinstance(expr, Name):
        return
    if expr.id in CURRENCIES:
        resolving.scope.currency = expr.id
        return
    meant = near(expr.id, CURRENCIES)

    resolving.report("PG205", "currency", expr, name=expr.id, meant=meant)


def _start(resolving: Resolving, expr: Expr) -> None:
    if isinstance(expr, Month) and 1 <= expr.month <= 12:
        resolving.head.start = (expr.year, expr.month)


def _horizon(resolving: Resolving, expr: Expr) -> None:
    amount = resolving.amount(expr, (TIME,), phrase("quoted", text="horizon"))
    if amount is None:
        return
    most = resolving.source.limits.months
    if not 1 <= amount.value <= most:
        resolving.report("PG401", "horizon", expr, most=most)
        return
    resolving.head.horizon = float(round(amount.value))
    if abs(amount.value - resolving.head.horizon) > ROUNDING:
        fewer = floor(amount.value)
        resolving.report("PG401", "part_of_month", expr, months=amount.value, fewer=fewer, more=fewer + 1)


def _discount(resolving: Resolving, expr: Expr) -> None:
    amount = resolving.amount(expr, (RATE, ()), phrase("quoted", text="discount"))
    if amount is None:
        return
    rate = period_rate(expr, resolving.scope) or Rate(amount.value, 12.0)
    if 0 <= rate.share <= 1:
        resolving.head.discount = rate
    else:
        resolving.report("PG401", "discount", expr)
        resolving.head.discount = None


def _fiscal_year(resolving: Resolving, expr: Expr) -> None:
    amount = resolving.amount(expr, ((),), phrase("quoted", text="fiscal_year"))
    if amount is None:
        return
    if amount.value in range(1, 13):
        resolving.head.fiscal_year = int(amount.value)
    else:
        resolving.report("PG401", "fiscal_year", expr)


def _jurisdictions(resolving: Resolving, expr: Expr) -> None:
    if isinstance(expr, ListExpr):
        words = [word for word in expr.items if isinstance(word, Name)]
        resolving.head.jurisdictions += [w.id for w in words if resolving.known(w, "jurisdiction", "PG205")]


_FIELDS: dict[str, Callable[[Resolving, Expr], None]] = {
    "currency": _currency,
    "start": _start,
    "horizon": _horizon,
    "discount": _discount,
    "fiscal_year": _fiscal_year,
    "jurisdictions": _jurisdictions,
}
"""The fields that mean more than a text; all others are facts about the case."""
