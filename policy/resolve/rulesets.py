"""Rulesets from their trees, merged over `extends` into one framework, with every rule's expressions checked."""

from __future__ import annotations

from collections.abc import Callable

from dsl.codes import finding
from dsl.expected import near
from dsl.finding import Finding, Related
from dsl.source import Source, Span
from dsl.tree import Bool, Decl, Field, ListExpr, Name, Text
from policy.digest import digest
from policy.expr.constant import NotConstant, bounds
from policy.expr.infer import Infer
from policy.expr.records import CONTROL_STATES, RISKS, ROOTS
from policy.expr.scope import Scope
from policy.expr.types import record
from policy.model.case import Bounds
from policy.model.framework import (
    CategoryDef,
    ControlDef,
    Framework,
    Gate,
    PhaseNorm,
    RoleDef,
    RulesetInfo,
    Share,
    TaxDef,
)
from policy.resolve.merging import Merge, check_condition, cites
from policy.resolve.parts import clause_names, fact
from policy.resolve.rules import read_rules
from policy.resolve.titles import title_of
from policy.units import FTE, MONEY, MONEY_RATE, NUMBER, SIGNS, TIME, Dim, power, show, times

Found = tuple[Source, Decl]
RATE_DIM = times(MONEY_RATE, power(FTE, 1), -1)


def gather(
    names: list[tuple[str, Span]], find: Callable[[str], Found | None], known: Callable[[], list[str]]
) -> tuple[list[Found], list[Finding]]:
    """The rulesets asked for and all that they extend, bases first; findings for unknown names and circles."""
    order: list[Found] = []
    findings: list[Finding] = []
    state: dict[str, int] = {}

    def visit(name: str, span: Span, way: list[str]) -> None:
        if state.get(name) == 2:
            return
        if state.get(name) == 1:
            shown = " → ".join(f"`{n}`" for n in [*way[way.index(name) :], name])
            findings.append(
                finding(
                    "PG206", span, f"rulesets extend each other in a circle: {shown}", help="take one `extends` out"
                )
            )
            return
        found = find(name)
        if found is None:
            meant = near(name, known())
            findings.append(
                finding(
                    "PG203",
                    span,
                    f"there is no ruleset `{name}`",
                    help=f"did you mean `{meant}`?"
                    if meant
                    else "the shipped ones are " + ", ".join(f"`{n}`" for n in known()),
                )
            )
            state[name] = 2
            return
        state[name] = 1
        source, decl = found
        for base in decl.decls("extends"):
            for one in clause_names(base, "names"):
                visit(one.id, source.span(one.start, one.end), [*way, name])
        state[name] = 2
        order.append(found)

    for name, span in names:
        visit(name, span, [])
    return order, findings


def merge(rulesets: list[Found]) -> tuple[Framework, list[Finding]]:
    """One framework out of rulesets in order, bases first."""
    m = Merge(Framework())
    words: dict[str, set[str]] = {"risk": set(RISKS), "control_state": set(CONTROL_STATES)}
    for source, decl in rulesets:
        _vocabulary(m, source, decl, words)
    frame = m.frame
    for kind in ("control", "role", "category", "phase", "gate"):
        words[kind] = set(
            getattr(
                frame,
                {"control": "controls", "role": "roles", "category": "categories", "phase": "phases", "gate": "gates"}[
                    kind
                ],
            )
        )
    frame.vocabularies = {k: frozenset(v) for k, v in words.items()}
    scope = rule_scope(frame)
    for source, decl in rulesets:
        _conditions(m, source, decl, scope)
    read_rules(m, scope)
    for control in frame.controls.values():
        _known(m, control.category, "category", control.span)
    for role in frame.roles.values():
        _known(m, role.category, "category", role.span)
    return frame, m.findings


def _known(m: Merge, word: str, vocabulary: str, span: Span) -> None:
    words = m.frame.vocabularies.get(vocabulary) or frozenset()
    if word and word not in words:
        meant = near(word, words)
        m.report(
            "PG202",
            span,
            f"there is no {vocabulary} `{word}`",
            help=f"did you mean `{meant}`?" if meant else f"define it: `{vocabulary} {word} {{ … }}`",
        )


def rule_scope(frame: Framework) -> Scope:
    """What is in sight of every rule: the roots, and the phases that the rulesets know."""
    names = {n: f.type for n, f in ROOTS.items()}
    names.update({p: record("phase") for p in frame.phases})
    budgets = {p.name: p.budget.dim for p in frame.phases.values() if p.budget}
    return Scope(names, frame.units, "USD", frozenset(), frame.vocabularies, budgets, True)


def _defined_once(m: Merge, source: Source, decl: Decl) -> None:
    """Each control, role, category, phase and tax of a ruleset is defined once in it."""
    seen: dict[tuple[str, str], Name] = {}
    for item in decl.decls("control", "role", "category", "phase", "tax"):
        if item.name is None:
            continue
        first = seen.setdefault((item.kind, item.name.id), item.name)
        if first is not item.name:
            m.report(
                "PG113", source.span(item.name.start, item.name.end), f"the {item.kind} `{item.name.id}` is defined twice",
                help="keep one, or give it a name of its own",
                related=(Related(source.span(first.start, first.end), "first defined here"),),
            )  # fmt: skip


# -- vocabulary ----------------------------------------------------------------------------------------------------


def _vocabulary(m: Merge, source: Source, decl: Decl, words: dict[str, set[str]]) -> None:
    assert decl.name is not None
    frame = m.frame
    info = RulesetInfo(
        decl.name.id, title_of(decl), fact(decl, "version"), source.span(decl.start, decl.head_end),
        digest(source.text[decl.start : decl.end].encode("utf-8", "surrogatepass"))[:12], fact(decl, "doc"),
        [n.id for e in decl.decls("extends") for n in clause_names(e, "names")],
    )  # fmt: skip
    frame.rulesets[info.name] = info
    frame.units |= frozenset(n.id for d in decl.decls("unit") for n in clause_names(d, "names"))
    prefix = fact(decl, "prefix") or "".join(w[0] for w in info.name.split("_") if w).upper()
    _defined_once(m, source, decl)
    for item in decl.decls():
        if item.kind == "vocabulary" and item.name is not None:
            clause = item.clause("is")
            listed = clause.value.items if clause and isinstance(clause.value, ListExpr) else []
            words.setdefault(item.name.id, set()).update(n.id for n in listed if isinstance(n, Name))
        elif item.kind == "control":
            frame.controls[item.name.id] = _control(m, source, item)  # type: ignore[union-attr]
        elif item.kind == "role":
            frame.roles[item.name.id] = _role(m, source, item)  # type: ignore[union-attr]
        elif item.kind == "category":
            frame.categories[item.name.id] = _category(m, source, item)  # type: ignore[union-attr]
        elif item.kind == "phase":
            frame.phases[item.name.id] = _phase(m, source, item)  # type: ignore[union-attr]
        elif item.kind == "tax":
            frame.taxes.append(_tax(m, source, item, info.name))
        elif item.kind == "gate":
            _gate(m, source, item, info, prefix)
        elif item.kind == "rule":
            m.rules.append((source, item, info, None, prefix))


def _field(item: Decl, name: str) -> Field | None:
    return next((f for f in item.fields() if f.name.id == name), None)


def _yes(item: Decl, name: str) -> bool:
    found = _field(item, name)
    return bool(found and isinstance(found.value, Bool) and found.value.value)


def figures(
    m: Merge, source: Source, item: Decl, name: str, allowed: tuple[Dim, ...]
) -> tuple[float, float, Dim] | None:
    """Both ends of a field that is an interval, a range or one figure, in base units, with its dimension."""
    found = _field(item, name)
    if found is None:
        return None
    scope = Scope(units=m.frame.units, rule=True)
    check = Infer(source, scope)
    kind = check.check(found.value)
    m.findings += check.findings
    if kind.kind == "error":
        return None
    span = source.span(found.value.start, found.value.end)
    if kind.kind not in ("quantity", "interval") or kind.dim not in allowed:
        wanted = " or ".join(f"`{show(d, 'USD')}`" for d in allowed)
        m.report("PG300", span, f"`{name}` is measured in {wanted}, not {kind.show('USD')}")
        return None
    try:
        low, high = bounds(found.value, scope)
    except (NotConstant, ZeroDivisionError):
        m.report(
            "PG114", span, f"`{name}` is a written figure, a range or an interval", help="for example `30% to 50%`"
        )
        return None
    if low > high:
        m.report(
            "PG308", span, f"`{name}` does not rise from its low to its high end", help="write the smaller figure first"
        )
        return None
    return low, high, kind.dim


def _share(m: Merge, source: Source, item: Decl, name: str, dim: Dim = NUMBER) -> Share | None:
    found = figures(m, source, item, name, (dim,))
    return Share(found[0], found[1]) if found else None


def _control(m: Merge, source: Source, item: Decl) -> ControlDef:
    evidence = _field(item, "evidence")
    value = evidence.value if evidence else None
    asked = (
        [t.value for t in value.items if isinstance(t, Text)]
        if isinstance(value, ListExpr)
        else [value.value]
        if isinstance(value, Text)
        else []
    )
    age = figures(m, source, item, "evidence_age", (TIME,))
    assert item.name is not None
    return ControlDef(
        item.name.id, title_of(item), source.span(item.start, item.head_end), fact(item, "category"), _yes(item, "governance"), asked,
        age[1] if age else None, _share(m, source, item, "benchmark"), fact(item, "doc"), cites(source, item),
    )  # fmt: skip


def _role(m: Merge, source: Source, item: Decl) -> RoleDef:
    assert item.name is not None
    rate = _share(m, source, item, "rate", RATE_DIM)
    return RoleDef(
        item.name.id,
        title_of(item),
        source.span(item.start, item.head_end),
        fact(item, "category"),
        _yes(item, "governance"),
        rate,
        currency_of(source, item, "rate"),
        fact(item, "doc"),
        cites(source, item),
    )


def _category(m: Merge, source: Source, item: Decl) -> CategoryDef:
    assert item.name is not None
    return CategoryDef(
        item.name.id,
        title_of(item),
        source.span(item.start, item.head_end),
        _share(m, source, item, "benchmark"),
        _yes(item, "governance"),
        fact(item, "doc"),
    )


def _phase(m: Merge, source: Source, item: Decl) -> PhaseNorm:
    assert item.name is not None
    norm = PhaseNorm(
        item.name.id,
        title_of(item),
        source.span(item.start, item.head_end),
        delivery=_yes(item, "delivery"),
        doc=fact(item, "doc"),
    )
    budget = figures(m, source, item, "budget", (MONEY, MONEY_RATE))
    if budget:
        norm.budget = Bounds(*budget, norm.span)
        norm.budget_currency = currency_of(source, item, "budget")
    duration = figures(m, source, item, "duration", (TIME,))
    norm.duration = Bounds(*duration, norm.span) if duration else None
    return norm


def currency_of(source: Source, item: Decl, name: str) -> str:
    """The currency that a ruleset's figure is written in."""
    found = _field(item, name)
    text = source.text[found.value.start : found.value.end] if found else ""
    for sign, code in SIGNS.items():
        if sign in text:
            return code
    return next((w for w in text.replace("/", " ").split() if w.isupper() and len(w) == 3), "USD")


def _tax(m: Merge, source: Source, item: Decl, ruleset: str) -> TaxDef:
    return TaxDef(
        ruleset,
        source.span(item.start, item.head_end),
        _share(m, source, item, "timeline"),
        _share(m, source, item, "operations"),
        _share(m, source, item, "roles", FTE),
        cites(source, item),
    )


def _gate(m: Merge, source: Source, item: Decl, info: RulesetInfo, prefix: str) -> None:
    assert item.name is not None
    start, to = item.clause("from"), item.clause("to")
    assert start is not None and to is not None and isinstance(start.value, Name) and isinstance(to.value, Name)
    gate = Gate(item.name.id, title_of(item), start.value.id, to.value.id, source.span(item.start, item.head_end))
    first = m.frame.gates.setdefault(gate.name, gate)
    if (first.start, first.to) != (gate.start, gate.to):
        m.report(
            "PG113",
            gate.span,
            f"the gate `{gate.name}` leads from `{first.start}` to `{first.to}` elsewhere",
            help="use another name, or the same phases",
            related=(Related(first.span, "declared here first"),),
        )
    for child in item.decls("rule", "require"):
        m.rules.append((source, child, info, first, prefix))


def _conditions(m: Merge, source: Source, decl: Decl, scope: Scope) -> None:
    """`applies when` of a ruleset, checked."""
    assert decl.name is not None
    info = m.frame.rulesets[decl.name.id]
    for item in decl.decls("applies"):
        clause = item.clause("is")
        assert clause is not None
        check_condition(m, source, clause.value, scope)
        info.applies.append((source, clause.value))
