"""Types and dimensions of expressions, found without evaluating anything; each slip is reported once, at its place."""

from __future__ import annotations

from phasegate.expr import calls, messages
from phasegate.expr.records import BUDGET, RECORDS, RISKS
from phasegate.expr.scope import Scope
from phasegate.expr.types import BOOL, DATE, ERROR, MONTH, TEXT, Type, listing, symbol
from phasegate.units import MONEY, NUMBER, Dim, power, times, unit_names
from phasegate_dsl.expected import near
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_COMPARE = ("==", "!=", "<", "<=", ">", ">=")


class Infer:
    """Checks the expressions of one source; `types` maps `id(node)` to its type, `findings` collects what is wrong."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.findings: list[Finding] = []
        self.types: dict[int, Type] = {}
        self.chance = 0
        """How many `chance(…)` calls surround the current node: inside, distributions may be compared."""

    def check(self, node: Expr, expect: Type | None = None) -> Type:
        """The type of a node; `expect` says which vocabulary a bare word is to be looked up in."""
        found = self._infer(node, expect)
        self.types[id(node)] = found
        return found

    def report(self, code: str, node: Expr | Name, message: str, help: str = "") -> Type:
        """Note a finding at a node; the node's type is then unknown."""
        self.findings.append(finding(code, self.source.span(node.start, node.end), message, help=help))
        return ERROR

    def mismatch(
        self, node: Expr, action: str, left: tuple[Expr, Type], right: tuple[Expr, Type], help: str = ""
    ) -> Type:
        """Note that two operands of a node measure different things, with both dimensions and what they differ by."""
        (a, one), (b, other), currency = left, right, self.scope.currency
        message, found, shown = messages.mismatch(action, self.text(a), one.dim, self.text(b), other.dim, currency)
        foreign = action in ("add", "subtract") and messages.currencies(one.dim, other.dim)
        span = self.source.span(node.start, node.end)
        self.findings.append(finding("PG303" if foreign else "PG300", span, message, help=help or found, shown=shown))
        return ERROR

    def text(self, node: Expr | Name) -> str:
        """The node as it is written, short enough for a message."""
        text = " ".join(self.source.text[node.start : node.end].split())
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
            return self.report(
                "PG300",
                node,
                f"`{self.text(node)}` has two units",
                help=f"write `{node.mark}…/{node.unit.id}` or `{node.mark}… per {node.unit.id}`",
            )
        return Type("quantity", found[1])

    def _unknown_unit(self, unit: Name) -> Type:
        meant = near(unit.id, unit_names(self.scope.units))
        if unit.id in self.scope.names:
            return self.report(
                "PG200", unit, f"`{unit.id}` is not a unit", help=f"write `*` between the number and `{unit.id}`"
            )
        help = f"did you mean `{meant}`?" if meant else f"declare it with `unit {unit.id}`"
        return self.report("PG200", unit, f"there is no unit `{unit.id}`", help=help)

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
        help = scope.suggest(node.id, words) or ("" if scope.rule else f"declare it: `assume {node.id} = …`")
        return self.report("PG200", node, f"there is no `{node.id}` here", help=help)

    def _word(self, node: Name, expect: Type) -> Type:
        known = self.scope.vocabularies.get(expect.of)
        if known is None or node.id in known:
            return expect
        named = self.scope.names.get(node.id)
        if named is not None and named.kind == "symbol":
            return named
        meant = near(node.id, known)
        if not known:
            help = f"no ruleset in force has one: define it with `{expect.of} {node.id} {{ … }}`"
        elif len(known) <= 12 and not meant:
            help = "it knows " + ", ".join(f"`{w}`" for w in sorted(known))
        else:
            help = (
                f"did you mean `{meant}`?"
                if meant
                else f"define it, or take one of the {len(known)} words for `{expect.of}`"
            )
        code = (
            "PG202"
            if expect.of in ("control", "role", "category")
            else "PG204"
            if expect.of in ("phase", "gate")
            else "PG205"
        )
        return self.report(code, node, f"`{node.id}` is not a known {expect.of.replace('_', ' ')}", help=help)

    def _list(self, node: ListExpr, expect: Type | None) -> Type:
        item = expect.item if expect is not None and expect.kind == "list" else expect
        kinds = [self.check(i, item) for i in node.items]
        return listing(kinds[0] if kinds else ERROR)

    def _attr(self, node: Attr) -> Type:
        owner = self.check(node.object)
        if owner is ERROR:
            return ERROR
        if owner.kind != "record":
            return self.report(
                "PG201",
                node.name,
                f"`{self.text(node.object)}` is {owner.show()} and has no parts",
                help="only records such as a phase or a line have parts",
            )
        attributes = RECORDS[owner.of]
        fact = attributes.get(node.name.id)
        if fact is None:
            meant = near(node.name.id, attributes)
            help = f"did you mean `{meant}`?" if meant else "it has " + ", ".join(f"`{a}`" for a in attributes)
            return self.report("PG201", node.name, f"a {owner.of} has no `{node.name.id}`", help=help)
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
            return self.report(
                "PG305",
                node.operand,
                f"`{node.op}` takes {'yes or no' if wanted == 'bool' else 'a quantity'}, not {operand.show()}",
            )
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
                self.report(
                    "PG305",
                    side,
                    f"`{node.op}` takes yes or no, not {found.show(self.scope.currency)}",
                    help="compare it, for example `… > 0`",
                )
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
                return self.report(
                    "PG306",
                    side,
                    "`..` is a set of allowed values, not an estimate",
                    help=f"write `{self.text(side).replace('..', ' to ')}`",
                )
            if found.kind != "quantity":
                return self.report("PG305", side, f"`{node.op}` takes quantities, not {found.show()}")
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
            return self.report(
                "PG300",
                node.right,
                f"an exponent is a plain number, not {right.show(self.scope.currency)}",
                help="for example `^ 2`",
            )
        if left.dim == NUMBER:
            return Type("quantity", NUMBER, left.uncertain or right.uncertain, left.varies or right.varies)
        if exponent is None or exponent != int(exponent) or abs(exponent) > 9:
            return self.report(
                "PG300", node.right, f"{left.show(self.scope.currency)} can only be raised to a small whole number"
            )
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
                form = f"{self.text(node.left)} {inner.op} {self.text(inner.right)}{node.op}{inner.left.id}"
                return self.report(
                    "PG302", inner.left, "in a range the unit is written once, at the end", help=f"write `{form}`"
                )
        return None

    def _range(self, node: Binary) -> Type:
        left, right = self.check(node.left), self.check(node.right)
        if left is ERROR or right is ERROR:
            return ERROR
        for side, found in ((node.left, left), (node.right, right)):
            if found.kind in ("date", "month") and left.kind == right.kind and node.op == "..":
                return Type("interval", of=found.kind)
            if found.kind != "quantity":
                return self.report("PG305", side, f"a range runs between quantities, not {found.show()}")
            if found.uncertain:
                return self.report(
                    "PG308",
                    side,
                    "the ends of a range are certain",
                    help="give the range a name with `assume` and calculate with that",
                )
        if left.dim != right.dim and not (isinstance(node.left, Num) and not node.left.mark and not node.left.unit):
            help = ""
            if isinstance(node.right, Num) and not node.right.mark and not node.right.unit:
                help = f"write the unit at the end too: `{self.text(node.left)} {node.op} {self.text(node.left)[:1] if isinstance(node.left, Num) and node.left.mark else ''}{self.text(node.right)}`"
            return self.mismatch(node, "span from", (node.left, left), (node.right, right), help)
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
            self.report("PG305", node, "`=` gives a name to a value", help="a comparison is written `==`")
            return BOOL
        left, right = self._sides(node)
        if left is ERROR or right is ERROR:
            return BOOL
        if left.kind != right.kind or left.kind in ("record", "list", "interval"):
            self.report(
                "PG305", node, f"cannot compare {left.show(self.scope.currency)} with {right.show(self.scope.currency)}"
            )
        elif left.kind == "symbol" and (left.of != right.of or (node.op not in ("==", "!=") and left.of != "risk")):
            same = left.of == right.of
            known = (
                "words can only be equal or different"
                if same
                else f"they are words for `{left.of}` and for `{right.of}`"
            )
            message = f"cannot compare `{self.text(node.left)}` with `{self.text(node.right)}`: {known}"
            help = "write `==`, `!=` or `in [ … ]`" if same else f"take a word for `{left.of}`"
            self.report("PG305", node, message, help=help)
        elif left.kind == "quantity" and left.dim != right.dim:
            self.mismatch(node, "compare", (node.left, left), (node.right, right))
        elif (left.uncertain or right.uncertain) and not self.chance:
            side = node.left if left.uncertain else node.right
            self._bare_distribution(node, side)
        return BOOL

    def _bare_distribution(self, node: Expr, side: Expr) -> None:
        text = self.text(side)
        help = f"write `p80({text}) …`, `mean({text}) …` or `chance({self.text(node)}) >= 80%`"
        self.report("PG304", side, f"`{text}` is a distribution and has no single value to compare", help=help)

    def _in(self, node: Binary) -> Type:
        left = self.check(node.left)
        right = self.check(node.right, left if left.kind == "symbol" else None)
        if left is ERROR or right is ERROR:
            return BOOL
        if right.kind == "interval":
            if left.kind in ("date", "month") and right.of == left.kind:
                return BOOL
            if left.kind != "quantity":
                self.report("PG305", node.left, f"only a quantity lies in an interval, not {left.show()}")
            elif left.dim != right.dim:
                self.mismatch(node, "look for", (node.left, left), (node.right, right))
            elif left.uncertain and not self.chance:
                self._bare_distribution(node, node.left)
        elif right.kind == "list":
            self._same_item(node, left, right.item or ERROR)
        else:
            self.report(
                "PG305",
                node.right,
                f"`in` takes a list or an interval, not {right.show(self.scope.currency)}",
                help="for example `in [banking, insurance]` or `in $30K..$100K`",
            )
        return BOOL

    def _has(self, node: Binary) -> Type:
        left = self.check(node.left)
        if left is not ERROR and left.kind != "list":
            self.report("PG305", node.left, f"`has` asks a list, not {left.show(self.scope.currency)}")
        item = left.item if left.kind == "list" and left.item else ERROR
        right = self.check(node.right, item if item.kind == "symbol" else None)
        if right is not ERROR:
            self._same_item(node, right, item)
        return BOOL

    def _same_item(self, node: Binary, one: Type, item: Type) -> None:
        if item is ERROR or one is ERROR:
            return
        if one.kind != item.kind or (one.of != item.of and one.kind == "symbol") or one.dim != item.dim:
            self.report("PG305", node, f"{one.show(self.scope.currency)} cannot be in {listing(item).show()}")


def dimension_of(found: Type) -> Dim:
    """The dimension of a quantity; a plain number for anything else."""
    return found.dim if found.kind == "quantity" else NUMBER


ORDERED = {"risk": RISKS}
"""Vocabularies whose words have an order."""
