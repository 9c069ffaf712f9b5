"""Business cases in YAML and JSON: the same tree as from a `.gate` file, with offsets into the YAML or JSON text.

`nodes` composes the text with positions, `shape` says with pydantic which keys there may be, `build` makes the tree.
Every value is written in the language's own expression syntax.
"""

from __future__ import annotations

from dsl.codes import finding
from dsl.limits import MAX_TEXT
from dsl.parse import Parsed
from dsl.scan import hidden
from dsl.source import Source
from dsl.tree import Document


def read(source: Source) -> Parsed:
    """The tree of a YAML or JSON text and the findings of reading it; never raises for bad input."""
    if len(source.text) > MAX_TEXT:
        message = f"the file has {len(source.text):,} characters; the most is {MAX_TEXT:,}"
        return Parsed(Document(source), [finding("PG108", source.span(0, 0), message, help="split the file")])
    findings = hidden(source, 0, len(source.text))
    if findings:
        return Parsed(Document(source), findings)
    from policy.model.intake import build, nodes, shape

    root, findings = nodes.compose(source)
    if root is None or findings:
        return Parsed(Document(source), findings)
    findings = shape.check(source, root)
    if findings:
        return Parsed(Document(source), findings)
    return build.document(source, root)
