"""Expressions and words that are written otherwise: a fix for each of the ways that the help offers."""

from __future__ import annotations

import re

from phasegate_dsl.finding import Finding, Fix, TextEdit, one_fix
from phasegate_dsl.mends.place import Fixes, Make, OwnForm, Surroundings
from phasegate_dsl.messages.template import FORMS
from phasegate_dsl.messages.values import Value
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Binary, Call, Num


def _within(*written: str) -> Make:
    """Other texts for the whole place, each a way to mend it; `{…}` is a value of the finding, `{text}` what stands there."""

    def make(one: Finding, span: Span, place: Surroundings) -> Fixes:
        known = {**dict(one.args), "text": span.text}
        return tuple(Fix((place.over_span(span, each.format(**known)),)) for each in written)

    return make


def _swap(old: str, *new: str) -> Make:
    """A sign within the place, exchanged for the one that was meant; sure where it can be one only."""

    def make(one: Finding, span: Span, place: Surroundings) -> Fixes:
        at = span.text.find(old)
        if at < 0:
            return ()
        part = span.source.span(span.start + at, span.start + at + len(old))
        return tuple(Fix((TextEdit(part, each, "safe" if len(new) == 1 else "placeholder"),)) for each in new)

    return make


def renamed(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """Another name, which only the author knows."""
    part = _named(one, span)
    return one_fix(TextEdit(part, OPEN, "placeholder")) if part is not None else ()


def _named(one: Finding, span: Span) -> Span | None:
    """Where the name that a finding is about stands within its place."""
    name = str(one.value("name") or one.value("rule"))
    match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", span.text)
    return span.source.span(span.start + match.start(), span.start + match.end()) if match is not None else None


def _apart(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A sign of multiplication before the place."""
    before = span.source.text[: span.start].rstrip(" ")
    return one_fix(TextEdit(span.source.span(len(before), span.start), " * ", "placeholder"))


def _instead(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """What the finding says could stand there, where it knows of something."""
    text = str(one.value("instead") or "")
    return one_fix(place.over_span(span, text)) if text else ()


def _word(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A name such as `@care` as a text."""
    match = re.match(r"@[\w.@-]*", span.source.text[span.start :])
    return (
        one_fix(place.over_span(span.source.span(span.start, span.start + match.end()), f'"{match[0]}"'))
        if match
        else ()
    )


def _joined(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A percent sign right after its number."""
    before = span.source.text[: span.start].rstrip(" ")
    gap = span.source.span(len(before), span.start)
    return one_fix(TextEdit(gap, "")) if gap.text and before[-1:].isdigit() else ()


def _arguments(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The documented figures that a call takes, written into it."""
    close = span.start + span.text.rfind(")")
    inner = span.text[span.text.find("(") + 1 : span.text.rfind(")")].strip()
    taken = one.value("taken")
    if not isinstance(taken, tuple) or close < span.start:
        return ()
    joint = ", " if inner else ""
    return one_fix(TextEdit(span.source.span(close, close), joint + ", ".join(str(each) for each in taken)))


def _models(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The models that may be meant."""
    return _each(_named(one, span), one.value("models"))


def _known(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The words that could stand there."""
    return _each(_named(one, span), one.value("known"))


def _each(part: Span | None, words: Value) -> Fixes:
    """A fix for each of some words at a place."""
    if part is None or not isinstance(words, tuple):
        return ()
    return tuple(Fix((TextEdit(part, str(word), "placeholder"),)) for word in words)


def _unquoted(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A figure without its quotes."""
    inner = span.text[1:-1].strip()
    return one_fix(place.over_span(span, inner)) if span.text.startswith('"') and inner else ()


def _words(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """Two words compared as words can be: equal, different, in a list."""
    node = place.expression(span)
    if not isinstance(node, Binary):
        return ()
    between = span.source.span(node.left.end, node.right.start)
    listed = (
        TextEdit(between, " in [", "placeholder"),
        TextEdit(span.source.span(node.right.end, node.right.end), "]"),
    )
    return *(Fix((place.over_span(between, f" {sign} "),)) for sign in ("==", "!=")), Fix(listed)


def _rising(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The ends of a range the other way round; where they are the same, the one figure."""
    node = place.expression(span)
    if not isinstance(node, Binary):
        return ()
    low, high = (span.source.text[side.start : side.end] for side in (node.left, node.right))
    figure, _, unit = high.partition(" ") if isinstance(node.right, Num) else (high, "", "")
    if figure == low:
        return one_fix(place.over_span(span, high))
    return one_fix(place.over_span(span, f"{figure} to {low} {unit}".rstrip()))


def _assumed(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A range as an assumption of its own, with a name for both places that only the author knows."""
    stated = place.put(span, ("initiative",), f"assume {OPEN} = {span.text}", sure=False)
    return (
        one_fix(place.over_span(span, OPEN), *stated[0].edits) if stated and place.around(span, "rule") is None else ()
    )


def _joined_with(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """Another range beside the one that is named, or all of them."""
    decl = place.around(span, "correlate")
    beside = f"with {OPEN}"
    after = TextEdit(span.source.span(span.end, span.end), f" {beside}", "placeholder")
    said = after if isinstance(place.form, OwnForm) or decl is None else place.form.say(decl, beside)
    return (*(() if said is None else one_fix(said)), *one_fix(place.over_span(span, "all")))


def _measurable(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """What can be measured."""
    return tuple(Fix((place.over_span(span, word),)) for word in ("cost", "metric"))


def _successor(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The price as it is until the model retires, and what comes after, which only the author knows."""
    model, kind = one.value("model"), one.value("price")
    return _stepped(one, span, place, f'price("{model}", {kind})', f'price("{OPEN}", {kind})')


def _announced(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """The price as it is until the announced day, and the announced one."""
    return _stepped(one, span, place, span.text, f"{one.value('new'):g} USD per 1M token")


def _stepped(one: Finding, span: Span, place: Surroundings, now: str, then: str) -> Fixes:
    if not isinstance(place.expression(span), Call):
        return ()
    start, day = (_month(one, name) for name in ("start", "day"))
    return one_fix(place.over_span(span, f"steps({start}: {now}, {day}: {then})"))


def _month(one: Finding, name: str) -> str:
    value = one.value(name)
    assert isinstance(value, tuple)
    return FORMS["month"](value, None)  # type: ignore[arg-type]


CHOICES: dict[tuple[str, str], Make] = {
    ("PG101", "dash"): _swap("–", "-", " to "),
    ("PG101", "at"): _word,
    ("PG101", "percent"): _joined,
    ("PG104", "form"): _within(OPEN),
    **{
        ("PG113", kind): renamed
        for kind in ("phase", "defined", "definition", "rule", "ruleset", "shared_twice", "shipped")
    },
    **{("PG213", kind): renamed for kind in ("loosened", "weaker")},
    ("PG114", "measurable"): _measurable,
    **{("PG114", kind): _within(OPEN) for kind in ("takes_date", "waiver_end")},
    ("PG115", "days"): _within("{year:04}-{month:02}-{last}", OPEN),
    ("PG115", "months"): _within(OPEN),
    ("PG200", "not_unit"): _apart,
    ("PG206", "itself"): _within(OPEN),
    **{("PG303", kind): _within(OPEN) for kind in ("abroad", "one_currency")},
    ("PG303", "rate"): _within("… {currency}"),
    **{("PG305", kind): _within("{text} >= …") for kind in ("condition", "logic")},
    ("PG309", "alone"): _joined_with,
    ("PG309", "against"): _within(OPEN),
    ("PG305", "assignment"): _swap("=", "=="),
    ("PG305", "compare_words"): _words,
    ("PG305", "price_text"): _within('"{text}"'),
    ("PG305", "quoted_quantity"): _unquoted,
    ("PG305", "not_quantity"): _within(OPEN),
    ("PG306", "interval"): _swap("..", " to "),
    ("PG306", "one_value"): _within(OPEN),
    ("PG307", "price_kind"): _known,
    **{("PG308", kind): _rising for kind in ("falls", "falls_range")},
    ("PG308", "certain_ends"): _assumed,
    ("PG308", "ends_written"): _within(OPEN),
    ("PG310", "defaults"): _arguments,
    ("PG311", "model"): _models,
    ("PG312", "price"): _known,
    ("PG401", "part_of_month"): _within("{fewer} months", "{more} months"),
    ("PG407", "drawn"): _instead,
    ("PG407", "made"): _instead,
    ("PG406", "cap_away"): _swap("cap:", "floor:"),
    ("PG406", "floor_away"): _swap("floor:", "cap:"),
    ("PG314", "retires"): _successor,
    ("PG314", "changes"): _announced,
}
"""How findings about what is written otherwise are mended, by code and kind."""
