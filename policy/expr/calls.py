"""Types of function calls: which arguments a function takes and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl.expected import near
from dsl.tree import Arg, Call, ListExpr, Month, Name
from policy.expr import prices, serving
from policy.expr.functions import COLLECTION, DISTRIBUTIONS, FUNCTIONS, OVER_TIME, Function, percentile
from policy.expr.serving import SERVING
from policy.expr.types import BOOL, COST, ERROR, PLAIN, SHARE, Type, certain, spread, symbol
from policy.expr.walk import placed
from policy.units import MONEY, MONEY_RATE, NUMBER, RATE, TIME, times

if TYPE_CHECKING:
    from policy.expr.infer import Infer

_PHASE_FUNCTIONS = {"forecast_error": SHARE, "measured_cost": certain(MONEY)}
_CONTROL_FUNCTIONS = ("funded", "claimed", "evidenced")


def infer(check: Infer, node: Call) -> Type:
    """The type of a call; reports unknown functions and arguments that do not fit."""
    name = node.func.id
    if percentile(name) is not None and name not in check.scope.names:
        if not check.scope.rule:
            return _for_rules(check, node)
        return _statistic(check, node, Function(f"{name}(x)", "", 1, (), "rule"))
    spec = FUNCTIONS.get(name)
    if spec is None or (spec.where == "case" and check.scope.rule):
        known = [n for n, f in FUNCTIONS.items() if f.where in ("both", "rule" if check.scope.rule else "case")]
        meant = near(name, known)
        return check.report(
            "PG200",
            node.func,
            f"there is no function `{name}` here",
            help=f"did you mean `{meant}(…)`?" if meant else "",
        )
    if spec.where == "rule" and not check.scope.rule:
        return _for_rules(check, node)
    if node.comp is not None:
        return _comprehension(check, node)
    if name in COLLECTION and _over_list(check, node):
        return _collection(check, node, check.types[id(node.args[0].value)])
    named = _arguments(check, node, spec)
    if named is None:
        return ERROR
    if name in SERVING:
        return serving.infer(check, node, named)
    if name == "price":
        return prices.infer(check, node)
    if name in OVER_TIME:
        return _over_time(check, node, named)
    if name in DISTRIBUTIONS:
        return _distribution(check, node, named)
    if name in ("min", "max", "abs", "ceil", "floor"):
        return _same(check, node, [a.value for a in node.args])
    return _of_case(check, node, spec, named)


def _for_rules(check: Infer, node: Call) -> Type:
    message = f"`{node.func.id}` is for rules: in a case a figure is one draw at a time"
    return check.report("PG200", node.func, message, help="leave it out; the checker shows every percentile")


def _arguments(check: Infer, node: Call, spec: Function) -> dict[str, Arg] | None:
    """Arguments by name once their number and names fit; else a finding."""
    positional = [a for a in node.args if a.name is None]
    named = {a.name.id: a for a in node.args if isinstance(a.name, Name)}
    allowed = {n.rstrip("?") for n in spec.named}
    needed = {n for n in spec.named if not n.endswith("?") and n != "*"}
    fits = len(positional) == spec.positional or spec.positional < 0 < len(positional)
    if spec.named == ("*",):
        fits = bool(node.args) and all(isinstance(a.name, Month) for a in node.args)
        if not fits:
            _misfit(check, node, spec)
        return {} if fits else None
    if (
        not fits
        or not set(named) <= allowed
        or not needed <= set(named)
        or len(named) + len(positional) != len(node.args)
    ):
        _misfit(check, node, spec)
        return None
    return named


def _misfit(check: Infer, node: Call, spec: Function) -> None:
    check.report(
        "PG307",
        node,
        f"`{node.func.id}` takes other arguments",
        help=f"write it like `{spec.form}`: {spec.doc}" if spec.doc else f"write it like `{spec.form}`",
    )


def _same(check: Infer, node: Call, values: list) -> Type:  # type: ignore[type-arg]
    """All arguments measure the same thing, and so does the result."""
    kinds = [check.check(v) for v in values]
    if any(k is ERROR for k in kinds):
        return ERROR
    for value, kind in zip(values, kinds, strict=True):
        if kind.kind != "quantity":
            return check.report("PG305", value, f"`{node.func.id}` takes quantities, not {kind.show()}")
    first = kinds[0]
    for value, kind in zip(values[1:], kinds[1:], strict=True):
        if kind.dim != first.dim:
            return check.mismatch(value, "compare", (values[0], first), (value, kind))
    return Type(
        "quantity",
        first.dim,
        any(k.uncertain for k in kinds),
        any(k.varies for k in kinds),
        first.of if all(k.of == first.of for k in kinds) else "",
    )


def _expect(check: Infer, arg: Arg, dimension: tuple, what: str) -> bool:  # type: ignore[type-arg]
    kind = check.check(arg.value)
    if kind is ERROR:
        return False
    if kind.kind != "quantity" or kind.dim != dimension:
        check.report(
            "PG300",
            arg.value,
            f"`{arg.name.id if isinstance(arg.name, Name) else 'it'}` is {what}, not {kind.show(check.scope.currency)}",
        )
        return False
    return True


def _over_time(check: Infer, node: Call, named: dict[str, Arg]) -> Type:
    name = node.func.id
    values = [a.value for a in node.args if a.name is None or isinstance(a.name, Month)]
    if "cap" in named:
        values.append(named["cap"].value)
    kind = _same(check, node, values)
    good = kind is not ERROR
    if name == "ramp":
        good &= _expect(check, named["over"], TIME, "a time such as `12 months`")
    elif name == "grow":
        good &= _expect(check, named["by"], RATE, "a rate such as `8%/mo`")
    elif name == "seasonal":
        good &= _expect(check, named["peak"], NUMBER, "the number of a month, 1 to 12")
        good &= _expect(check, named["swing"], NUMBER, "a share such as `30%`")
    uncertain = kind.uncertain or any(check.types.get(id(a.value), ERROR).uncertain for a in named.values())
    return Type("quantity", kind.dim, uncertain, True, kind.of) if good else ERROR


def _distribution(check: Infer, node: Call, named: dict[str, Arg]) -> Type:
    name = node.func.id
    if name == "beta":
        good = [_expect(check, a, NUMBER, "a plain number") for a in named.values()]
        return Type("quantity", NUMBER, True, of="share") if all(good) else ERROR
    if name == "pareto":
        if not _expect(check, named["tail"], NUMBER, "a plain number"):
            return ERROR
        kind = _same(check, node, [named["min"].value])
    elif name == "choice":
        listed = placed(node)[0]
        if not isinstance(listed, ListExpr) or not listed.items:
            return check.report(
                "PG307", node, "`choice` takes a list", help=f"write it like `{FUNCTIONS['choice'].form}`"
            )
        weights = named.get("weights")
        if weights is not None and (
            not isinstance(weights.value, ListExpr) or len(weights.value.items) != len(listed.items)
        ):
            return check.report("PG307", weights.value, "`weights` is a list with one weight for each value")
        if weights is not None and isinstance(weights.value, ListExpr):
            for item in weights.value.items:
                check.check(item)
        kind = _same(check, node, listed.items)
    else:
        kind = _same(check, node, [a.value for a in node.args])
    if kind is ERROR:
        return ERROR
    if kind.uncertain or kind.varies:
        return check.report(
            "PG308",
            node,
            f"the arguments of `{name}` are certain and constant",
            help="give each distribution a name with `assume` and calculate with the names",
        )
    return Type("quantity", kind.dim, True, of=kind.of)


# -- rules ---------------------------------------------------------------------------------------------------------


def _statistic(check: Infer, node: Call, spec: Function) -> Type:
    if len(node.args) != 1 or node.args[0].name is not None:
        _misfit(check, node, spec)
        return ERROR
    kind = check.check(node.args[0].value)
    if kind is ERROR:
        return ERROR
    if kind.kind != "quantity":
        return check.report("PG305", node.args[0].value, f"`{node.func.id}` takes a quantity, not {kind.show()}")
    return Type("quantity", kind.dim, of=kind.of)


def _of_case(check: Infer, node: Call, spec: Function, named: dict[str, Arg]) -> Type:
    name, arg = node.func.id, placed(node)[0]
    if name in ("mean", "sd"):
        return _statistic(check, node, spec)
    if name == "quantile":
        kind = _same(check, node, [arg])
        share = check.check(node.args[1].value)
        if share is not ERROR and share.dim != NUMBER:
            return check.report("PG300", node.args[1].value, "a probability is a plain number such as `0.8` or `80%`")
        return kind if kind is ERROR else Type("quantity", kind.dim, of=kind.of)
    if name == "chance":
        check.chance += 1
        kind = check.check(arg)
        check.chance -= 1
        return (
            SHARE
            if kind.kind in ("bool", "error")
            else check.report("PG305", arg, f"`chance` takes a condition, not {kind.show()}")
        )
    if name in _CONTROL_FUNCTIONS:
        kind = (
            check.check(arg, symbol("control"))
            if isinstance(arg, Name) and arg.id not in check.scope.names
            else check.check(arg)
        )
        if kind is not ERROR and kind != symbol("control"):
            return check.report("PG305", arg, f"`{name}` takes the name of a control, not {kind.show()}")
        return BOOL
    if name == "declared":
        check.check(arg)
        return BOOL
    if name in ("measured", "elasticity", "crossover"):
        return _named_thing(check, node)
    kind = check.check(arg)
    if kind is ERROR:
        return ERROR
    if name in _PHASE_FUNCTIONS:
        return (
            _PHASE_FUNCTIONS[name]
            if kind.of == "phase"
            else check.report("PG305", arg, f"`{name}` takes a phase, not {kind.show()}")
        )
    if name == "annual":
        if kind.kind == "quantity" and kind.dim in (MONEY, MONEY_RATE):
            return Type("quantity", MONEY_RATE, kind.uncertain)
        return check.report("PG305", arg, f"`annual` takes a cost, not {kind.show()}")
    if name in ("capex", "opex"):
        good = (kind.kind == "record" and kind.of in ("phase", "line", "role")) or (
            isinstance(arg, Name) and arg.id == "cost"
        )
        return (
            COST
            if good
            else check.report(
                "PG305", arg, f"`{name}` takes a phase, a line or `cost`", help=f"for example `{name}(scale)`"
            )
        )
    if name == "cost_of_delay":
        return COST if kind.dim == TIME else check.report("PG300", arg, f"a delay is a time, not {kind.show()}")
    return _share(check, node, kind, named)


def _named_thing(check: Infer, node: Call) -> Type:
    """`measured(uptime)`, `elasticity(claims)`: the name belongs to the case, so only its being a name is checked here."""
    arg = node.args[0].value
    if not isinstance(arg, Name):
        return check.report("PG305", arg, f"`{node.func.id}` takes a name of the case")
    return {"measured": SHARE, "elasticity": PLAIN, "crossover": spread(NUMBER)}[node.func.id]


def _share(check: Infer, node: Call, kind: Type, named: dict[str, Arg]) -> Type:
    whole = check.check(named["of"].value)
    if whole is ERROR:
        return ERROR
    if kind.kind != "quantity" or whole.kind != "quantity" or times(kind.dim, whole.dim, -1) != NUMBER:
        return check.mismatch(node, "compare", (placed(node)[0], kind), (named["of"].value, whole))
    return Type("quantity", NUMBER, kind.uncertain or whole.uncertain, of="share")


# -- collections ---------------------------------------------------------------------------------------------------


def _over_list(check: Infer, node: Call) -> bool:
    if len(node.args) != 1 or node.args[0].name is not None:
        return False
    if node.func.id in ("min", "max", "mean") and not isinstance(node.args[0].value, ListExpr):
        return check.scope.rule and check.check(node.args[0].value).kind == "list"
    return check.check(node.args[0].value).kind in ("list", "error") or node.func.id in (
        "all",
        "any",
        "none",
        "count",
        "sum",
    )


def _comprehension(check: Infer, node: Call) -> Type:
    comp, name = node.comp, node.func.id
    assert comp is not None
    if name not in COLLECTION:
        return check.report(
            "PG307",
            node,
            f"`{name}` does not run over a collection",
            help="these do: " + ", ".join(f"`{c}`" for c in sorted(COLLECTION)),
        )
    listed = check.check(comp.over)
    if listed is not ERROR and listed.kind != "list":
        return check.report(
            "PG305", comp.over, f"`in` takes a list, not {listed.show()}", help="for example `scale.lines`"
        )
    item = listed.item if listed.kind == "list" and listed.item else ERROR
    outer = check.scope
    check.scope = outer.inner({comp.var.id: item})
    try:
        if comp.where is not None:
            where = check.check(comp.where)
            if where.kind not in ("bool", "error"):
                check.report("PG305", comp.where, f"`where` takes a condition, not {where.show()}")
        value = check.check(comp.value)
    finally:
        check.scope = outer
    return _collection(check, node, Type("list", item=value))


def _collection(check: Infer, node: Call, listed: Type) -> Type:
    name = node.func.id
    item = listed.item if listed.kind == "list" and listed.item else ERROR
    if listed.kind not in ("list", "error"):
        return check.report(
            "PG305",
            node,
            f"`{name}` runs over a list, not {listed.show()}",
            help=f"write it like `{FUNCTIONS[name].form}`",
        )
    if name == "count":
        return PLAIN
    if name in ("all", "any", "none"):
        return (
            BOOL
            if item.kind in ("bool", "error")
            else check.report("PG305", node, f"`{name}` asks a condition of each one, not {item.show()}")
        )
    if item.kind not in ("quantity", "error"):
        return check.report("PG305", node, f"`{name}` takes quantities, not {item.show()}")
    return item
