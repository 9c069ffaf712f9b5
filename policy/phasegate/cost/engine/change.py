"""What a version of a case has in place of what is written."""

from __future__ import annotations

from dataclasses import field

from phasegate.cost.engine.flow import Value
from phasegate.model.case import Definition
from phasegate_dsl.records import slotted


@slotted
class Change:
    """What a scenario, a curve or a what-if changes: definitions by assumption, fixed values, factors."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    fixed: dict[str, Value] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """The keys of all definitions that it changes."""
        return {*self.definitions, *self.fixed, *self.factors}
