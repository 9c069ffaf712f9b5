"""`vocabulary industry = [banking, insurance]`: words that cases and rules may use."""

from __future__ import annotations

from phasegate.resolve.merging import Reading
from phasegate_dsl.tree import Decl, ListExpr, Name


def read(ruleset: Reading, item: Decl) -> None:
    """Add its words to those of other rulesets."""
    assert item.name is not None
    clause = item.clause("is")
    listed = clause.value.items if clause and isinstance(clause.value, ListExpr) else []
    words = {name.id for name in listed if isinstance(name, Name)}
    ruleset.merged.words.setdefault(item.name.id, set()).update(words)
