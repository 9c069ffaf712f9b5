"""`rule TB-303 "…" mandatory { when …; require …; because …; fix … }`, and the bare `require` of a gate."""

from __future__ import annotations

from dataclasses import field, replace

from phasegate.expr.scope import Scope
from phasegate.model.framework import LEVELS, FilledText, Framework, Requirement, Rule
from phasegate.resolve.declarations.ruleset import requirement
from phasegate.resolve.merging import Conditions, Unread, cites
from phasegate.resolve.read import in_words, title
from phasegate.resolve.texts import pieces
from phasegate_dsl.records import slotted
from phasegate_dsl.tree import Decl, Expr

_KINDS = {"control": "", "role": "ROLE-", "category": "CATEGORY-", "line": "LINE-", "expression": "CHECK-"}


@slotted
class _Body:
    """What stands in a rule, in the order in which it is written: each `let` is in sight of what comes after it."""

    scope: Scope
    when: list[Expr] = field(default_factory=list)
    lets: list[tuple[str, Expr]] = field(default_factory=list)
    requires: list[Requirement] = field(default_factory=list)


def read(context: Conditions, unread: Unread) -> Rule | None:
    """A rule with a name; None where it has none, which was found when its form was checked."""
    decl, source = unread.decl, context.source
    if decl.name is None:
        return None
    body = _body(context, decl)
    because, fix = _texts(context, decl, body.scope)
    span = source.span(decl.start, decl.head_end)
    if not body.requires and not decl.decls("require"):
        context.report("PG112", "no_require", span, rule=decl.name.id)
    return Rule(
        id=decl.name.id,
        title=title(decl),
        level=_level(decl),
        ruleset=unread.ruleset.info.name,
        span=span,
        source=source,
        gates=(unread.gate.name,) if unread.gate else (),
        when=body.when,
        lets=body.lets,
        requires=body.requires,
        because=because,
        fix=fix,
        cites=cites(decl),
        applies=unread.ruleset.info.applies,
    )


def _body(context: Conditions, decl: Decl) -> _Body:
    body = _Body(context.scope)
    for item in decl.decls("let", "when", "require"):
        if item.kind == "require":
            found = requirement.read(context, item, body.scope)
            body.requires += [found] if found is not None else []
            continue
        clause = item.clause("is" if item.kind == "when" else "=")
        if clause is None:
            continue
        if item.kind == "when":
            context.condition(clause.value, body.scope)
            body.when.append(clause.value)
        elif item.name is not None:
            found_type = context.typed(clause.value, body.scope)
            body.lets.append((item.name.id, clause.value))
            body.scope = body.scope.inner({item.name.id: found_type})
    return body


def bare(context: Conditions, unread: Unread, frame: Framework) -> list[Rule]:
    """`require control a, b` in a gate: one rule an item, with an id made from the ruleset's prefix and the name."""
    decl, gate = unread.decl, unread.gate
    asked = requirement.read(context, decl, context.scope)
    if asked is None:
        return []
    names = asked.names or [gate.name if gate else "gate"]
    because, fix = _texts(context, decl, context.scope)
    return [
        Rule(
            id=f"{unread.ruleset.prefix}-{_KINDS[asked.what]}{name.upper().replace('_', '-')}",
            title=_title(frame, asked, name),
            level=_level(decl),
            ruleset=unread.ruleset.info.name,
            span=asked.span,
            source=context.source,
            gates=(gate.name,) if gate else (),
            requires=[replace(asked, names=[name] if asked.names else [])],
            because=because,
            fix=fix,
            cites=cites(decl),
            applies=unread.ruleset.info.applies,
        )
        for name in names
    ]


def _level(decl: Decl) -> str:
    return next((word for word in LEVELS if decl.clause(word) is not None), "mandatory")


def _title(frame: Framework, asked: Requirement, name: str) -> str:
    if asked.what == "control":
        title = frame.controls[name].title if name in frame.controls else in_words(name)
        return f"{title}: in place with evidence" if asked.evidenced else f"{title}: funded"
    if asked.what == "role":
        title = frame.roles[name].title if name in frame.roles else in_words(name)
        return f"{title}: staffed"
    known = asked.what == "category" and name in frame.categories
    return f"{frame.categories[name].title if known else in_words(name)}: in the budget"


def _texts(context: Conditions, decl: Decl, scope: Scope) -> tuple[str, FilledText | None]:
    """`because` and `fix` of a rule or a bare requirement; of several, the last counts."""
    because, fix = "", None
    for item in decl.decls("because", "fix"):
        clause = item.clause("is")
        if clause is None:
            continue
        text, found = pieces(context.source, clause.value)
        context.findings += found
        for part in text.parts:
            if not isinstance(part, str):
                context.shown(part, scope)
        if item.kind == "fix":
            fix = text
        else:
            because = "".join(part for part in text.parts if isinstance(part, str))
    return because, fix
