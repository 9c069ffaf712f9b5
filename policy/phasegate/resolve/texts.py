"""Texts with `{expression}` parts, as rules and requirements carry them."""

from __future__ import annotations

import re

from phasegate.model.framework import FilledText
from phasegate_dsl.build import unescape
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Expr, Text

_PART = re.compile(r"`[^`]*`|\{([^{}]*)\}")
"""Between backticks a text shows code: braces mean themselves there."""


def pieces(source: Source, text: Text) -> tuple[FilledText, list[Finding]]:
    """Literal parts and expressions of a text in turn; findings for expressions that cannot be read."""
    raw_start, raw_end = text.start + 1, text.end - 1
    parts: list[str | Expr] = []
    findings: list[Finding] = []
    at = raw_start
    for match in _PART.finditer(source.text, raw_start, raw_end):
        if match[1] is None:
            continue
        parts.append(unescape(source.text[at : match.start()]))
        expr, found = parse_expression(source, match.start(1), match.end(1))
        findings += found
        parts.append(expr if expr is not None else match[0])
        at = match.end()
    parts.append(unescape(source.text[at:raw_end]))
    return FilledText([p for p in parts if p != ""], source), findings
