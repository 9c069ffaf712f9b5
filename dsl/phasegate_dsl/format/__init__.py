"""The formatter: one layout for every text, with the same tree and the same comments as before."""

from __future__ import annotations

from dataclasses import field

from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.format.layout import lines
from phasegate_dsl.format.stream import TokenStream, read
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.walk import same

WIDTH = 100
"""Where long expressions and lists break; a row of a table may be a third longer."""


@slotted
class Formatted:
    """A text in the one layout, or the findings that say why it was left as it is."""

    text: str
    findings: list[Finding] = field(default_factory=list)


def format_source(source: Source, width: int = WIDTH) -> Formatted:
    """Lay a text out; a text with slips, or one that would change its meaning, comes back as it is with findings."""
    stream = read(source)
    if isinstance(stream, list):
        return Formatted(source.text, stream)
    made = lines(stream, width)
    text = "".join(f"{line}\n" for line in made)
    trouble = _trouble(stream, Source(source.path, text, source.limits))
    if trouble:
        return Formatted(
            source.text,
            [
                finding("PG901", trouble, source.span(0, 0))
            ],
        )  # fmt: skip
    return Formatted(text.replace("\n", "\r\n") if _dos(source.text) else text)


def _trouble(before: TokenStream, source: Source) -> str:
    """What is wrong with a formatted text (a kind of PG901), if anything is: it is read again before anybody else reads it."""
    after = read(source)
    if isinstance(after, list):
        return "format_unread"
    if not same(before.document.body, after.document.body):
        return "format_meaning"
    if before.remarks != after.remarks:
        return "format_comments"
    return ""


def _dos(text: str) -> bool:
    """Whether lines end as on Windows: the first one says it for all."""
    end = text.find("\n")
    return end > 0 and text[end - 1] == "\r"
