"""Statements, clauses and fields that are missing: put where they belong, open for what only the author knows."""

from __future__ import annotations

from phasegate_dsl.finding import Finding, TextEdit, one_fix
from phasegate_dsl.mends.place import Fixes, Make, Surroundings
from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.messages.english import ENGLISH
from phasegate_dsl.messages.snippets import SNIPPETS
from phasegate_dsl.messages.template import fill
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Decl, Text
from phasegate_dsl.words import VALUES, WORDS

CASE = ("initiative",)


def _line(kinds: tuple[str, ...], form: str, *, first: bool = False, sure: bool = True) -> Make:
    """A line made from what the finding knows, put into the declaration around it."""

    def make(one: Finding, span: Span, place: Surroundings) -> Fixes:
        return place.put(span, kinds, form.format(**dict(one.args)), first=first, sure=sure)

    return make


def _shown(key: tuple[str, str], *, first: bool = False, sure: bool = True) -> Make:
    """The statement that the remedy shows, put into the case."""
    return _line(CASE, SNIPPETS[key].text, first=first, sure=sure)


def _field(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A field that is missing, open for its value."""
    decl = place.around(span)
    if decl is None:
        return ()
    value = f'"{OPEN}"' if str(one.value("example")).startswith('"') else OPEN
    edit = place.form.put(decl, f"{one.value('name')}: {value}")
    return one_fix(edit) if edit is not None else ()


def _clauses(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The clauses that a statement cannot do without, open for what they say."""
    decl, words = place.around(span), one.value("parts")
    if decl is None or not isinstance(words, tuple):
        return ()
    edit = place.form.say(decl, " ".join(_clause(decl, str(word)) for word in words))
    return one_fix(edit) if edit is not None else ()


def _clause(decl: Decl, word: str) -> str:
    part = WORDS[decl.kind].clause(word)
    assert part is not None
    value = f'"{OPEN}"' if VALUES[part.takes].symbol == "STRING" else OPEN
    return f"{part.lead} {value}"


def _staffing(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """What a role lacks: how many, what one costs."""
    decl = place.around(span, "role")
    if decl is None or decl.name is None:
        return ()
    lacks = [f"{OPEN} fte"] if decl.clause("amount") is None else []
    lacks += [f"costs {OPEN}"] if decl.clause("costs") is None else []
    edits = [place.form.say(decl, part) for part in lacks]
    if decl.clause("amount") is None and edits[0] is not None and not decl.body:
        after = decl.title or decl.name  # an amount stands before every clause
        if edits[0].text == f" {lacks[0]}":
            edits[0] = TextEdit(place.source.span(after.end, after.end), edits[0].text, "placeholder")
    return one_fix(*(edit for edit in edits if edit is not None))


def _approval(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The reason and the approver of a waiver, where they are empty."""
    decl = place.around(span, "waive")
    empty = [
        clause.value
        for clause in (decl.clauses if decl is not None else ())
        if clause.word in ("because", "approved by")
        and isinstance(clause.value, Text)
        and not clause.value.value.strip()
    ]
    return one_fix(*(place.over(text, f'"{OPEN}"') for text in empty))


def _proposed(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The line that a rule asks for, put where it belongs; what it costs is left open."""
    return place.put(span, ("phase", "initiative"), str(one.value("line")))


def _evidence(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The evidence that a claim lacks, open for what it is and its day."""
    decl = place.around(span, "control")
    if decl is None or decl.kind != "control":
        return ()
    asked = f"dated {OPEN}" if decl.clause("evidence") is not None else f'evidence "{OPEN}" dated {OPEN}'
    edit = place.form.say(decl, asked)
    return one_fix(edit) if edit is not None else ()


def _clause_over(kind: str, word: str, text: str) -> Make:
    """Another value for a clause of the declaration around the place."""

    def make(one: Finding, span: Span, place: Surroundings) -> Fixes:
        decl = place.around(span, kind)
        clause = decl.clause(word) if decl is not None else None
        if clause is None or isinstance(clause.value, list) or clause.value is None:
            return ()
        return one_fix(place.over(clause.value, fill(text, dict(one.args), ENGLISH)))

    return make


def _horizon(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A horizon that the phases fit into."""
    decl = place.around(span, *CASE)
    given = next((f for f in decl.fields() if f.name.id == "horizon"), None) if decl is not None else None
    return one_fix(place.over(given.value, f"{one.value('months')} months")) if given is not None else ()


def _definition(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """What a ruleset asks for and nobody defines."""
    what = one.value("vocabulary") or one.value("what")
    if what not in ("control", "role", "category") or place.around(span, "ruleset") is None:
        return ()
    return place.put(span, ("ruleset",), f'{what} {one.value("name")} "{OPEN}" {{}}', sure=False)


STATEMENTS: dict[tuple[str, str], Make] = {
    ("PG112", "field"): _field,
    ("PG112", "needs"): _clauses,
    ("PG112", "role"): _staffing,
    ("PG112", "alternatives"): _line(("option",), f"{OPEN}: {OPEN}"),
    ("PG112", "no_phases"): _line(CASE, "phase … {{ budget: …; duration: … }}"),
    ("PG112", "no_require"): _line(("rule",), "require …"),
    ("PG200", "no_name"): _shown(("PG200", "no_name")),
    ("PG200", "no_unit"): _shown(("PG200", "no_unit"), sure=False),
    ("PG202", "definition"): _definition,
    ("PG202", "category"): _definition,
    ("PG202", "not_known"): _definition,
    ("PG211", "incomplete"): _approval,
    ("PG212", "inferred"): _shown(("PG212", "inferred")),
    ("PG212", "none"): _line(CASE, "request gate … on …"),
    ("PG220", "follows"): _shown(("PG220", "follows"), first=True),
    ("PG220", "gate"): _line(CASE, "request gate … on …"),
    ("PG214", "nothing"): _shown(("PG214", "nothing"), first=True, sure=False),
    ("PG303", "rulesets"): _shown(("PG303", "rulesets")),
    **{("PG303", kind): _shown(("PG303", kind)) for kind in ("add", "subtract", "foreign_cost", "prices")},
    ("PG319", "untied"): _shown(("PG319", "untied"), sure=False),
    ("PG320", "narrow"): _shown(("PG320", "narrow"), sure=False),
    ("PG402", "needed"): _line(("phase",), "duration: …"),
    ("PG403", "too_long"): _horizon,
    **dict.fromkeys(
        ((RULE, kind) for kind in ("unfunded", "unclaimed", "unstaffed", "uncovered", "paid_once", "no_line")),
        _proposed,
    ),
    **dict.fromkeys(((RULE, kind) for kind in ("no_evidence", "undated")), _evidence),
    **dict.fromkeys(((RULE, kind) for kind in ("old", "ahead")), _clause_over("control", "dated", OPEN)),
    (RULE, "understaffed"): _clause_over("role", "amount", "{needed} fte"),
    ("PG605", "because"): _line(("rule",), 'because "…"'),
    ("PG606", "source"): _line(("rule",), 'cite "…" "…"'),
    ("PG607", "fix"): _line(("rule",), 'fix "…"'),
}
"""How findings about what is missing are mended, by code and kind."""
