"""What reading expressions shares: their source, the names in sight, the findings; types and written amounts."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from phasegate.expr.constant import MixedCurrencies, NotConstant, OutOfRange, foreign, value
from phasegate.expr.infer import Infer
from phasegate.expr.scope import Scope
from phasegate.expr.types import Type, measure
from phasegate.limits import MAX_FIGURE
from phasegate.model.case import Amount
from phasegate.units import SIGNS, Dim, show
from phasegate_dsl.finding import Finding, Related, Shown, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Expr


@slotted
class Context:
    """A source that is being read, the scope of its expressions, and the findings so far."""

    source: Source
    scope: Scope
    findings: list[Finding] = field(default_factory=list)

    def span(self, node: object) -> Span:
        """The place of a node."""
        return self.source.span(node.start, node.end)  # type: ignore[attr-defined]

    def report(
        self,
        code: str,
        kind: str,
        node: object,
        /,
        *,
        related: tuple[Related, ...] = (),
        shown: tuple[Shown, ...] = (),
        level: str = "",
        **args: Any,
    ) -> None:
        """Note a finding at a node, or at a place."""
        span = node if isinstance(node, Span) else self.span(node)
        self.findings.append(finding(code, kind, span, related=related, shown=shown, level=level, **args))

    def typed(self, expr: Expr, scope: Scope | None = None) -> Type:
        """The type of an expression; findings of checking it are kept."""
        check = Infer(self.source, scope or self.scope)
        found = check.check(expr)
        self.findings += check.findings
        return found

    def amount(self, expr: Expr, allowed: tuple[Dim, ...], what: Phrase) -> Amount | None:
        """A certain, constant value in one of the dimensions given; none, with a finding, otherwise."""
        found = self.typed(expr)
        if found.kind == "error":
            return None
        if found.kind == "interval":
            self.report("PG306", "one_value", expr, what=what)
            return None
        if found.kind != "quantity" or found.dim not in allowed:
            self._other_measure(expr, found, allowed, what)
            return None
        try:
            amount = Amount(value(expr, self.scope), found.dim, self.span(expr))
        except NotConstant as error:
            code, kind = ("PG400", "too_large") if isinstance(error, OutOfRange) else ("PG114", "written_figure")
            self.report(code, kind, error.node, what=what)
            return None
        if abs(amount.value) > MAX_FIGURE:
            self.report("PG400", "too_large", expr, what=what)
            return None
        return None if self._abroad(expr, what) else amount

    def _other_measure(self, expr: Expr, found: Type, allowed: tuple[Dim, ...], what: Phrase) -> None:
        currency = self.scope.currency
        wanted = tuple(measure(dim, currency) for dim in allowed)
        self.report(
            "PG300",
            "other_measure",
            expr,
            what=what,
            wanted=wanted,
            found=found.told(currency),
            hint=self._asked_for(expr, allowed[0]),
        )

    def _asked_for(self, expr: Expr, wanted: Dim) -> Phrase:
        """Help for an amount in the wrong unit: the same figure in the right one."""
        if not wanted:
            return phrase("without_unit")
        digits = self.span(expr).text.partition(" ")[0].lstrip("".join(SIGNS)) or "…"
        unit = show(wanted, self.scope.currency)
        if unit[:1] in SIGNS:
            return phrase("in_unit_example", unit=unit, written=f"{unit[:1]}{digits}{unit[1:]}")
        plain = digits.replace("_", "").replace(".", "").rstrip("KMB").isdigit() and unit.replace("/", "").isalpha()
        return phrase("unit_example", written=f"{digits} {unit}") if plain else phrase("in_unit", unit=unit)

    def _abroad(self, expr: Expr, what: Phrase) -> bool:
        """Whether a written figure is in another currency than the case's; if so, with a finding."""
        try:
            abroad = list(foreign(expr, self.scope))
        except MixedCurrencies as mixed:
            expr, abroad = mixed.node, list(self.scope.converts)
        if abroad:
            self.report("PG303", "abroad", expr, what=what, currency=self.scope.currency, abroad=abroad[0])
        return bool(abroad)
