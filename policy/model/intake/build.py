"""Nodes of a YAML or JSON case to the language's tree, offset by offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dsl.codes import finding
from dsl.finding import Finding
from dsl.parse import Parsed, parse_expression
from dsl.schema import KINDS, FieldSpec
from dsl.source import Source
from dsl.tree import Bool, Clause, ClauseValue, Date, Decl, Document, Expr, Field, ListExpr, Month, Name, Target, Text
from policy.model.intake.nodes import Node

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_TARGET = re.compile(r"\s*(<=|>=|==|!=|<|>)\s*")


def document(source: Source, root: Node) -> Parsed:
    """The tree of a case whose shape has been checked."""
    builder = _Builder(source)
    decl = builder.initiative(root)
    return Parsed(Document(source, [decl]), builder.findings)


class _Builder:
    """Makes declarations out of nodes and collects what is wrong with single values."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    # -- values ------------------------------------------------------------------------------------------------

    def expr(self, node: Node) -> Expr:
        """The expression in a scalar, with offsets into the text; a one stands in for what cannot be read."""
        if node.exact:
            found, trouble = parse_expression(self.source, *node.exact)
        else:
            own = Source(self.source.path, node.text)
            found, trouble = parse_expression(own, 0, len(node.text))
            trouble = [finding(f.code, self.source.span(node.start, node.end), f.message, help=f.help) for f in trouble]
            if found is not None:
                _place(found, node.start, node.end)
        self.findings += trouble
        return found if found is not None else ListExpr([], node.start, node.end)

    def name(self, node: Node, pattern: re.Pattern[str] = _NAME) -> Name:
        """A bare word."""
        if not pattern.fullmatch(node.text):
            self.findings.append(
                finding(
                    "PG116",
                    self.source.span(node.start, node.end),
                    f"`{node.text[:40]}` is not a name",
                    help="a name has letters, digits and `_`",
                )
            )
        start, end = node.exact or (node.start, node.end)
        return Name(node.text, start, end)

    def text(self, node: Node) -> Text:
        """A text."""
        return Text(node.text, node.start, node.end)

    def names(self, node: Node) -> list[Name]:
        """A word or a list of words."""
        return [self.name(i) for i in (node.items if node.kind == "list" else [node])]

    def day(self, node: Node) -> Date | Text:
        """A day; anything else stays a text, which gets a finding of its own where a day belongs."""
        match = _DAY.fullmatch(node.text)
        if match:
            return Date(int(match[1]), int(match[2]), int(match[3]), node.start, node.end)
        self.findings.append(
            finding(
                "PG114",
                self.source.span(node.start, node.end),
                f"`{node.text[:40]}` is not a day",
                help="write it like `2026-11-20`",
            )
        )
        return self.text(node)

    def anchor(self, node: Node) -> Name | Date | Month:
        """A phase, a day or a month."""
        if _DAY.fullmatch(node.text):
            found = self.day(node)
            assert isinstance(found, Date)
            return found
        match = _MONTH.fullmatch(node.text)
        return Month(int(match[1]), int(match[2]), node.start, node.end) if match else self.name(node)

    def value(self, node: Node, spec: FieldSpec | None) -> Expr:
        """The value of a field, by the kind that the table of the language gives it; further facts are texts."""
        kind = spec.kind if spec else "text"
        if kind == "text":
            return self.text(node)
        if kind in ("names", "texts"):
            items: list[Any] = self.names(node) if kind == "names" else [self.text(i) for i in (node.items or [node])]
            return ListExpr(items, node.start, node.end)
        if kind == "name":
            return self.name(node)
        if kind == "month" and (match := _MONTH.fullmatch(node.text)):
            return Month(int(match[1]), int(match[2]), node.start, node.end)
        if kind == "date" and _DAY.fullmatch(node.text):
            return self.day(node)
        if kind == "bool" and node.text.lower() in ("yes", "no", "true", "false"):
            return Bool(node.text.lower() in ("yes", "true"), node.start, node.end)
        return self.expr(node)

    # -- declarations ------------------------------------------------------------------------------------------

    def initiative(self, root: Node) -> Decl:
        """The whole case."""
        name, title = root.get("initiative"), root.get("title")
        assert name is not None
        body: list[Decl | Field] = []
        for key, node in root.entries:
            if key.text not in ("initiative", "title"):
                body += self.section(key, node, "initiative")
        made = self.decl("initiative", self.name(name), title, [], root, body)
        made.head_end = name.end
        made.start = name.start
        return made

    def section(self, key: Node, node: Node, parent: str) -> Iterator[Decl | Field]:
        """What one key of the case or of a phase holds."""
        reader = getattr(self, f"_{key.text}", None) if key.text in _SECTIONS else None
        if reader is not None:
            yield from reader(key, node)
        else:
            yield Field(self.name(key), self.value(node, KINDS[parent].fields.get(key.text)), key.start, node.end)

    def decl(
        self,
        kind: str,
        name: Name | None,
        title: Node | None,
        clauses: list[Clause],
        node: Node,
        body: list[Decl | Field] | None,
        start: int | None = None,
    ) -> Decl:
        """A declaration over a node."""
        begin = node.start if start is None else start
        head = name.end if name else begin
        return Decl(kind, name, self.text(title) if title else None, clauses, body, begin, max(node.end, head), head)

    def clause(self, word: str, node: Node, value: ClauseValue) -> Clause:
        """A clause over a node."""
        return Clause(word, value, node.start, node.end)

    def entries(self, kind: str, node: Node, words: dict[str, str]) -> Iterator[Decl]:
        """`name: {…}` entries as declarations: keys become clauses by `words`, the rest fields."""
        for key, value in node.entries:
            if value.kind == "scalar":
                yield self.decl(
                    kind, self.name(key), None, [self.clause("=", value, self.expr(value))], value, None, key.start
                )
                continue
            clauses, body = self.parts(kind, value, words)
            yield self.decl(kind, self.name(key), value.get("title"), clauses, value, body, key.start)

    def parts(self, kind: str, node: Node, words: dict[str, str]) -> tuple[list[Clause], list[Decl | Field]]:
        """Clauses and fields of a mapping."""
        clauses: list[Clause] = []
        body: list[Decl | Field] = []
        for key, value in node.entries:
            if key.text == "title":
                continue
            if key.text in words:
                word, how = words[key.text].split("|")
                made: Any = getattr(self, how)(value)
                clauses.append(self.clause(word, value, made))
            else:
                body.append(
                    Field(self.name(key), self.value(value, KINDS[kind].fields.get(key.text)), key.start, value.end)
                )
        return clauses, body

    def target(self, node: Node) -> Target:
        """`<= $3/claim`."""
        match = _TARGET.match(node.text)
        if match is None or node.exact is None:
            if match is None:
                self.findings.append(
                    finding(
                        "PG114",
                        self.source.span(node.start, node.end),
                        "a target starts with a comparison",
                        help="for example `<= $3/claim`",
                    )
                )
            rest = Node("scalar", node.start, node.end, node.text[match.end() if match else 0 :])
            return Target(match[1] if match else "<=", self.expr(rest), node.start, node.end)
        start = node.exact[0] + match.end()
        rest = Node("scalar", start, node.end, node.text[match.end() :], (start, node.exact[1]))
        return Target(match[1], self.expr(rest), node.start, node.end)

    # -- sections (the key's name with a leading underscore) ---------------------------------------------------

    def _follows(self, key: Node, node: Node) -> Iterator[Decl]:
        yield Decl(
            "follows", None, None, [self.clause("names", node, self.names(node))], None, key.start, node.end, node.end
        )

    def _units(self, key: Node, node: Node) -> Iterator[Decl]:
        yield Decl(
            "unit", None, None, [self.clause("names", node, self.names(node))], None, key.start, node.end, node.end
        )

    def _assume(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries("assume", node, {"is": "=|expr", **_TIMES, "source": "source|text"})

    def _values(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries("value", node, {"is": "=|expr", **_TIMES, "source": "source|text"})

    def _fx(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries("fx", node, {"is": "=|expr", "source": "source|text"})

    def _lines(self, key: Node, node: Node) -> Iterator[Decl]:
        words = {
            "in": "in|name",
            "costs": "costs|expr",
            "funds": "funds|names",
            **_TIMES,
            "source": "source|text",
            "capitalized_over": "capitalized over|expr",
        }
        yield from self.entries("line", node, words)

    def _roles(self, key: Node, node: Node) -> Iterator[Decl]:
        for role in self.entries(
            "role",
            node,
            {"fte": "amount|expr", "costs": "costs|expr", "funds": "funds|names", **_TIMES, "source": "source|text"},
        ):
            self._fte(role)
            yield role

    def _fte(self, role: Decl) -> None:
        """`fte: 0.5` means half a full-time equivalent: the key is the unit."""
        amount = role.clause("amount")
        value: Any = amount.value if amount else None
        if amount is not None and type(value).__name__ == "Num" and value.unit is None and not value.mark:
            value.unit = Name("fte", value.start, value.end)

    def _controls(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries(
            "control",
            node,
            {"by": "by|names", "evidence": "evidence|text", "dated": "dated|day", "source": "source|text"},
        )

    def _metrics(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries("metric", node, {"is": "=|expr", "target": "target|target", "source": "source|text"})

    def _levers(self, key: Node, node: Node) -> Iterator[Decl]:
        yield from self.entries(
            "lever",
            node,
            {"cuts": "cuts|name", "by": "by|expr", "costs": "costs|expr", **_TIMES, "source": "source|text"},
        )

    def _options(self, key: Node, node: Node) -> Iterator[Decl]:
        for name, value in node.entries:
            body: list[Decl | Field] = []
            alternatives, over, chosen = value.get("alternatives"), value.get("over"), value.get("chosen")
            for k, v in alternatives.entries if alternatives else ():
                body.append(Field(self.name(k), self.expr(v), k.start, v.end))
            if over is not None:
                body.append(Field(Name("over", over.start, over.end), self.name(over), over.start, over.end))
            if chosen is not None:
                body.append(self.decl("chosen", self.name(chosen), None, [], chosen, None))
            yield self.decl("option", self.name(name), value.get("title"), [], value, body, name.start)

    def _curves(self, key: Node, node: Node) -> Iterator[Decl]:
        for name, value in node.entries:
            points = [self.expr(i) for i in (value.items if value.kind == "list" else [value])]
            yield self.decl("curve", self.name(name), None, [self.clause("at", value, points)], value, None, name.start)

    def _scenarios(self, key: Node, node: Node) -> Iterator[Decl]:
        for name, value in node.entries:
            changes = value.get("set")
            body: list[Decl | Field] = list(self.entries("set", changes, {})) if changes else []
            yield self.decl("scenario", self.name(name), value.get("title"), [], value, body, name.start)

    def _phases(self, key: Node, node: Node) -> Iterator[Decl]:
        for name, value in node.entries:
            body: list[Decl | Field] = []
            for k, v in value.entries:
                if k.text != "title":
                    body += self.section(k, v, "phase")
            yield self.decl("phase", self.name(name), value.get("title"), [], value, body, name.start)

    def _measured(self, key: Node, node: Node) -> Iterator[Decl]:
        for what, entries in node.entries:
            for decl in self.entries("measured", entries, {"is": "=|expr", "on": "on|day", "source": "source|text"}):
                decl.clauses.insert(0, self.clause("what", what, self.name(what)))
                yield decl

    def _waivers(self, key: Node, node: Node) -> Iterator[Decl]:
        rule_id = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")
        for item in node.items:
            rule = item.get("rule")
            assert rule is not None
            clauses, body = self.parts(
                "waive",
                _without(item, "rule"),
                {"until": "until|day", "because": "because|text", "approved_by": "approved by|text"},
            )
            yield self.decl("waive", self.name(rule, rule_id), None, clauses, item, body)

    def _decisions(self, key: Node, node: Node) -> Iterator[Decl]:
        for item in node.items:
            phase, conditions = item.get("phase"), item.get("conditions")
            assert phase is not None
            clauses, body = self.parts(
                "decision",
                _without(item, "phase", "conditions"),
                {"approved": "approved|expr", "on": "on|day", "by": "by|text"},
            )
            for one in (conditions.items or [conditions]) if conditions else ():
                clauses.append(self.clause("conditions", one, self.text(one)))
            yield self.decl("decision", self.name(phase), None, clauses, item, body)

    def _correlate(self, key: Node, node: Node) -> Iterator[Decl]:
        for item in node.items:
            between, at = item.get("between"), item.get("at")
            assert between is not None and at is not None
            a, b = self.names(between)
            clauses = [Clause("with", b, b.start, b.end), self.clause("at", at, self.expr(at))]
            yield self.decl("correlate", a, None, clauses, item, None)

    def _request(self, key: Node, node: Node) -> Iterator[Decl]:
        gate = node.get("gate")
        assert gate is not None
        clauses, body = self.parts("request", _without(node, "gate"), {"on": "on|day", "by": "by|text"})
        yield self.decl("request", self.name(gate), None, clauses, node, body, key.start)


_TIMES = {"from": "from|anchor", "until": "until|anchor"}
_SECTIONS = frozenset(
    [
        "follows",
        "units",
        "assume",
        "values",
        "fx",
        "lines",
        "roles",
        "controls",
        "metrics",
        "levers",
        "options",
        "curves",
        "scenarios",
        "phases",
        "measured",
        "waivers",
        "decisions",
        "correlate",
        "request",
    ]
)


def _without(node: Node, *keys: str) -> Node:
    return Node("map", node.start, node.end, entries=[(k, v) for k, v in node.entries if k.text not in keys])


def _place(node: Any, start: int, end: int) -> None:
    """Let every node of an expression stand at one place (its value is not in the text character by character)."""
    if isinstance(node, list):
        for item in node:
            _place(item, start, end)
    elif is_dataclass(node) and not isinstance(node, type):
        for one in fields(node):
            value = getattr(node, one.name)
            if one.name in ("start", "end"):
                setattr(node, one.name, start if one.name == "start" else end)
            elif not isinstance(value, str | int | float | bool):
                _place(value, start, end)
