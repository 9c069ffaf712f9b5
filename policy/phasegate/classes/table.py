"""The reference classes that a case can be held against, read when the first is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from phasegate_dsl.records import frozen

NAMES = ("us_federal_it", "us_federal_it_all", "uk_major_projects", "uk_major_budgets")
DEFAULT = "us_federal_it"
"""The class of a case that names none: most are IT programmes, and these are the most that are published."""
_FILE = Path(__file__).with_name("classes.json")


@frozen
class ReferenceClass:
    """Ratios of what programmes cost to what was planned; shares are parts of one."""

    name: str
    title: str
    ratio: str
    """What the ratio compares."""
    caution: str
    """What the figures can not say."""
    source: Mapping[str, str]
    n: int
    left_out: Mapping[str, int]
    percentiles: Mapping[str, float]
    """`p5` to `p95` in steps of five."""
    within: Mapping[str, float]
    """The share within 5, 10 and 15 % of the plan."""
    mean: float
    """The mean ratio, which few large ones may lift far above the middle."""
    largest: float
    self_reported: bool
    """Whether those who run the programmes reported the figures, some before the end: they tend to flatter."""

    @property
    def spread(self) -> float:
        """How far the P90 lies above the P50."""
        return self.percentiles["p90"] / self.percentiles["p50"]

    @property
    def citation(self) -> str:
        """Where it is from, in a line."""
        return f"{self.source['publisher']}, {self.source['title']} ({self.source['licence']})"


@cache
def classes() -> Mapping[str, ReferenceClass]:
    """All of them by name."""
    data = json.loads(_FILE.read_text("utf-8"))
    fields = (
        "title", "ratio", "caution", "source", "n", "left_out", "percentiles", "within", "mean", "largest", "self_reported",
    )  # fmt: skip
    return {name: ReferenceClass(name, *(one[field] for field in fields)) for name, one in data.items()}
