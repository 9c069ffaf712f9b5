"""Functions of rules that ask what a case holds: measured figures, controls, drivers, options."""

from __future__ import annotations

from phasegate.expr.functions.row import Checker, Function, Named, Typing
from phasegate.expr.types import BOOL, COST, ERROR, PLAIN, SHARE, Type, certain, spread, symbol
from phasegate.expr.walk import placed
from phasegate.units import MONEY, NUMBER, TIME
from phasegate_dsl.tree import Call, Name


def _of_phase(gives: Type) -> Typing:
    """A function of a phase."""

    def typing(row: Function, check: Checker, node: Call, named: Named) -> Type:
        kind = check.check(placed(node)[0])
        if kind is ERROR:
            return ERROR
        if kind.of == "phase":
            return gives
        return check.report("PG305", "takes_phase", placed(node)[0], name=row.name, found=kind.told())

    return typing


def _of_name(gives: Type) -> Typing:
    """`measured(uptime)`, `elasticity(claims)`: the name belongs to the case, so only its being a name is checked here."""

    def typing(row: Function, check: Checker, node: Call, named: Named) -> Type:
        arg = placed(node)[0]
        return gives if isinstance(arg, Name) else check.report("PG305", "takes_name", arg, name=row.name)

    return typing


def _of_control(row: Function, check: Checker, node: Call, named: Named) -> Type:
    arg = placed(node)[0]
    bare = isinstance(arg, Name) and arg.id not in check.scope.names
    kind = check.check(arg, symbol("control")) if bare else check.check(arg)
    if kind is not ERROR and kind != symbol("control"):
        return check.report("PG305", "takes_control", arg, name=row.name, found=kind.told())
    return BOOL


def _declared(row: Function, check: Checker, node: Call, named: Named) -> Type:
    check.check(placed(node)[0])
    return BOOL


def _delay(row: Function, check: Checker, node: Call, named: Named) -> Type:
    kind = check.check(placed(node)[0])
    if kind is ERROR:
        return ERROR
    return COST if kind.dim == TIME else check.report("PG300", "delay", placed(node)[0], found=kind.told())


ROWS = (
    Function(
        "forecast_error(foundation)",
        "the distance of the measured cost of a phase from its P50, as a share of the P50",
        1,
        where="rule",
        typing=_of_phase(SHARE),
        example="forecast_error(foundation)",
    ),
    Function(
        "measured_cost(foundation)",
        "the measured cost of a phase",
        1,
        where="rule",
        typing=_of_phase(certain(MONEY)),
        example="measured_cost(foundation)",
    ),
    Function(
        "measured(uptime)",
        "the last measured value of a metric",
        1,
        where="rule",
        typing=_of_name(SHARE),
        example="measured(availability)",
    ),
    Function(
        "elasticity(claims)",
        "by how many percent run cost moves when the driver moves by one percent",
        1,
        where="rule",
        typing=_of_name(PLAIN),
        example="elasticity(claims)",
    ),
    Function(
        "crossover(hosting)",
        "the value of the option's driver at which its two cheapest alternatives first cost the same",
        1,
        where="rule",
        typing=_of_name(spread(NUMBER)),
        example="p50(crossover(hosting))",
    ),
    Function(
        "last_crossover(hosting)",
        "the value at which they last cost the same: another one than the first where costs rise in steps",
        1,
        where="rule",
        typing=_of_name(spread(NUMBER)),
        example="p50(last_crossover(hosting))",
    ),
    Function(
        "cost_of_delay(6 months)",
        "the value lost by starting that much later: what is pushed beyond the horizon, or beyond a month that a value ends with",
        1,
        where="rule",
        typing=_delay,
        example="mean(cost_of_delay(1 month))",
    ),
    Function(
        "declared(initiative.sponsor)",
        "whether it is given at all",
        1,
        where="rule",
        typing=_declared,
        example="declared(initiative.sponsor)",
    ),
    Function(
        "funded(audit_logging)",
        "whether a line of the phase after the gate pays for the control, or it is claimed",
        1,
        where="rule",
        typing=_of_control,
        example="funded(kill_switch)",
    ),
    Function(
        "claimed(audit_logging)",
        "whether the case claims that the control is in place",
        1,
        where="rule",
        typing=_of_control,
        example="claimed(audit_logging)",
    ),
    Function(
        "evidenced(audit_logging)",
        "whether fresh dated evidence shows the control",
        1,
        where="rule",
        typing=_of_control,
        example="evidenced(audit_logging)",
    ),
)
