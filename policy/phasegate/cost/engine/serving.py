"""The values of the functions for serving models."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from phasegate.cost.engine import flow
from phasegate.cost.engine.flow import Value
from phasegate.expr.functions import FUNCTIONS


def value(name: str, of: Value | None, given: dict[str, Value]) -> Value:
    """A function of that name; `of` is its argument by place, what is not given is taken from the defaults."""
    defaults: dict[str, Value] = {key: default.value for key, default in FUNCTIONS[name].defaults.items()}
    return EVALUATORS[name](0.0 if of is None else of, {**defaults, **given})


def _gpu_fleet(demand: Value, a: dict[str, Value]) -> Value:
    """GPUs for a demand: replicas for its peak at the throughput that is really reached, whole ones, never below the least."""
    reached = flow.times(a["throughput"], a["utilisation"])
    replicas = flow.apply(np.ceil, flow.over(flow.times(demand, a["peak"]), reached))
    return flow.times(flow.apply(np.maximum, replicas, a["least"]), a["gpus"])


def _staffed(fleet: Value, a: dict[str, Value]) -> Value:
    """People for a fleet: in proportion, never below the least."""
    return flow.apply(np.maximum, flow.over(fleet, a["each"]), a["least"])


def _cached(price: Value, a: dict[str, Value]) -> Value:
    """A price of input: hits cost a part of it, misses are written at a premium."""
    return flow.times(
        price, flow.plus(flow.times(a["hit"], a["read"]), flow.times(flow.minus(1.0, a["hit"]), a["write"]))
    )


def _break_even_hit(_: Value, a: dict[str, Value]) -> Value:
    """The hit rate at which caching costs what not caching costs: 1 = hit * read + (1 - hit) * write."""
    return flow.over(flow.minus(a["write"], 1.0), flow.minus(a["write"], a["read"]))


def _batched(price: Value, a: dict[str, Value]) -> Value:
    """A price of which a part of the calls gets the discount for waiting."""
    return flow.times(price, flow.minus(1.0, flow.times(a["part"], a["discount"])))


def _retried(amount: Value, a: dict[str, Value]) -> Value:
    """Calls made for calls that succeed: each failure is tried again until it does not fail."""
    return flow.over(amount, flow.minus(1.0, a["rate"]))


EVALUATORS: dict[str, Callable[[Value, dict[str, Value]], Value]] = {
    "gpu_fleet": _gpu_fleet,
    "staffed": _staffed,
    "cached": _cached,
    "break_even_hit": _break_even_hit,
    "batched": _batched,
    "retried": _retried,
}
