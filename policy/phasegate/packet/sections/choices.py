"""Levers, architecture options and scenarios."""

from __future__ import annotations

from typing import Any

from phasegate.numbers.board import chance, percent
from phasegate.numbers.units import Unit
from phasegate.numbers.words import capital
from phasegate.packet.parts import Status
from phasegate.packet.sections.reading import band, money, month_at, needed, phase, unit
from phasegate.packet.view_cost import AlternativeView, LeverView, OptionView, ScenarioView
from phasegate.results.parts import choices as told
from phasegate.results.parts.columns import SURE
from phasegate.results.parts.figures import Middle
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    levers = result.levers.levers if result.levers else ()
    return {
        "levers": tuple(_lever(result, one) for one in levers),
        "levers_note": _levers_note(result, result.levers) if result.levers else "",
        "options": tuple(_option(result, one) for one in needed(result.options)),
        "scenarios": tuple(_scenario(result, one) for one in needed(result.scenarios)),
    }


def _levers_note(result: Result, found: told.Levers) -> str:
    """What the levers save together in the first year of the phase asked for, and what a good year achieves."""
    share, (low, high) = found.of_run_cost, found.norm
    twice = money(result, found.overlap)
    some = "" if twice == money(result, 0.0) else f" Of what they save alone, {twice} overlaps (mean, whole horizon)."
    return (
        f"First year of {needed(phase(result, found.first_year_of)).title}, together: {money(result, found.saved.p50)} (P50), "
        f"{percent(share.p50, 1)} of its run cost (P10 {percent(share.p10, 1)}, P90 {percent(share.p90, 1)}) and "
        f"{percent(found.of_lines.p50)} of the lines that they cut; {percent(low)} to {percent(high)} of run cost is a good one "
        f"(The AI Operating Budget Trap).{some}"
    )


def _lever(result: Result, one: told.LeverRecord) -> LeverView:
    """A lever with its saving per year while it works; none of it is in the forecast."""
    months = one.end - one.start
    yearly = 12 / months if months > 0 else 0.0
    return LeverView(
        name=one.name,
        cuts=one.cuts,
        by=one.by,
        price=one.cost,
        saving=band(one.saving, yearly),
        alone=one.alone.p50 * yearly,
        starts=f"from {month_at(result, one.start)}",
    )


def _option(result: Result, one: told.OptionRecord) -> OptionView:
    return OptionView(
        name=one.name,
        title=capital(one.title),
        period="per month, mean of the last twelve months",
        alternatives=tuple(
            AlternativeView(name=each.name, cost=band(each.cost), chosen=each.chosen) for each in one.alternatives
        ),
        choice=_choice(result, one),
        crossover=_crossover(result, one),
    )


def _choice(result: Result, one: told.OptionRecord) -> Status | None:
    """What is chosen beside the cheapest of the others, on the mean and by the year; none where nothing is chosen."""
    chosen = next((each for each in one.alternatives if each.chosen), None)
    others = sorted((each for each in one.alternatives if not each.chosen), key=lambda each: each.cost.mean)
    if chosen is None or not others:
        return None
    more, other = 12 * (chosen.cost.mean - others[0].cost.mean), others[0].name
    if more <= 0:
        return Status(
            word=f"`{chosen.name}` costs {money(result, -more)} a year less than `{other}` (means).", mark="good"
        )
    return Status(word=f"`{chosen.name}` costs {money(result, more)} a year more than `{other}` (means).", mark="bad")


def _crossover(result: Result, one: told.OptionRecord) -> str:
    found = one.crossover
    if found is None:
        return "No driver is named, so no crossover is computed." if len(one.alternatives) > 1 else ""
    pair = " and ".join(f"`{name}`" for name in found.between)
    if found.share <= 0.5:
        return f"{pair} do not cost the same at any level of {one.over} from a thousandth to a thousand times the forecast."
    words = unit(result, found.unit)
    some = "" if found.share == 1 else f" in {chance(found.share)} of the draws"
    forecast = f"the case forecasts {words.text(found.typical)}."
    first = f"at {one.over} of {_level(words, found.where)}{some}"
    if not found.often:
        return f"{pair} cost the same {first}; {forecast}"
    last = _level(words, found.last)
    return f"{pair} cost the same first {first} and last at {last}: costs rise in steps and cross {found.often}; {forecast}"


def _level(words: Unit, found: Middle) -> str:
    return f"{words.full(found.p50)} (P50; P10 {words.text(found.p10)}, P90 {words.text(found.p90)})"


def _scenario(result: Result, one: told.ScenarioRecord) -> ScenarioView:
    return ScenarioView(
        name=one.name,
        title=one.title,
        changes=_changes(one),
        cost=band(one.cost),
        delta=one.cost.p50 - result.figure("cost").value.p50,
        status=_status(result, one),
    )


def _changes(one: told.ScenarioRecord) -> str:
    """What a scenario changes, and which values of phases it leaves."""
    made, left = (
        "; ".join(f"{each.assumption} = {each.expression}" for each in many) for many in (one.changes, one.left_alone)
    )
    return f"{made} (as it is: {left})" if left else made


def _status(result: Result, one: told.ScenarioRecord) -> Status:
    """How likely every year of the phase asked for still stays within the budget asked."""
    if one.chance is None:
        return Status(word="no budget to compare", mark="none")
    within = one.chance >= SURE
    certain = "within budget" if within else "over budget"
    word = f"{certain} in {chance(one.chance)}" if within else f"{certain}: {chance(one.chance)} within"
    return Status(word=certain if one.chance in (0, 1) else word, mark="good" if within else "bad")
