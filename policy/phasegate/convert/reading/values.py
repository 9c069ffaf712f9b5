"""Scalars to expressions of the language, each part at its own place in the text.

A value that stands in the text as it is, also over several lines, is parsed where it stands. One with escapes is
parsed by itself, and all of it points at the whole scalar.
"""

from __future__ import annotations

import re

from phasegate.convert.reading.nodes import Node, Scalar, Sequence, found, span
from phasegate.convert.reading.places import move, moved, spoken
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.operators import SIGNS
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.scan import OPEN, hidden
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Bool, Date, Expr, ListExpr, Month, Name, Num, Target, Text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RULE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")
_CMP = re.compile(r"\s*([=!<>]=|<|>)")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_FIGURE = re.compile(rf"-?[{''.join(SIGNS)}]?\d[\d_]*(?:\.[\d_]+)?[KMB%]?(?:[\s/*].*)?", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_PIECE = re.compile(r"[^,]+")
_BOOLS = {"yes": True, "true": True, "no": False, "false": False}

MAX_VALUE = 5_000
"""Characters of one expression: a line has to be broken before, here only the value has an end."""


class Values:
    """Reads the values of one source; what it cannot read goes to `findings` and gives nothing."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def _wrong(self, key: str, kind: str, node: Node) -> None:
        """Report a value of another kind than the key takes; the kinds are those of PG114."""
        text = node.value.strip()[:40] if isinstance(node, Scalar) else ""
        shown = phrase("quoted", text=text) if text else found(node)
        self.findings.append(finding("PG114", kind, span(self.source, node), key=key, found=shown))

    # -- expressions -----------------------------------------------------------------------------------------------

    def expression(self, node: Scalar, skip: int = 0) -> Expr | None:
        """The expression that a scalar holds, without its first `skip` characters."""
        if len(node.value) > MAX_VALUE:
            self.findings.append(finding("PG108", "value", self._part(node), size=len(node.value), most=MAX_VALUE))
            return None
        stray = re.search(r"[#{}]", _STRING.sub("", node.value))
        if stray:
            kind = "comment_in_value" if stray[0] == "#" else "brace_in_value"
            self.findings.append(finding("PG101", kind, self._part(node), text=stray[0]))
            return None
        place = self._region(node, skip)
        inner = self.source if place else Source(self.source.path, node.value[skip:], self.source.limits)
        start, end = place or (0, len(inner.text))
        try:
            expr, findings = parse_expression(inner, start, end)
            if expr is not None and not place:
                move(expr, node.start, node.end)
        except RecursionError:
            expr, findings = None, [finding("PG109", "nested_value", self._part(node), most=self.source.limits.depth)]
        except Exception:  # whatever the parser stumbles over, a text from a pull request ends in a finding
            expr, findings = None, [finding("PG100", "unread", self._part(node))]
        findings = [spoken(f) for f in findings]
        whole = node.value if node.style in ('"', "'", "json") else ""
        self.findings += findings if place else [moved(f, self._part(node), whole, skip) for f in findings]
        return expr

    def _part(self, node: Scalar) -> Span:
        return self.source.span(node.start, node.end)

    def _region(self, node: Scalar, skip: int) -> tuple[int, int] | None:
        """Where the value can be parsed in place: it stands there word by word, and line ends mean nothing in it."""
        if node.exact >= 0:
            return node.exact + skip, node.exact + len(node.value)
        text, start, end = self.source.text, node.start, node.end
        if skip or '"' in node.value:
            return None
        if node.style in ("|", ">"):
            start = text.find("\n", start, end) + 1 or end
        elif node.style:
            start, end = start + 1, end - 1
        return (start, end) if text[start:end].split() == node.value.split() and start < end else None

    def amount(self, key: str, node: Scalar, unit: tuple[int, int]) -> Expr | None:
        """An amount of staff: a bare number counts `fte`, the unit that the key names (at `unit` in the text)."""
        expr = self.expression(node)
        last = expr
        while last is not None and not isinstance(last, Num) and getattr(last, "op", "") in ("to", ".."):
            last = last.right  # type: ignore[union-attr]
        if isinstance(last, Num) and last.unit is None and not last.mark:
            last.unit = Name("fte", *unit)
        return expr

    def target(self, key: str, node: Scalar) -> Target | None:
        """A comparison with a value: `<= $3/claim`."""
        match = _CMP.match(node.value)
        if not match:
            self._wrong(key, "takes_comparison", node)
            return None
        value = self.expression(node, match.end())
        return Target(match[1], value, node.start, node.end) if value is not None else None

    # -- words and texts -------------------------------------------------------------------------------------------

    def text(self, node: Scalar) -> Text | None:
        """Any scalar as text; a block loses the line end that YAML gives it."""
        # what stands in the text as it is was looked at with the whole text; escapes may hide something else
        self._open(node)
        unseen = (
            hidden(Source("", f" {node.value}", self.source.limits), 0, len(node.value) + 1) if node.exact < 0 else []
        )
        if any(f.code == "PG106" for f in unseen):
            self.findings.append(moved(unseen[0], self._part(node)))
            return None
        return Text(node.value.rstrip("\n") if node.style in ("|", ">") else node.value, node.start, node.end)

    def name(self, key: str, node: Scalar, kind: str = "name") -> Name | None:
        """One bare word, or the id of a rule."""
        value = node.value.strip()
        if self._open(node):
            return Name(OPEN, *self._inside(node))
        if (_RULE if kind == "rule" else _NAME).fullmatch(value):
            return Name(value, *self._inside(node))
        self._wrong(key, "takes_rule" if kind == "rule" else "takes_name", node)
        return None

    def _open(self, node: Scalar) -> bool:
        """Whether a value is still to be written; if so, with a finding."""
        if node.value.strip() != OPEN:
            return False
        self.findings.append(finding("PG112", "open", self._part(node)))
        return True

    def _inside(self, node: Scalar) -> tuple[int, int]:
        """The place of the text within the quotes."""
        return (node.exact, node.exact + len(node.value)) if node.exact >= 0 else (node.start, node.end)

    def names(self, key: str, node: Node) -> list[Name] | None:
        """Names in a list, or with commas in a text."""
        items = node.items if isinstance(node, Sequence) else _pieces(node) if isinstance(node, Scalar) else []
        names = [self.name(key, item) for item in items if isinstance(item, Scalar) and not item.broken]
        if not items:
            self._wrong(key, "takes_names", node)
        return [n for n in names if n is not None] or None

    def anchor(self, key: str, node: Scalar) -> Name | Date | Month | None:
        """A phase, a month or a day."""
        day = self._day(node)
        if self._open(node):
            return Name(OPEN, *self._inside(node))
        if day is None and not _NAME.fullmatch(node.value.strip()):
            self._wrong(key, "takes_anchor", node)
            return None
        return day or self.name(key, node)

    def date(self, key: str, node: Scalar) -> Date | None:
        """A day."""
        day = self._day(node)
        if self._open(node):
            return _some_day(*self._inside(node))
        if not isinstance(day, Date):
            self._wrong(key, "takes_date", node)
            return None
        return day

    def _day(self, node: Scalar) -> Date | Month | None:
        match = _DAY.fullmatch(node.value.strip())
        if match is None:
            return None
        start, end = self._inside(node)
        if match[3]:
            return Date(int(match[1]), int(match[2]), int(match[3]), start, end)
        return Month(int(match[1]), int(match[2]), start, end)

    # -- fields and facts ------------------------------------------------------------------------------------------

    def field(self, takes: str, node: Node) -> Expr | None:
        """The value of a field; one of another kind than `takes` is left to `phasegate_dsl.check`, which says so."""
        if isinstance(node, Sequence) or takes in ("names", "texts"):
            return self._list(takes, node)
        assert isinstance(node, Scalar)
        if takes == "text":
            return self.text(node)
        if takes == "fact":
            return self._fact(node)
        if takes in ("name", "date", "month") and self._open(node):
            return Name(OPEN, *self._inside(node)) if takes == "name" else _some_day(*self._inside(node))
        if takes == "name":
            value = node.value.strip()
            return Name(value, *self._inside(node)) if _NAME.fullmatch(value) else Text(value, node.start, node.end)
        if takes == "bool" and node.value in _BOOLS:
            return Bool(_BOOLS[node.value], node.start, node.end)
        return self.expression(node)

    def _list(self, takes: str, node: Node) -> ListExpr:
        if takes == "names" and isinstance(node, Scalar):
            items: list[Node] = [*_pieces(node)]
        else:
            items = list(node.items) if isinstance(node, Sequence) else [node]
        one = {"names": "name", "texts": "text"}.get(takes, takes)
        values = [self.field(one, item) for item in items if isinstance(item, Scalar) and not item.broken]
        return ListExpr([v for v in values if v is not None], node.start, node.end)

    def _fact(self, node: Scalar) -> Expr | None:
        """A fact of the author's own: what it looks like without quotes, a text in quotes."""
        if node.style in ("", "json"):
            day = self._day(node)
            if day is not None:
                return day
        if node.style:
            return self.text(node)
        if node.value in _BOOLS:
            return Bool(_BOOLS[node.value], node.start, node.end)
        if _FIGURE.fullmatch(node.value):
            place = (len(self.findings), self.expression(node))
            if place[1] is not None:
                return place[1]  # a figure is not a fact, and `phasegate_dsl.check` says so
            del self.findings[place[0] :]
        return self.field("name" if _NAME.fullmatch(node.value) else "text", node)


def _some_day(start: int, end: int) -> Date:
    """A day in place of one that is still to be written, so that what is around it can be read."""
    return Date(2026, 1, 1, start, end)


def _pieces(node: Scalar) -> list[Scalar]:
    """The parts of `a, b` as scalars of their own."""
    out = []
    for match in _PIECE.finditer(node.value):
        word = match[0].strip()
        at = match.start() + len(match[0]) - len(match[0].lstrip())
        start, end = (node.exact + at, node.exact + at + len(word)) if node.exact >= 0 else (node.start, node.end)
        if word:
            out.append(Scalar(word, start, end, node.style, start if node.exact >= 0 else -1))
    return out
