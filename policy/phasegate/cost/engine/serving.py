"""The values of the functions for serving models."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from phasegate.cost.engine import flow
from phasegate.cost.engine.flow import Value
from phasegate.expr.functions import FUNCTIONS

MARGIN = 1e-6
"""How far inside its whole a share is cut off that leaves it: `checks.shares` says where that is not by coincidence."""


def value(name: str, of: Value | None, given: dict[str, Value]) -> Value:
    """A function of that name; `of` is its argument by place, what is not given is taken from the defaults."""
    row = FUNCTIONS[name]
    defaults: dict[str, Value] = {key: default.value for key, default in row.defaults.items()}
    shares = {key: flow.within(given[key], MARGIN) for key in row.shares if key in given}
    return EVALUATORS[name](0.0 if of is None else of, {**defaults, **given, **shares})


def _gpu_fleet(demand: Value, given: dict[str, Value]) -> Value:
    """GPUs for a demand: whole replicas for its peak at the throughput actually reached, and at least the minimum."""
    reached = flow.times(given["throughput"], given["utilisation"])
    replicas = flow.apply(np.ceil, flow.over(flow.times(demand, given["peak"]), reached))
    return flow.times(flow.apply(np.maximum, replicas, given["least"]), given["gpus"])


def _staffed(fleet: Value, given: dict[str, Value]) -> Value:
    """People for a fleet: in proportion to it, and at least the minimum."""
    return flow.apply(np.maximum, flow.over(fleet, given["each"]), given["least"])


def _cached(price: Value, given: dict[str, Value]) -> Value:
    """A price of input: hits cost a part of it, misses are written at a premium."""
    return flow.times(
        price,
        flow.plus(flow.times(given["hit"], given["read"]), flow.times(flow.minus(1.0, given["hit"]), given["write"])),
    )


def _break_even_hit(_: Value, given: dict[str, Value]) -> Value:
    """The hit rate at which caching costs what not caching costs: 1 = hit * read + (1 - hit) * write."""
    return flow.over(flow.minus(given["write"], 1.0), flow.minus(given["write"], given["read"]))


def _batched(price: Value, given: dict[str, Value]) -> Value:
    """A price when a part of the calls gets the discount for batching."""
    return flow.times(price, flow.minus(1.0, flow.times(given["part"], given["discount"])))


def _retried(amount: Value, given: dict[str, Value]) -> Value:
    """Calls made for calls that succeed: each failure is tried again until it does not fail."""
    return flow.over(amount, flow.minus(1.0, given["rate"]))


EVALUATORS: dict[str, Callable[[Value, dict[str, Value]], Value]] = {
    "gpu_fleet": _gpu_fleet,
    "staffed": _staffed,
    "cached": _cached,
    "break_even_hit": _break_even_hit,
    "batched": _batched,
    "retried": _retried,
}
