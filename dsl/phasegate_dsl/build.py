"""Reductions to tree: one small function per production, called by the parser with children and offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from phasegate_dsl.tree import (
    Arg,
    Attr,
    Binary,
    Bool,
    Call,
    Clause,
    Comp,
    Date,
    Decl,
    Edit,
    Expectation,
    Expr,
    Field,
    ListExpr,
    Month,
    Name,
    Num,
    Target,
    Text,
    Unary,
)

Op = tuple[str, int, int]
"""An operator on the value stack: its text and offsets."""
Build = Callable[[list[Any], int, int], Any]

_SCALE = {"K": 1e3, "M": 1e6, "B": 1e9}
_ESCAPE = re.compile(r"\\(.)")

# -- terminals ---------------------------------------------------------------------------------------------------


def unescape(raw: str) -> str:
    """The value of a string's inside: `\\n` is a new line, any other escaped character itself."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] == "n" else m[1], raw) if "\\" in raw else raw


def _string(text: str, s: int, e: int) -> Text:
    body = text.strip("'") if text.startswith("'") else text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    return Text(unescape(body), s, e)


def magnitude(text: str) -> float:
    """`10_000`, `75K`, `2.4M` as a float (exact to the nearest double: scaling goes through integers of the text)."""
    text = text.replace("_", "")
    scale = {"K": "e3", "M": "e6", "B": "e9"}.get(text[-1:], "")
    return float(text[:-1] + scale) if scale else float(text)


def _number(text: str, s: int, e: int) -> Num:
    try:
        return Num(magnitude(text), "", None, s, e)
    except ValueError:  # what the scanner could not read stands as a one, so that the rest is still checked
        return Num(1.0, "", None, s, e)


def _percent(text: str, s: int, e: int) -> Num:
    return Num(float(text[:-1].replace("_", "") + "e-2"), "%", None, s, e)


def _money(text: str, s: int, e: int) -> Num:
    return Num(magnitude(text[1:]), text[0], None, s, e)


def _date(text: str, s: int, e: int) -> Date:
    return Date(int(text[:4]), int(text[5:7]), int(text[8:]), s, e)


def _month(text: str, s: int, e: int) -> Month:
    return Month(int(text[:4]), int(text[5:7]), s, e)


def _operator(text: str, s: int, e: int) -> Op:
    return ("/" if text == "per" else text, s, e)


TERMINALS: dict[str, Callable[[str, int, int], Any]] = {
    "NAME": Name,
    "RULE_ID": Name,
    "STRING": _string,
    "NUMBER": _number,
    "PERCENT": _percent,
    "MONEY": _money,
    "DATE": _date,
    "MONTH": _month,
    "YES": lambda _, s, e: Bool(True, s, e),
    "NO": lambda _, s, e: Bool(False, s, e),
    **dict.fromkeys(
        [
            "MINUS",
            "PLUS",
            "STAR",
            "SLASH",
            "CARET",
            "DOTDOT",
            "PER",
            "TO",
            "IN",
            "HAS",
            "AND",
            "OR",
            "NOT",
            "IMPLIES",
            "CMP",
        ],
        _operator,
    ),
}

# -- expressions -------------------------------------------------------------------------------------------------

BINDING = {
    "implies": 1, "or": 2, "and": 3,
    "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "=": 5, "in": 5, "has": 5,
    "+": 6, "-": 6, "*": 7, "/": 7, "^": 9, "to": 10, "..": 10,
}  # fmt: skip
_NOT, _MINUS = 4, 8


def _climb(items: list[Any], at: int, floor: int) -> tuple[Expr, int]:
    """Precedence climbing over the flat list of operands and operators."""
    item = items[at]
    at += 1
    left: Expr
    if type(item) is tuple:
        op, start, _ = item
        following = items[at]
        if op == "-" and type(following) is Num and (at + 1 == len(items) or items[at + 1][0] != "^"):
            left = Num(-following.value, following.mark, following.unit, start, following.end)
            at += 1
        else:
            operand, at = _climb(items, at, _NOT if op == "not" else _MINUS)
            left = Unary(op, operand, start, operand.end)
    else:
        left = item
    while at < len(items):
        op = items[at][0]
        binding = BINDING[op]
        if binding < floor:
            break
        right, at = _climb(items, at + 1, binding if op in ("^", "implies") else binding + 1)
        left = Binary(op, left, right, left.start, right.end)
    return left, at


def chain(c: list[Any], s: int, e: int) -> Expr:
    """Operands and operators as they stand to one expression."""
    if len(c) == 1:
        return c[0]
    return _climb(c, 0, 0)[0]


def _quantity(c: list[Any], s: int, e: int) -> Num:
    number: Num = c[0]
    if len(c) == 2:
        number.unit, number.end = c[1], e
    return number


def _paren(c: list[Any], s: int, e: int) -> Expr:
    inner: Expr = c[0]
    if isinstance(inner, Binary | Unary):
        inner.start, inner.end = s, e  # so that a finding underlines the brackets too
    return inner


def _call(c: list[Any], s: int, e: int) -> Call:
    comp = c[1] if len(c) > 1 and isinstance(c[1], Comp) else None
    return Call(c[0], [] if comp else c[1:], comp, s, e)


# -- declarations ------------------------------------------------------------------------------------------------


def _decl(kind: str, *words: str, titled: bool = True) -> Build:
    """A builder for `kind NAME "title"? <expressions named by words> clauses* block?` (an amount may be left out)."""

    def build(c: list[Any], s: int, e: int) -> Decl:
        name = c[0]
        rest, title = c[1:], None
        given = sum(not isinstance(item, Clause | Body) for item in rest)
        if titled and given > (0 if "amount" in words else len(words)) and isinstance(rest[0], Text):
            title, rest = rest[0], rest[1:]
        clauses: list[Clause] = []
        for word in words:
            if not rest or isinstance(rest[0], Clause | Body):
                break
            clauses.append(Clause(word, rest[0], rest[0].start, rest[0].end))
            rest = rest[1:]
        return _finish(kind, name, title, clauses, rest, s, e)

    return build


class Body(list):  # type: ignore[type-arg]
    """The statements of a block, told apart from a list of names."""

    start = end = 0


def _finish(
    kind: str, name: Name | None, title: Text | None, clauses: list[Clause], rest: list[Any], s: int, e: int
) -> Decl:
    body, head = None, e
    for item in rest:
        if isinstance(item, Clause):
            clauses.append(item)
        elif isinstance(item, Body):
            body, head = list(item), item.start
    return Decl(kind, name, title, clauses, body, s, e, head)


def _named(kind: str) -> Build:
    """`follows a, b`: the names are the clause `names`."""
    return lambda c, s, e: Decl(kind, None, None, [Clause("names", c[0], s, e)], None, s, e, e)


def _valued(kind: str) -> Build:
    """`when EXPR`, `because "text"`: the value is the clause `is`."""
    return lambda c, s, e: Decl(kind, None, None, [Clause("is", c[0], c[0].start, c[0].end)], None, s, e, e)


def _block(c: list[Any], s: int, e: int) -> Body:
    body = Body(item for item in c if item is not None)
    body.start, body.end = s, e
    return body


def _test(c: list[Any], s: int, e: int) -> Decl:
    return Decl("test", None, c[0], [], list(c[1]), s, e, c[1].start)


def _curve(c: list[Any], s: int, e: int) -> Decl:
    return Decl("curve", c[0], None, [Clause("at", c[1], s, e)], None, s, e, e)


def _correlate(c: list[Any], s: int, e: int) -> Decl:
    clauses = [Clause("with", c[1], c[1].start, c[1].end), Clause("at", c[2], c[2].start, c[2].end)]
    return Decl("correlate", c[0], None, clauses, None, s, e, e)


def _measured(c: list[Any], s: int, e: int) -> Decl:
    head = [Clause("what", c[0], c[0].start, c[0].end), Clause("=", c[2], c[2].start, c[2].end)]
    return _finish("measured", c[1], None, head, c[3:], s, e)


def _cite(c: list[Any], s: int, e: int) -> Decl:
    texts = [t for t in c if isinstance(t, Text)]
    return _finish("cite", None, texts[0], [Clause("sections", texts[1:], s, e)], c[len(texts) :], s, e)


def _rule(c: list[Any], s: int, e: int) -> Decl:
    title = next((t for t in c if isinstance(t, Text)), None)
    return _finish(
        "rule", c[0], title, [t for t in c if isinstance(t, Clause)], [t for t in c if isinstance(t, Body)], s, e
    )


def _require(what: str) -> Build:
    def build(c: list[Any], s: int, e: int) -> Decl:
        clauses = [Clause("what", Name(what, s, s + 7), s, e), Clause("is", c[0], s, e)]
        for item in c[1:]:
            if isinstance(item, Clause):
                clauses.append(item)
            elif not isinstance(item, Body):
                clauses.append(Clause("amount", item, item.start, item.end))
        return _finish("require", None, None, clauses, [t for t in c if isinstance(t, Body)], s, e)

    return build


def _gate(c: list[Any], s: int, e: int) -> Decl:
    title = c[1] if isinstance(c[1], Text) else None
    start, to, body = c[-3:]
    clauses = [Clause("from", start, start.start, start.end), Clause("to", to, to.start, to.end)]
    return _finish("gate", c[0], title, clauses, [body], s, e)


def _given(c: list[Any], s: int, e: int) -> Decl:
    edits = [Clause("edits", c[1:], s, e)] if len(c) > 1 else []
    return Decl("given", None, None, [Clause("is", c[0], c[0].start, c[0].end), *edits], None, s, e, e)


def _clause(word: str) -> Build:
    return lambda c, s, e: Clause(word, c[0] if c else None, s, e)


def _first(c: list[Any], s: int, e: int) -> Any:
    return c[0]


def _same(c: list[Any], s: int, e: int) -> list[Any]:
    return c


def _comp(c: list[Any], s: int, e: int) -> Comp:
    return Comp(c[0], c[1], c[2], c[3] if len(c) > 3 else None, s, e)


PRODUCTIONS: dict[str, Build] = {
    "start": _same,
    "block": _block,
    "field": lambda c, s, e: Field(c[0], c[1], s, e),
    "import_": _valued("import"),
    "initiative": _decl("initiative"),
    "ruleset": _decl("ruleset"),
    "test": _test,
    "follows": _named("follows"),
    "extends": _named("extends"),
    "unit": _named("unit"),
    "applies": _valued("applies"),
    "vocabulary": lambda c, s, e: Decl(
        "vocabulary", c[0], None, [Clause("is", c[1], c[1].start, c[1].end)], None, s, e, e
    ),
    "assume": _decl("assume", "="),
    "phase": _decl("phase"),
    "line": _decl("line", "in", "costs"),
    "role": _decl("role", "amount"),
    "control": _decl("control"),
    "category": _decl("category"),
    "tax": _decl("tax"),
    "value": _decl("value", "="),
    "metric": _decl("metric", "="),
    "lever": _decl("lever", "cuts", "by"),
    "option": _decl("option"),
    "chosen": lambda c, s, e: Decl("chosen", c[0], None, [], None, s, e, e),
    "curve": _curve,
    "scenario": _decl("scenario"),
    "set": _decl("set", "=", titled=False),
    "measured": _measured,
    "waive": _decl("waive", titled=False),
    "decision": _decl("decision", titled=False),
    "request": _decl("request", titled=False),
    "correlate": _correlate,
    "fx": _decl("fx", "=", titled=False),
    "gate": _gate,
    "rule": _rule,
    "require_expr": _require("expression"),
    "require_control": _require("control"),
    "require_role": _require("role"),
    "require_category": _require("category"),
    "require_line": _require("line"),
    "evidenced": _clause("with evidence"),
    "recurring": _clause("recurring"),
    "mandatory": _clause("mandatory"),
    "waivable": _clause("waivable"),
    "advisory": _clause("advisory"),
    "when": _valued("when"),
    "let": _decl("let", "=", titled=False),
    "because": _valued("because"),
    "fix": _valued("fix"),
    "cite": _cite,
    "given": _given,
    "without_line": lambda c, s, e: Edit("line", c[0], s, e),
    "without_control": lambda c, s, e: Edit("control", c[0], s, e),
    "without_role": lambda c, s, e: Edit("role", c[0], s, e),
    "with_block": lambda c, s, e: Decl("with", None, None, [], list(c[0]), s, e, s + 4),
    "expect": lambda c, s, e: Decl("expect", None, None, [Clause("items", c, s, e)], None, s, e, e),
    "expect_pass": lambda c, s, e: Expectation("pass", None, s, e),
    "expect_conditional": lambda c, s, e: Expectation("conditional", None, s, e),
    "expect_fail": lambda c, s, e: Expectation("fail", None, s, e),
    "expect_rule": lambda c, s, e: Expectation(c[0].word, c[1], s, e),
    "expect_none": lambda c, s, e: Expectation("none", c[0], s, e),
    **{
        f"clause_{word}": _clause(word)
        for word in [
            "from",
            "until",
            "source",
            "funds",
            "by",
            "evidence",
            "dated",
            "costs",
            "on",
            "because",
            "approved",
            "conditions",
        ]
    },
    "clause_by_text": _clause("by"),
    "clause_capitalized": _clause("capitalized over"),
    "clause_approved_by": _clause("approved by"),
    "clause_target": lambda c, s, e: Clause("target", Target(c[0][0], c[1], s, e), s, e),
    "names": _same,
    "exprs": _same,
    "chain": chain,
    "amount": chain,
    "expr": _first,
    "anchor": _first,
    "quantity": _quantity,
    "list": lambda c, s, e: ListExpr(c, s, e),
    "paren": _paren,
    "attr": lambda c, s, e: Attr(c[0], c[1], s, e),
    "call": _call,
    "arg": lambda c, s, e: Arg(None, c[0], s, e),
    "named_arg": lambda c, s, e: Arg(c[0], c[1], s, e),
    "dated_arg": lambda c, s, e: Arg(c[0], c[1], s, e),
    "comp": _comp,
}
