"""The packet as one self-contained HTML page: no script, no link out, no file; needs no native library."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from phasegate.numbers import board, dates, differs, unit_of
from phasegate.numbers.footing import THOUSAND
from phasegate.packet import charts
from phasegate.packet.assets import templates
from phasegate.packet.sections import sections
from phasegate.packet.tables import cost_table, tax_differs, years_differ
from phasegate.packet.text import fit, printable
from phasegate.packet.view import PacketView

MARKS = {"good": "✓", "warn": "▲", "bad": "✗", "none": "–"}
VERDICTS = {
    "pass": ("good", "Pass", "Every mandatory and waivable rule of this gate is met."),
    "conditional": ("warn", "Conditional", "Met only with approved waivers."),
    "fail": ("bad", "Fail", "Findings block this gate."),
}


def _printed(value: Any) -> Any:
    """What an expression puts on the page: text is made printable, a forgotten None is an error and not the word."""
    if value is None:
        raise ValueError("the packet's template printed a missing value")
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(value: str) -> Markup:
    """Text whose line ends matter (proposed lines of a case), escaped and printable."""
    return Markup("<br>").join(printable(value, keep_lines=True).split("\n"))


def _prose(value: str) -> Markup:
    """A sentence that names the user's own words in backticks: those are set as code, everything is escaped."""
    parts = printable(value).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def _drawn(draw: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *numbers, **named: Markup(draw(*numbers, **named))  # the charts escape their own text


def _fits_picture(view: PacketView) -> bool:
    """Whether the summary leaves room for the cost curve: it must stay on one page."""
    words = (view.cover.resolution, *view.summary.reasons, *view.summary.conditions)
    rows = len(view.tax.rows) + 2 if view.tax is not None and view.tax.rows else 0
    return rows + sum(1 + len(part) // 95 for part in words) <= 14 and len(view.summary.figures) <= 6


@cache
def _environment(unit: float) -> Environment:
    """The compiled templates; our own, so no sandbox, but every value is escaped and a missing name is an error.

    `unit` is that of the tables of amounts.
    """
    env = Environment(
        loader=FileSystemLoader(templates() / "packet"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared = (dates.long_day, dates.short_day, board.percent, board.chance)
    env.filters.update({function.__name__: function for function in shared}, lines=_lines, prose=_prose)
    env.filters["thousands"] = partial(board.amount, unit=unit)
    env.globals.update(
        MARKS=MARKS,
        VERDICTS=VERDICTS,
        cost_table=cost_table,
        differs=partial(differs, unit=unit),
        years_differ=partial(years_differ, unit=unit),
        table_unit=unit,
        fits_picture=_fits_picture,
        fit=fit,
        tax_differs=partial(tax_differs, unit=unit),
    )
    return env


def render_html(view: PacketView, version: str | None = None) -> str:
    """The packet as HTML text; `version` of the program defaults to the one that the view's method names."""
    size = unit_of(view.total.cost.mean) if view.total is not None else THOUSAND
    env = _environment(size)
    drawings = {name: partial(_drawn(getattr(charts, name)), symbol=view.symbol) for name in charts.__all__}
    style = Markup((templates() / "packet" / "packet.css").read_text(encoding="utf-8"))  # our own file
    return env.get_template("base.html").render(
        v=view,
        chart=drawings,
        sections=sections(view),
        style=style,
        version=version or view.method.version,
        money=partial(board.money, symbol=view.symbol),
        price=partial(board.unit_price, symbol=view.symbol),
        unit=f"{view.symbol.strip()} thousand" if size == THOUSAND else view.symbol.strip(),
    )
