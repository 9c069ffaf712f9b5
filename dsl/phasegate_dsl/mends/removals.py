"""What changes no figure, or ends what should go on: taken out, where the file is written in the language itself."""

from __future__ import annotations

from phasegate_dsl.edits import taken_out
from phasegate_dsl.finding import Finding, Fix, TextEdit, one_fix
from phasegate_dsl.mends.choices import renamed
from phasegate_dsl.mends.place import Fixes, Make, OwnForm, Surroundings
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Field


def _field_at(span: Span, place: Surroundings) -> Field | None:
    """The field around a place, in a file of the language itself: keys of another form stand on lines of their own."""
    decl = place.around(span) if isinstance(place.form, OwnForm) else None
    fields = decl.fields() if decl is not None else []
    return next((each for each in fields if each.start <= span.start and span.end <= each.end), None)


def _field_out(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The field around a place taken out; the author has to look."""
    found = _field_at(span, place)
    if found is None:
        return ()
    edit = taken_out(span.source, found)
    return one_fix(TextEdit(edit.span, edit.text, "placeholder"))


def _own_out(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """What the case states itself taken out, so that the shared driver counts; or another name for it."""
    decl = place.around(span) if isinstance(place.form, OwnForm) else None
    if decl is None:
        return renamed(one, span, place)
    edit = taken_out(span.source, decl)
    return (Fix((TextEdit(edit.span, edit.text, "placeholder"),)), *renamed(one, span, place))


def _clause_out(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The clause at a place taken out; the author has to look."""
    if not isinstance(place.form, OwnForm):
        return ()
    before = span.source.text[: span.start].rstrip(" ")
    return one_fix(TextEdit(span.source.span(len(before), span.end), "", "placeholder"))


def _clause_moved(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A clause that is written as a field, where clauses stand."""
    decl, found = place.around(span), _field_at(span, place)
    if decl is None or found is None:
        return ()
    value = span.source.text[found.value.start : found.value.end]
    said = place.form.say(decl, f"{found.name.id} {value}")
    return (Fix((said, taken_out(span.source, found))),) if said is not None else ()


REMOVALS: dict[tuple[str, str], Make] = {
    ("PG201", "clause"): _clause_moved,
    ("PG113", "shared"): _own_out,
    ("PG404", "after"): _field_out,
    **{
        ("PG405", kind): _clause_out
        for kind in ("from_assumed", "until_assumed", "until_once", "from_once", "at_clause")
    },
    **{("PG405", kind): _field_out for kind in ("at_recurring", "continuously", "nothing_measured")},
}
"""How findings about what is too much are mended, by code and kind."""
