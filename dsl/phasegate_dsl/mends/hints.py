"""Fixes that a hint offers: the phrase that says what is to be done about units, factors and rates does it too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from phasegate_dsl.finding import Fix, one_fix
from phasegate_dsl.mends.place import Fixes, Surroundings
from phasegate_dsl.operators import SIGNS
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Binary, Expr, Num

Hint = Callable[[dict[str, Any], Span, Surroundings], Fixes]
"""What makes the fixes that a hint offers, from the hint's values."""


def grouped(node: Expr, place: Surroundings) -> str:
    """The text of a node, in brackets where what follows it would take hold of its last part only."""
    text = place.source.text[node.start : node.end]
    return f"({text})" if isinstance(node, Binary) and node.op in ("+", "-") else text


def _sides(span: Span, place: Surroundings) -> tuple[Expr, Expr] | None:
    node = place.expression(span)
    return (node.left, node.right) if isinstance(node, Binary) else None


def _right_per_time(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    sides = _sides(span, place)
    if sides is None:
        return ()
    left, right = sides
    once = place.over(right, f"{grouped(right, place)} * {OPEN}")
    return Fix((once,)), Fix((place.over(left, f"{grouped(left, place)}/mo"),))


def _left_per_time(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    sides = _sides(span, place)
    return one_fix(place.over(sides[1], f"{grouped(sides[1], place)}/mo")) if sides is not None else ()


def _unit(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    """The side that has no unit, in the other's."""
    side = _side(known, span, place)
    if not isinstance(side, Num):
        return ()
    unit, figure = str(known["unit"]), place.source.text[side.start : side.end]
    return one_fix(place.over(side, f"{unit[:1]}{figure}{unit[1:]}" if unit[:1] in SIGNS else f"{figure} {unit}"))


def _side(known: dict[str, Any], span: Span, place: Surroundings) -> Expr | None:
    """The side of an operation that a hint names by its text."""
    sides = _sides(span, place) or ()
    return next((s for s in sides if place.source.span(s.start, s.end).one_line == known["side"]), None)


def _product(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    sides = _sides(span, place)
    if sides is None:
        return ()
    return one_fix(place.over_span(span, " * ".join(grouped(side, place) for side in sides)))


def _factor(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    """The side that lacks a factor, times what only the author knows."""
    side = _side(known, span, place)
    return one_fix(place.over(side, f"{grouped(side, place)} * {OPEN}")) if side is not None else ()


def _times(form: str) -> Hint:
    """The whole place with a factor after it."""

    def make(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
        node = place.expression(span)
        return one_fix(place.over_span(span, form.format(text=grouped(node, place), **known))) if node else ()

    return make


def _instead(form: str) -> Hint:
    return lambda known, span, place: one_fix(place.over_span(span, form.format(**known)))


def _bare(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    """A figure without its sign and unit."""
    match = re.search(r"\d[\d_.]*[KMB]?", span.text)
    return one_fix(place.over_span(span, match[0])) if match is not None else ()


def _exchanged(known: dict[str, Any], span: Span, place: Surroundings) -> Fixes:
    return place.put(span, ("initiative",), f"fx {known['foreign']} = {OPEN} {known['currency']}")


HINTS: dict[str, Hint] = {
    "right_per_time": _right_per_time,
    "left_per_time": _left_per_time,
    "has_no_unit": _unit,
    "meant_product": _product,
    "multiply_factor_in": _factor,
    "multiply_by_name": _times("{text} * {name}"),
    "divide_by_name": _times("{text} / {name}"),
    "multiply_by_price": _times("{text} * …"),
    "multiply_by_factor": _times("{text} * …"),
    "unit_at_end": _instead("{written}"),
    "in_unit_example": _instead("{written}"),
    "unit_example": _instead("{written}"),
    "in_unit": _instead(OPEN),
    "without_unit": _bare,
    "convert": _exchanged,
}
"""Fixes by the phrase that says how something is mended."""
