"""Is every statement, clause and field where it belongs? Judged by the table in `phasegate_dsl.schema`, before names are looked at."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from phasegate_dsl.expected import near
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.schema import FIELD_EXAMPLE, KINDS, FieldSpec, KindSpec, places_of
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Bool, Date, Decl, Document, Edit, Expr, Field, ListExpr, Month, Name, Text


def check(document: Document) -> list[Finding]:
    """Findings about misplaced, missing, repeated or ill-shaped parts of a document."""
    return list(_body(document.source, "", document.body, KindSpec("", "", ())))


def _body(source: Source, kind: str, body: list[Decl | Field], spec: KindSpec) -> Iterator[Finding]:
    seen: dict[str, Field] = {}
    for item in body:
        if isinstance(item, Field):
            if kind in ("option", "with", ""):  # names of alternatives, and changes that are checked where they go
                if kind == "":
                    yield finding(
                        "PG110",
                        source.span(item.start, item.end),
                        f"`{item.name.id}:` stands outside of any declaration",
                        help="move it into an `initiative` or a `ruleset`",
                    )
                continue
            yield from _field(source, kind, item, spec, seen)
        else:
            yield from _decl(source, kind, item)


def _decl(source: Source, parent: str, decl: Decl) -> Iterator[Finding]:
    spec = KINDS[decl.kind]
    head = source.span(decl.start, decl.head_end or decl.end)
    if parent not in spec.places:
        where = f"in {'an' if parent[0] in 'aeiou' else 'a'} `{parent}`" if parent else "at the top of a file"
        yield finding(
            "PG110",
            head,
            f"`{decl.kind}` does not stand {where}",
            help=f"it belongs in {places_of(decl.kind)}: `{spec.example}`",
        )
        return
    seen: dict[str, tuple[int, int]] = {}
    for clause in decl.clauses:
        span = source.span(clause.start, clause.end)
        if clause.word not in spec.clauses and clause.word not in ("names", "is"):
            known = ", ".join(f"`{w}`" for w in spec.clauses if w not in ("=", "amount", "what", "sections"))
            yield finding(
                "PG111",
                span,
                f"`{decl.kind}` takes no `{clause.word}`",
                help=f"it takes {known}" if known else "delete it",
            )
        elif clause.word in seen and clause.word not in spec.repeated:
            first = source.span(*seen[clause.word])
            yield finding(
                "PG113",
                span,
                f"`{clause.word}` is given twice",
                help="keep one",
                related=(Related(first, "given here first"),),
            )
        seen.setdefault(clause.word, (clause.start, clause.end))
        yield from _clause(source, clause.word, clause.value)
    missing = [w for w in spec.required if w not in seen]
    if missing:
        parts = " and ".join(f"`{w}`" for w in missing)
        yield finding("PG112", head, f"`{decl.kind}` needs {parts}", help=f"for example: `{spec.example}`")
    if decl.body is not None:
        yield from _body(source, decl.kind, decl.body, spec)
    yield from _required_fields(source, decl, spec)


def _clause(source: Source, word: str, value: object) -> Iterator[Finding]:
    if isinstance(value, Date | Month):
        yield from _date(source, value)
    elif isinstance(value, Decl):
        yield from _decl(source, "given", value)
    elif word == "edits" and isinstance(value, list):
        for edit in value:
            if not isinstance(edit, Edit):
                yield from _decl(source, "given", edit)


def _required_fields(source: Source, decl: Decl, spec: KindSpec) -> Iterator[Finding]:
    given = {f.name.id for f in decl.fields()}
    for name, field in spec.fields.items():
        if field.required and name not in given:
            yield finding(
                "PG112",
                source.span(decl.start, decl.head_end or decl.end),
                f"`{decl.kind}` needs `{name}`: {field.doc}",
                help=f"add `{name}: {field.example}`",
            )


def _field(source: Source, kind: str, item: Field, spec: KindSpec, seen: dict[str, Field]) -> Iterator[Finding]:
    name = item.name.id
    key = source.span(item.name.start, item.name.end)
    if name in seen:
        first = seen[name].name
        yield finding(
            "PG113",
            key,
            f"`{name}` is given twice",
            help="keep one",
            related=(Related(source.span(first.start, first.end), "given here first"),),
        )
        return
    seen[name] = item
    field = spec.fields.get(name)
    if field is not None:
        yield from _value(source, name, item.value, field)
        return
    meant = near(name, spec.fields)
    if spec.facts and not meant and _is_fact(item.value):
        return
    known = ", ".join(f"`{f}`" for f in spec.fields)
    help = f"did you mean `{meant}`?" if meant else f"its fields are {known}" if known else f"`{kind}` has no fields"
    yield finding("PG201", key, f"`{kind}` has no field `{name}`", help=help)


def _is_fact(value: Expr) -> bool:
    return isinstance(value, Text | Name | Date | Month | Bool) or (
        isinstance(value, ListExpr) and all(map(_is_fact, value.items))
    )


def _value(source: Source, name: str, value: Expr, field: FieldSpec) -> Iterator[Finding]:
    good = {
        "text": isinstance(value, Text),
        "name": isinstance(value, Name),
        "names": isinstance(value, ListExpr) and all(isinstance(i, Name) for i in value.items),
        "texts": isinstance(value, Text)
        or (isinstance(value, ListExpr) and all(isinstance(i, Text) for i in value.items)),
        "date": isinstance(value, Date),
        "month": isinstance(value, Month),
        "bool": isinstance(value, Bool),
        "quantity": not isinstance(value, Text | Date | Month | Bool | ListExpr),
    }[field.kind]
    if not good:
        words = {
            "text": "a text in quotes", "name": "a word", "names": "a list of words", "texts": "a list of texts", "date": "a date",
            "month": "a month", "bool": "`yes` or `no`", "quantity": "a quantity",
        }[field.kind]  # fmt: skip
        example = field.example or FIELD_EXAMPLE[field.kind]
        yield finding(
            "PG114",
            source.span(value.start, value.end),
            f"`{name}` takes {words}",
            help=f"for example: `{name}: {example}`",
        )
    elif isinstance(value, Date | Month):
        yield from _date(source, value)


def _date(source: Source, value: Date | Month) -> Iterator[Finding]:
    span = source.span(value.start, value.end)
    if not 1 <= value.month <= 12:
        yield finding(
            "PG115", span, f"there is no month {value.month:02}", help="write year-month-day, such as `2026-10-01`"
        )
    elif isinstance(value, Date) and not 1 <= value.day <= (
        last := calendar.monthrange(value.year or 1, value.month)[1]
    ):
        yield finding(
            "PG115",
            span,
            f"month {value.year:04}-{value.month:02} has {last} days",
            help="write year-month-day, such as `2026-10-01`",
        )
    if not 1990 <= value.year <= 2200:
        yield finding("PG115", span, f"the year {value.year:04} is not between 1990 and 2200", help="check the year")
