"""Reserves and the model error beside the oracle's own draws: shares of uncertain lines, costs that mostly do not fall."""

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


ERRORS = {
    "": [1.0] * DRAWS,
    "model_error: 90% to 130%": between("error", 0.9, 1.3),
    "model_error: 70% to 95%": share("error", 0.7, 0.95),
    "model_error: 80% to 100%": share("error", 0.8, 1.0),
}
"""What each makes of the lines that no range moves."""


def cost(error: Draws) -> dict[str, Draws]:
    """The cost of each phase and of all, by the sentences of the reference."""
    people, spare = between("people", 8_000, 14_000), share("spare", 0.05, 0.2)
    outage, leaves = between("outage", 6_000, 9_000), between("leaves", 150_000, 400_000)
    out, gone = happens("outage happens", 0.3), happens("vendor leaves", 0.12)
    early = [(30_000 + 4 * 2_000) * by * (1 + 0.1 + part) for part, by in zip(spare, error, strict=True)]
    late = [
        20 * (one + 2_000 * by) * 1.1 + 25_000 + 8 * down * b + loss * a
        for one, by, down, b, loss, a in zip(people, error, outage, out, leaves, gone, strict=True)
    ]
    return {"exploration": early, "scale": late, "all": [a + b for a, b in zip(early, late, strict=True)]}


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
def test_the_engine_agrees(error: str) -> None:
    found, draws = model(f"{error}\n{BODY}", phases=PHASES, draws=1 << 14), 1 << 14
    known = cost(ERRORS[error])
    phases = {one.name: found.phase_cost(one) for one in found.case.phases}
    for name, theirs in {**phases, "all": found.cost}.items():
        ordered = sorted(map(float, theirs))
        for what, figure in summarise(name, known[name]).items():
            asked = what.rpartition(".")[2]
            if asked == "mean":
                value = math.fsum(ordered) / draws
            else:
                value = ordered[round(float(asked[1:]) / 100 * (draws - 1))]
            assert agrees(figure, value, draws), (what, figure, value)
