"""Why a figure is what it is, for a terminal: lines by the mean, assumptions by the variance, each with its place."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.report.paint import Paint, clip, safe
from phasegate.report.table import Table, table
from phasegate.report.tornado import REST
from phasegate.results.answers.why import Why, WhyAssumption, WhyDefinition, WhyPart, WhyRange
from phasegate.results.doubt import shows

LINES = 40
"""Lines that are shown; the rest is one row (JSON has them all)."""


def text(found: Why, paint: Paint) -> str:
    """The walk for a terminal."""
    amount, base = found.measure.amount, found.base
    leading, word = (base.mean, "the mean leads") if math.isfinite(base.mean) else (base.p50, "the P50 leads")
    head = (
        paint(f"Why `{safe(found.figure)}` is {amount(leading)}", "bold")
        + f"  {safe(found.title)}; P10 {amount(base.p10)}, P50 {amount(base.p50)}, "
        f"P90 {amount(base.p90)} ({word}{_exact(found)}; {found.draws} draws, seed {found.seed})"
    )
    parts = [[head], _lines(found, paint), _sources(found, paint), _tree(found, paint)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _exact(found: Why) -> str:
    """How exact the mean is, where it is read in digits and its error reaches the last one."""
    if not found.measure.in_digits(found.base.mean):
        return ""
    if found.base.mean_error is None:
        return ", how exact cannot be told: it rests on a tail without a finite variance"
    return (
        f", give or take a standard error of {found.measure.amount(found.base.mean_error)}" if shows(found.base) else ""
    )


def _lines(found: Why, paint: Paint) -> list[str]:
    """The parts of the mean, footing to 100 %."""
    if not found.parts:
        return []
    amount = found.measure.amount
    goal = 1000 if any(part.share for part in found.parts) else 0
    tenths = numbers.apportion([1000 * part.share for part in found.parts], goal)
    body = [["", "mean", "share", "P10", "P90", "paid", "at", "rests on"]]
    body += [_line(found, part, share) for part, share in list(zip(found.parts, tenths, strict=True))[:LINES]]
    if len(tenths) > LINES:
        mean = sum(part.cost.mean for part in found.parts[LINES:])
        body.append([f"{len(tenths) - LINES} more", amount(mean), _tenths(sum(tenths[LINES:])), *[""] * 5])
    total = sum(part.cost.mean for part in found.parts)
    body.append(["all", amount(total), _tenths(sum(tenths)), *[""] * 5])
    return [paint("Parts, by share of the mean", "bold"), *_left(body, paint)]


def _line(found: Why, part: WhyPart, tenths: int) -> list[str]:
    mean, low, high = map(found.measure.amount, (part.cost.mean, part.cost.p10, part.cost.p90))
    rests = clip(", ".join(part.rests_on), 44)
    paid = part.paid_from if part.paid_from == part.paid_until else f"{part.paid_from} to {part.paid_until}"
    return [safe(part.name), mean, _tenths(tenths), low, high, paid, safe(str(part.location)), rests]


def _tenths(count: int) -> str:
    """Tenths of a percent that add up, as a share."""
    return f"{count / 10:.1f}%"


def _left(body: Table, paint: Paint) -> list[str]:
    """The table with its last two columns, places and names, to the left."""
    for column in (-2, -1):
        width = max(len(row[column]) for row in body)
        for row in body:
            row[column] = row[column].ljust(width)
    return [line.rstrip() for line in table(body, paint)]


def _sources(found: Why, paint: Paint) -> list[str]:
    """The assumptions with their part of the variance, footing to 100 % with the other ranges and the interaction."""
    if not found.assumptions and not found.ranges:
        return []
    named = {one.name for one in found.assumptions}
    others = [one for one in found.ranges if one.key not in named]
    rows = [(one.variance, _assumption(one)) for one in found.assumptions]
    rows = sorted([*rows, *((one.variance, _range(one)) for one in others)], key=lambda row: -row[0])
    shares, shown = [share for share, _ in rows], [row for _, row in rows]
    percents = numbers.whole_percents(shares, found.interaction)
    body = [["", "P10", "P90", "variance", "elasticity", "at", "source"]]
    for row, percent in zip(shown, percents, strict=False):
        body.append([*row[:3], f"{percent}%", *row[3:]])
    if any(percents):
        body.append([REST, "", "", f"{percents[-1]}%", "", "", ""])
        body.append(["all", "", "", f"{sum(percents)}%", "", "", ""])
    note = f"  variance: {found.method}; elasticity: percent that the P50 moves when the assumption moves by 1 %"
    return [paint("Assumptions, by contribution to the variance and by elasticity", "bold"), *_left(body, paint), note]


def _assumption(one: WhyAssumption) -> list[str]:
    low, high = map(one.measure.text, (one.value.p10, one.value.p90))
    elastic = numbers.compact(round(one.elasticity, 4), 2)
    where = safe(clip(one.source or "no source", 60))
    return [safe(one.name), "" if low == high else low, high, elastic, safe(str(one.location)), where]


def _range(one: WhyRange) -> list[str]:
    low, high = map(one.measure.text, (one.p10, one.p90))
    return [safe(one.name), low, high, "", safe(str(one.location)), safe(clip(one.source, 60))]


def _tree(found: Why, paint: Paint) -> list[str]:
    """How a single line or assumption is calculated, down to what is written."""
    if len(found.parts) > 1 or sum(not one.depth for one in found.definitions) != 1:
        return []
    head = paint("How it is calculated (means; series over the last twelve months)", "bold")
    return [head, *(_step(one, paint) for one in found.definitions)]


def _step(one: WhyDefinition, paint: Paint) -> str:
    written = clip(" ".join(one.expression.split()), 90)
    shown = f"{'  ' * (one.depth + 1)}{one.name} = {written}"
    return safe(shown) + paint(f"  {one.measure.text(one.value.mean)}  {safe(str(one.location))}", "dim")
