"""Serving models: fleets of GPUs, caching, batches and retries as functions of cases, with their documented defaults.

A default is a fact about the world, not about the case: whoever leaves an argument out is told what is taken for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.expr.functions.row import Checker, Default, Function, Named, Typing
from phasegate.expr.types import ERROR, Type
from phasegate.expr.walk import placed
from phasegate.units import FTE, NUMBER, Dim, show, times
from phasegate_dsl.finding import finding
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Call

REPLICA: Dim = (("replica", 1),)
GPU: Dim = (("gpu", 1),)


def _serving(row: Function, check: Checker, node: Call, named: Named) -> Type:
    assert isinstance(row, Serving)
    kinds = {name: check.check(arg.value) for name, arg in named.items()}
    subject = check.check(placed(node)[0]) if row.positional else None
    everything = [*kinds.values(), *([subject] if subject else [])]
    if any(kind is ERROR for kind in everything):
        return ERROR
    if any(kind.kind != "quantity" for kind in everything):
        return check.report("PG305", "takes_only", node, name=row.name, form=row.form)
    for name, kind in kinds.items():
        if not _measures(row, check, named, name, kind, subject):
            return ERROR
    if row.fleet and subject is not None and subject.dim != GPU:
        return check.report("PG300", "fleet", placed(node)[0], form=row.form)
    _tell_defaults(row, check, node, named)
    dimension = row.gives if row.gives is not None or subject is None else subject.dim
    return Type(
        "quantity", dimension or NUMBER, any(k.uncertain for k in everything), any(k.varies for k in everything), row.of
    )


def _measures(row: Serving, check: Checker, named: Named, name: str, kind: Type, subject: Type | None) -> bool:
    """Whether a named argument has its dimension: the row's, or that of the argument by place."""
    wanted = row.takes[name]
    if wanted is None:
        assert subject is not None
        wanted = subject.dim
    if kind.dim == wanted:
        return True
    currency = check.scope.currency
    kind_of = "plain_argument" if wanted == NUMBER else "argument_unit"
    unit = show(wanted, currency)
    check.report("PG300", kind_of, named[name].value, name=name, unit=unit, found=kind.told(currency), form=row.form)
    return False


def _tell_defaults(row: Function, check: Checker, node: Call, named: Named) -> None:
    taken = {n: d for n, d in row.defaults.items() if n not in named}
    if taken:
        check.findings.append(
            finding(
                "PG310",
                "defaults",
                check.source.span(node.start, node.end),
                name=row.name,
                taken=tuple(f"{n}: {d.written}" for n, d in taken.items()),
                sources=tuple(dict.fromkeys(d.source for d in taken.values())),
            )
        )


@frozen
class Serving(Function):
    """A function of a serving model, with what its named arguments measure."""

    takes: Mapping[str, Dim | None] = field(default_factory=dict, kw_only=True)
    """The dimension of each named argument; none where it is that of the argument by place."""
    gives: Dim | None = field(default=None, kw_only=True)
    """The dimension of the result; none where it is that of the argument by place."""
    of: str = field(default="", kw_only=True)
    """How the result is shown."""
    fleet: bool = field(default=False, kw_only=True)
    """Whether the argument by place is a number of GPUs."""
    typing: Typing = field(default=_serving, kw_only=True)


_CACHE = "LiteLLM's price map, August 2026: the median over the models that have it"
_READ, _WRITE = Default(0.1, "10%", _CACHE), Default(1.25, "125%", _CACHE)

ROWS = (
    Serving(
        "gpu_fleet(tokens, throughput: 2_000 token/s, utilisation: 40%, peak: 3, least: 2 replica, gpus: 1 gpu/replica)",
        "GPUs that serve a demand: whole replicas, each with so many GPUs, for its peak at the throughput that a replica really reaches, never fewer than the least",
        1,
        ("throughput", "utilisation?", "peak?", "least?", "gpus?"),
        takes={
            "throughput": None,
            "utilisation": NUMBER,
            "peak": NUMBER,
            "least": REPLICA,
            "gpus": times(GPU, REPLICA, -1),
        },
        gives=GPU,
        shares=("utilisation",),
        defaults={
            "utilisation": Default(0.4, "40%", "published figures run from 15 % to 60 %"),
            "peak": Default(
                3.0, "3", "requests of a peak minute to the mean: 1.5 to 3.9 in two traces of a cloud's traffic, 2023"
            ),
            "least": Default(2.0, "2 replica", "one replica alone is not redundancy"),
            "gpus": Default(1.0, "1 gpu/replica", "the model fits on one GPU"),
        },
        example="gpu_fleet(20B token/mo, throughput: 8_000 token/s, utilisation: 40%, peak: 3, least: 2 replica, gpus: 4 gpu/replica)",
    ),
    Serving(
        "staffed(fleet, each: 40 gpu/fte, least: 0.5 fte)",
        "people that run a fleet: in proportion to it, never below the least",
        1,
        ("each", "least?"),
        takes={"each": times(GPU, FTE, -1), "least": FTE},
        gives=FTE,
        fleet=True,
        defaults={"least": Default(0.5, "0.5 fte", "an on-call rota cannot be less than half a person")},
        example="staffed(100 gpu, each: 40 gpu/fte, least: 1 fte)",
    ),
    Serving(
        "cached(price, hit: 40%, read: 10%, write: 125%)",
        "a price of input with a prompt cache: hits are read at a part of it, misses written at a premium",
        1,
        ("hit", "read?", "write?"),
        takes={"hit": NUMBER, "read": NUMBER, "write": NUMBER},
        shares=("hit",),
        defaults={"read": _READ, "write": _WRITE},
        example="cached($3 per 1M token, hit: 40%, read: 10%, write: 125%)",
    ),
    Serving(
        "break_even_hit(read: 10%, write: 125%)",
        "the hit rate from which a prompt cache pays",
        0,
        ("read?", "write?"),
        takes={"read": NUMBER, "write": NUMBER},
        of="share",
        defaults={"read": _READ, "write": _WRITE},
        example="break_even_hit(read: 10%, write: 125%)",
    ),
    Serving(
        "batched(price, part: 30%, discount: 50%)",
        "a price of which a part of the calls gets the discount for waiting",
        1,
        ("part", "discount?"),
        takes={"part": NUMBER, "discount": NUMBER},
        shares=("part", "discount"),
        defaults={"discount": Default(0.5, "50%", "LiteLLM's price map, August 2026: in and out, 490 models")},
        example="batched($3 per 1M token, part: 30%, discount: 50%)",
    ),
)
RETRIED = Serving(
    "retried(calls, rate: 2%)",
    "with the calls that fail tried again",
    1,
    ("rate",),
    takes={"rate": NUMBER},
    shares=("rate",),
    example="retried(100 call/case, rate: 20%)",
)
