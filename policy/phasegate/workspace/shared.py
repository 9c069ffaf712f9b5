"""What is made once of a text, however many cases rest on it: trees of rulesets, merged frameworks, price lists.

All is kept by what it is made from, so that a later run may use it as well; a text that changed is another text.
"""

from __future__ import annotations

from dataclasses import field

from phasegate.model.framework import Framework
from phasegate.prices.source import Loaded
from phasegate.resolve.rulesets import Found, merge
from phasegate_dsl.check import check
from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse
from phasegate_dsl.records import frozen, slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document

Text = tuple[str, str, str]
"""The shown path and the digest of a text, and the limits under which it is read."""


@frozen
class Sheet:
    """A `.gate` file with its tree, and the findings of reading and checking it."""

    document: Document
    findings: tuple[Finding, ...]


@slotted
class Shared:
    """Sheets, frameworks and price lists by the texts that they are made from."""

    _sheets: dict[Text, Sheet] = field(default_factory=dict)
    _frameworks: dict[tuple[int, ...], tuple[Framework, tuple[Finding, ...]]] = field(default_factory=dict)
    _prices: dict[Text, Loaded] = field(default_factory=dict)
    _kept: set[int] = field(default_factory=set)
    """Identities of the texts whose declarations may stand for them: those of sheets live as long as this does."""

    def sheet(self, source: Source) -> Sheet:
        """A text, parsed and checked."""
        key = _key(source)
        found = self._sheets.get(key)
        if found is None:
            parsed = parse(source)
            wrong = [*parsed.findings, *(f for f in check(parsed.document) if not parsed.echo(f))]
            found = self._sheets[key] = Sheet(parsed.document, tuple(wrong))
            self._kept.add(id(source))
        return found

    def framework(self, order: list[Found]) -> tuple[Framework, tuple[Finding, ...]]:
        """Rulesets in order, bases first, merged; those that stand in a case's own file are merged for it alone."""
        if not all(id(source) in self._kept for source, _ in order):
            frame, wrong = merge(order)
            return frame, tuple(wrong)
        key = tuple(id(decl) for _, decl in order)
        found = self._frameworks.get(key)
        if found is None:
            frame, wrong = merge(order)
            found = self._frameworks[key] = frame, tuple(wrong)
        return found

    def price_list(self, source: Source) -> Loaded:
        """A price list, read and checked."""
        from phasegate.prices.text import parse as parse_prices

        key = _key(source)
        if key not in self._prices:
            self._prices[key] = parse_prices(source, source.path)
        return self._prices[key]


def _key(source: Source) -> Text:
    return source.path, digest(source.text.encode("utf-8", "surrogatepass")), repr(source.limits)
