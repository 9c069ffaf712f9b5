"""`category redundancy "…" { benchmark: 20% to 35% }`: a kind of cost."""

from __future__ import annotations

from phasegate.model.framework import CategoryDef
from phasegate.resolve.merging import Reading
from phasegate.resolve.read import fact, title, yes
from phasegate.resolve.strictness import words
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Define the category."""
    assert item.name is not None
    found = CategoryDef(
        item.name.id,
        title(item),
        ruleset.source.span(item.start, item.head_end),
        ruleset.share(item, "benchmark"),
        yes(item, "governance"),
        fact(item, "doc"),
    )
    ruleset.define("category", ruleset.merged.categories, found, words.category)
