"""The call itself."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

CALLS = {
    "PG900": Entry(
        "nothing was checked",
        "No business case was found, or a ruleset did not load. That is never a pass.",
        {},
    ),
    "PG901": Entry(
        "internal error",
        "Phasegate failed on this input; please report it. The rest of the run went on.",
        {},
    ),
}
