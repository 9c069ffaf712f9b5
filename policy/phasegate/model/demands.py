"""What a call demands of every case, whatever the case says of itself: a pull request writes the case, not the call."""

from __future__ import annotations

from phasegate_dsl.records import frozen


@frozen
class Demands:
    """What must judge a case, and what its claims must show."""

    rulesets: tuple[tuple[str, str], ...] = ()
    """Rulesets that must be followed and apply, each with the start of its digest; empty for a shipped one."""
    gate: bool = False
    """Whether a gate must be requested, of a demanded ruleset where some are."""
    evidence: bool = False
    """Whether the evidence of each control must be a file of the repository."""
    approvers: tuple[str, ...] = ()
    """Whose approval a waiver needs; anybody's where none is named."""
