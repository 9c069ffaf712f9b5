"""Everything with an expression: collected, ordered by dependency, typed, and made into the definitions of the case."""

from __future__ import annotations

from dataclasses import field, replace
from itertools import pairwise

from phasegate.expr import messages, prices
from phasegate.expr.infer import Infer
from phasegate.expr.names import names_in
from phasegate.expr.scope import Scope
from phasegate.expr.types import ERROR, Type, measure
from phasegate.model.case import ROWS, SHARED, Definition
from phasegate.model.names import find_key, lines_by_name
from phasegate.prices.source import PriceSource
from phasegate.resolve.context import Context
from phasegate.resolve.growth import check_growth
from phasegate.resolve.order import order
from phasegate.resolve.ranges import check_ranges
from phasegate.resolve.streams import streams
from phasegate.units import COUNTS, MONEY, MONEY_RATE, NUMBER, Dim, singulars
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Expr, Name, Num, Text
from phasegate_dsl.walk import walk

RESERVED = frozenset(("cost", "run_cost"))
"""Names that a metric may use besides the case's own: the monthly cost and the recurring part of it."""


@slotted
class Draft:
    """A definition before its type is known."""

    name: str
    key: str
    kind: str
    expr: Expr
    span: Span
    where: Span
    """Where its name stands."""
    phase: str = ""
    title: str = ""
    source: str = ""
    since: float = 0.0
    facts: dict[str, str] = field(default_factory=dict)
    wants: str = ""
    """`cost`, `reserve`, `value`, `share`, `factor` or none: what its dimension must be."""
    home: str = ""
    """The ruleset or the file that shares it with other cases; empty for the case's own."""

    def settled(self, owner: str, found: Type, list_of_prices: PriceSource) -> Definition:
        """The definition of an initiative, now that its type is known; what rests on the list of prices alone has that
        as its source."""
        return Definition(
            self.name,
            self.key,
            self.kind,
            self.expr,
            self.span,
            self.phase,
            self.title,
            self.source or prices.source(self.expr, list_of_prices),
            self.since,
            found.dim,
            found.uncertain,
            found.varies,
            found.of,
            self.facts,
            streams(SHARED if self.home else owner, self.key, self.expr),
            self.home,
        )


class Definitions:
    """Names to keys, and keys to definitions with types, for one case."""

    def __init__(self, context: Context, owner: str) -> None:
        self.context = context
        self._owner = owner
        """The name of the initiative."""
        self.drafts: dict[str, Draft] = {}
        self.types: dict[str, Type] = {}
        self.settled: dict[str, Definition] = {}
        """The sound ones, in an order in which each comes after what it uses."""
        self._lines: dict[str, list[str]] = {}
        self._overrides: dict[str, list[str]] = {}
        """The keys of the phases' own values of each assumption."""
        self._shared: dict[str, Draft] = {}
        """Those of other cases as well, which rest on one another only: they mean the same in each."""
        self._keys: dict[str, dict[str, str]] = {}
        """What each name in a definition stands for, by the definition's key."""

    def add(self, draft: Draft) -> str:
        """Register a definition and return its key; a name that is taken gets a finding and a key of its own."""
        other = self.drafts.get(draft.key)
        if other is not None:
            self.context.report(
                "PG113",
                "defined",
                draft.where,
                name=draft.name,
                related=(Related(other.span, phrase("defined_first")),),
            )
            draft.key = f"{draft.key}#{len(self.drafts)}"
        self.drafts[draft.key] = draft
        return draft.key

    # -- looking up --------------------------------------------------------------------------------------------

    def named(self, *kinds: str) -> set[str]:
        """The names of the definitions of some kinds, sound or not."""
        return {draft.name for draft in self.drafts.values() if draft.kind in kinds}

    def called(self, name: str) -> list[str]:
        """The keys of what a statement of the case may mean by a name: an assumption, a line, a role, a value stream."""
        if name in self.drafts:
            return [name]
        return self._lines.get(name) or [key for key in (f"value.{name}",) if key in self.drafts]

    def assumptions(self) -> list[Definition]:
        """The sound assumptions in the order in which they are written."""
        found = [d for d in self.settled.values() if d.kind == "assumption"]
        return sorted(found, key=lambda d: d.order)

    def _scope_of(self, draft: Draft) -> Scope:
        """The names in sight of a definition, with the types that are known by now."""
        names: dict[str, Type] = {}
        for used, key in self._keys[draft.key].items():
            names[used] = self._as_used(draft, key)
        if draft.kind in ("metric", "value", "option"):
            names.update({n: Type("quantity", MONEY_RATE, True, True) for n in RESERVED if n not in names})
        return self.context.scope.inner(names)

    def _as_used(self, draft: Draft, key: str) -> Type:
        """The type of a name in a definition: an assumption made from a line moves with what is paid for that."""
        found = self.types.get(key, ERROR)
        if self.drafts[key].kind == "contingency" and found.dim == NUMBER and found is not ERROR:
            found = Type("quantity", MONEY_RATE, True, True)  # a share is written, and its cash is what it stands for
        moves = draft.kind == "assumption" and self.drafts[key].kind in ROWS
        return replace(found, varies=True) if moves and found is not ERROR else found

    def _in_sight(self, draft: Draft) -> dict[str, Draft]:
        """The definitions that one may use."""
        return self._shared if draft.home else self.drafts

    def _visible(self, draft: Draft) -> set[str]:
        """Names that could have been meant in a definition, for suggestions."""
        return {d.name for d in self._in_sight(draft).values() if d.phase in ("", draft.phase) or d.kind in ROWS}

    def _reading(self, draft: Draft) -> Context:
        """What a definition is read in: the text of the case, or the one in which it is shared."""
        own, source = self.context, draft.span.source
        return own if source is own.source else Context(source, own.scope, own.findings)

    def _ambiguous(self) -> None:
        """A word that the case uses both as a name and as a unit."""
        names = {draft.name for draft in self.drafts.values() if draft.kind in ("assumption", "line")}
        names &= {*COUNTS, *self.context.scope.units}
        if not names:
            return
        numbers = (node for draft in self.drafts.values() for node in walk(draft.expr) if isinstance(node, Num))
        used = {one for number in numbers if number.unit is not None for one in singulars(number.unit.id)}
        for draft in self.drafts.values():
            if draft.kind in ("assumption", "line") and draft.name in names & used:
                self.context.report("PG113", "unit", draft.where, name=draft.name, level="advisory")

    # -- settling ----------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Order the definitions, show cycles, check every expression, and keep the sound ones."""
        self._ambiguous()
        self._lines = lines_by_name(self.drafts)
        self._shared = {key: draft for key, draft in self.drafts.items() if draft.home}
        for key, draft in self.drafts.items():
            if draft.phase and draft.kind == "assumption":
                self._overrides.setdefault(draft.name, []).append(key)
        placed, cycles = order({key: self._uses(draft) for key, draft in self.drafts.items()})
        for cycle in cycles:
            self._cycle(cycle)
        broken = {key for cycle in cycles for key in cycle}
        for key in placed:
            draft = self.drafts[key]
            found = self.types[key] = ERROR if key in broken else self._check(draft)
            if found is not ERROR:
                self.settled[key] = draft.settled(self._owner, found, self.context.scope.prices)

    def _uses(self, draft: Draft) -> list[str]:
        """The keys that a definition rests on, each once; a contingency may be a share of every line."""
        meant = self._keys[draft.key] = {}
        keys: dict[str, None] = {}
        if draft.kind == "contingency":
            keys.update((key, None) for key, one in self.drafts.items() if one.kind in ("line", "role"))
        for name in dict.fromkeys(name.id for name in names_in(draft.expr)):
            key = find_key(self._in_sight(draft), name, draft.phase, draft.key, self._lines)
            if key is None:
                continue
            meant[name] = key
            keys[key] = None
            if key == name != draft.name:  # a phase may override what is used at case level: that comes first
                keys.update((k, None) for k in self._overrides.get(name, ()) if k != draft.key)
        return list(keys)

    def _cycle(self, cycle: list[str]) -> None:
        way = [self.drafts[key] for key in cycle]
        related = tuple(Related(one.span, phrase("uses", name=used.name)) for one, used in pairwise(way))

        self.context.report(
            "PG206", "cycle", way[0].span, name=way[0].name, chain=tuple(one.name for one in way), related=related[1:]
        )

    def _check(self, draft: Draft) -> Type:
        """The type of a definition that is sound, else a finding and an error."""
        context = self._reading(draft)
        before = len(context.findings)
        found = self._infer(draft)
        if found.kind == "interval":
            written = context.span(draft.expr).one_line

            context.report("PG306", "interval", draft.expr, written=written.replace("..", " to "))
            return ERROR
        if found.kind not in ("quantity", "error"):
            kind = "quoted_quantity" if isinstance(draft.expr, Text) else "not_quantity"
            context.report("PG305", kind, draft.expr, name=draft.name, found=found.told())
            return ERROR
        if found is ERROR or any(f.level == "error" for f in context.findings[before:]):
            return ERROR
        check_ranges(context, draft.expr)
        check_growth(context, draft.expr, lambda name: self._meant(draft, name))
        return found if self._fits(draft, found) else ERROR

    def _meant(self, draft: Draft, name: str) -> Expr | None:
        """What a name in a definition stands for in every phase."""
        key = self._keys[draft.key].get(name)
        return None if key is None or key in self._overrides else self.drafts[key].expr

    def _infer(self, draft: Draft) -> Type:
        check = Infer(draft.span.source, self._scope_of(draft))
        found = check.check(draft.expr)
        for number, one in enumerate(check.findings):
            name = check.unknown.get(number)
            if name is not None:
                one = self._unknown(draft, name, one)
            if one.code in ("PG300", "PG303") and one.span is not None:
                one = replace(one, related=self._measured(draft, one.span))
            self.context.findings.append(one)
        return found

    def _unknown(self, draft: Draft, name: Name, found: Finding) -> Finding:
        """The finding about a name that nothing in sight answers to, with what the case has beside it."""
        if name.id == draft.name:
            return finding("PG206", "itself", found.span, name=name.id)
        hints = self.context.scope.hints
        if hints.left < 0:
            return found
        meant = near(name.id, {*self._visible(draft), *self.context.scope.units}, hints)
        if not meant:
            return found
        kind = "function_name" if found.kind == "function" else found.kind
        return replace(
            found, kind=kind, args=(*(a for a in found.args if a[0] not in ("meant", "lacks")), ("meant", meant))
        )

    def _measured(self, draft: Draft, span: Span) -> tuple[Related, ...]:
        """Where the names in a part of an expression are declared, with what each measures."""
        found = {}
        for node in names_in(draft.expr):
            if span.start <= node.start < span.end and node.id in self.types and node.id in self.drafts:
                shown = measure(self.types[node.id].dim, self.context.scope.currency)
                found[node.id] = Related(self.drafts[node.id].span, phrase("measures", name=node.id, unit=shown))
        return tuple(found.values())[:4]

    def _quantities(self, draft: Draft) -> dict[str, Dim]:
        """The assumptions in sight with what they measure, in their order."""
        return {
            key: kind.dim
            for key, kind in self.types.items()
            if kind.kind == "quantity" and self.drafts[key].kind == "assumption" and key != draft.key
        }

    # -- what a definition is for ----------------------------------------------------------------------------------

    def _fits(self, draft: Draft, found: Type) -> bool:
        """Whether a definition measures what it is for; else a finding."""
        if (draft.wants == "cost" and found.dim not in (MONEY, MONEY_RATE)) or (
            draft.wants == "reserve" and found.dim not in (MONEY, MONEY_RATE, NUMBER)
        ):
            self._no_cost(draft, found.dim)
        elif draft.wants == "value" and found.dim != MONEY_RATE:
            shown = measure(found.dim, self.context.scope.currency)
            self.context.report(
                "PG301", "value", draft.expr, name=draft.name, found=shown, hint=self._factor(draft, found.dim)
            )
        elif draft.wants == "factor" and found.dim != NUMBER:
            self.context.report("PG300", "factor", draft.expr, found=measure(found.dim, self.context.scope.currency))
        elif draft.wants == "share" and found.dim != NUMBER:
            self.context.report("PG300", "cut", draft.expr, found=measure(found.dim, self.context.scope.currency))
        else:
            return self._as_in_case(draft, found.dim)
        return False

    def _as_in_case(self, draft: Draft, dimension: Dim) -> bool:
        """Whether a phase's own value of an assumption measures what the assumption measures."""
        base = self.types.get(draft.name, ERROR) if draft.kind == "assumption" and draft.phase else ERROR
        if base is ERROR or base.dim == dimension:
            return True
        one, other = (measure(dim, self.context.scope.currency) for dim in (base.dim, dimension))

        self.context.report("PG300", "override", draft.expr, name=draft.name, base=one, found=other)
        return False

    def _factor(self, draft: Draft, dimension: Dim) -> Phrase:
        return messages.not_a_cost(dimension, self.context.scope.currency, self._quantities(draft))

    def _no_cost(self, draft: Draft, dimension: Dim) -> None:
        context, currency = self.context, self.context.scope.currency
        shown = measure(dimension, currency)
        foreign = messages.currencies(dimension, MONEY) or messages.currencies(dimension, MONEY_RATE)
        if foreign:
            context.report(
                "PG303", "foreign_cost", draft.expr, name=draft.name, found=shown, currency=currency, foreign=foreign
            )
            return
        context.report(
            "PG301",
            "cost",
            draft.expr,
            name=draft.name,
            found=shown,
            hint=self._factor(draft, dimension),
            shown=messages.cost_sides(draft.name, dimension, currency),
            related=self._measured(draft, context.span(draft.expr)),
        )
