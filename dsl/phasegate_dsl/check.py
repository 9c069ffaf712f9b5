"""Is every statement, clause and field where it belongs? Judged by the words of the language, before names are looked at."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Bool, Date, Decl, Document, Edit, Expr, Field, ListExpr, Month, Name, Text
from phasegate_dsl.words import VALUES, WORDS, FieldSpec, Word


def check(document: Document) -> list[Finding]:
    """Findings about misplaced, missing, repeated or ill-shaped parts of a document."""
    return list(_body(document.source, document.body, None))


def _body(source: Source, body: list[Decl | Field], word: Word | None) -> Iterator[Finding]:
    """Findings about the body of a word, or about the top of a file."""
    seen: dict[str, Field] = {}
    for item in body:
        if isinstance(item, Decl):
            yield from _decl(source, word.kind if word is not None else "", item)
        elif word is None:
            yield finding("PG110", "outside", source.span(item.start, item.end), name=item.name.id)
        elif word.entries is None:  # alternatives and changes have names of the author's choice
            yield from _field(source, item, word, seen)


def _decl(source: Source, parent: str, decl: Decl) -> Iterator[Finding]:
    word = WORDS[decl.kind]
    head = source.span(decl.start, decl.head_end or decl.end)
    if parent not in word.places:
        places = tuple(phrase("a_kind", what=place) if place else phrase("top_of_file") for place in word.places)
        yield finding("PG110", "place", head, what=decl.kind, parent=parent, places=places, example=word.example)
        return
    clauses, repeated = word.clauses, word.repeated
    seen: dict[str, tuple[int, int]] = {}
    for clause in decl.clauses:
        span = source.span(clause.start, clause.end)
        if clause.word not in clauses:
            yield finding("PG111", "takes_no", span, what=decl.kind, name=clause.word, known=tuple(word.shown))
        elif clause.word in seen and clause.word not in repeated:
            first = source.span(*seen[clause.word])
            yield finding(
                "PG113", "clause_twice", span, name=clause.word, related=(Related(first, phrase("given_first")),)
            )
        seen.setdefault(clause.word, (clause.start, clause.end))
        yield from _clause(source, clause.word, clause.value)
    missing = [w for w in word.required if w not in seen]
    if missing:
        yield finding("PG112", "needs", head, what=decl.kind, parts=tuple(missing), example=word.example)
    if decl.body is not None:
        yield from _body(source, decl.body, word)
    yield from _required_fields(source, decl, word)


def _clause(source: Source, word: str, value: object) -> Iterator[Finding]:
    if isinstance(value, Date | Month):
        yield from _date(source, value)
    elif isinstance(value, Decl):
        yield from _decl(source, "given", value)
    elif word == "edits" and isinstance(value, list):
        for edit in value:
            if not isinstance(edit, Edit):
                yield from _decl(source, "given", edit)


def _required_fields(source: Source, decl: Decl, word: Word) -> Iterator[Finding]:
    given = {f.name.id for f in decl.fields()}
    for name, field in word.fields.items():
        if field.required and name not in given:
            yield finding(
                "PG112",
                "field",
                source.span(decl.start, decl.head_end or decl.end),
                what=decl.kind,
                name=name,
                doc=field.doc,
                example=field.example,
            )


def _field(source: Source, item: Field, word: Word, seen: dict[str, Field]) -> Iterator[Finding]:
    name = item.name.id
    key = source.span(item.name.start, item.name.end)
    if name in seen:
        first = seen[name].name
        yield finding(
            "PG113",
            "field_twice",
            key,
            name=name,
            related=(Related(source.span(first.start, first.end), phrase("given_first")),),
        )
        return
    seen[name] = item
    field = word.fields.get(name)
    if field is not None:
        yield from _value(source, name, item.value, field)
        return
    if name in word.clauses:
        yield finding("PG201", "clause", key, what=word.kind, name=name)
        return
    meant = near(name, word.fields) or _within(name, item.value, word)
    if word.facts and not meant and _is_fact(item.value):
        return

    yield finding("PG201", "no_field", key, what=word.kind, name=name, meant=meant, known=tuple(word.fields))


def _within(name: str, value: Expr, word: Word) -> str:
    """The field that a longer name begins or ends with, where the value would fit it: `risk_level: high`."""
    parts = name.split("_")
    ends = (parts[0], parts[-1]) if len(parts) > 1 else ()
    return next((end for end in ends if _typed(end, word) and _fits(value, word.fields[end].kind)), "")


def _typed(name: str, word: Word) -> bool:
    """Whether it is a field that more than a text stands in: many names of facts end in `owner`."""
    return name in word.fields and word.fields[name].kind not in ("text", "texts")


def _is_fact(value: Expr) -> bool:
    return isinstance(value, Text | Name | Date | Month | Bool) or (
        isinstance(value, ListExpr) and all(map(_is_fact, value.items))
    )


def _value(source: Source, name: str, value: Expr, field: FieldSpec) -> Iterator[Finding]:
    if not _fits(value, field.kind):
        example = field.example or VALUES[field.kind].example
        yield finding(
            "PG114",
            "takes",
            source.span(value.start, value.end),
            name=name,
            wanted=phrase(f"value_{field.kind}"),
            example=example,
        )
    elif isinstance(value, Date | Month):
        yield from _date(source, value)


def _fits(value: Expr, kind: str) -> bool:
    """Whether a value is of the kind that a field takes."""
    return {
        "text": isinstance(value, Text),
        "name": isinstance(value, Name),
        "names": isinstance(value, ListExpr) and all(isinstance(i, Name) for i in value.items),
        "texts": isinstance(value, Text)
        or (isinstance(value, ListExpr) and all(isinstance(i, Text) for i in value.items)),
        "date": isinstance(value, Date),
        "month": isinstance(value, Month),
        "bool": isinstance(value, Bool),
        "quantity": not isinstance(value, Text | Date | Month | Bool | ListExpr),
    }[kind]


def _date(source: Source, value: Date | Month) -> Iterator[Finding]:
    span = source.span(value.start, value.end)
    if not 1 <= value.month <= 12:
        yield finding("PG115", "months", span, month=value.month)
    elif isinstance(value, Date) and not 1 <= value.day <= (
        last := calendar.monthrange(value.year or 1, value.month)[1]
    ):
        yield finding("PG115", "days", span, year=value.year, month=value.month, last=last)
    if not 1990 <= value.year <= 2200:
        yield finding("PG115", "year", span, year=value.year)
