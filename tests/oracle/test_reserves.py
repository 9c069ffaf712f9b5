"""Contingencies and risks beside the oracle's own draws: a share of uncertain lines, and costs that mostly do not fall."""

from __future__ import annotations

import math
import random

import pytest

from tests.helpers import model

from .oracle.draws import DRAWS, SEED, Draws, between, share, summarise
from .test_examples import agrees

PHASES = """
  phase exploration { duration: 4 months; line pilot in labor costs $30K; contingency spare costs 5% to 20% }
  phase scale { line people in labor costs $8K to $14K/mo; risk outage chance 30% costs $6K to $9K/mo until 2026-12 }
"""
BODY = """
  line audit in governance costs $2K/mo
  contingency reserve costs 10%
  contingency lump costs $25K at 2026-07
  risk vendor_exit chance 12% costs $150K to $400K at 2026-09-15
"""


def happens(name: str, chance: float) -> Draws:
    """One with a chance, else zero."""
    source = random.Random(f"{SEED}: {name}")
    return [float(source.random() < chance) for _ in range(DRAWS)]


def cost() -> dict[str, Draws]:
    """The cost of each phase and of all, by the sentences of the reference."""
    people, spare = between("people", 8_000, 14_000), share("spare", 0.05, 0.2)
    outage, leaves = between("outage", 6_000, 9_000), between("leaves", 150_000, 400_000)
    out, gone = happens("outage happens", 0.3), happens("vendor leaves", 0.12)
    early = [(30_000 + 4 * 2_000) * (1 + 0.1 + part) for part in spare]
    late = [
        20 * (one + 2_000) * 1.1 + 25_000 + 8 * down * b + loss * a
        for one, down, b, loss, a in zip(people, outage, out, leaves, gone, strict=True)
    ]
    return {"exploration": early, "scale": late, "all": [a + b for a, b in zip(early, late, strict=True)]}


@pytest.mark.slow
def test_the_engine_agrees() -> None:
    found, draws = model(BODY, phases=PHASES, draws=1 << 14), 1 << 14
    phases = {one.name: found.phase_cost(one) for one in found.case.phases}
    for name, theirs in {**phases, "all": found.cost}.items():
        ordered = sorted(map(float, theirs))
        for what, figure in summarise(name, cost()[name]).items():
            asked = what.rpartition(".")[2]
            if asked == "mean":
                value = math.fsum(ordered) / draws
            else:
                value = ordered[round(float(asked[1:]) / 100 * (draws - 1))]
            assert agrees(figure, value, draws), (what, figure, value)
