"""Parsing 100 KB against stock lark on the same grammar and content, and with five slips against without."""

from __future__ import annotations

from benchmarks.timing import Pair, Side, pair


def document(size: int = 100_000) -> str:
    """A realistic case of about this many characters, always the same."""
    parts, number = ["initiative big {\n  currency: USD\n  start: 2026-01\n  horizon: 36 months\n"], 0
    length = 0
    while length < size:
        number += 1
        part = (
            f'  assume claims_{number} "Claims {number}" = {number}_000 to {number + 3}_000 claim/mo source "extract {number}"\n'
            f"  line inference_{number} in compute costs claims_{number} * (1 - 40%) * $2.50 per 1M token funds audit_logging, retention\n"
            f'  control c_{number} by inference_{number} evidence "docs/{number}.md" dated 2026-08-12\n'
        )
        parts.append(part)
        length += len(part)
    return "".join([*parts, "}\n"])


def sides() -> list[Side]:
    """Our parser against stock lark (LALR to its tree, contextual lexer), and with slips against without."""
    from lark import Lark

    from phasegate_dsl.parse import parse
    from phasegate_dsl.source import Source
    from phasegate_dsl.words.statements import grammar

    text = document()
    # What our scanner knows of space and comments, for lark's own lexer; the document has no line breaks in brackets.
    space = "\n%ignore /[ \\t\\r]+/\n%ignore /#[^\\n]*/\n"
    stock = Lark(grammar() + space, parser="lalr")

    def broken(slips: int) -> str:
        lines = text.splitlines()
        for at in range(40, len(lines), (len(lines) - 40) // slips):
            lines[at] = lines[at].replace(" costs ", " csots ").replace(" = ", " ").replace(" by ", " bby ")
        return "\n".join(lines)

    five, hundred = broken(5), broken(100)
    return [
        (
            "parse 100 KB to our tree / stock lark to its tree",
            lambda: parse(Source("t", text)),
            lambda: stock.parse(text),
            9,
        ),
        (
            "parse 100 KB with five slips / without",
            lambda: parse(Source("t", five)),
            lambda: parse(Source("t", text)),
            9,
        ),
        (
            "parse 100 KB with a hundred slips / without",
            lambda: parse(Source("t", hundred)),
            lambda: parse(Source("t", text)),
            9,
        ),
    ]


def run() -> list[Pair]:
    """Our parser against stock lark, and with slips against without."""
    return [pair(*side) for side in sides()]
