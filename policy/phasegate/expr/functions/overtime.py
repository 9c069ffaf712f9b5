"""Functions of time: figures that move from month to month."""

from __future__ import annotations

from phasegate.expr.functions.arguments import expect, same
from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import ERROR, Type
from phasegate.units import NUMBER, RATE, TIME, Dim
from phasegate_dsl.tree import Call, Month

_WANTED: dict[str, tuple[Dim, str]] = {
    "over": (TIME, "a_time"),
    "by": (RATE, "a_rate"),
    "peak": (NUMBER, "month_number"),
    "swing": (NUMBER, "a_share"),
}


def _over_time(row: Function, check: Checker, node: Call, named: Named) -> Type:
    """A series of what its figures measure; the figures are those by place, by month, and the cap."""
    values = [a.value for a in node.args if a.name is None or isinstance(a.name, Month)]
    if "cap" in named:
        values.append(named["cap"].value)
    kind = same(check, node, values)
    good = kind is not ERROR
    for name in row.named:
        if name in _WANTED:
            good &= expect(check, named[name], *_WANTED[name])
    uncertain = kind.uncertain or any(check.types.get(id(a.value), ERROR).uncertain for a in named.values())
    return Type("quantity", kind.dim, uncertain, True, kind.of) if good else ERROR


ROWS = (
    Function(
        "ramp(a, b, over: 12 months)",
        "moves evenly from a to b, then stays",
        2,
        ("over",),
        typing=_over_time,
        example="ramp(10 case/mo, 100 case/mo, over: 9 months)",
    ),
    Function(
        "grow(a, by: 8%/mo, cap: b)",
        "grows by a rate, compounding in the period the rate is given for, up to the cap",
        1,
        ("by", "cap?"),
        typing=_over_time,
        example="grow(100 case/mo, by: 10%/mo, cap: 150 case/mo)",
    ),
    Function(
        "steps(2026-10: a, 2027-01: b)",
        "takes each value from its month on; the first one before that too",
        0,
        ("*",),
        typing=_over_time,
        example="steps(2026-10: $100/mo, 2027-10: $250/mo)",
    ),
    Function(
        "seasonal(a, peak: 11, swing: 30%)",
        "swings round a over the calendar year, highest in the peak month",
        1,
        ("peak", "swing"),
        typing=_over_time,
        first=("peak",),
        example="seasonal(100 case/mo, peak: 12, swing: 20%)",
    ),
)
