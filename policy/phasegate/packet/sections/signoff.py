"""Who decides: the sponsor, the CFO, and whoever approved earlier decisions and waivers; no name is made up."""

from __future__ import annotations

from typing import Any

from phasegate.packet.sections.reading import initiative, needed
from phasegate.packet.view_decision import SignOff
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    decided = sorted(needed(result.decisions), key=lambda one: one.on)
    roles = [initiative(result).sponsor or "Sponsor (not named in the case)", "CFO", *(one.by for one in decided)]
    roles += [one.by for one in result.waivers if one.state == "in force"]
    known: dict[str, str] = {}
    for role in roles:
        if role.strip():
            known.setdefault(role.strip().casefold(), role.strip())
    return {"signoff": SignOff(approvers=tuple(known.values()))}
