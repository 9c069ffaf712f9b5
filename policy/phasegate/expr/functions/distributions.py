"""Distributions: each row says its form, which figures make one, and which of its parameters are plain numbers.

A new distribution is a row here and a sampler of the same name in `phasegate.cost.engine.distributions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from phasegate.expr.functions.arguments import expect, same
from phasegate.expr.functions.row import Checker, Function, Named, Typing
from phasegate.expr.types import ERROR, Type
from phasegate.expr.walk import placed
from phasegate.units import NUMBER
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Arg, Call, Expr, ListExpr, Name

Figures = dict[str, float]
"""Values of arguments in base units, by name, or by the number of the place."""


def _drawn(row: Function, check: Checker, node: Call, named: Named) -> Type:
    """A distribution of what its figures measure; of a share, where all its parameters are plain numbers."""
    assert isinstance(row, Distribution)
    plain = [expect(check, arg, NUMBER, "plain_number") for arg in node.args if row.is_plain(arg)]
    if not all(plain):
        return ERROR
    figures = row.figures(node)
    kind = same(check, node, figures) if figures else Type("quantity", NUMBER, of="share")
    if kind is ERROR:
        return ERROR
    if kind.uncertain or kind.varies:
        return check.report("PG308", "certain", node, name=node.func.id)
    return Type("quantity", kind.dim, True, of=kind.of)


def _choice(row: Function, check: Checker, node: Call, named: Named) -> Type:
    listed = placed(node)[0]
    if not isinstance(listed, ListExpr) or not listed.items:
        return check.report("PG307", "choice", node, form=row.form)
    if "weights" in named:
        weights = named["weights"].value
        if not isinstance(weights, ListExpr) or len(weights.items) != len(listed.items):
            return check.report("PG307", "weights", weights)
        for item in weights.items:
            check.check(item)
    return _drawn(row, check, node, named)


def _rising(figures: Figures) -> bool:
    values = list(figures.values())
    return values == sorted(values) and values[0] < values[-1]


@frozen
class Distribution(Function):
    """A function that is sampled: one value for each draw, from a stream of its own."""

    sound: Callable[[Figures], bool] | None = field(default=None, kw_only=True)
    """Whether written figures make such a distribution; where it is given, all arguments are written figures."""
    rule: str = field(default="", kw_only=True)
    """The rule that `sound` holds, in words."""
    plain: tuple[str, ...] = field(default=(), kw_only=True)
    """Parameters that are plain numbers; all others are figures of what is drawn."""
    listed: bool = field(default=False, kw_only=True)
    """Whether its figures stand in a list, which goes by place."""
    typing: Typing = field(default=_drawn, kw_only=True)

    def is_plain(self, arg: Arg) -> bool:
        """Whether an argument is a plain number, such as the tail of a Pareto distribution."""
        return isinstance(arg.name, Name) and arg.name.id in self.plain

    def figures(self, node: Call) -> list[Expr]:
        """The written figures of a call that measure what is drawn: ends, means, or the values of a list."""
        if self.listed:
            values = placed(node)[0]
            return list(values.items) if isinstance(values, ListExpr) else []
        return [arg.value for arg in node.args if not self.is_plain(arg)]


_ROWS = (
    Distribution(
        "normal(mean: 10, sd: 2)",
        "a normal distribution",
        0,
        ("mean", "sd"),
        sound=lambda figures: figures["sd"] > 0,
        rule="sound_normal",
        example="normal(mean: $10, sd: $2)",
    ),
    Distribution(
        "lognormal(low: 8, high: 14)",
        "a lognormal distribution by its P5 and P95",
        0,
        ("low", "high"),
        sound=lambda figures: 0 < figures["low"] < figures["high"],
        rule="sound_lognormal",
        example="lognormal(low: 8 call/case, high: 14 call/case)",
    ),
    Distribution(
        "triangular(low, mode, high)",
        "a triangular distribution",
        3,
        sound=_rising,
        rule="sound_rising",
        example="triangular($10K, $12K, $20K)",
    ),
    Distribution(
        "pert(low, mode, high)",
        "a PERT distribution: a smooth triangle that trusts the mode four times as much",
        3,
        sound=_rising,
        rule="sound_rising",
        example="pert($10K, $12K, $20K)",
    ),
    Distribution(
        "uniform(low, high)",
        "any value between low and high, equally likely",
        2,
        sound=_rising,
        rule="sound_rising",
        example="uniform(20%, 60%)",
    ),
    Distribution(
        "beta(alpha: 2, beta: 5)",
        "a beta distribution: a share",
        0,
        ("alpha", "beta"),
        plain=("alpha", "beta"),
        sound=lambda figures: min(figures.values()) > 0,
        rule="sound_beta",
        example="beta(alpha: 2, beta: 5)",
    ),
    Distribution(
        "pareto(min: $50K, tail: 2.5)",
        "a Pareto distribution: never below `min`, twice as much has 2^-tail of the chance; the mean is min × tail / (tail − 1)",
        0,
        ("min", "tail"),
        plain=("tail",),
        sound=lambda figures: figures["min"] > 0 and figures["tail"] > 1,
        rule="sound_pareto",
        example="pareto(min: $50K, tail: 2.5)",
    ),
    Distribution(
        "choice([a, b, c], weights: [50%, 30%, 20%])",
        "one of several values; without weights equally likely",
        1,
        ("weights?",),
        listed=True,
        typing=_choice,
        example="choice([$10K, $25K, $60K], weights: [60%, 30%, 10%])",
    ),
)
DISTRIBUTIONS: dict[str, Distribution] = {row.name: row for row in _ROWS}
