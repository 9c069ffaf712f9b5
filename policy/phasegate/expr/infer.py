"""Types and dimensions of expressions, found without evaluating anything; each slip is reported once, at its place."""

from __future__ import annotations

from typing import Any

from phasegate.expr import calls, messages
from phasegate.expr.records import BUDGET, RECORDS
from phasegate.expr.scope import Scope
from phasegate.expr.types import BOOL, DATE, ERROR, MONTH, TEXT, Type, listing, measure, symbol
from phasegate.units import MONEY, NUMBER, power, times, unit_names
from phasegate_dsl.finding import Finding, Fix, TextEdit, finding, one_fix
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_UNKNOWN = {"control": "PG202", "role": "PG202", "category": "PG202", "phase": "PG204", "gate": "PG204"}
"""Codes for words that nobody defines; other vocabularies are PG205."""
_COMPARE = ("==", "!=", "<", "<=", ">", ">=")


class Infer:
    """Checks the expressions of one source; `types` maps `id(node)` to its type, `findings` collects what is wrong."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.findings: list[Finding] = []
        self.types: dict[int, Type] = {}
        self.unknown: dict[int, Name] = {}
        """The names that nothing in sight answers to, by the number of their finding."""
        self.chance = 0
        """How many `chance(…)` calls surround the current node: inside, distributions may be compared."""

    def check(self, node: Expr, expect: Type | None = None) -> Type:
        """The type of a node; `expect` says which vocabulary a bare word is to be looked up in."""
        found = self._infer(node, expect)
        self.types[id(node)] = found
        return found

    def report(self, code: str, kind: str, node: Expr | Name, /, *, fixes: tuple[Fix, ...] = (), **args: Any) -> Type:
        """Note a finding at a node; the node's type is then unknown."""
        self.findings.append(finding(code, kind, self.source.span(node.start, node.end), fixes=fixes, **args))
        return ERROR

    def mismatch(
        self, node: Expr, action: str, left: tuple[Expr, Type], right: tuple[Expr, Type], hint: Phrase | None = None
    ) -> Type:
        """Note that two operands of a node measure different things, with both dimensions and what they differ by."""
        (a, one), (b, other), currency = left, right, self.scope.currency
        foreign = messages.currencies(one.dim, other.dim)
        code = "PG303" if foreign and action in ("add", "subtract") else "PG300"
        sides = messages.Sides(self.text(a), one.dim, self.text(b), other.dim, currency)
        self.findings.append(
            finding(
                code,
                action,
                self.source.span(node.start, node.end),
                shown=sides.shown(),
                left=sides.left,
                left_unit=measure(one.dim, currency),
                right=sides.right,
                right_unit=measure(other.dim, currency),
                hint=hint or sides.hint(action),
                foreign=foreign,
                currency=currency,
            )
        )
        return ERROR

    def text(self, node: Expr | Name) -> str:
        """The node as it is written, short enough for a message."""
        text = self.source.span(node.start, node.end).one_line
        return text if len(text) <= 60 else text[:57] + "…"

    # -- nodes -------------------------------------------------------------------------------------------------

    def _infer(self, node: Expr, expect: Type | None) -> Type:
        if isinstance(node, Num):
            return self._number(node)
        if isinstance(node, Name):
            return self._name(node, expect)
        if isinstance(node, Text):
            return TEXT
        if isinstance(node, Bool):
            return BOOL
        if isinstance(node, Date):
            return DATE
        if isinstance(node, Month):
            return MONTH
        if isinstance(node, ListExpr):
            return self._list(node, expect)
        if isinstance(node, Attr):
            return self._attr(node)
        if isinstance(node, Call):
            return calls.infer(self, node)
        if isinstance(node, Unary):
            return self._unary(node)
        return self._binary(node)

    def _number(self, node: Num) -> Type:
        dimension = self.scope.mark(node.mark)
        if node.unit is None:
            return Type("quantity", dimension, of="share" if node.mark == "%" else "")
        found = self.scope.unit(node.unit.id)
        if found is None:
            return self._unknown_unit(node.unit)
        if node.mark not in ("", "%"):
            return self.report("PG300", "two_units", node, text=self.text(node), mark=node.mark, unit=node.unit.id)
        return Type("quantity", found[1])

    def _unknown_unit(self, unit: Name) -> Type:
        meant = near(unit.id, unit_names(self.scope.units))
        if unit.id in self.scope.names:
            return self.report("PG200", "not_unit", unit, name=unit.id)

        return self.report("PG200", "no_unit", unit, name=unit.id, meant=meant)

    def _name(self, node: Name, expect: Type | None) -> Type:
        scope = self.scope
        if expect is not None and expect.kind == "symbol":
            return self._word(node, expect)
        if node.id in scope.names:
            return scope.names[node.id]
        unit = scope.unit(node.id)
        if unit is not None:
            return Type("quantity", unit[1])
        kinds = scope.symbol_kinds(node.id)
        if kinds:
            return symbol(kinds[0])
        words = set().union(*scope.vocabularies.values()) if scope.rule else set()
        meant = scope.nearest(node.id, words)
        self.unknown[len(self.findings)] = node
        return self.report("PG200", "no_name", node, name=node.id, meant=meant, lacks="" if scope.rule else "assume")

    def _word(self, node: Name, expect: Type) -> Type:
        known = self.scope.vocabularies.get(expect.of)
        if known is None or node.id in known:
            return expect
        named = self.scope.names.get(node.id)
        if named is not None and named.kind == "symbol":
            return named
        meant = near(node.id, known)
        few = sorted(known) if 0 < len(known) <= 12 else ()
        return self.report(
            _UNKNOWN.get(expect.of, "PG205"),
            "not_known",
            node,
            name=node.id,
            what=expect.of.replace("_", " "),
            meant=meant,
            known=tuple(few),
            number=len(known) or None,
            vocabulary=expect.of,
        )

    def _list(self, node: ListExpr, expect: Type | None) -> Type:
        item = expect.item if expect is not None and expect.kind == "list" else expect
        kinds = [self.check(i, item) for i in node.items]
        return listing(kinds[0] if kinds else ERROR)

    def _attr(self, node: Attr) -> Type:
        owner = self.check(node.object)
        if owner is ERROR:
            return ERROR
        if owner.kind != "record":
            return self.report("PG201", "no_parts", node.name, text=self.text(node.object), found=owner.told())
        attributes = RECORDS[owner.of]
        fact = attributes.get(node.name.id)
        if fact is None:
            meant = near(node.name.id, attributes)

            return self.report(
                "PG201", "attribute", node.name, what=owner.of, name=node.name.id, meant=meant, known=tuple(attributes)
            )
        if fact.type is BUDGET:
            phase = node.object.id if isinstance(node.object, Name) else ""
            return Type("quantity", self.scope.budgets.get(phase, MONEY))
        return fact.type

    def _unary(self, node: Unary) -> Type:
        operand = self.check(node.operand)
        if operand is ERROR:
            return ERROR
        wanted = "bool" if node.op == "not" else "quantity"
        if operand.kind != wanted:
            kind = "takes_bool" if wanted == "bool" else "takes_quantity"
            return self.report("PG305", kind, node.operand, name=node.op, found=operand.told())
        return operand

    def _binary(self, node: Binary) -> Type:
        op = node.op
        if op in ("and", "or", "implies"):
            return self._logic(node)
        if op in _COMPARE or op == "=":
            return self._compare(node)
        if op == "in":
            return self._in(node)
        if op == "has":
            return self._has(node)
        if op in ("to", ".."):
            return self._range(node)
        return self._arithmetic(node)

    def _logic(self, node: Binary) -> Type:
        for side in (node.left, node.right):
            found = self.check(side)
            if found is not ERROR and found.kind != "bool":
                self.report("PG305", "logic", side, op=node.op, found=found.told(self.scope.currency))
        return BOOL

    # -- sums and products -------------------------------------------------------------------------------------

    def _arithmetic(self, node: Binary) -> Type:
        once = self._unit_twice(node)
        if once:
            return once
        left, right = self.check(node.left), self.check(node.right)
        if left is ERROR or right is ERROR:
            return ERROR
        if left.kind == "interval" and node.op in ("*", "/") and right.kind == "quantity" and not right.uncertain:
            return Type("interval", times(left.dim, right.dim, 1 if node.op == "*" else -1), of=left.of)
        for side, found in ((node.left, left), (node.right, right)):
            if found.kind == "interval":
                return self.report("PG306", "interval", side, written=self.text(side).replace("..", " to "))
            if found.kind != "quantity":
                return self.report("PG305", "takes_quantities", side, name=node.op, found=found.told())
        uncertain, varies = left.uncertain or right.uncertain, left.varies or right.varies
        if node.op == "^":
            return self._power(node, left, right)
        if node.op in ("+", "-"):
            if left.dim != right.dim:
                word = "add" if node.op == "+" else "subtract"
                return self.mismatch(node, word, (node.left, left), (node.right, right))
            of = left.of if left.of == right.of else ""
            return Type("quantity", left.dim, uncertain, varies, of)
        dimension = times(left.dim, right.dim, 1 if node.op == "*" else -1)
        of = "share" if left.of == right.of == "share" and node.op == "*" else ""
        return Type("quantity", dimension, uncertain, varies, of)

    def _power(self, node: Binary, left: Type, right: Type) -> Type:
        exponent = node.right.value if isinstance(node.right, Num) else None
        if right.dim != NUMBER:
            return self.report("PG300", "exponent", node.right, found=right.told(self.scope.currency))
        if left.dim == NUMBER:
            return Type("quantity", NUMBER, left.uncertain or right.uncertain, left.varies or right.varies)
        if exponent is None or exponent != int(exponent) or abs(exponent) > 9:
            return self.report("PG300", "raised", node.right, found=left.told(self.scope.currency))
        return Type("quantity", power(left.dim, int(exponent)), left.uncertain, left.varies)

    def _unit_twice(self, node: Binary) -> Type | None:
        """`$30K/mo to $50K/mo`: ranges bind tighter than `/`, so the unit got inside."""
        inner = node.right
        if (
            node.op in ("/", "*")
            and isinstance(inner, Binary)
            and inner.op in ("to", "..")
            and isinstance(inner.left, Name)
        ):
            if inner.left.id not in self.scope.names and self.scope.unit(inner.left.id):
                return self.report(
                    "PG302",
                    "once",
                    inner.left,
                    left=self.text(node.left),
                    sign=inner.op,
                    right=self.text(inner.right),
                    per=node.op,
                    unit=inner.left.id,
                    fixes=self._moved_unit(node, inner, inner.left),
                )
        return None

    def _moved_unit(self, node: Binary, inner: Binary, unit: Name) -> tuple[Fix, ...]:
        """`$30K/mo to $50K/mo` with its unit once, at the end."""
        if node.left.end > inner.right.start:  # within escapes of JSON, where no part has a place of its own
            return ()
        left, right = (self.source.text[side.start : side.end] for side in (node.left, inner.right))
        place = self.source.span(node.start, node.end)
        return one_fix(TextEdit(place, f"{left} {inner.op} {right}{node.op}{unit.id}"))

    def _range(self, node: Binary) -> Type:
        left, right = self.check(node.left), self.check(node.right)
        if left is ERROR or right is ERROR:
            return ERROR
        for side, found in ((node.left, left), (node.right, right)):
            if found.kind in ("date", "month") and left.kind == right.kind and node.op == "..":
                return Type("interval", of=found.kind)
            if found.kind != "quantity":
                return self.report("PG305", "range_of", side, found=found.told())
            if found.uncertain:
                return self.report("PG308", "certain_ends", side)
        if left.dim != right.dim and not (isinstance(node.left, Num) and not node.left.mark and not node.left.unit):
            hint = None
            if isinstance(node.right, Num) and not node.right.mark and not node.right.unit:
                sign = self.text(node.left)[:1] if isinstance(node.left, Num) and node.left.mark else ""
                written = f"{self.text(node.left)} {node.op} {sign}{self.text(node.right)}"
                hint = phrase("unit_at_end", written=written)
            return self.mismatch(node, "span", (node.left, left), (node.right, right), hint)
        of = right.of
        return (
            Type("interval", right.dim, of=of)
            if node.op == ".."
            else Type("quantity", right.dim, uncertain=True, of=of)
        )

    # -- conditions --------------------------------------------------------------------------------------------

    def _sides(self, node: Binary) -> tuple[Type, Type]:
        """Both sides of a comparison; a bare word is looked up in the other side's vocabulary."""
        if isinstance(node.left, Name) and node.left.id not in self.scope.names:
            right = self.check(node.right)
            return self.check(node.left, right if right.kind == "symbol" else None), right
        left = self.check(node.left)
        return left, self.check(node.right, left if left.kind == "symbol" else None)

    def _compare(self, node: Binary) -> Type:
        if node.op == "=":
            self.report("PG305", "assignment", node)
            return BOOL
        left, right = self._sides(node)
        if left is ERROR or right is ERROR:
            return BOOL
        if left.kind != right.kind or left.kind in ("record", "list", "interval"):
            self.report(
                "PG305", "compare", node, one=left.told(self.scope.currency), other=right.told(self.scope.currency)
            )
        elif left.kind == "symbol" and (left.of != right.of or (node.op not in ("==", "!=") and left.of != "risk")):
            kind = "compare_words" if left.of == right.of else "compare_vocabularies"
            texts: dict[str, Any] = {"left": self.text(node.left), "right": self.text(node.right)}
            self.report("PG305", kind, node, **texts, one=left.of, other=right.of)
        elif left.kind == "quantity" and left.dim != right.dim:
            self.mismatch(node, "compare", (node.left, left), (node.right, right))
        elif (left.uncertain or right.uncertain) and not self.chance:
            side = node.left if left.uncertain else node.right
            self._bare_distribution(node, side)
        return BOOL

    def _bare_distribution(self, node: Expr, side: Expr) -> None:
        """A distribution has no single value: a percentile of it has, its mean, and the chance of the condition."""
        texts = self.source.text[side.start : side.end], self.source.text[node.start : node.end]
        places = self.source.span(side.start, side.end), self.source.span(node.start, node.end)
        made = (f"p80({texts[0]})", f"mean({texts[0]})", f"chance({texts[1]}) >= 80%")
        fixes = tuple(
            Fix((TextEdit(place, text, "placeholder"),)) for place, text in zip((places[0], *places), made, strict=True)
        )
        self.report("PG304", "bare", side, fixes=fixes, text=self.text(side), whole=self.text(node))

    def _in(self, node: Binary) -> Type:
        left = self.check(node.left)
        right = self.check(node.right, left if left.kind == "symbol" else None)
        if left is ERROR or right is ERROR:
            return BOOL
        if right.kind == "interval":
            if left.kind in ("date", "month") and right.of == left.kind:
                return BOOL
            if left.kind != "quantity":
                self.report("PG305", "interval_of", node.left, found=left.told())
            elif left.dim != right.dim:
                self.mismatch(node, "look", (node.left, left), (node.right, right))
            elif left.uncertain and not self.chance:
                self._bare_distribution(node, node.left)
        elif right.kind == "list":
            self._same_item(node, left, right.item or ERROR)
        else:
            self.report("PG305", "in", node.right, found=right.told(self.scope.currency))
        return BOOL

    def _has(self, node: Binary) -> Type:
        left = self.check(node.left)
        if left is not ERROR and left.kind != "list":
            self.report("PG305", "has", node.left, found=left.told(self.scope.currency))
        item = left.item if left.kind == "list" and left.item else ERROR
        right = self.check(node.right, item if item.kind == "symbol" else None)
        if right is not ERROR:
            self._same_item(node, right, item)
        return BOOL

    def _same_item(self, node: Binary, one: Type, item: Type) -> None:
        if item is ERROR or one is ERROR:
            return
        if one.kind != item.kind or (one.of != item.of and one.kind == "symbol") or one.dim != item.dim:
            self.report("PG305", "same_item", node, one=one.told(self.scope.currency), other=listing(item).told())
