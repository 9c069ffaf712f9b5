"""Parse tables: the grammar analysed once by lark, written to tables.json, loaded without lark.

The states are numbered breadth-first over sorted symbols, so the same grammar always gives the same bytes
(lark's own numbering changes with every process). A test compares the committed file with a fresh build.
`python -m phasegate_dsl.tables` writes it.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMMITTED = HERE / "tables.json"


@dataclass(slots=True, eq=False, repr=False)
class Production:
    """A production: how many symbols it takes, which of them are kept, which kept ones are lists to splice."""

    origin: str
    name: str
    size: int
    keep: tuple[int, ...]
    splice: tuple[int, ...]
    unit: bool
    """Whether it only passes its one child on: lark's `?rule`, or a part of a rule that always is one child."""


@dataclass(slots=True, eq=False, repr=False)
class Tables:
    """LALR tables: per state what each terminal does (`n >= 0` go to state n, `n < 0` reduce rule `-n - 1`)."""

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[Production]
    keywords: dict[str, str]
    """Word to terminal."""
    symbols: dict[str, str]
    """Punctuation to terminal."""
    patterns: list[tuple[str, str]]
    """(terminal, regular expression), in the order in which they are tried."""
    accept: int


def _load_lark() -> Any:
    from lark import Lark

    from phasegate_dsl.words.statements import grammar

    return Lark(grammar(), parser="lalr", lexer="basic", maybe_placeholders=False)


def _kept(rule: Any) -> list[int]:
    """Places of the symbols that carry a value: not punctuation, keywords and new lines."""
    return [i for i, s in enumerate(rule.expansion) if not (s.is_term and (s.filter_out or s.name == "NL"))]


def _singles(rules: list[Any]) -> set[str]:
    """Inlined rules (`_name`) that always stand for exactly one child, such as a choice between operators."""
    singles = {str(r.origin.name) for r in rules if str(r.origin.name).startswith("_")}
    while True:
        wrong = {
            str(r.origin.name)
            for r in rules
            if len(kept := _kept(r)) != 1
            or (not (s := r.expansion[kept[0]]).is_term and str(s.name).startswith("_") and s.name not in singles)
        }
        if not singles & wrong:
            return singles
        singles -= wrong


def _rule_row(rule: Any, singles: set[str]) -> list[Any]:
    keep = _kept(rule)
    lists = [not s.is_term and str(s.name).startswith("_") and s.name not in singles for s in rule.expansion]
    origin = str(rule.origin.name)
    name = str(rule.alias or origin)
    unit = len(rule.expansion) == 1 and keep == [0] and (origin in singles or (rule.options.expand1 and not rule.alias))
    return [origin, name, len(rule.expansion), keep, [i for i in keep if lists[i]], bool(unit)]


def build() -> dict[str, Any]:
    """Analyse the grammar and return the tables as plain data, in canonical order."""
    from lark.lexer import PatternStr
    from lark.parsers.lalr_analysis import Shift

    parser = _load_lark()
    table = parser.parser.parser._parse_table
    start = table.start_states["start"]
    states, queue = table.states, deque([start])
    order: dict[Any, int] = {}
    while queue:
        state = queue.popleft()
        if state in order:
            continue
        order[state] = len(order)
        queue.extend(
            arg
            for key in sorted(map(str, states[state]))
            if (entry := states[state][key])[0] is Shift
            for arg in (entry[1],)
        )
    singles = _singles(parser.rules)
    rows = sorted({json.dumps(_rule_row(r, singles)) for r in parser.rules})
    number = {row: i for i, row in enumerate(rows)}
    terminals = {t.name for t in parser.terminals} | {"$END"}
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in sorted(order, key=order.__getitem__):
        acts: dict[str, int] = {}
        gos: dict[str, int] = {}
        for key in sorted(map(str, states[state])):
            action, arg = states[state][key]
            if action is not Shift:
                acts[key] = -1 - number[json.dumps(_rule_row(arg, singles))]
            else:
                (acts if key in terminals else gos)[key] = order[arg]
        actions.append(acts)
        gotos.append(gos)
    _pass_units(actions, gotos, [json.loads(row) for row in rows])
    return {
        "accept": order[table.end_states["start"]],
        "rules": [json.loads(row) for row in rows],
        "actions": actions,
        "gotos": gotos,
        **_terminals(parser, PatternStr),
    }


def _pass_units(actions: list[dict[str, int]], gotos: list[dict[str, int]], rules: list[list[Any]]) -> None:
    """Let a terminal lead straight to the state after the unit reductions that follow it whatever comes next."""
    always = {
        state: rules[-1 - next(iter(targets))][0]
        for state, row in enumerate(actions)
        if len(targets := set(row.values())) == 1 and next(iter(targets)) < 0 and rules[-1 - next(iter(targets))][5]
    }
    for row, goto in zip(actions, gotos, strict=True):
        for into in (row, goto):
            for symbol, target in into.items():
                while target in always:
                    target = goto[always[target]]
                into[symbol] = target


def _terminals(parser: Any, literal: type) -> dict[str, Any]:
    words: dict[str, str] = {}
    symbols: dict[str, str] = {}
    patterns: list[tuple[int, str, str]] = []
    for terminal in parser.terminals:
        text = terminal.pattern.value
        if isinstance(terminal.pattern, literal):
            (words if text.isidentifier() else symbols)[text] = terminal.name
        elif terminal.name != "NL":
            patterns.append((-terminal.priority, terminal.name, terminal.pattern.to_regexp()))
    return {
        "keywords": dict(sorted(words.items())),
        "symbols": dict(sorted(symbols.items())),
        "patterns": [[name, regexp] for _, name, regexp in sorted(patterns)],
    }


def dump(data: dict[str, Any]) -> str:
    """The bytes of tables.json: one state or rule a line, so that a change of the grammar reads as a diff."""
    parts = []
    for key, value in data.items():
        if isinstance(value, list):
            inner = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in value)
            parts.append(f'"{key}":[\n{inner}\n]')
        else:
            parts.append(f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}')
    return "{" + ",\n".join(parts) + "}\n"


def text() -> str:
    """The committed text of the tables, made anew from the grammar."""
    return dump(build())


def load() -> Tables:
    """The committed tables."""
    data = json.loads(COMMITTED.read_text("utf-8"))
    return Tables(
        actions=data["actions"],
        gotos=data["gotos"],
        rules=[Production(o, n, size, tuple(k), tuple(s), u) for o, n, size, k, s, u in data["rules"]],
        keywords=data["keywords"],
        symbols=data["symbols"],
        patterns=[(n, r) for n, r in data["patterns"]],
        accept=data["accept"],
    )


if __name__ == "__main__":
    COMMITTED.write_text(text(), "utf-8")
