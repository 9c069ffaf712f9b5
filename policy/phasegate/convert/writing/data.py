"""A tree as keys and values, as the table of the intake says: plain dictionaries, lists and texts."""

from __future__ import annotations

from typing import Any

from phasegate.convert.reading.table import Key, KeyGroup, Shape, shape
from phasegate.convert.writing.remarks import Remarks
from phasegate.convert.writing.words import expression
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Bool, Clause, Date, Decl, Field, ListExpr, Month, Name, Target, Text

Data = Any
"""A text, a truth value, a list of data or a dictionary with keys that may carry comments."""


class Noted(str):
    """A key with the comments above it and at the end of its line."""

    before: list[str]
    behind: list[str]


class Said(str):
    """A text, which some readers would take for a number, a date or a truth value without quotes."""


class Quoted(str):
    """A text that we would read as something else without quotes."""


class CaseData:
    """Makes data of one case; `clash` says what would stand under a key that is taken."""

    def __init__(self, source: Source, remarks: Remarks) -> None:
        self.source, self.remarks = source, remarks
        self.clash: Finding | None = None

    def _clashes(self, node: Decl | Field, name: str) -> None:
        """Remember the first key that would stand twice."""
        if self.clash is None:
            span = self.source.span(node.start, node.end)

            self.clash = finding("PG116", "clash", span, name=name)

    def entry(self, decl: Decl, spec: Shape) -> dict[str, Data]:
        """The keys of one declaration, in the order of the table; facts of the author's own after its fields."""
        fields = {field.name.id: field for field in decl.fields()}
        made: dict[str, Data] = {}
        for key in spec.keys.values():
            if key.part == "field":
                if key.name in fields:
                    field = fields.pop(key.name)
                    made[self._noted(key.name, field.start)] = self._field(key.takes, field.value)
            else:
                value = self._part(decl, key)
                if value is not None:
                    noted = self._noted(key.name, decl.start) if key.part == "name" else key.name
                    made[noted] = value
        if len(decl.fields()) > len({field.name.id for field in decl.fields()}):
            self._clashes(decl, decl.fields()[-1].name.id)
        if "alternatives" in spec.groups:
            made["alternatives"] = {
                self._noted(f.name.id, f.start): expression(f.value, self.source) for f in fields.values()
            }
        else:
            for name, field in fields.items():
                if name in spec.known:
                    self._clashes(field, name)
                made[self._noted(name, field.start)] = self._fact(field.value)
        for group in spec.groups.values():
            decls = decl.decls(group.kind) if group.kind else []
            if decls:
                made[self._group_key(group, decls)] = self.group(group, decls)
        return {key: value for key, value in made.items() if value != {}}

    def _group_key(self, group: KeyGroup, decls: list[Decl]) -> str:
        """The key of a group; of one that has no keys below it, with the comments of its declarations."""
        if group.form not in ("names", "word", "one"):
            return group.name
        noted = self._noted(group.name, decls[0].start)
        if isinstance(noted, Noted):
            for decl in decls[1:]:
                noted.before += self.remarks.of(decl.start)
        return noted

    def _noted(self, name: str, start: int) -> str:
        before, behind = self.remarks.before.get(start, []), self.remarks.behind.get(start, [])
        if not before and not behind:
            return name
        noted = Noted(name)
        noted.before, noted.behind = list(before), list(behind)
        return noted

    # -- parts -------------------------------------------------------------------------------------------------

    def _part(self, decl: Decl, key: Key) -> Data | None:
        if key.part == "name":
            return decl.name.id if decl.name is not None else None
        if key.part == "title":
            return Said(decl.title.value) if decl.title is not None else None
        clauses = [clause for clause in decl.clauses if clause.word == key.word]
        if not clauses:
            return None
        if key.takes == "texts":
            texts = [Said(clause.value.value) for clause in clauses]
            return texts[0] if len(texts) == 1 else texts
        return self._clause(clauses[0])

    def _clause(self, clause: Clause) -> Data:
        value = clause.value
        if isinstance(value, list):
            return [item.id if isinstance(item, Name) else expression(item, self.source) for item in value]
        if isinstance(value, Target):
            return f"{value.op} {expression(value.value, self.source)}"
        return self._plain(value)

    def field(self, item: Field) -> Data:
        """The value of a field by itself."""
        return self._field("", item.value)

    def _plain(self, value: Any) -> Data:
        if self.source.text[value.start : value.end] == OPEN:  # a date that only the author knows
            return OPEN
        if isinstance(value, Text):
            return Said(value.value)
        if isinstance(value, Name):
            return value.id
        if isinstance(value, Date):
            return f"{value.year:04}-{value.month:02}-{value.day:02}"
        if isinstance(value, Month):
            return f"{value.year:04}-{value.month:02}"
        return expression(value, self.source)

    def _field(self, takes: str, value: Any) -> Data:
        if isinstance(value, ListExpr):
            return [self._field({"names": "name", "texts": "text"}.get(takes, takes), item) for item in value.items]
        if isinstance(value, Bool):
            return value.value
        return self._plain(value)

    def _fact(self, value: Any) -> Data:
        if isinstance(value, ListExpr):
            return [self._fact(item) for item in value.items]
        if isinstance(value, Bool):
            return value.value
        return Quoted(value.value) if isinstance(value, Text) else self._plain(value)

    # -- groups ------------------------------------------------------------------------------------------------

    def group(self, group: KeyGroup, decls: list[Decl]) -> Data:
        """What stands under the key of a group."""
        spec = shape(group.kind)
        if group.form == "names":
            return [name.id for decl in decls for clause in decl.clauses for name in clause.value]
        if group.form in ("word", "one") and len(decls) > 1:
            self._clashes(decls[1], group.name)
        if group.form == "word":
            return decls[0].name.id if decls[0].name is not None else ""
        if group.form == "one":
            return self.entry(decls[0], spec)
        if group.form == "list":
            return [self.entry(decl, spec) for decl in decls]
        if group.form == "measured":
            made: dict[str, dict[str, Data]] = {}
            for decl in decls:
                what = decl.clause("what")
                assert what is not None
                self._named(made.setdefault(what.value.id, {}), decl, spec)
            return made
        named: dict[str, Data] = {}
        for decl in decls:
            self._named(named, decl, spec)
        return named

    def _named(self, made: dict[str, Data], decl: Decl, spec: Shape) -> None:
        assert decl.name is not None
        entry: Data = self.entry(decl, spec)
        if spec.short and set(entry) == {spec.short}:
            entry = entry[spec.short]
        if decl.name.id not in made:
            made[self._noted(decl.name.id, decl.start)] = entry
            return
        if not spec.many or not isinstance(entry, dict):
            self._clashes(decl, decl.name.id)
        elif isinstance(made[decl.name.id], list):
            made[decl.name.id].append(entry)
        else:
            made[decl.name.id] = [made[decl.name.id], entry]
