"""What merging rulesets shares: the framework so far, the rules still to be read, conditions and citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from phasegate.expr.infer import Infer
from phasegate.expr.scope import Scope
from phasegate.expr.types import Type
from phasegate.model.framework import Framework, Gate, RulesetInfo
from phasegate.resolve.parts import fact
from phasegate_dsl.finding import Cited, Finding, Related, finding
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Date, Decl, Expr, Text


@dataclass(slots=True)
class Merge:
    """The framework so far and the trees of rules that are still to be read once all vocabulary is known."""

    frame: Framework
    findings: list[Finding] = field(default_factory=list)
    rules: list[tuple[Source, Decl, RulesetInfo, Gate | None, str]] = field(default_factory=list)

    def report(self, code: str, span: Span, message: str, help: str = "", related: tuple[Related, ...] = ()) -> None:
        """Note a finding."""
        self.findings.append(finding(code, span, message, help=help, related=related))


def check_condition(m: Merge, source: Source, expr: Expr, scope: Scope) -> Type:
    """Check an expression that has to be yes or no."""
    check = Infer(source, scope)
    found = check.check(expr)
    m.findings += check.findings
    if found.kind not in ("bool", "error"):
        m.report(
            "PG305",
            source.span(expr.start, expr.end),
            f"a condition is yes or no, not {found.show('USD')}",
            help="compare it, for example `… >= 80%`",
        )
    return found


def cites(source: Source, item: Decl) -> tuple[Cited, ...]:
    """The citations in a declaration's body."""
    found = []
    for cite in item.decls("cite"):
        sections = cite.clause("sections")
        names = (
            tuple(t.value for t in sections.value if isinstance(t, Text))
            if sections and isinstance(sections.value, list)
            else ()
        )
        day = next((f.value for f in cite.fields() if f.name.id == "in_force" and isinstance(f.value, Date)), None)
        in_force = f"{day.year:04}-{day.month:02}-{day.day:02}" if day else ""
        found.append(
            Cited(cite.title.value if cite.title else "", names, in_force, fact(cite, "url"), fact(cite, "note"))
        )
    return tuple(found)
