"""`shared requests = 10_000 to 20_000 request/mo`: a driver of every case that follows the ruleset and uses it."""

from __future__ import annotations

from phasegate.resolve.merging import Reading
from phasegate.resolve.shared import take
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Define the driver."""
    ruleset.findings += take(ruleset.merged.shared, ruleset.source, item, f"ruleset {ruleset.info.name}")
