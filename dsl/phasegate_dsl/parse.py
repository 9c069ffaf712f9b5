"""Text to tree: the engine reads a text without slips; one with slips goes to `recover`.

That reports the token that cannot stand where it stands, repairs the statement or drops it, and says where to go on.
So one run reports every slip.
"""

from __future__ import annotations

from dataclasses import dataclass

from phasegate_dsl.engine import engine
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document, Expr

_ABOUT_NAMES = frozenset(["PG112", "PG200", "PG201", "PG202", "PG203", "PG204", "PG208", "PG214"])
"""Codes of findings about something that is absent."""


@dataclass(slots=True, eq=False, repr=False)
class Parsed:
    """A document as far as it was understood, with its findings."""

    document: Document
    findings: list[Finding]
    doubtful: frozenset[str] = frozenset()
    """Words of broken statements: a finding that one of them is not defined only repeats the slip."""

    def echo(self, later: Finding) -> bool:
        """Whether a finding of a later stage only repeats a slip: it is on the same line, or misses a broken word."""
        if later.span is None or later.span.source is not self.document.source:
            return False
        if any(f.key == later.key for f in self.findings):
            return False
        if any(f.code == "PG109" for f in self.findings):  # the text was cut off there: nothing is known of the rest
            return True
        if any(f.span is not None and f.span.line == later.span.line for f in self.findings):
            return True
        about = {later.span.text, *(words[0] for text in later.texts() if (words := text.split()))}
        return later.code in _ABOUT_NAMES and bool(about & self.doubtful)


def parse(source: Source) -> Parsed:
    """The tree of a text and the findings of reading it; never raises for bad input."""
    most = source.limits
    if len(source.text) > most.text:
        size = finding("PG108", "file", source.span(0, 0), size=len(source.text), most=most.text)
        return Parsed(Document(source), [size])
    tokens = engine().scanner.scan(source)
    if tokens.unbalanced or tokens.findings:
        from phasegate_dsl.recover import recover

        body, findings, doubtful = recover(engine(), source, tokens)
        return Parsed(Document(source, body), findings[: most.findings], doubtful)
    body, stop = engine().run(source, tokens)
    if stop is not None:
        from phasegate_dsl.recover import recover

        body, findings, doubtful = recover(engine(), source, tokens, stop)
        return Parsed(Document(source, body), findings[: most.findings], doubtful)
    return Parsed(Document(source, body), [])


def parse_expression(source: Source, start: int, end: int) -> tuple[Expr | None, list[Finding]]:
    """The expression in a part of a source (a YAML value, an interpolation in a text), with offsets into the source."""
    tokens = engine().scanner.scan(source, start, end, lines=False)
    if not tokens.types:
        return None, tokens.findings or [finding("PG100", "no_value", source.span(start, end))]
    # `when EXPR` is the smallest statement that holds just an expression.
    tokens.types.insert(0, "WHEN")
    tokens.starts.insert(0, start)
    tokens.ends.insert(0, start)
    body, stop = engine().run(source, tokens)
    if stop is not None or tokens.findings:
        from phasegate_dsl.recover import first_finding

        return None, tokens.findings or [first_finding(engine(), source, tokens, stop)]
    if not body or body[0].kind != "when":
        return None, [finding("PG100", "one_value", source.span(start, end))]
    return body[0].clauses[0].value, []
