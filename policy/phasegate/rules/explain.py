"""Why a condition failed: the values of its parts, in the author's own words, and the places it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import Any

import numpy as np

from phasegate.amounts import Quantity
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures.rates import without
from phasegate.expr.currency import code_in
from phasegate.expr.infer import Infer
from phasegate.expr.scope import Scope
from phasegate.expr.types import ERROR, Type
from phasegate.expr.walk import walk
from phasegate.rules.evaluate import Evaluate, interval_ends
from phasegate.rules.facts import Record
from phasegate.rules.missing import Missing
from phasegate.units import MONEY_RATE, NUMBER, RATE, TIME, Dim, unit_of
from phasegate_dsl.finding import Related, Shown
from phasegate_dsl.messages import written
from phasegate_dsl.messages.values import Phrase, Value, phrase
from phasegate_dsl.tree import Attr, Binary, Call, Expr, Name, Num, Text, Unary

MAX_ITEMS = 12
"""Items of a collection that are named one by one."""


class Explanation:
    """Collects what a failed condition rests on."""

    def __init__(self, evaluate: Evaluate, scope: Scope) -> None:
        self.evaluate = evaluate
        self.check = Infer(evaluate.source, scope)
        self.shown: list[Shown] = []
        self.related: list[Related] = []
        self.items: list[Any] = []
        """The items of a collection that made the condition fail."""
        self.verdict: Phrase | None = None
        """What is shown for a collection or a control."""

    def of(self, node: Expr) -> None:
        """Explain why a condition is not true."""
        if isinstance(node, Binary) and node.op == "and":
            for side in (node.left, node.right):
                if not self._holds(side):
                    self.of(side)
                    return
        elif isinstance(node, Binary) and node.op in ("or", "implies"):
            for side in (node.left, node.right) if node.op == "or" else (node.right,):
                self.of(side)
        elif isinstance(node, Binary):
            self._side(node.left)
            self._side(node.right)
        elif isinstance(node, Unary):
            self._side(node.operand)
        elif isinstance(node, Call) and node.func.id in ("all", "any", "none") and node.comp is not None:
            self._collection(node)
        elif isinstance(node, Call) and node.func.id == "declared":
            self._undeclared(node.args[0].value)
        elif isinstance(node, Call) and node.func.id in ("funded", "claimed", "evidenced"):
            name = str(self.evaluate.value(node.args[0].value))
            self.verdict = phrase(f"state_{self.evaluate.s.state(name)}", name=name)
        else:
            self._side(node)

    def _undeclared(self, node: Expr) -> None:
        """Report what the case does not give, in the words of the attribute that needs it."""
        try:
            value = self.evaluate.value(node)
            if isinstance(value, Record) and value.kind == "phase":
                value.get("title")
            self.verdict = phrase("is_empty", text=self.evaluate.source.text[node.start : node.end])
        except Missing as missing:
            self.verdict = missing.reason

    def _holds(self, node: Expr) -> bool:
        try:
            return bool(np.all(self.evaluate.value(node)))
        except Missing:
            return False

    def _side(self, node: Expr) -> None:
        """Show a side of a comparison, and what it is calculated from; what is written needs no showing, unless it is
        written in another currency."""
        if self._plain(node) and code_in(node) in ("", self.evaluate.s.case.currency):
            return
        text = self.evaluate.source.span(node.start, node.end).one_line
        if any(s.expression == text for s in self.shown):
            return
        try:
            value = self.evaluate.value(node)
        except Missing as missing:
            self._add(text, missing.reason, node)
            return
        if isinstance(value, str) and value == text:
            return
        self._add(text, self.show(node, value), node)
        self._rateless(node)
        self._places(node)
        if isinstance(node, Call) and node.comp is not None:
            self._counted(node)
        elif isinstance(node, Binary) and node.op in ("+", "-", "*", "/"):
            for side in (node.left, node.right):
                if isinstance(side, Call | Attr):
                    self._side(side)
        elif isinstance(node, Name) and node.id in self.evaluate.lets:
            self._side(self.evaluate.lets[node.id])

    def _plain(self, node: Expr) -> bool:
        """Whether a side is a figure, an interval of figures or a text, perhaps per a unit: nothing is calculated in it."""
        if isinstance(node, Binary) and node.op in ("*", "/"):
            unit = isinstance(node.right, Name) and unit_of(node.right.id, self.evaluate.s.frame.units) is not None
            return unit and self._plain(node.left)
        return isinstance(node, Num | Text) or (isinstance(node, Binary) and node.op == "..")

    def _add(self, text: str, value: Value, node: Expr) -> None:
        self.shown.append(Shown(text, value, self.evaluate.source.span(node.start, node.end)))

    def _rateless(self, node: Expr) -> None:
        """For a rate of return: how many draws have none and count as the lowest."""
        names = {one.id for one in walk(node) if isinstance(one, Name)}
        for name in sorted(names & {"irr", "irr_from_decision"}):
            none = float(np.mean(without(self.evaluate.facts.figure(name))))
            if none and all(one.role != "rateless" for one in self.shown):
                self.shown.append(
                    Shown("", phrase("of_draws", share=Quantity(none, NUMBER, "", True)), role="rateless")
                )

    def _places(self, node: Expr) -> None:
        """The lines, phases or fields of the case that an attribute rests on."""
        for part in _attributes(node):
            try:
                owner = self.evaluate.value(part.object)
            except Missing:
                continue
            if (
                isinstance(owner, Record)
                and owner.kind == "initiative"
                and part.name.id in self.evaluate.s.case.field_spans
            ):
                self.relate(self.evaluate.s.case.field_spans[part.name.id], phrase("quoted", text=part.name.id))
            elif (
                isinstance(owner, Record)
                and owner.item is not None
                and owner.span is not None
                and owner.kind != "initiative"
            ):
                budget = getattr(owner.item, "budget", None) if part.name.id == "budget" else None
                self.relate(budget.span if budget else owner.span, phrase("of_kind", what=owner.kind, name=owner.name))

    def relate(self, span: Any, label: Phrase) -> None:
        """Note a place once."""
        if all(r.span.key != span.key for r in self.related) and len(self.related) < MAX_ITEMS:
            self.related.append(Related(span, label))

    def _collection(self, node: Call) -> None:
        """The items that broke `all`, or that `none` found; what `any` looked through in vain."""
        comp = node.comp
        assert comp is not None
        name, over = node.func.id, self.evaluate.source.span(comp.over.start, comp.over.end).one_line
        if name == "any":
            looked = self.evaluate.items(node)
            empty = not looked and comp.where is not None
            names = some(name_of(item) for item, _ in looked) if looked else None
            self.verdict = phrase("none_to_look_at" if empty else "no_item_fits", over=over, names=names)
            return
        self.items = [i for i, v in self.evaluate.items(node) if bool(v) == (name == "none")]
        for item in self.items[:MAX_ITEMS]:
            if isinstance(item, Record) and item.span is not None:
                self.relate(item.span, phrase("of_kind", what=item.kind, name=item.name))
        kinds = {i.kind for i in self.items if isinstance(i, Record)}
        self.verdict = phrase(
            "holds_for" if name == "none" else "fails_for",
            kind=kinds.pop() if len(kinds) == 1 else None,
            several=len(self.items) > 1 or None,
            names=some(map(name_of, self.items)),
        )

    def _counted(self, node: Call) -> None:
        """For `count` and `sum`: which items were counted, and of a written list which were not."""
        comp = node.comp
        assert comp is not None
        counted = [i for i, _ in self.evaluate.items(node)]
        everything = self.evaluate.value(comp.over)
        if node.func.id == "count" and not any(isinstance(i, Record) for i in everything):
            missing = [name_of(i) for i in everything if i not in counted]
            if missing:
                self.shown.append(Shown("", some(missing), role="missing"))
            return
        names = [name_of(i) for i in counted]
        if names:
            self.shown.append(Shown("", some(names), role="counted"))
        for item in counted[:MAX_ITEMS]:
            if isinstance(item, Record) and item.span is not None and item.kind in ("line", "role", "assumption"):
                self.relate(item.span, phrase("of_kind", what=item.kind, name=item.name))

    def show(self, node: Expr, value: Any) -> Value:
        """A value by its type."""
        return show(value, self.type_of(node), self.evaluate.s.case.currency)

    def type_of(self, node: Expr) -> Type:
        """The type of a node of the rule."""
        self.check.chance += 1
        found = self.check.check(node)
        self.check.chance -= 1
        return found


def _attributes(node: Expr) -> list[Attr]:
    if isinstance(node, Attr):
        return [node]
    if isinstance(node, Call):
        return [a for arg in node.args for a in _attributes(arg.value)]
    if isinstance(node, Binary):
        return _attributes(node.left) + _attributes(node.right)
    return _attributes(node.operand) if isinstance(node, Unary) else []


def name_of(item: Any) -> str:
    """What a person calls an item of a collection."""
    return item.name if isinstance(item, Record) else str(item)


def some(names: Iterable[str]) -> Phrase:
    """Names in backticks, the first dozen of them."""
    known = tuple(names)
    return phrase(
        "some_names", names=known[:MAX_ITEMS], more=len(known) - MAX_ITEMS if len(known) > MAX_ITEMS else None
    )


def show(value: Any, kind: Type, currency: str) -> Value:
    """A value of a rule as findings hold it: figures with units, distributions by their P50 with P10 and P90."""
    if isinstance(value, bool | np.bool_):
        return phrase("yes" if value else "no")
    if isinstance(value, Record):
        return phrase("of_kind", what=value.kind, name=value.name)
    if isinstance(value, tuple):
        return phrase("day", day=value) if len(value) == 3 else phrase("month", month=value)
    if isinstance(value, list):
        return some(map(name_of, value)) if value else phrase("none")
    if isinstance(value, str):
        return value
    ends = interval_ends(value)
    if ends:
        return phrase("from_to", low=show(ends[0], kind, currency), high=show(ends[1], kind, currency))
    dimension = kind.dim if kind is not ERROR else NUMBER
    share = kind.of == "share"
    if np.ndim(value):
        low, middle, high = (_figure(q, dimension, currency, share) for q in quantiles(value, (0.1, 0.5, 0.9)))
        one = written(low) == written(high)
        return middle if one else phrase("spread", middle=middle, low=low, high=high)
    return _figure(float(value), dimension, currency, share)


def enough(value: float, dim: Dim) -> float:
    """The least figure of three digits that is no less, by the year where it is money per time: so it is told."""
    shown = 12.0 if dim == MONEY_RATE else 1.0
    if not 0 < value < float("inf"):
        return value
    step = 10.0 ** (floor(log10(value * shown)) - 2) / shown
    return ceil(value / step * (1 - 1e-12)) * step


def _figure(value: float, dimension: Dim, currency: str, share: bool) -> Value:
    if np.isinf(value) and dimension == RATE:
        return phrase("above_any_rate" if value > 0 else "below_any_rate")
    if value == float("inf"):
        if dimension == TIME:
            return phrase("never")
        return phrase("of_nothing" if share else "beyond_levels")
    return Quantity(float(value), dimension, currency, share)
