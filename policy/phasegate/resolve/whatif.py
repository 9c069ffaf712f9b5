"""What a caller writes on the command line, checked as the language is: changed assumptions, levels of a driver."""

from __future__ import annotations

import re
from dataclasses import replace

from phasegate.expr.names import names_in, unfolded
from phasegate.expr.scope import Scope
from phasegate.expr.types import Type, measure
from phasegate.model.case import Case, Definition
from phasegate.model.framework import Framework
from phasegate.model.names import find_key
from phasegate.resolve.context import Context
from phasegate.resolve.growth import check_growth
from phasegate.resolve.levels import spread_unit
from phasegate.resolve.order import order
from phasegate.resolve.ranges import check_ranges
from phasegate.resolve.streams import rewritten
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import nearest
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Expr

MAX_LENGTH = 4000
"""Characters of one argument."""
MAX_LEVELS = 60
_SET = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)\s*=(?!=)")


def changes(
    case: Case, scope: Scope, frame: Framework, texts: list[str]
) -> tuple[dict[str, Definition], list[Finding]]:
    """Definitions by assumption from `name=expression` texts, with findings."""
    made: dict[str, Definition] = {}
    findings: list[Finding] = []
    for text in texts:
        source = Source("--set", text)
        one, found = _change(case, scope, frame, source)
        findings += found
        if one is None:
            continue
        if one.key in made:
            findings.append(finding("PG113", "set_twice", one.span, name=one.key))
        made[one.key] = one
    return made, findings or _cycles(case, made)


def _change(case: Case, scope: Scope, frame: Framework, source: Source) -> tuple[Definition | None, list[Finding]]:
    text = source.text
    whole = source.span(0, len(text))
    match = _SET.match(text)
    if match is None or len(text) > MAX_LENGTH:
        place = source.span(0, min(len(text), 60))
        if len(text) > MAX_LENGTH:
            return None, [finding("PG108", "change", place, most=MAX_LENGTH)]
        return None, [finding("PG100", "change", place)]
    name = match[1]
    base = case.definitions.get(name)
    names = [d.key for d in case.assumptions()]
    if base is None or base.kind != "assumption":
        place = source.span(match.start(1), match.end(1))
        return None, [finding("PG200", "change", place, name=name, **nearest(name, names))]
    expr, found = parse_expression(source, match.end(), len(text))
    if expr is None:
        return None, found
    context = Context(source, scope)
    typed = context.typed(expr, _scope(case, scope, expr, base))
    if typed.kind == "interval":
        context.report("PG306", "set_interval", expr, name=name)
    elif typed.kind not in ("quantity", "error"):
        context.report("PG114", "change", expr, name=name, found=typed.told(case.currency))
    elif typed.kind == "quantity" and typed.dim != base.dim:
        a, b = measure(base.dim, case.currency), measure(typed.dim, case.currency)
        context.report("PG300", "here", expr, name=name, base=a, found=b)
    if not context.findings:
        check_ranges(context, expr)
        check_growth(context, expr, lambda _: None)
    if context.findings:
        return None, context.findings
    return _definition(case.name, base, expr, typed, whole), []


def _definition(owner: str, base: Definition, expr: Expr, found: Type, span: Span) -> Definition:
    """The changed assumption; its own name in it (`claims * 2`) stands for the value in the case."""
    return replace(
        rewritten(base, owner, base, unfolded(expr, base.name, base.expr)),
        span=span,
        source="",
        uncertain=found.uncertain,
        varies=found.varies,
    )


def _scope(case: Case, scope: Scope, expr: Expr, base: Definition) -> Scope:
    """The names in sight of a change, with their types."""
    names: dict[str, Type] = {}
    for used in names_in(expr):
        key = base.key if used.id == base.name else find_key(case.definitions, used.id, base.phase)
        if key is not None:
            d = case.definitions[key]
            names[used.id] = Type("quantity", d.dim, d.uncertain, d.varies, d.shown_as)
    return scope.inner(names)


def _cycles(case: Case, made: dict[str, Definition]) -> list[Finding]:
    """Findings for changes that make a name depend on itself."""
    uses = {}
    for key, one in case.definitions.items():
        new = made.get(key, one)
        used = [find_key(case.definitions, n.id, one.phase, key) for n in names_in(new.expr)]
        used += [f"{p.name}.{u}" for u in used for p in case.phases if u in case.definitions and u != one.name]
        uses[key] = [u for u in used if u is not None]
    found = []
    for cycle in order(uses)[1]:
        place = next((made[key].span for key in cycle if key in made), None)

        found.append(finding("PG206", "cycle", place, name=cycle[0], chain=tuple(cycle)))
    return found


def levels(
    case: Case, scope: Scope, frame: Framework, driver: Definition, text: str
) -> tuple[list[tuple[str, float]], list[Finding]]:
    """`1_000, 10_000 claim/mo` as labels and values in base units; the unit may stand at the last level only."""
    source = Source("--at", text)
    if len(text) > MAX_LENGTH or text.count(",") >= MAX_LEVELS:
        return [], [finding("PG108", "levels", source.span(0, 20), most=MAX_LEVELS)]
    points: list[Expr] = []
    at = 0
    for piece in text.split(","):
        expr, found = parse_expression(source, at, at + len(piece))
        if expr is None:
            return [], found
        points.append(expr)
        at += len(piece) + 1
    context = Context(source, scope)
    amounts = [
        context.amount(point, (driver.dim,), phrase("level_of", name=driver.key)) for point in spread_unit(points)
    ]
    if context.findings:
        return [], context.findings
    return [(a.span.one_line, a.value) for a in amounts if a is not None], []
