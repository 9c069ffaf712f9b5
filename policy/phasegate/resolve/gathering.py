"""The rulesets that a case follows and all that they extend, bases first."""

from __future__ import annotations

from collections.abc import Callable

from phasegate.resolve.read import clause_names
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.nearest import near
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl

Found = tuple[Source, Decl]


def gather(
    names: list[tuple[str, Span]], find: Callable[[str], Found | None], known: Callable[[], list[str]]
) -> tuple[list[Found], list[Finding]]:
    """The rulesets asked for and all that they extend, bases first; findings for unknown names and circles."""
    gathering = _Gathering(find, known)
    for name, span in names:
        gathering.visit(name, span, ())
    return gathering.order, gathering.findings


class _Gathering:
    """A walk over `extends`, depth first."""

    def __init__(self, find: Callable[[str], Found | None], known: Callable[[], list[str]]) -> None:
        self._find, self._known = find, known
        self._done: set[str] = set()
        self.order: list[Found] = []
        self.findings: list[Finding] = []

    def visit(self, name: str, span: Span, way: tuple[str, ...]) -> None:
        """Add a ruleset after its bases; `way` is the path of rulesets that led here."""
        if name in way:
            self.findings.append(finding("PG206", "circle", span, chain=(*way[way.index(name) :], name)))
            return
        if name in self._done:
            return
        found = self._find(name)
        if found is None:
            self._unknown(name, span)
        else:
            source, decl = found
            for base in [base for extends in decl.decls("extends") for base in clause_names(extends, "names")]:
                self.visit(base.id, source.span(base.start, base.end), (*way, name))
            self.order.append(found)
        self._done.add(name)

    def _unknown(self, name: str, span: Span) -> None:
        meant = near(name, self._known())

        self.findings.append(finding("PG203", "ruleset", span, name=name, meant=meant, known=tuple(self._known())))
