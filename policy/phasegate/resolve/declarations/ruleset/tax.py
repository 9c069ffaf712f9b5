"""`tax { timeline: 15% to 40%; operations: …; roles: … }`: what governance adds to the cost of a case."""

from __future__ import annotations

from phasegate.model.framework import TaxDef
from phasegate.resolve.merging import Reading, cites
from phasegate.units import FTE
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Add the tax of this ruleset."""
    ruleset.merged.taxes.append(
        TaxDef(
            ruleset.info.name,
            ruleset.source.span(item.start, item.head_end),
            ruleset.share(item, "timeline"),
            ruleset.share(item, "operations"),
            ruleset.share(item, "roles", FTE),
            cites(item),
        )
    )
