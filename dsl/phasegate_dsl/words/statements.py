"""The grammar's statements, written from the words: `line: "line" NAME STRING? "in" NAME "costs" expr _tail`.

`grammar()` puts them into `grammar.lark`, where expressions are written by hand. Only the building of the tables and
the reference need that text; the parser reads the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from phasegate_dsl.operators import OPERATORS, SIGNS
from phasegate_dsl.words import WORDS, tails
from phasegate_dsl.words.spec import Part, Word

FILE = Path(__file__).parents[1] / "grammar.lark"
"""The grammar with places for what is made from tables."""
_IN_EDIT = "with"
"""The one word that is a part of another statement, and no statement of its own."""


def grammar() -> str:
    """The whole grammar of the language as lark reads it."""
    return (
        FILE.read_text("utf-8")
        .replace("%STATEMENTS%", "\n".join(statements()))
        .replace("%OPERATORS%", " | ".join(dict.fromkeys(o.terminal for o in OPERATORS if o.terminal != "NOT")))
        .replace("%SIGNS%", "".join(SIGNS))
    )


def statements() -> Iterator[str]:
    """The productions of all statements and of the clauses."""
    kinds = [kind for kind in WORDS if kind != _IN_EDIT]
    yield f"_stmt: field | {' | '.join(kinds)}"
    for kind in kinds:
        yield f"{kind}: {' | '.join(_forms(WORDS[kind]))}"
    made = (f"{_written(part)} -> {name}" for name, part in tails().items())
    yield f"clause: {' | '.join(made)}"


def _forms(word: Word) -> Iterator[str]:
    """The ways in which a statement is written, each named after what tells it apart."""
    behind = "_tail" if word.tail is not None else {"?": "block?", "!": "block", "": ""}[word.block]
    if not word.forms:
        opening = f'"{word.lead}"' if word.lead else ""
        yield " ".join(filter(None, [opening, *map(_written, word.head), behind]))
    for name, head in word.forms:
        bare = name == "expression"
        opening = f'"{word.lead}"' if bare else f'"{word.lead}" "{name}"'
        yield (
            " ".join(filter(None, [opening, *map(_written, head), "" if bare else behind])) + f" -> {word.kind}_{name}"
        )


def _written(part: Part) -> str:
    keyword = [f'"{word}"' for word in part.lead.split()]
    written = " ".join([*keyword, part.symbol])
    if not part.optional or part.symbol[-1] in "*?":
        return written
    return f"({written})?" if keyword else f"{written}?"
