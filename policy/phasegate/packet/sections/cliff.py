"""From pilot to production: money per month in each phase (P50), for the last one its run cost."""

from __future__ import annotations

from typing import Any

from phasegate.packet.sections.reading import money, needed, title
from phasegate.packet.view_cost import Cliff
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {"cliff": cliff(result)}


def cliff(result: Result) -> Cliff | None:
    """The step; none where there is a single phase, or the first one spends nothing."""
    known = {one.name: one.value for one in result.figures}
    if "cliff" not in known:
        return None
    phases, ratio = needed(result.phases), known["cliff"].p50
    steps = [
        (title(result, one.name), known[f"{one.name}.cost"].p50 / (one.end - one.start))
        for one in phases[:-1]
        if one.end > one.start
    ]
    last, run = title(result, result.last), known[f"{result.last}.run_cost"].p50
    return Cliff(
        steps=(*steps, (last, run)),
        ratio=ratio,
        benchmark=f"All that a phase spends, by its months (P50); for {last} its run cost, the mean of its last twelve months.",
        headline=_headline(ratio, title(result, phases[0].name), last, money(result, run)),
    )


def _headline(ratio: float, first: str, last: str, run: str) -> str:
    if ratio >= 1:
        return f"{last} costs {ratio:,.1f} times each month what {first} spends: {run}."
    return (
        f"{last} is forecast at {ratio:,.2f} times what {first} spends each month, {run}: "
        "production below the pilot’s own bill."
    )
