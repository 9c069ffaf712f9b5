"""Parsing 100 KB against stock lark on the same grammar and content, and with five slips against without."""

from __future__ import annotations

from benchmarks.timing import Pair, pair


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


def run() -> list[Pair]:
    """Our driver, and stock lark with LALR to a tree over the same tokens."""
    from lark import Lark
    from lark.lexer import Lexer, Token

    from dsl.parse import parse
    from dsl.scan import Scanner
    from dsl.source import Source
    from dsl.tables import GRAMMAR, load

    text = document()
    scanner = Scanner(load())

    class Ours(Lexer):
        __future_interface__ = 2

        def __init__(self, conf: object) -> None:
            self.conf = conf

        def lex(self, state: object, parser_state: object):  # type: ignore[no-untyped-def]
            tokens = scanner.scan(Source("t", text))
            for kind, start, end in zip(tokens.types, tokens.starts, tokens.ends, strict=True):
                row = parser_state.parse_conf.parse_table.states[parser_state.position]  # type: ignore[attr-defined]
                yield Token(kind if kind in row or kind == "NL" else "NAME", text[start:end], start)

    stock = Lark(GRAMMAR.read_text("utf-8"), parser="lalr", lexer=Ours, maybe_placeholders=False)
    lines = text.splitlines()
    for at in range(40, len(lines), len(lines) // 5):
        lines[at] = lines[at].replace(" costs ", " csots ").replace(" = ", " ").replace(" by ", " bby ")
    broken = "\n".join(lines)
    return [
        pair(
            "parse 100 KB to our tree / stock lark to its tree",
            lambda: parse(Source("t", text)),
            lambda: stock.parse(text),
        ),
        pair(
            "parse 100 KB with five slips / without",
            lambda: parse(Source("t", broken)),
            lambda: parse(Source("t", text)),
        ),
    ]
