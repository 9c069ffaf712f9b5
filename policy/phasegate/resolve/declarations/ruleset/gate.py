"""`gate to_scale from foundation to scale { require … }`: a decision point, with the rules that are judged at it."""

from __future__ import annotations

from phasegate.model.framework import Gate
from phasegate.resolve.merging import Reading, Unread
from phasegate.resolve.read import clause_name, title
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Define the gate, which leads between the same phases in all rulesets, and note its rules."""
    start, to = clause_name(item, "from"), clause_name(item, "to")
    if item.name is None or start is None or to is None:
        return  # that a clause is missing was found when its form was checked
    span = ruleset.source.span(item.start, item.head_end)
    gate = Gate(item.name.id, title(item), start.id, to.id, span, ruleset.info.name)
    first = ruleset.merged.gates.setdefault(gate.name, gate)
    if (first.start, first.to) != (gate.start, gate.to):
        ruleset.report(
            "PG113",
            "gate",
            gate.span,
            name=gate.name,
            start=first.start,
            end=first.to,
            related=(Related(first.span, phrase("declared_first")),),
        )
    ruleset.merged.rules += [Unread(ruleset, child, first) for child in item.decls("rule", "require")]
