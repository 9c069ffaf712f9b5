"""What a case spends, as figures: over the horizon, by phase, year, category and line; each is a sum of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array, last_month, last_year
from phasegate.cost.figures import summary
from phasegate.cost.figures.figure import Figure, Summand, part_of
from phasegate.cost.figures.inputs import World
from phasegate.model.case import Line, Phase, Window
from phasegate.units import MONEY, MONEY_RATE, NUMBER
from phasegate_dsl.source import Span

LAST_YEAR = " (mean of the last twelve months)"


def totals(world: World) -> Iterator[Figure]:
    """Over the horizon, by phase, line and category: what every result tells."""
    case = world.case
    yield whole(world)
    horizon = Window(0.0, case.horizon)
    yield per_month("run_cost", "Run cost per month", case.lines, horizon, case.span, lambda w: w.model.run_cost)
    for phase in case.phases:
        yield _phase_cost(world, phase)
        yield run_cost(world, phase)
    named = _by_name(case.rows)
    for line in case.rows:
        alone = len(named[line.name]) == 1 or line.key == line.name
        aliases = [line.key, *([f"line.{line.name}", line.name] if alone else [])]
        yield of_lines(f"line.{line.key}", _title(line.key), [line], None, line.span, aliases=aliases)
    for name, lines in _by_category(case.rows).items():
        yield of_lines(f"category.{name}", f"Costs in {name} over the horizon", lines, None, lines[0].span)
    yield from ratio(world)


def cuts(world: World) -> Iterator[Figure]:
    """By the year, by category within a phase, what a phase ends at, capital and operating cost apart."""
    case = world.case
    yield from _kinds(whole(world), case.rows, None)
    for phase in case.phases:
        yield exit_rate(world, phase)
        window = Window(phase.start, phase.end)
        inside = [line for line in case.rows if line.touches(window)]
        yield from _kinds(_phase_cost(world, phase), inside, window)
        for name, lines in _by_category(inside).items():
            title = f"Costs in {name} during {phase.title}"
            yield from _with_kinds(of_lines(f"{phase.name}.category.{name}", title, lines, window, phase.span), lines)
    for at, year in enumerate(summary.year_windows(world.model), start=1):
        label = summary.year_label(world.model, int(year.start), round(year.end) - 1)
        one = of_lines(f"year.{at}", f"Costs of {label}", case.rows, year, case.span, _spent_in(year))
        yield from _with_kinds(one, [line for line in case.rows if line.touches(year)], year)
    for name, lines in _by_category(case.rows).items():
        yield from _kinds(of_lines(f"category.{name}", f"Costs in {name}", lines, None, lines[0].span), lines, None)
    yield from _of_a_name(case.rows)


def whole(world: World, name: str = "cost", title: str = "All costs over the horizon") -> Figure:
    """All costs of a case."""
    return of_lines(name, title, world.case.rows, None, world.case.span, lambda w: w.model.cost)


def _phase_cost(world: World, phase: Phase) -> Figure:
    window = Window(phase.start, phase.end)
    return of_lines(
        f"{phase.name}.cost", f"Cost of {phase.title}", world.case.rows, window, phase.span,
        lambda w: w.model.phase_cost(phase),
    )  # fmt: skip


def run_cost(world: World, phase: Phase) -> Figure:
    """The run cost of a phase."""
    window, title = Window(phase.start, phase.end), f"Run cost per month of {phase.title}"
    return per_month(
        f"{phase.name}.run_cost", title, world.case.lines, window, phase.span, lambda w: w.model.phase_run_cost(phase)
    )


def exit_rate(world: World, phase: Phase) -> Figure:
    """What a phase goes on with: its recurring cost in its last month."""
    window, title = last_month(phase.start, phase.end), f"Run cost per month of {phase.title} in its last month"
    return _rate(
        f"{phase.name}.exit_rate", title, world.case.lines, window, phase.span, lambda w: w.model.phase_exit_rate(phase)
    )


def _spent_in(window: Window) -> Callable[[World], Array]:
    return lambda world: summary.total(world.model, window)


def _title(name: str) -> str:
    return f"Cost of {name.replace('_', ' ')} over the horizon"


def _by_category(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each category, by name."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.category, []).append(line)
    return dict(sorted(found.items()))


def _by_name(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each name: phases may have lines of one name each."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.name, []).append(line)
    return found


def _of_a_name(lines: Iterable[Line]) -> Iterator[Figure]:
    """What lines of one name in several phases come to together."""
    for name, those in _by_name(lines).items():
        if len(those) > 1 and all(line.key != name for line in those):
            yield of_lines(f"line.{name}", _title(name), those, None, those[0].span, aliases=[name])


def of_lines(
    name: str,
    title: str,
    lines: list[Line],
    window: Window | None,
    span: Span,
    values: Callable[[World], Array] | None = None,
    aliases: Iterable[str] = (),
) -> Figure:
    """What lines cost over a window, or over the horizon; `values` where the engine has the sum already."""
    chosen = [line for line in lines if window is None or line.touches(window)]

    def parts(world: World) -> list[Summand]:
        return [part_of(line, world.model.line_cost(line, window)) for line in chosen]

    def together(world: World) -> Array:
        return world.model.total(world.model.sum_cash(chosen), window)

    roots = [line.key for line in chosen]
    return Figure(name, title, MONEY, span, values or together, roots, parts, aliases=list(aliases))


def _with_kinds(one: Figure, lines: list[Line], window: Window | None = None) -> Iterator[Figure]:
    yield one
    yield from _kinds(one, lines, window)


def _kinds(one: Figure, lines: list[Line], window: Window | None) -> Iterator[Figure]:
    """Capital and operating cost of a sum apart, where it holds capital expenditure."""
    capital = summary.capital(lines)
    if not capital:
        return
    running = [line for line in lines if line.capitalized is None]
    for kind, those in (("capital", capital), ("operating", running)):
        yield of_lines(f"{one.name}.{kind}", f"{one.title}: {kind} cost", those, window, one.span)


def per_month(
    name: str, title: str, lines: list[Line], stretch: Window, span: Span, values: Callable[[World], Array]
) -> Figure:
    """Recurring cost per month, mean of a stretch's last twelve months."""
    title += LAST_YEAR if stretch.end - stretch.start > 12 else ""
    return _rate(name, title, lines, last_year(stretch.start, stretch.end), span, values)


def _rate(
    name: str, title: str, lines: list[Line], window: Window, span: Span, values: Callable[[World], Array]
) -> Figure:
    chosen = [line for line in lines if line.recurring and line.touches(window)]

    def parts(world: World) -> list[Summand]:
        return [part_of(line, world.model.per_month(world.model.cash(line), window)) for line in chosen]

    return Figure(name, title, MONEY_RATE, span, values, [line.key for line in chosen], parts)


# -- from pilot to production ---------------------------------------------------------------------------------------------


def pilot(model: Model) -> Array:
    """`(draws,)` what the first phase spends per month; nothing where it has no length."""
    first = model.case.phases[0]
    return model.phase_cost(first) / first.duration if first.duration > 0 else np.zeros(model.draws)


def step(model: Model) -> Array:
    """`(draws,)` the last phase's run cost per month over what the first one spends per month."""
    with np.errstate(all="ignore"):
        return np.asarray(model.phase_run_cost(model.case.phases[-1]) / pilot(model), dtype=float)


def ratio(world: World) -> Iterator[Figure]:
    """The step from pilot to production, where the first phase spends something in every draw."""
    phases = world.case.phases
    if len(phases) < 2 or not (pilot(world.model) > 0).all():
        return
    title, roots = "Run cost of the last phase over what the first one spends, per month", [phases[0], phases[-1]]
    lines = [line.key for line in world.case.rows if any(line.touches(Window(p.start, p.end)) for p in roots)]
    yield Figure("cliff", title, NUMBER, phases[-1].span, lambda w: step(w.model), lines)
