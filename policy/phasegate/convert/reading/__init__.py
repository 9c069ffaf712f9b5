"""Business cases in YAML and JSON: text to the same tree that a `.gate` file gives, pointing into the text as written.

`read` goes through four rooms: `yamltext` or `jsontext` (text to nodes with places; what is hostile is refused),
`shape` (pydantic judges the keys), `values` (scalars to expressions of the language), `build` (nodes to the tree).
Which key gives which part of the tree is said in `table`, from the words of the language; `schemas/case.schema.json` lists
every key.

A list of entries under one name of `roles`, `controls` or `measured` declares that name several times.
"""

from __future__ import annotations

from phasegate.convert.reading.nodes import Mapping, Node
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.parse import Parsed
from phasegate_dsl.scan import hidden
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document


def read(source: Source) -> Parsed:
    """The tree of a case in YAML, or in JSON where the path ends so, and the findings of reading it; never raises."""
    size, limits = len(source.text), source.limits
    if size > limits.text:
        return _done(
            source,
            [finding("PG108", "file", source.span(0, 0), size=size, most=limits.text)],
        )
    unseen = hidden(source, 0, size)
    if any(f.code == "PG106" for f in unseen):
        return _done(source, unseen)
    node, found = _compose(source)
    findings = unseen + found
    if node is None:
        if not findings:
            findings.append(finding("PG116", "empty", source.span(0, 0)))
        return _done(source, findings)
    from phasegate.convert.reading.build import Builder
    from phasegate.convert.reading.shape import check

    shaped, bad = check(source, node)
    builder = Builder(source, bad)
    decl = builder.initiative(node) if isinstance(node, Mapping) and not node.broken else None
    return _done(source, findings + shaped + builder.values.findings, Document(source, [decl] if decl else []))


def _compose(source: Source) -> tuple[Node | None, list[Finding]]:
    if source.path.endswith(".json"):
        from phasegate.convert.reading.jsontext import compose
    else:
        from phasegate.convert.reading.yamltext import compose
    return compose(source)


def _done(source: Source, findings: list[Finding], document: Document | None = None) -> Parsed:
    """Findings in the order of the text, and no more of them than anybody reads."""
    ordered = sorted(findings, key=lambda f: f.span.start if f.span else 0)
    return Parsed(document or Document(source), ordered[: source.limits.findings])
