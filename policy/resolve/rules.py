"""Rules from their trees: requirements, texts and citations read, every expression typed; loosened rules refused."""

from __future__ import annotations

from dsl.expected import near
from dsl.finding import Related
from dsl.source import Source
from dsl.tree import Binary, Decl, Expr, Name, Num
from policy.expr.constant import NotConstant, value
from policy.expr.infer import Infer
from policy.expr.scope import Scope
from policy.expr.types import Type
from policy.model.case import Amount
from policy.model.framework import Gate, Requirement, Rule, RulesetInfo
from policy.resolve.merging import Merge, check_condition, cites
from policy.resolve.texts import pieces
from policy.resolve.titles import readable, title_of
from policy.units import FTE

_LEVELS = ("advisory", "waivable", "mandatory")
_KINDS = {"control": "", "role": "ROLE-", "category": "CATEGORY-", "line": "LINE-", "expression": "CHECK-"}


def read_rules(m: Merge, scope: Scope) -> None:
    """All rules of the merged rulesets, in order; a later rule of the same id replaces the earlier one if it is no looser."""
    for source, decl, info, gate, prefix in m.rules:
        if decl.kind == "rule":
            rule = _rule(m, source, decl, info, gate, scope)
            _place(m, rule, rule.id)
        else:
            for rule in _bare(m, source, decl, info, gate, prefix, scope):
                _place(
                    m, rule, f"{rule.id}@{gate.name if gate else ''}"
                )  # the same item may be required at several gates


def _place(m: Merge, rule: Rule, key: str) -> None:
    before = m.frame.rules.get(key)
    if before is None:
        m.frame.rules[key] = rule
        return
    related = (Related(before.span, "first defined here"),)
    if before.ruleset == rule.ruleset:
        m.report(
            "PG113",
            rule.span,
            f"the rule `{rule.id}` is defined twice",
            help="give it an id of its own",
            related=related,
        )
    elif before.level == "mandatory" and (how := _looser(before, rule)):
        m.report(
            "PG213",
            rule.span,
            f"`{rule.id}` is mandatory in `{before.ruleset}` and is loosened here: {how}",
            help="a ruleset may tighten what it extends; use a waiver for an exception",
            related=related,
        )
    else:
        m.frame.rules[key] = rule


def _looser(before: Rule, after: Rule) -> str:
    """What makes a redefinition looser, in words; nothing if it is not."""
    if _LEVELS.index(after.level) < _LEVELS.index(before.level):
        return f"its level is {after.level}"
    if len(after.when) > len(before.when):
        return "it applies to fewer cases"
    if (before.gates and after.gates and set(before.gates) - set(after.gates)) or (not before.gates and after.gates):
        return "it is judged at fewer gates"
    if len(after.requires) < len(before.requires):
        return "it requires less"
    for one, other in zip(before.requires, after.requires, strict=False):
        if set(one.names) - set(other.names) or (one.evidenced and not other.evidenced):
            return "it requires less"
        if _further_out(before, one.expr, after, other.expr):
            return "its bound is further out"
    return ""


def _further_out(before: Rule, one: Expr | None, after: Rule, other: Expr | None) -> bool:
    """Whether two comparisons of the same thing differ by a bound that lets more through."""
    if not isinstance(one, Binary) or not isinstance(other, Binary) or one.op != other.op:
        return False
    was, now = _bound(one), _bound(other)
    same = before.source.text[one.left.start : one.left.end] == after.source.text[other.left.start : other.left.end]
    if was is None or now is None or not same:
        return False
    return now > was if one.op in ("<", "<=") else now < was if one.op in (">", ">=") else False


def _bound(node: Binary) -> float | None:
    try:
        return value(node.right, Scope(rule=True))
    except NotConstant:
        return None


def _level(decl: Decl) -> str:
    return next((w for w in _LEVELS if decl.clause(w) is not None), "mandatory")


def _rule(m: Merge, source: Source, decl: Decl, info: RulesetInfo, gate: Gate | None, scope: Scope) -> Rule:
    assert decl.name is not None
    rule = Rule(
        decl.name.id,
        title_of(decl),
        _level(decl),
        info.name,
        source.span(decl.start, decl.head_end),
        source,
        (gate.name,) if gate else (),
        applies=info.applies,
    )
    inner = scope
    for item in decl.decls():
        if item.kind == "let" and item.name is not None:
            inner = _let(m, source, item, rule, inner)
        elif item.kind == "when":
            clause = item.clause("is")
            assert clause is not None
            check_condition(m, source, clause.value, inner)
            rule.when.append(clause.value)
        elif item.kind == "require":
            requirement = _requirement(m, source, item, inner)
            if requirement is not None:
                rule.requires.append(requirement)
    _texts(m, source, decl, rule, inner)
    if not rule.requires and not decl.decls("require"):
        m.report("PG112", rule.span, f"the rule `{rule.id}` requires nothing", help="add `require …`")
    return rule


def _let(m: Merge, source: Source, item: Decl, rule: Rule, scope: Scope) -> Scope:
    clause = item.clause("=")
    assert clause is not None and item.name is not None
    check = Infer(source, scope)
    found = check.check(clause.value)
    m.findings += check.findings
    rule.lets.append((item.name.id, clause.value))
    return scope.inner({item.name.id: found})


def _texts(m: Merge, source: Source, decl: Decl, rule: Rule, scope: Scope) -> None:
    """`because`, `fix` and `cite` of a rule or a bare requirement."""
    for item in decl.decls("because", "fix"):
        clause = item.clause("is")
        assert clause is not None
        text, found = pieces(source, clause.value)
        m.findings += found
        for part in text.parts:
            if not isinstance(part, str):
                check = Infer(source, scope)
                check.chance += 1  # a text may show a distribution: it shows its P50
                check.check(part)
                m.findings += check.findings
        if item.kind == "fix":
            rule.fix = text
        else:
            rule.because = "".join(p for p in text.parts if isinstance(p, str))
    rule.cites = cites(source, decl)


def _requirement(m: Merge, source: Source, item: Decl, scope: Scope) -> Requirement | None:
    what, clause = item.clause("what"), item.clause("is")
    assert what is not None and isinstance(what.value, Name) and clause is not None
    kind, span = what.value.id, source.span(item.start, item.head_end or item.end)
    if kind == "expression":
        check_condition(m, source, clause.value, scope)
        return Requirement(kind, clause.value, [], source.span(clause.value.start, clause.value.end))
    names = clause.value if isinstance(clause.value, list) else [clause.value]
    good = [n.id for n in names if isinstance(n, Name) and _is_known(m, source, n, kind, scope)]
    requirement = Requirement(
        kind,
        None,
        good,
        span,
        evidenced=item.clause("with evidence") is not None,
        recurring=item.clause("recurring") is not None,
    )
    amount = item.clause("amount")
    if amount is not None:
        check = Infer(source, scope)
        found = check.check(amount.value)
        m.findings += check.findings
        where = source.span(amount.start, amount.end)
        if found.kind == "quantity" and found.dim == FTE and isinstance(amount.value, Num):
            requirement.amount = Amount(amount.value.value, FTE, where)
        elif found != Type("error"):
            m.report(
                "PG300",
                where,
                f"the amount of a role is measured in `fte`, not {found.show('USD')}",
                help="for example `require role ai_governance_officer 1 fte`",
            )
    return requirement if good else None


def _is_known(m: Merge, source: Source, name: Name, kind: str, scope: Scope) -> bool:
    words = scope.vocabularies.get(kind)
    if words is None or name.id in words:
        return True
    meant = near(name.id, words)
    m.report(
        "PG202",
        source.span(name.start, name.end),
        f"there is no {kind} `{name.id}`",
        help=f"did you mean `{meant}`?" if meant else f"define it: `{kind} {name.id} {{ … }}`",
    )
    return False


def _bare(
    m: Merge, source: Source, decl: Decl, info: RulesetInfo, gate: Gate | None, prefix: str, scope: Scope
) -> list[Rule]:
    """`require control a, b` in a gate: one rule an item, with an id made from the ruleset's prefix and the name."""
    requirement = _requirement(m, source, decl, scope)
    if requirement is None:
        return []
    rules = []
    names = requirement.names or [gate.name if gate else "gate"]
    for name in names:
        one = Requirement(
            requirement.what,
            requirement.expr,
            [name] if requirement.names else [],
            requirement.span,
            requirement.amount,
            requirement.evidenced,
            requirement.recurring,
        )
        code = f"{prefix}-{_KINDS[one.what]}{name.upper().replace('_', '-')}"
        rule = Rule(
            code,
            _title(m, one, name),
            _level(decl),
            info.name,
            requirement.span,
            source,
            (gate.name,) if gate else (),
            requires=[one],
            applies=info.applies,
        )
        _texts(m, source, decl, rule, scope)
        rules.append(rule)
    return rules


def _title(m: Merge, requirement: Requirement, name: str) -> str:
    frame = m.frame
    titles = {
        "control": {n: c.title for n, c in frame.controls.items()},
        "role": {n: r.title for n, r in frame.roles.items()},
        "category": {n: c.title for n, c in frame.categories.items()},
    }
    title = titles.get(requirement.what, {}).get(name) or readable(name)
    if requirement.what == "control":
        return f"{title}: in place with evidence" if requirement.evidenced else f"{title}: funded"
    if requirement.what == "role":
        return f"{title}: staffed"
    return f"{title}: in the budget"
