"""The cost engine against straight numpy written by hand: twenty ranges over 36 months, P10, P50 and P90 a month."""

from __future__ import annotations

from math import log

from benchmarks.timing import Pair, pair

LINES = 20
DRAWS = 4096


def case() -> str:
    """Twenty lognormal lines with growth, as a case."""
    lines = "\n".join(
        f"  line l{i} in compute costs grow(${i + 1}K to ${3 * (i + 1)}K/mo, by: {i % 7 + 1}%/mo)" for i in range(LINES)
    )
    return f"initiative m {{\n  currency: USD\n  start: 2026-01\n  horizon: 36 months\n  phase scale {{\n{lines}\n  }}\n}}\n"


def run() -> list[Pair]:
    """Draws, lines, totals a month and their percentiles, both ways."""
    import numpy as np

    from dsl.parse import parse
    from dsl.source import Source
    from policy.cost.model import Model
    from policy.model.framework import Framework
    from policy.resolve.initiative import resolve

    source = Source("m.gate", case())
    resolved = resolve(source, parse(source).document.decls("initiative")[0], Framework())

    def ours() -> object:
        model = Model(resolved.case, resolved.scope, draws=DRAWS)
        return model.monthly_quantiles(model.recurring, (0.1, 0.5, 0.9))

    def theirs() -> object:
        rng = np.random.default_rng(1)
        months = np.arange(36) + 0.5
        total = np.zeros((DRAWS, 36))
        for i in range(LINES):
            low, high = (i + 1) * 1e3, 3 * (i + 1) * 1e3
            mu, sigma = (log(low) + log(high)) / 2, (log(high) - log(low)) / (2 * 1.6448536269514722)
            growth = (1.01 + i % 7 / 100) ** months
            total += rng.lognormal(mu, sigma, DRAWS)[:, None] * growth[None, :]
        return np.quantile(total, (0.1, 0.5, 0.9), axis=0)

    return [pair(f"{LINES} ranges, 36 months, {DRAWS} draws / numpy by hand", ours, theirs)]
