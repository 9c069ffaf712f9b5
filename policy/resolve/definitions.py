"""Assumptions, lines, roles and everything else with an expression: collected, ordered, typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from dsl.codes import finding
from dsl.expected import near
from dsl.finding import Related
from dsl.source import Span
from dsl.tree import Attr, Binary, Call, Decl, Expr, Field, ListExpr, Name, Text, Unary
from policy.expr import messages, prices
from policy.expr.constant import MixedCurrencies, NotConstant, foreign_drawn, range_ends, value
from policy.expr.functions import DISTRIBUTIONS, FUNCTIONS
from policy.expr.infer import Infer
from policy.expr.scope import Scope
from policy.expr.types import ERROR, Type
from policy.model.case import Definition, Phase, find_key
from policy.resolve.case import Resolving, window
from policy.resolve.names import names_in, order
from policy.resolve.streams import streams
from policy.resolve.titles import title_of
from policy.units import COUNTS, MONEY, MONEY_RATE, NUMBER, Dim, show

RESERVED = frozenset(("cost", "run_cost"))
"""Names that a metric may use besides the case's own: the monthly cost and the recurring part of it."""


@dataclass(slots=True)
class Draft:
    """A definition before its type is known."""

    definition: Definition
    decl: Decl | Field
    phase: Phase | None
    wants: str = ""
    """`cost`, `value`, `share` or nothing: what its dimension must be."""


class Definitions:
    """Names to keys, and keys to definitions with types, for one case."""

    def __init__(self, r: Resolving) -> None:
        self.r = r
        self.drafts: dict[str, Draft] = {}
        self.known: dict[str, Definition] = {}
        self.types: dict[str, Type] = {}

    # -- collecting --------------------------------------------------------------------------------------------

    def add(
        self,
        decl: Decl | Field,
        name: str,
        kind: str,
        expr: Expr,
        phase: Phase | None,
        wants: str = "",
        prefix: str = "",
    ) -> Definition:
        """Take in a definition; a name that is taken already gets a finding and a key of its own."""
        r = self.r
        key = f"{prefix}{phase.name}.{name}" if phase else f"{prefix}{name}"
        where = decl.name if isinstance(decl, Decl) and decl.name else decl
        if key in self.drafts:
            other = self.drafts[key].definition.span
            r.report(
                "PG113",
                where,
                f"`{name}` is defined twice",
                help="give it another name",
                related=(Related(other, "defined here first"),),
            )
            key = f"{key}#{len(self.drafts)}"
        definition = Definition(
            name,
            key,
            kind,
            expr,
            r.span(decl),
            phase.name if phase else "",
            title_of(decl, name),
            since=self._since(decl, phase),
        )
        if isinstance(decl, Decl):
            source = decl.clause("source")
            definition.source = source.value.value if source and isinstance(source.value, Text) else ""
            definition.span = r.source.span(decl.start, decl.head_end or decl.end)
            definition.facts = {f.name.id: f.value.value for f in decl.fields() if isinstance(f.value, Text)}
        self.drafts[key] = Draft(definition, decl, phase, wants)
        self.known[key] = definition
        if name in r.scope.units | set(COUNTS) and kind in ("assumption", "line"):
            r.findings.append(
                finding(
                    "PG113",
                    r.span(where),
                    f"`{name}` is also a unit",
                    help=f"in an expression the name hides the unit; call it `{name}s` or `n_{name}`",
                    level="advisory",
                )
            )
        return definition

    def _since(self, decl: Decl | Field, phase: Phase | None) -> float:
        if isinstance(decl, Decl) and decl.kind in ("assume", "value", "line", "role", "lever"):
            return window(self.r, decl, phase).start if decl.clause("from") else (phase.start if phase else 0.0)
        return phase.start if phase else 0.0

    # -- looking up --------------------------------------------------------------------------------------------

    def lookup(self, name: str, phase: str, current: str = "") -> str | None:
        """The key that a name stands for in a phase (or at case level)."""
        return find_key(self.known, name, phase, current)

    def scope_of(self, draft: Draft) -> Scope:
        """The names in sight of a definition, with the types that are known by now."""
        phase = draft.phase.name if draft.phase else ""
        names: dict[str, Type] = {}
        for used in {n.id for n in names_in(draft.definition.expr)}:
            key = self.lookup(used, phase, draft.definition.key)
            if key is not None:
                names[used] = self.types.get(key, ERROR)
        if draft.definition.kind in ("metric", "value", "option"):
            names.update({n: Type("quantity", MONEY_RATE, True, True) for n in RESERVED if n not in names})
        return self.r.scope.inner(names)

    def visible(self, phase: str) -> list[str]:
        """Names that could have been meant in a phase, for suggestions."""
        return sorted(
            {
                d.definition.name
                for d in self.drafts.values()
                if d.phase is None or d.phase.name == phase or d.definition.kind == "line"
            }
        )

    # -- typing ------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Order the definitions, show cycles, check every expression, and put the sound ones into the case."""
        uses = {key: self._uses(draft) for key, draft in self.drafts.items()}
        placed, cycles = order(uses)
        for cycle in cycles:
            self._cycle(cycle)
        broken = {key for cycle in cycles for key in cycle}
        for key in placed:
            draft = self.drafts[key]
            found = ERROR if key in broken else self._check(draft)
            self.types[key] = found
            definition = draft.definition
            definition.dim, definition.uncertain, definition.varies, definition.shown_as = (
                found.dim,
                found.uncertain,
                found.varies,
                found.of,
            )
            if found is not ERROR:
                definition.streams = streams(key, definition.expr)
                self.r.case.definitions[key] = definition
                definition.source = definition.source or prices.source(definition.expr, self.r.scope.prices)

    def _uses(self, draft: Draft) -> list[str]:
        phase = draft.phase.name if draft.phase else ""
        keys: list[str] = []
        for name in names_in(draft.definition.expr):
            key = self.lookup(name.id, phase, draft.definition.key)
            if key is not None:
                keys.append(key)
                # A name used at case level may be overridden in a phase: the override comes first.
                keys += [
                    k
                    for k, d in self.drafts.items()
                    if d.phase
                    and d.definition.name == name.id
                    and d.definition.kind == "assumption"
                    and k != draft.definition.key
                    and key == name.id
                    and name.id != draft.definition.name
                ]
        return list(dict.fromkeys(keys))

    def _cycle(self, cycle: list[str]) -> None:
        shown = " → ".join(f"`{self.drafts[k].definition.name}`" for k in cycle)
        related = tuple(
            Related(self.drafts[k].definition.span, f"uses `{self.drafts[n].definition.name}`")
            for k, n in pairwise(cycle)
        )
        first = self.drafts[cycle[0]].definition
        self.r.findings.append(
            finding(
                "PG206",
                first.span,
                f"`{first.name}` depends on itself: {shown}",
                help="take one of them out of the other's expression",
                related=related[1:],
            )
        )

    def _check(self, draft: Draft) -> Type:
        r, definition = self.r, draft.definition
        before = len(r.findings)
        found = self._infer(draft)
        if found.kind == "interval":
            written = " ".join(r.span(definition.expr).text.split())
            r.report(
                "PG306",
                definition.expr,
                "`..` is a set of allowed values, not an estimate",
                help=f"write `{written.replace('..', ' to ')}`",
            )
            return ERROR
        if found.kind not in ("quantity", "error"):
            help = "leave the quotes out" if isinstance(definition.expr, Text) else "write a figure, or a calculation"
            r.report("PG305", definition.expr, f"`{definition.name}` is a quantity, not {found.show()}", help=help)
            return ERROR
        if found is ERROR or (len(r.findings) > before and any(f.level == "error" for f in r.findings[before:])):
            return ERROR
        check_ranges(r, definition.expr)
        return self._fits(draft, found)

    def _infer(self, draft: Draft) -> Type:
        r = self.r
        check = Infer(r.source, self.scope_of(draft))
        found = check.check(draft.definition.expr)
        phase = draft.phase.name if draft.phase else ""
        for one in check.findings:
            if one.code == "PG200" and one.span is not None and one.message.endswith("` here") and "(" not in one.help:
                meant = near(one.span.text, {*self.visible(phase), *self.r.scope.units})
                if one.span.text == draft.definition.name:
                    message = f"`{one.span.text}` is calculated from itself"
                    one = finding(
                        "PG206", one.span, message, help="calculate it from something else, or write its figure"
                    )
                elif meant:
                    one = finding(one.code, one.span, one.message, help=f"did you mean `{meant}`?")
            if one.code in ("PG300", "PG303") and one.span is not None:
                one = replace(one, related=self._measured(draft, one.span))
            r.findings.append(one)
        return found

    def _quantities(self, draft: Draft) -> dict[str, Dim]:
        """The assumptions in sight with what they measure, in their order."""
        return {
            key: kind.dim
            for key, kind in self.types.items()
            if kind.kind == "quantity"
            and self.drafts[key].definition.kind == "assumption"
            and key != draft.definition.key
        }

    def _measured(self, draft: Draft, span: Span) -> tuple[Related, ...]:
        """Where the names in a part of an expression are declared, with what each measures."""
        found = {}
        for node in names_in(draft.definition.expr):
            if span.start <= node.start < span.end and node.id in self.types and node.id in self.drafts:
                there = self.drafts[node.id].definition.span
                shown = show(self.types[node.id].dim, self.r.case.currency)
                found[node.id] = Related(there, f"`{node.id}` measures {shown}")
        return tuple(found.values())[:4]

    def _fits(self, draft: Draft, found: Type) -> Type:
        r, definition, currency = self.r, draft.definition, self.r.case.currency
        if draft.wants == "cost" and found.dim not in (MONEY, MONEY_RATE):
            foreign = messages.currencies(found.dim, MONEY) or messages.currencies(found.dim, MONEY_RATE)
            if foreign:
                r.report(
                    "PG303",
                    definition.expr,
                    f"`{definition.name}` costs {show(found.dim, currency)}, and the case is in {currency}",
                    help=f"say how {foreign} converts: `fx {foreign} = … {currency}`",
                )
            else:
                r.report(
                    "PG301",
                    definition.expr,
                    f"`{definition.name}` costs `{show(found.dim, currency)}`: that is neither money nor money per time",
                    help=messages.not_a_cost(found.dim, currency, self._quantities(draft)),
                    shown=messages.cost_sides(definition.name, found.dim, currency),
                    related=self._measured(draft, r.span(definition.expr)),
                )
            return ERROR
        if draft.wants == "value" and found.dim != MONEY_RATE:
            r.report(
                "PG301",
                definition.expr,
                f"the value `{definition.name}` is `{show(found.dim, currency)}`, not money per time",
                help=messages.not_a_cost(found.dim, currency, self._quantities(draft)),
            )
            return ERROR
        if draft.wants == "share" and found.dim != NUMBER:
            r.report(
                "PG300",
                definition.expr,
                f"a cut is a share, not `{show(found.dim, currency)}`",
                help="for example `by 40% to 70%`",
            )
            return ERROR
        if definition.kind == "assumption" and draft.phase is not None:
            base = self.types.get(definition.name, ERROR)
            if base is not ERROR and base.dim != found.dim:
                r.report(
                    "PG300",
                    definition.expr,
                    f"`{definition.name}` is `{show(base.dim, currency)}` in the case and `{show(found.dim, currency)}` here",
                    help="an override keeps the dimension",
                )
                return ERROR
        return found


def check_ranges(r: Resolving, node: Expr) -> None:
    """Ends in order, parameters that make a distribution."""
    if isinstance(node, Binary):
        if node.op == "to":
            try:
                low, high = range_ends(node, r.scope)
            except NotConstant as error:
                r.report(
                    "PG308",
                    error.node,
                    "the ends of a range are written figures",
                    help="give the range a name with `assume` and calculate with that",
                )
                return
            if low >= high:
                text = " ".join(r.span(node).text.split())
                r.report(
                    "PG308",
                    node,
                    f"`{text}` does not rise from its low to its high end",
                    help="write the smaller figure first; one figure alone is certain",
                )
            else:
                _one_currency(r, node)
            return
        check_ranges(r, node.left)
        check_ranges(r, node.right)
    elif isinstance(node, Unary):
        check_ranges(r, node.operand)
    elif isinstance(node, Call):
        for arg in node.args:
            check_ranges(r, arg.value)
        if node.func.id in DISTRIBUTIONS:
            _one_currency(r, node)
        _check_parameters(r, node)
    elif isinstance(node, ListExpr):
        for item in node.items:
            check_ranges(r, item)
    elif isinstance(node, Attr):
        check_ranges(r, node.object)


def _one_currency(r: Resolving, node: Expr) -> None:
    """The figures of a range or a distribution are in one currency: a rate between them would be lost."""
    try:
        foreign_drawn(node, r.scope)
    except MixedCurrencies as mixed:
        r.report(
            "PG303",
            mixed.node,
            "the figures of a range or a distribution are in one currency",
            help=f"write all of them in {r.case.currency}, or all in the same other currency",
        )


def _check_parameters(r: Resolving, node: Call) -> None:
    name = node.func.id
    if name not in ("normal", "lognormal", "triangular", "pert", "uniform", "beta", "pareto"):
        return
    try:
        figures = {
            (a.name.id if isinstance(a.name, Name) else str(i)): value(a.value, r.scope)
            for i, a in enumerate(node.args)
        }
    except NotConstant as error:
        r.report(
            "PG308",
            error.node,
            f"the arguments of `{name}` are written figures",
            help=f"write it like `{FUNCTIONS[name].form}`",
        )
        return
    values = list(figures.values())
    good = {
        "normal": figures.get("sd", 1) > 0,
        "lognormal": 0 < figures.get("low", 1) < figures.get("high", 2),
        "triangular": values == sorted(values) and values[0] < values[-1],
        "pert": values == sorted(values) and values[0] < values[-1],
        "uniform": values == sorted(values) and values[0] < values[-1],
        "beta": min(values) > 0,
        "pareto": figures.get("min", 1) > 0 and figures.get("tail", 2) > 1,
    }[name]
    if not good:
        rule = {
            "normal": "`sd` is above zero",
            "lognormal": "both ends are above zero, `low` below `high`",
            "beta": "`alpha` and `beta` are above zero",
            "pareto": "`min` is above zero; `tail` is above 1, as no mean exists otherwise",
        }
        r.report(
            "PG308",
            node,
            f"these figures do not make a {name} distribution",
            help=rule.get(name, "the figures rise: low, mode, high"),
        )
