"""What reading expressions shares: their source, the names in sight, the findings; types and written amounts."""

from __future__ import annotations

from dataclasses import dataclass, field

from phasegate.expr.constant import MixedCurrencies, NotConstant, foreign, value
from phasegate.expr.infer import Infer
from phasegate.expr.scope import Scope
from phasegate.expr.types import Type
from phasegate.model.case import Amount
from phasegate.units import Dim, show
from phasegate_dsl.finding import Finding, Related, Shown, finding
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Expr


@dataclass(slots=True)
class Context:
    """A source that is read, the scope of its expressions, and what was wrong with it so far."""

    source: Source
    scope: Scope
    findings: list[Finding] = field(default_factory=list)

    def span(self, node: object) -> Span:
        """The place of a node."""
        return self.source.span(node.start, node.end)  # type: ignore[attr-defined]

    def report(
        self,
        code: str,
        node: object,
        message: str,
        help: str = "",
        related: tuple[Related, ...] = (),
        shown: tuple[Shown, ...] = (),
        level: str = "",
    ) -> None:
        """Note a finding at a node, or at a place."""
        span = node if isinstance(node, Span) else self.span(node)
        self.findings.append(finding(code, span, message, help=help, related=related, shown=shown, level=level))

    def typed(self, expr: Expr, scope: Scope | None = None) -> Type:
        """The type of an expression; findings of checking it are kept."""
        check = Infer(self.source, scope or self.scope)
        found = check.check(expr)
        self.findings += check.findings
        return found

    def amount(self, expr: Expr, allowed: tuple[Dim, ...], what: str) -> Amount | None:
        """A certain constant of one of the dimensions given, else a finding and nothing."""
        found = self.typed(expr)
        if found.kind == "error":
            return None
        if found.kind == "interval":
            message = f"{what} is one value, not an interval"
            self.report("PG306", expr, message, help="take the figure that is asked for")
            return None
        if found.kind != "quantity" or found.dim not in allowed:
            self._other_measure(expr, found, allowed, what)
            return None
        try:
            amount = Amount(value(expr, self.scope), found.dim, self.span(expr))
        except NotConstant as error:
            self.report("PG114", error.node, f"{what} is a written figure: it cannot rest on a range or another name")
            return None
        return None if self._abroad(expr, what) else amount

    def _other_measure(self, expr: Expr, found: Type, allowed: tuple[Dim, ...], what: str) -> None:
        wanted = " or ".join(f"`{show(d, self.scope.currency)}`" for d in allowed)
        message = f"{what} is measured in {wanted}, not {found.show(self.scope.currency)}"
        self.report("PG300", expr, message, help=self._asked_for(expr, allowed[0]))

    def _asked_for(self, expr: Expr, wanted: Dim) -> str:
        """Help for an amount in the wrong unit: the same figure in the right one."""
        if not wanted:
            return "write it without a unit"
        digits = self.span(expr).text.partition(" ")[0].lstrip("$€£¥") or "…"
        unit = show(wanted, self.scope.currency)
        if unit[:1] in "$€£¥":
            return f"write it in `{unit}`, for example `{unit[:1]}{digits}{unit[1:]}`"
        plain = digits.replace("_", "").replace(".", "").rstrip("KMB").isdigit() and unit.replace("/", "").isalpha()
        return f"for example `{digits} {unit}`" if plain else f"write it in `{unit}`"

    def _abroad(self, expr: Expr, what: str) -> bool:
        """Whether a written figure is in another currency than the case's, which is then said."""
        try:
            abroad = list(foreign(expr, self.scope))
        except MixedCurrencies as mixed:
            expr, abroad = mixed.node, list(self.scope.converts)
        if abroad:
            message = f"{what} is written in {self.scope.currency}, not in {abroad[0]}"
            help = f"write it in {self.scope.currency}: an exchange rate counts where costs are calculated"
            self.report("PG303", expr, message, help=help)
        return bool(abroad)
