"""Scenarios and what-ifs side by side, as text and CSV."""

from __future__ import annotations

from phasegate import numbers
from phasegate.numbers.plain import signed
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.compare import Comparison, Version

HEAD = ("initiative", "scenario", "figure", "unit", "mean", "p10", "p50", "p80", "p90", "sd")
SHOWN = (("p50", "P50"), ("p80", "P80"), ("mean", "mean"))


def text(found: Comparison, paint: Paint) -> str:
    """One table: a column for each version of the case."""
    title = paint(f"{safe(found.title)}: scenarios side by side", "bold")
    lines = [f"{title}  {found.draws} draws, seed {found.seed}, the same for all", *table(_body(found), paint)]
    for version in found.scenarios[1:]:
        lines.append(f"  {paint(safe(version.name), 'bold')}: {safe(version.title)}")
        lines += [
            f"    {safe(one.assumption)} = {safe(one.expression)} (base: {safe(one.base)})" for one in version.changes
        ]
        lines += [
            f"    left as it is: {safe(one.assumption)} = {safe(one.expression)}, the phase's own value "
            f"(`--set {safe(one.assumption)}=…` changes it)"
            for one in version.left_alone
        ]
    return "\n".join(lines) + "\n"


def _body(found: Comparison) -> Table:
    versions = found.scenarios
    body = [["", *(safe(one.name) for one in versions)]]
    for name in versions[0].figures:
        if not name.endswith(".run_cost"):  # that of each phase is in CSV and JSON
            body += _figure(name, found)
    for attribute, label in (("p10", "P10"), ("p90", "P90"), ("mean", "mean")):
        less = [numbers.money(getattr(one.less_base, attribute), found.currency) for one in versions]
        moved = [getattr(one.less_base, attribute) > 0 for one in versions]
        body.append(
            [
                f"cost less base, {label}",
                *(signed(one) if more else one for one, more in zip(less, moved, strict=True)),
            ]
        )
    return [*body, ["costs more than base", *(numbers.percent(one.dearer) for one in versions)]]


def _figure(name: str, found: Comparison) -> Table:
    """A row for each statistic that is shown; run cost is per year."""
    factor, per = (12, "yr") if name.endswith("run_cost") else (1, "")

    def cells(attribute: str) -> list[str]:
        values = [getattr(one.figures[name], attribute) * factor for one in found.scenarios]
        return [numbers.money(value, found.currency, per) for value in values]

    return [[f"{name} {label}", *cells(attribute)] for attribute, label in SHOWN]


def rows(found: Comparison) -> list[list[Cell]]:
    """A row for each version and figure."""
    return [row for version in found.scenarios for row in _rows(found, version)]


def _rows(found: Comparison, version: Version) -> list[list[Cell]]:
    body: list[list[Cell]] = []
    for name, one in {**version.figures, "cost - base": version.less_base}.items():
        unit = found.currency + ("/mo" if name.endswith("run_cost") else "")
        values = (one.mean, one.p10, one.p50, one.p80, one.p90, one.sd)
        body.append([found.initiative, version.name, name, unit, *values])
    return body
