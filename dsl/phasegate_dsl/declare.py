"""Reductions of statements to declarations: one builder for each word, made from its description in `words/`.

A builder is called with the values of a production: keywords and punctuation are left out, a part that may be left
out is missing. So what stands there is told from the order of the parts and the type of the values.
"""

from __future__ import annotations

from typing import Any

from phasegate_dsl.build import Build, first, same
from phasegate_dsl.tree import Clause, Decl, Edit, Expectation, Field, Name, Target, Text
from phasegate_dsl.words import LEVELS, WORDS, tails
from phasegate_dsl.words.spec import Word


class Body(list):  # type: ignore[type-arg]
    """The statements of a block, told apart from a list of names."""

    start = end = 0


def _block(c: list[Any], s: int, e: int) -> Body:
    body = Body(item for item in c if item is not None)
    body.start, body.end = s, e
    return body


def _declare(word: Word) -> Build:
    """A builder for a statement of the parts that the word names, with clauses and a block after them."""
    kind = word.kind
    at = next((at for at, part in enumerate(word.head) if part.word == "name"), -1)
    before = tuple(part.word for part in word.head[:at] if part.words) if at >= 0 else ()
    behind = tuple(part.word for part in word.head[at + 1 :] if part.words and part.takes != "level")
    named, headed = at >= 0, any(part.word == "title" for part in word.head)
    needed = tuple(part.word for part in word.head if part.word in behind and not part.optional)
    least = len(needed) if word.titled else 0

    def build(c: list[Any], s: int, e: int) -> Decl:
        title, place = None, len(before)
        clauses = [_clause_of(w, value, s, e) for w, value in zip(before, c)] if before else []
        name = c[place] if named else None
        stop = place = place + named
        for value in c[place:]:
            if type(value) is Clause or type(value) is Body:
                break
            stop += 1
        # a title is a text, and so may be the value after it: it is one too many then
        if headed and stop - place > least and type(c[place]) is Text:
            title = c[place]
            place += 1
        for w in behind if stop - place >= len(behind) else needed:
            if place == stop:
                break
            clauses.append(_clause_of(w, c[place], s, e))
            place += 1
        return _finish(kind, name, title, clauses, c[stop:], s, e)

    return build


def _clause_of(word: str, value: Any, s: int, e: int) -> Clause:
    """A clause of the head; a list has no place of its own, so it is found at its statement's."""
    return Clause(word, value, s, e) if isinstance(value, list) else Clause(word, value, value.start, value.end)


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


# -- statements with a grammar of their own ----------------------------------------------------------------------


def _cite(c: list[Any], s: int, e: int) -> Decl:
    texts = [text for text in c if isinstance(text, Text)]
    return _finish("cite", None, texts[0], [Clause("sections", texts[1:], s, e)], c[len(texts) :], s, e)


def _require(what: str) -> Build:
    def build(c: list[Any], s: int, e: int) -> Decl:
        clauses = [Clause("what", Name(what, s, s + len("require")), s, e), Clause("is", c[0], s, e)]
        for item in c[1:]:
            if isinstance(item, Clause):
                clauses.append(item)
            elif not isinstance(item, Body):
                clauses.append(Clause("amount", item, item.start, item.end))
        return _finish("require", None, None, clauses, [item for item in c if isinstance(item, Body)], s, e)

    return build


def _given(c: list[Any], s: int, e: int) -> Decl:
    edits = [Clause("edits", c[1:], s, e)] if len(c) > 1 else []
    return Decl("given", None, None, [Clause("is", c[0], c[0].start, c[0].end), *edits], None, s, e, e)


def _with(c: list[Any], s: int, e: int) -> Decl:
    return Decl("with", None, None, [], list(c[0]), s, e, s + len("with"))


def _expect(c: list[Any], s: int, e: int) -> Decl:
    return Decl("expect", None, None, [Clause("items", c, s, e)], None, s, e, e)


def _edit(kind: str) -> Build:
    return lambda c, s, e: Edit(kind, c[0], s, e)


def _verdict(word: str) -> Build:
    return lambda c, s, e: Expectation(word, None, s, e)


# -- clauses -----------------------------------------------------------------------------------------------------


def _clause(word: str) -> Build:
    return lambda c, s, e: Clause(word, c[0] if c else None, s, e)


def _target(c: list[Any], s: int, e: int) -> Clause:
    return Clause("target", Target(c[0][0], c[1], s, e), s, e)


STATEMENTS: dict[str, Build] = {
    "start": same,
    "block": _block,
    "field": lambda c, s, e: Field(c[0], c[1], s, e),
    **{word.kind: _declare(word) for word in WORDS.values()},
    **{f"require_{what}": _require(what) for what, _ in WORDS["require"].forms},
    **{word: _clause(word) for word in LEVELS},
    "evidenced": _clause("with evidence"),
    "recurring": _clause("recurring"),
    "cite": _cite,
    "given": _given,
    "expect": _expect,
    "with_block": _with,
    **{f"without_{kind}": _edit(kind) for kind in ("line", "control", "role")},
    **{f"expect_{word}": _verdict(word) for word in ("pass", "conditional", "fail")},
    "expect_rule": lambda c, s, e: Expectation(c[0].word, c[1], s, e),
    "expect_none": lambda c, s, e: Expectation("none", c[0], s, e),
    **{name: _target if part.takes == "target" else _clause(part.word) for name, part in tails().items()},
    "names": same,
    "exprs": same,
    "anchor": first,
}
"""Production of a statement or a part of one to its builder."""
