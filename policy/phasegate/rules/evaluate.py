"""Values of rule expressions over a case: numbers, distributions (arrays over draws), words, lists and records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import elasticity as curves
from phasegate.cost.figures import finance
from phasegate.cost.figures.actuals import forecast_error
from phasegate.cost.figures.crossover import Crossings, searched
from phasegate.expr.functions import percentile
from phasegate.expr.functions.figures import TAXED, spread
from phasegate.expr.records import RISKS, ROOTS
from phasegate.expr.walk import placed
from phasegate.limits import MAX_STEPS
from phasegate.model.case import Measurement, Phase
from phasegate.rules.facts import Facts, Record
from phasegate.rules.missing import Missing
from phasegate.rules.subject import Subject
from phasegate.units import CURRENCIES, SIGNS, unit_of
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_CALL = 20
"""Steps that a call counts for: most of them look at every draw."""


class TooMuch(Exception):
    """The rules of a case ask for more steps than they may: the rule that does, where one is at work."""

    def __init__(self, span: Span | None = None, rule: str = "") -> None:
        super().__init__(rule)
        self.span, self.rule = span, rule


class Evaluate:
    """Evaluates checked rule expressions; `names` holds lets and comprehension variables."""

    def __init__(self, subject: Subject, source: Source, names: dict[str, Any] | None = None) -> None:
        self.s = subject
        self.source = source
        self.names = dict(names or {})
        self.facts = Facts(subject)
        self.roots: dict[str, Any] = {}
        self.lets: dict[str, Expr] = {}
        """The rule's own names with their expressions."""
        self.absent: dict[str, Missing] = {}
        """Own names without a value, and why."""

    def value(self, node: Expr) -> Any:
        """The value of a node; raises `Missing` where the case does not give it, `TooMuch` beyond the limit."""
        self.s.steps += 1
        if self.s.steps > MAX_STEPS:
            raise TooMuch
        return _NODES[type(node)](self, node)

    def _number(self, node: Num) -> Any:
        factor = self._unit(node.unit.id) if node.unit else 1.0
        return node.value * factor * (self._currency(SIGNS[node.mark]) if node.mark in SIGNS else 1.0)

    def _unary(self, node: Unary) -> Any:
        return (not self.truth(node.operand)) if node.op == "not" else -self.value(node.operand)

    def truth(self, node: Expr) -> Any:
        """The value of a condition."""
        return self.value(node)

    def _name(self, node: Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in self.absent:
            raise self.absent[node.id]
        if node.id in self.roots:
            return self.roots[node.id]
        if node.id in ROOTS or node.id in self.s.frame.phases:
            value = self.roots[node.id] = self.facts.root(node.id)
            return value
        if unit_of(node.id, self.s.frame.units) is not None:
            return self._unit(node.id)
        return node.id  # a word of a vocabulary: the checker has looked it up

    def _unit(self, name: str) -> float:
        if name in CURRENCIES:
            return self._currency(name)
        found = unit_of(name, self.s.frame.units | self.s.case.units)
        assert found is not None
        return found[0]

    def _currency(self, code: str) -> float:
        """What one unit of a rule's currency is in the case's."""
        rate = self.s.model.rate_of(code)
        if rate is None:
            case = self.s.case
            place = case.field_spans.get("currency", case.span)
            raise Missing(phrase("no_rate", code=code, currency=case.currency), place)
        return rate

    # -- operators ---------------------------------------------------------------------------------------------

    def _binary(self, node: Binary) -> Any:
        op = node.op
        if op == "and":
            return self.truth(node.left) and self.truth(node.right)
        if op == "or":
            return self.truth(node.left) or self.truth(node.right)
        if op == "implies":
            return not self.truth(node.left) or self.truth(node.right)
        if op == "..":
            return _Interval(self._low(node), self.value(node.right))
        left, right = self.value(node.left), self.value(node.right)
        if op == "in":
            return self._in(left, right)
        if op == "has":
            return right in left
        if isinstance(left, _Interval):
            factor = right if op == "*" else 1 / right
            return _Interval(left.low * factor, left.high * factor)
        if op in ("+", "-", "*", "/", "^"):
            return self._arithmetic(op, left, right, node)
        return compare(op, left, right)

    def _low(self, node: Binary) -> Any:
        """The left end of an interval; a bare number takes the right end's unit, sign or percent."""
        left, right = node.left, node.right
        if (
            isinstance(left, Num)
            and not left.mark
            and left.unit is None
            and isinstance(right, Num)
            and (right.mark or right.unit)
        ):
            return (
                left.value
                * (self.value(right) / right.value if right.value else 1.0)
                * (0.01 if right.mark == "%" and right.value == 0 else 1.0)
            )
        return self.value(left)

    def _in(self, left: Any, right: Any) -> Any:
        if isinstance(right, _Interval):
            # A hair's breadth of slack: an end that was written in another unit must not miss itself by rounding.
            slack = 1e-9 * max(abs(right.low), abs(right.high)) if isinstance(right.low, float) else None
            if slack is None:
                return right.low <= left <= right.high
            return (left >= right.low - slack) & (left <= right.high + slack)
        return left in right

    def _arithmetic(self, op: str, left: Any, right: Any, node: Binary) -> Any:
        with np.errstate(all="ignore"):
            if op == "/" and not np.any(right):
                raise Missing(phrase("zero", text=_text(self.source, node.right)))
            result = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power}[op](left, right)
        return float(result) if np.ndim(result) == 0 else result

    # -- functions ---------------------------------------------------------------------------------------------

    def _call(self, node: Call) -> Any:
        name = node.func.id
        self.s.steps += _CALL
        if node.comp is not None:
            return collect(name, [v for _, v in self.items(node)])
        share = percentile(name)
        if share is not None:
            return quantile(self.value(node.args[0].value), share)
        args = placed(node) + [a.value for a in node.args if a.name is not None]
        if name in ("all", "any", "none", "count", "sum"):
            return collect(name, self.value(args[0]))
        if name in ("min", "max", "mean") and len(args) == 1:
            value = self.value(args[0])
            return collect(name, value) if isinstance(value, list) else float(np.mean(value))
        if name in ("min", "max"):
            return collect(name, [self.value(a) for a in args])
        if name == "declared":
            return self._declared(args[0])
        return _HANDLERS[name](self, node, args)

    def items(self, node: Call) -> list[tuple[Any, Any]]:
        """(item, value) for each item of a comprehension that its `where` lets through."""
        comp = node.comp
        assert comp is not None
        found = []
        before = self.names.get(comp.var.id, _NOTHING)
        for item in self.value(comp.over):
            self.names[comp.var.id] = item
            if comp.where is None or self.truth(comp.where):
                found.append((item, self.value(comp.value)))
        self.names.pop(comp.var.id, None)
        if before is not _NOTHING:
            self.names[comp.var.id] = before
        return found

    def _declared(self, node: Expr) -> bool:
        try:
            value = self.value(node)
        except Missing:
            return False
        if isinstance(value, Record) and value.kind == "phase":
            return bool(value.get("declared"))
        return value is not None and value != "" and value != []

    def _do_quantile(self, _: Call, args: list[Expr]) -> float:
        share = float(self.value(args[1]))
        if not 0 <= share <= 1:
            raise Missing(phrase("no_probability", text=_text(self.source, args[1])))
        return quantile(self.value(args[0]), share)

    def _do_sd(self, _: Call, args: list[Expr]) -> float:
        return float(np.std(self.value(args[0])))

    def _do_chance(self, _: Call, args: list[Expr]) -> float:
        return float(np.mean(self.value(args[0])))

    def _do_abs(self, _: Call, args: list[Expr]) -> Any:
        return abs(self.value(args[0]))

    def _do_ceil(self, _: Call, args: list[Expr]) -> Any:
        return np.ceil(self.value(args[0]))

    def _do_floor(self, _: Call, args: list[Expr]) -> Any:
        return np.floor(self.value(args[0]))

    def _do_enough(self, _: Call, args: list[Expr]) -> Any:
        return self.value(args[0])  # it is rounded where it is told

    def _do_annual(self, _: Call, args: list[Expr]) -> Any:
        node, value = spread(args[0]), self.value(args[0])
        if isinstance(node, Attr) and node.name.id == "cost":
            owner = self.value(node.object)
            if isinstance(owner.item, Phase):
                return value / owner.item.duration
            window = owner.item.active
            return value / max(window.end - window.start, 1.0)
        over_horizon = isinstance(node, Name) and node.id == "cost"
        if over_horizon or (isinstance(node, Attr) and node.name.id in TAXED):
            return value / self.s.case.horizon
        return value

    def _split(self, args: list[Expr], capital: bool) -> Any:
        m, node = self.s.model, args[0]
        lines, window = self.s.case.rows, None
        if not (isinstance(node, Name) and node.id == "cost"):
            owner = self.value(node)
            if owner.item is None:
                raise Missing(phrase("no_phase", name=owner.name), owner.span)
            if isinstance(owner.item, Phase):
                window = m.phase_window(owner.item)
            else:
                lines, window = [owner.item], owner.item.within
        chosen = [x for x in lines if (x.capitalized is not None) == capital]
        return m.total(m.sum_cash(chosen), window)

    def _do_capex(self, _: Call, args: list[Expr]) -> Any:
        return self._split(args, True)

    def _do_opex(self, _: Call, args: list[Expr]) -> Any:
        return self._split(args, False)

    def _do_share(self, node: Call, args: list[Expr]) -> Any:
        part, whole = self.value(args[0]), self.value(args[1])
        if not np.any(whole):
            raise Missing(phrase("zero", text=_text(self.source, args[1])))
        with np.errstate(all="ignore"):
            result = np.divide(part, whole)
        return float(result) if np.ndim(result) == 0 else result

    def _phase(self, node: Expr) -> Phase:
        owner = self.value(node)
        if owner.item is None:
            raise Missing(phrase("no_phase", name=owner.name), owner.span)
        return owner.item

    def _measured_phase(self, node: Expr) -> tuple[Phase, Measurement]:
        found = self._phase(node)
        measured = self.s.case.latest("cost", found.name)
        if measured is None:
            raise Missing(phrase("cost_unmeasured", name=found.name), found.span)
        return found, measured

    def _do_measured_cost(self, _: Call, args: list[Expr]) -> float:
        return self._measured_phase(args[0])[1].value

    def _do_forecast_error(self, _: Call, args: list[Expr]) -> float:
        phase, measured = self._measured_phase(args[0])
        error = forecast_error(self.s.model, phase, measured)
        if error is None:
            raise Missing(phrase("zero_forecast", name=phase.name), phase.span)
        return abs(error)

    def _do_measured(self, _: Call, args: list[Expr]) -> float:
        name = args[0].id if isinstance(args[0], Name) else ""
        measured = self.s.case.latest("metric", name)
        if measured is None:
            raise Missing(phrase("metric_unmeasured", name=name), self.s.case.span)
        return measured.value

    def _do_elasticity(self, _: Call, args: list[Expr]) -> float:
        name = args[0].id if isinstance(args[0], Name) else ""
        if name not in self.s.case.definitions:
            raise Missing(phrase("no_assumption", name=name), self.s.case.span)
        return curves.run_elasticity(self.s.model, self.s.case.definitions[name])

    def _do_crossover(self, node: Call, args: list[Expr]) -> Any:
        return self._crossings(args[0]).first

    def _do_last_crossover(self, node: Call, args: list[Expr]) -> Any:
        return self._crossings(args[0]).last

    def _crossings(self, node: Expr) -> Crossings:
        """The crossings of the option of a name."""
        name = node.id if isinstance(node, Name) else ""
        option = next((o for o in self.s.case.options if o.name == name), None)
        found = searched(self.s.world, option) if option else None
        if found is None:
            raise Missing(phrase("no_driven_option", name=name), option.span if option else self.s.case.span)
        return found

    def _do_cost_of_delay(self, _: Call, args: list[Expr]) -> Any:
        if not self.s.case.values:
            raise Missing(phrase("no_worth"), self.s.case.span)
        return finance.cost_of_delay(self.s.model, float(self.value(args[0])))

    def _do_funded(self, _: Call, args: list[Expr]) -> bool:
        return self.s.state(str(self.value(args[0]))) != "missing"

    def _do_claimed(self, _: Call, args: list[Expr]) -> bool:
        return str(self.value(args[0])) in self.s.claims

    def _do_evidenced(self, _: Call, args: list[Expr]) -> bool:
        return self.s.state(str(self.value(args[0]))) == "evidenced"


_NODES: dict[type[Expr], Callable[[Evaluate, Any], Any]] = {
    Num: Evaluate._number,
    Name: Evaluate._name,
    Text: lambda _, node: node.value,
    Bool: lambda _, node: node.value,
    Date: lambda _, node: (node.year, node.month, node.day),
    Month: lambda _, node: (node.year, node.month),
    ListExpr: lambda evaluate, node: [evaluate.value(item) for item in node.items],
    Attr: lambda evaluate, node: evaluate.value(node.object).get(node.name.id),
    Unary: Evaluate._unary,
    Call: Evaluate._call,
    Binary: Evaluate._binary,
}
"""How each kind of node is evaluated."""
_HANDLERS: dict[str, Callable[[Evaluate, Call, list[Expr]], Any]] = {
    "quantile": Evaluate._do_quantile,
    "sd": Evaluate._do_sd,
    "chance": Evaluate._do_chance,
    "abs": Evaluate._do_abs,
    "ceil": Evaluate._do_ceil,
    "floor": Evaluate._do_floor,
    "annual": Evaluate._do_annual,
    "enough": Evaluate._do_enough,
    "capex": Evaluate._do_capex,
    "opex": Evaluate._do_opex,
    "share": Evaluate._do_share,
    "measured_cost": Evaluate._do_measured_cost,
    "forecast_error": Evaluate._do_forecast_error,
    "measured": Evaluate._do_measured,
    "elasticity": Evaluate._do_elasticity,
    "crossover": Evaluate._do_crossover,
    "last_crossover": Evaluate._do_last_crossover,
    "cost_of_delay": Evaluate._do_cost_of_delay,
    "funded": Evaluate._do_funded,
    "claimed": Evaluate._do_claimed,
    "evidenced": Evaluate._do_evidenced,
}
"""How each function of rules is evaluated, but those of collections."""
EVALUATED_IN_RULES = frozenset((*_HANDLERS, "declared"))
_NOTHING = object()


class _Interval:
    """A set of allowed values."""

    __slots__ = ("high", "low")

    def __init__(self, low: Any, high: Any) -> None:
        self.low, self.high = low, high


def interval_ends(value: Any) -> tuple[Any, Any] | None:
    """Both ends of an interval value; none for any other value."""
    return (value.low, value.high) if isinstance(value, _Interval) else None


def _text(source: Source, node: Expr) -> str:
    return source.span(node.start, node.end).one_line


def quantile(value: Any, share: float) -> float:
    """A quantile of a distribution; a certain value is its own."""
    return quantiles(value, (share,))[0] if np.ndim(value) else float(value)


def compare(op: str, left: Any, right: Any) -> Any:
    """A comparison; words for risk compare by their order."""
    if isinstance(left, str) and isinstance(right, str) and op not in ("==", "!="):
        left, right = RISKS.index(left), RISKS.index(right)
    if op == "==":
        return left == right
    if op == "!=":
        return left != right
    if isinstance(left, tuple):
        return {"<=": left <= right, ">=": left >= right, "<": left < right, ">": left > right}[op]
    slack = 1e-9 * abs(right)  # a bound written in another unit must not miss itself by rounding
    if op == "<=":
        return left <= right + slack
    if op == ">=":
        return left >= right - slack
    return left < right if op == "<" else left > right


def _all(values: list[Any]) -> Any:
    """Whether all hold; in `chance(…)` in which draws they do."""
    return np.logical_and.reduce(np.broadcast_arrays(*values)) if any(map(np.ndim, values)) else all(values)


def _any(values: list[Any]) -> Any:
    return np.logical_or.reduce(np.broadcast_arrays(*values)) if any(map(np.ndim, values)) else any(values)


_CONDITIONS: dict[str, Callable[[list[Any]], Any]] = {
    "all": _all,
    "any": _any,
    "none": lambda values: np.logical_not(_any(values)) if any(map(np.ndim, values)) else not any(values),
}


def collect(name: str, values: list[Any]) -> Any:
    """What a collection function makes of its values."""
    if name == "count":
        return float(len(values))
    if name in _CONDITIONS:
        return _CONDITIONS[name](values)
    if not values and name != "sum":
        raise Missing(phrase("empty_collection", name=name))
    if name == "sum":
        total: Any = 0.0
        for value in values:
            total = total + value
        return total
    stacked = np.broadcast_arrays(*values) if any(np.ndim(v) for v in values) else values
    reduce: Any = {"min": np.min, "max": np.max, "mean": np.mean}[name]
    result = reduce(stacked, axis=0)
    return float(result) if np.ndim(result) == 0 else result
