"""Who decides: the sponsor, the CFO, and whoever approved earlier decisions and waivers; no name is made up."""

from __future__ import annotations

from typing import Any

from phasegate.packet.sections.reading import initiative, needed
from phasegate.packet.view_decision import SignOff
from phasegate.results.result import Result

AGAINST = (
    "Resolved as proposed above: the sum is not approved",
    "The sum is approved against the resolution above, for the reasons below",
    "Another sum or other terms are approved, as written below",
    "Held over to another day, as written below",
)
"""What may be ticked where the resolution is not to approve."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    decided = sorted(needed(result.decisions), key=lambda one: one.on)
    roles = [initiative(result).sponsor or "Sponsor (not named in the case)", "CFO", *(one.by for one in decided)]
    roles += [one.by for one in result.waivers if one.state == "in force"]
    known: dict[str, str] = {}
    for role in roles:
        if role.strip():
            known.setdefault(role.strip().casefold(), role.strip())
    approvers = tuple(known.values())
    failed = result.verdict == "fail"
    return {"signoff": SignOff(approvers=approvers, options=AGAINST) if failed else SignOff(approvers=approvers)}
