"""What was checked, against what, and how: enough to make every figure again."""

from __future__ import annotations

from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class Initiative:
    """The initiative that a case is about, in its own words; texts that it does not give are empty."""

    name: str
    title: str
    owner: str
    sponsor: str
    industry: str
    risk: str
    jurisdictions: tuple[str, ...]
    currency: str
    symbol: str
    """The sign before an amount: `$`, or `CHF ` where the currency has none."""
    start: str
    """The first month: `2026-03`."""
    horizon: Number
    """Months."""
    discount: tuple[Number, Number] | None
    """Share, and the months it is given for: `9%/yr` is (0.09, 12)."""


@frozen
class GateRecord:
    """The gate that was judged, and the phases it stands between."""

    name: str
    title: str
    start: str
    to: str
    inferred: bool
    """Whether the case requests none and the next one was taken."""
    requested: str = ""
    """The gate that the case requests, which is another one where the call asked for this one."""


@frozen
class Ruleset:
    """A ruleset in force, with the digest of its text."""

    name: str
    title: str
    version: str
    digest: str
    path: str = ""
    """The file that it stands in; empty for a pack that comes with Phasegate, whose name no other ruleset can have."""


@frozen
class InputRecord:
    """A file that the result rests on, with the SHA-256 of its bytes."""

    name: str
    digest: str
