"""The answer to "what moves this figure?": each range at its P10 and P90, and its share of the variance."""

from __future__ import annotations

from dataclasses import field

from phasegate.results.answers.measure import Measure
from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.choices import Ends
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.findings import Place
from phasegate_dsl.records import frozen

METHOD = "first-order Sobol' index, by means over bins of the draws or, where that sees more, by a line"
RANKS = f"{METHOD}, of ranks: some draws have no value"


@frozen
class TornadoDriver:
    """One range: its P10 and P90, the figure with it there, its share of the variance."""

    name: str
    unit: str
    p10: float
    p90: float
    at_p10: Ends
    at_p90: Ends
    variance: float
    location: Place | None
    source: str
    measure: Measure = field(metadata=HIDDEN)


@frozen
class Tornado:
    """`phasegate cost --tornado`: the drivers by falling swing; variances and `interaction` add up to one."""

    initiative: str
    figure: str
    title: str
    unit: str
    currency: str
    draws: int
    seed: int
    method: str
    base: Statistics
    drivers: tuple[TornadoDriver, ...]
    explained: float
    interaction: float
    not_moved: int
    """Ranges that were not moved one by one, of very many: those that go with the figure least."""
    measure: Measure = field(metadata=HIDDEN)
    correlated: tuple[str, ...] = field(metadata=HIDDEN)
    """Drivers that are correlated with another one, by name."""
    common: float | None = field(metadata=HIDDEN)
    """The rank correlation that one driver behind all ranges gives any two of them; none where the case states no such driver."""
