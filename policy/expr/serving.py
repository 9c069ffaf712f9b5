"""Serving models: fleets of GPUs, caching, batches and retries as functions of cases, with their documented defaults.

A default is a fact about the world, not about the case: whoever leaves an argument out is told what is taken for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsl.codes import finding
from dsl.tree import Arg, Call
from policy.expr.functions import FUNCTIONS
from policy.expr.types import ERROR, Type
from policy.expr.walk import placed
from policy.units import FTE, NUMBER, Dim, show, times

if TYPE_CHECKING:
    from policy.expr.infer import Infer

INSTANCE: Dim = (("instance", 1),)


@dataclass(frozen=True, slots=True)
class Default:
    """What is taken for an argument that is left out: its value in base units, as written, and where it is from."""

    value: float
    written: str
    source: str


_CACHE = "LiteLLM's price map, August 2026: the median over the models that have it"
DEFAULTS: dict[str, dict[str, Default]] = {
    "gpu_fleet": {
        "utilisation": Default(0.4, "40%", "published figures run from 15 % to 60 %"),
        "peak": Default(3.0, "3", "requests of a peak minute to the mean: 1.5 to 3.9 in two traces of a cloud's traffic, 2023"),
        "least": Default(2.0, "2 instance", "one replica alone is no redundancy"),
        "gpus": Default(1.0, "1", "the model fits on one GPU"),
    },
    "cached": {
        "read": Default(0.1, "10%", _CACHE),
        "write": Default(1.25, "125%", _CACHE),
    },
    "break_even_hit": {
        "read": Default(0.1, "10%", _CACHE),
        "write": Default(1.25, "125%", _CACHE),
    },
    "batched": {"discount": Default(0.5, "50%", "LiteLLM's price map, August 2026: in and out, 490 models")},
    "staffed": {"least": Default(0.5, "0.5 fte", "an on-call rota cannot be less than half a person")},
}  # fmt: skip
SERVING = frozenset(("gpu_fleet", "staffed", "cached", "break_even_hit", "batched", "retried"))
_SHARES = frozenset(("utilisation", "hit", "read", "write", "part", "discount", "rate"))


def infer(check: Infer, node: Call, named: dict[str, Arg]) -> Type:
    """The type of a call; the arguments fit by number and name already."""
    kinds = {name: check.check(arg.value) for name, arg in named.items()}
    subject = next(iter(placed(node)), None)
    of = check.check(subject) if subject is not None else None
    if any(kind is ERROR for kind in (*kinds.values(), *((of,) if of else ()))):
        return ERROR
    everything = [*kinds.values(), *([of] if of else [])]
    if any(kind.kind != "quantity" for kind in everything):
        return check.report("PG305", node, f"`{node.func.id}` takes quantities", help=_form(node))
    for name, kind in kinds.items():
        wanted = _wanted(node.func.id, name, of)
        if wanted is not None and kind.dim != wanted:
            what = (
                "a share or a plain number"
                if wanted == NUMBER
                else f"measured in `{show(wanted, check.scope.currency)}`"
            )
            message = f"`{name}` is {what}, not {kind.show(check.scope.currency)}"
            return check.report("PG300", named[name].value, message, help=_form(node))
    if node.func.id == "staffed" and of is not None and of.dim != INSTANCE:
        return check.report("PG300", subject or node, "a fleet is measured in `instance`", help=_form(node))
    _tell_defaults(check, node, named)
    uncertain, varies = any(k.uncertain for k in everything), any(k.varies for k in everything)
    return Type(
        "quantity", _result(node.func.id, of), uncertain, varies, "share" if node.func.id == "break_even_hit" else ""
    )


def _wanted(function: str, name: str, of: Type | None) -> Dim | None:
    if name in _SHARES or name in ("peak", "gpus"):
        return NUMBER
    if name == "throughput" and of is not None:
        return of.dim
    if name == "each":
        return times(INSTANCE, FTE, -1)
    return FTE if function == "staffed" else INSTANCE


def _result(function: str, of: Type | None) -> Dim:
    if function == "gpu_fleet":
        return INSTANCE
    if function == "staffed":
        return FTE
    return NUMBER if of is None else of.dim


def _form(node: Call) -> str:
    return f"write it like `{FUNCTIONS[node.func.id].form}`"


def _tell_defaults(check: Infer, node: Call, named: dict[str, Arg]) -> None:
    taken = {n: d for n, d in DEFAULTS.get(node.func.id, {}).items() if n not in named}
    if taken:
        listed = ", ".join(f"`{n}: {d.written}`" for n, d in taken.items())
        sources = "; ".join(dict.fromkeys(d.source for d in taken.values()))
        span = check.source.span(node.start, node.end)
        message = f"`{node.func.id}` takes {listed}, which the case does not say"
        check.findings.append(
            finding("PG310", span, message, help=f"write them to make them the case's own ({sources})")
        )
