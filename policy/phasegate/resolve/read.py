"""What stands in a declaration: its title, the names, text or day of a clause, a field, a fact."""

from __future__ import annotations

from phasegate.model.case import Day
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Bool, Date, Decl, Expr, Field, ListExpr, Name, Text


def in_words(name: str) -> str:
    """A name as a title: `audit_logging` is "audit logging"."""
    return name.replace("_", " ")


def title(decl: Decl) -> str:
    """The title of a declaration, else its name in words."""
    if decl.title is not None:
        return decl.title.value
    return in_words(decl.name.id) if decl.name is not None else ""


def head(decl: Decl, source: Source) -> Span:
    """The head of a declaration, for findings about all of it."""
    return source.span(decl.start, decl.head_end or decl.end)


def clause_names(decl: Decl, word: str) -> list[Name]:
    """The names of a clause such as `funds a, b`."""
    clause = decl.clause(word)
    return [n for n in clause.value if isinstance(n, Name)] if clause and isinstance(clause.value, list) else []


def clause_name(decl: Decl, word: str) -> Name | None:
    """The name of a clause such as `cuts inference`."""
    clause = decl.clause(word)
    return clause.value if clause is not None and isinstance(clause.value, Name) else None


def clause_text(decl: Decl, word: str) -> str:
    """The text of a clause such as `source "…"`; the names of one such as `by board`, with commas."""
    clause = decl.clause(word)
    if clause is None:
        return ""
    if isinstance(clause.value, Text):
        return clause.value.value
    return ", ".join(n.id for n in clause_names(decl, word))


def clause_day(decl: Decl, word: str) -> Day | None:
    """The day of a clause such as `on 2026-11-20`."""
    clause = decl.clause(word)
    if clause is None or not isinstance(clause.value, Date):
        return None
    return clause.value.year, clause.value.month, clause.value.day


def field(decl: Decl, name: str) -> Expr | None:
    """The value of a field such as `escalates: 3%/yr`; the first one, where it is given twice."""
    for item in decl.body or ():
        if isinstance(item, Field) and item.name.id == name:
            return item.value
    return None


def fact(decl: Decl, name: str) -> str:
    """The text of a fact such as `{ owner: "SRE" }`."""
    value = field(decl, name)
    if isinstance(value, Text):
        return value.value
    return value.id if isinstance(value, Name) else ""


def yes(decl: Decl, name: str) -> bool:
    """Whether a field says `yes`."""
    value = field(decl, name)
    return isinstance(value, Bool) and value.value


def texts(value: Expr | None) -> list[str]:
    """A text, or the texts of a list."""
    if isinstance(value, Text):
        return [value.value]
    return [item.value for item in value.items if isinstance(item, Text)] if isinstance(value, ListExpr) else []


def facts(decl: Decl) -> dict[str, str]:
    """All fields that are texts."""
    return {item.name.id: item.value.value for item in decl.fields() if isinstance(item.value, Text)}
