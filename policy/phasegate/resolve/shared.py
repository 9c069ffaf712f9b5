"""Drivers that cases share, read where they stand: at the top of a file, or in a ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from phasegate.model.framework import Framework, SharedDef
from phasegate.resolve.read import clause_text, facts, head, title
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Expr


def take(known: dict[str, SharedDef], source: Source, decl: Decl, home: str) -> list[Finding]:
    """Add a driver to those that are known; the finding that its name is taken. What has no value was found before."""
    given = decl.clause("=")
    if decl.name is None or given is None or not isinstance(given.value, Expr):
        return []
    one = SharedDef(
        decl.name.id,
        title(decl),
        head(decl, source),
        given.value,
        home,
        clause_text(decl, "source"),
        facts(decl),
    )
    return _taken(known.setdefault(one.name, one), one)


def with_shared(frame: Framework, more: Mapping[str, SharedDef]) -> tuple[Framework, list[Finding]]:
    """A framework with the drivers of files beside those of its rulesets; findings for names that both have."""
    both = [found for name, one in more.items() if name in frame.shared for found in _taken(frame.shared[name], one)]
    return (replace(frame, shared={**more, **frame.shared}) if more else frame), both


def _taken(first: SharedDef, one: SharedDef) -> list[Finding]:
    """The finding that a name is taken; none about a file that is reached twice."""
    if first.span.text == one.span.text:
        return []
    related = (Related(first.span, phrase("first_defined")),)
    return [finding("PG113", "shared_twice", one.span, name=one.name, related=related)]
