"""`control audit_logging "…" { category: …; evidence: "…"; evidence_age: 12 months }`: a safeguard that can be required."""

from __future__ import annotations

from phasegate.model.framework import ControlDef
from phasegate.resolve.merging import Reading, cites
from phasegate.resolve.read import fact, field, texts, title, yes
from phasegate.resolve.strictness import words
from phasegate.units import TIME
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Define the control."""
    assert item.name is not None
    age = ruleset.figures(item, "evidence_age", (TIME,))
    found = ControlDef(
        item.name.id,
        title(item),
        ruleset.source.span(item.start, item.head_end),
        fact(item, "category"),
        yes(item, "governance"),
        texts(field(item, "evidence")),
        age[1] if age else None,
        ruleset.share(item, "benchmark"),
        fact(item, "doc"),
        cites(item),
    )
    ruleset.define("control", ruleset.merged.controls, found, words.control)
