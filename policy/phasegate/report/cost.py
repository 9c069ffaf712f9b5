"""The figures of a case as a person reads them in a terminal, and as JSON."""

from __future__ import annotations

from typing import Any

import numpy as np

from phasegate import numbers as figures
from phasegate.cost.asked import curve as curves
from phasegate.cost.asked.accuracy import SHARES, at_most
from phasegate.cost.engine.model import Change, Model
from phasegate.cost.engine.stats import Stats, quantiles, stats
from phasegate.cost.figures import finance, levers, summary, usage
from phasegate.cost.figures.actuals import forecast_errors
from phasegate.cost.figures.history import history
from phasegate.cost.figures.prices import paid
from phasegate.model.case import Phase
from phasegate.prices.book import iso
from phasegate.report.json import figures as shown_figures
from phasegate.report.json import number, statistics
from phasegate.report.paint import Paint, safe
from phasegate.report.prices import amount, origins
from phasegate.report.prices import document as prices_document
from phasegate.report.table import Table, table
from phasegate.rules.review import Review
from phasegate.units import MONEY, TOKEN_PRICE, TOKENS, show

UNIT = 1000.0
"""Tables of means are in thousands."""


class CostReport:
    """Tables of one case; money in its currency."""

    def __init__(self, review: Review, paint: Paint) -> None:
        self.review = review
        self.model: Model = review.subject.model
        self.case = review.case
        self.paint = paint

    def money(self, value: float, per: str = "") -> str:
        """An amount of money."""
        return figures.money(value, self.case.currency, per)

    def render(self) -> str:
        """The whole report."""
        model, case = self.model, self.case
        parts = [
            [
                self.paint(safe(case.title), "bold")
                + f"  {case.horizon:g} months from {case.start[0]}-{case.start[1]:02}, {case.currency}, {model.draws} draws, seed {model.seed}"
            ]
        ]
        parts += self._tables()
        parts.append(
            self._stats(
                "Run cost per year (mean of the last twelve months)",
                [(p.title, stats(model.phase_run_cost(p)).scaled(12)) for p in case.phases],
            )
        )
        parts += [
            self._capital(),
            self._returns(),
            self._tax(),
            self._history(),
            self._curves(),
            self._options(),
            self._levers(),
            self._scenarios(),
            self._assumptions(),
            self._prices(),
            self._exactness(),
        ]
        return "\n\n".join("\n".join(p) for p in parts if p) + "\n"

    def _head(self, text: str) -> str:
        return self.paint(text, "bold")

    def _stats(self, title: str, rows: list[tuple[str, Stats]]) -> list[str]:
        body: Table = [["", "P10", "P50", "P80", "P90", "mean"]]
        for label, s in rows:
            body.append([safe(label), *(self.money(v) for v in (s.p10, s.p50, s.p80, s.p90, s.mean))])
        return [self._head(title), *table(body, self.paint)]

    def _rows(self, title: str, rows: list[summary.Row], split: list[tuple[int, int]]) -> list[str]:
        """A table whose means are split into capital and operating cost (in thousands) and add up to the last row."""
        body: Table = [["", "P10", "P50", "P80", "P90", "capital K", "operating K", "mean K"]]
        for row, (capital, operating) in zip(
            rows, [*split, (sum(c for c, _ in split), sum(o for _, o in split))], strict=True
        ):
            s = row.cost
            parts = [f"{v:,}" for v in (capital, operating, capital + operating)]
            body.append([safe(row.label), *(self.money(v) for v in (s.p10, s.p50, s.p80, s.p90)), *parts])
        return [self._head(title), *table(body, self.paint)]

    def _tables(self) -> list[list[str]]:
        """Cost by phase, year and category, and categories by phase; all agree with each other and with the packet."""
        model, whole = self.model, summary.whole(self.model)
        cells = summary.categories(model)
        capex = [[c.capex / UNIT for c in row] for row in cells.values()]
        opex = [[c.opex / UNIT for c in row] for row in cells.values()]
        goals = [round(v / UNIT) for v in figures.foot([UNIT * sum(map(sum, capex)), UNIT * sum(map(sum, opex))], UNIT)]
        width = len(self.case.phases)
        (by_phase, grid), (by_phase_2, grid_2) = (
            figures.foot_group(g, width, goal) for g, goal in zip((capex, opex), goals, strict=True)
        )
        years = summary.years(model)
        parts = [
            figures.apportion([v / UNIT for v in side], goal)
            for side, goal in zip(
                ([y.capex for y in years], [y.cost.mean - y.capex for y in years]), goals, strict=True
            )
        ]
        split = [(sum(column[i] for column in grid), sum(column[i] for column in grid_2)) for i in range(len(cells))]
        body: Table = [["K " + self.case.currency, *(safe(p.title) for p in self.case.phases), "all"]]
        for i, name in enumerate(cells):
            row = [grid[p][i] + grid_2[p][i] for p in range(width)]
            body.append([safe(name), *(f"{v:,}" for v in row), f"{sum(row):,}"])
        last = [a + b for a, b in zip(by_phase, by_phase_2, strict=True)]
        body.append(["all", *(f"{v:,}" for v in last), f"{sum(last):,}"])
        return [
            self._rows("Cost by phase", [*summary.phases(model), whole], list(zip(by_phase, by_phase_2, strict=True))),
            self._rows("Cost by year", [*years, whole], list(zip(*parts, strict=True))),
            self._rows("Cost by category", [*summary.by_category(model), whole], split),
            [self._head("Mean cost by category and phase"), *table(body, self.paint)],
        ]

    def _capital(self) -> list[str]:
        lines = self.case.lines
        capex = float(np.mean(self.model.total(self.model.sum_cash(summary.capital(lines)))))
        whole = float(np.mean(self.model.cost))
        capital, running = figures.foot([capex, whole - capex], 1000.0)
        written = float(summary.amortisation(self.model).sum())
        shown = [figures.money(v, self.case.currency, digits=5) for v in (capital, running, capital + running)]
        text = f"  capital expenditure {shown[0]}, operating cost {shown[1]}, together {shown[2]} (means)"
        more = f"\n  written off within the horizon: {self.money(written)} of {self.money(capex)}" if capex else ""
        return [self._head("Capital and operating cost"), text + more]

    def _returns(self) -> list[str]:
        if not self.case.values:
            return []
        model = self.model
        body: Table = [["", "P10", "P50", "P80", "P90", "mean"]]
        for definition, window in self.case.values:
            s = stats(model.total(model.value_flow(definition, window)))
            body.append([safe(definition.title), *(self.money(v) for v in (s.p10, s.p50, s.p80, s.p90, s.mean))])
        s = stats(finance.npv(model))
        body.append(["net present value", *(self.money(v) for v in (s.p10, s.p50, s.p80, s.p90, s.mean))])
        pay = quantiles(finance.payback(model), (0.1, 0.5, 0.9))
        within = float(np.mean(np.isfinite(finance.payback(model))))
        shown = ["beyond the horizon" if v == float("inf") or v != v else f"{v:.0f} months" for v in pay]
        rate = finance.irr(model)
        refused = float(np.mean(np.isnan(rate)))
        # Draws without a rate count as the lowest: leaving them out would flatter the rest.
        middle = quantiles(np.where(np.isnan(rate), -np.inf, rate), (0.5,))[0]
        irr = (
            f"internal rate of return {figures.percent(middle)} a year (P50)"
            if np.isfinite(middle)
            else "no internal rate of return"
        )
        if refused:
            irr += f"; {figures.percent(refused)} of draws have none: their cash flow does not change sign exactly once, from spending to earning"
        delay = stats(finance.cost_of_delay(model, 1.0))
        share, period = model.case.discount or (0.0, 12.0)
        yearly = figures.percent((1 + share) ** (12 / period) - 1)
        return [
            self._head("Value over the horizon"),
            *table(body, self.paint),
            f"  payback: P10 {shown[0]}, P50 {shown[1]}, P90 {shown[2]}; within the horizon in {figures.percent(within)} of draws",
            f"  {irr}",
            f"  a month of delay loses value of {self.money(delay.p50)} (P50; P10 to P90 {self.money(delay.p10)} to {self.money(delay.p90)})",
            f"  discounted at {yearly} a year from the middle of each month"
            if model.case.discount
            else "  not discounted: the case states no discount rate",
        ]

    def _tax(self) -> list[str]:
        tax = self.review.subject.tax
        if tax is None:
            return []
        rows = list(tax.components.values())
        columns = [
            figures.foot([float(a.mean()) for a in c], 1000.0)
            for c in ([r.modelled for r in rows], [r.declared for r in rows], [r.gap for r in rows])
        ]
        body: Table = [["K " + self.case.currency, "implied", "declared", "missing"]]
        body += [[r.name, *(f"{c[i] / 1000:,.0f}" for c in columns)] for i, r in enumerate(rows)]
        body.append(["all", *(f"{sum(c) / 1000:,.0f}" for c in columns)])
        cost = float(self.model.cost.mean())
        text = (
            f"  cost as submitted {self.money(cost)}; with the missing tax {self.money(cost + sum(columns[2]))} (means)"
        )
        return [self._head("Governance tax over the horizon (means)"), *table(body, self.paint), text]

    def _history(self) -> list[str]:
        """The cost beside what history would make of it."""
        found = history(self.model)
        told = found.reference
        body: Table = [["", "P50", "P80", "P90", "P90 / P50"]]
        for label, row, spread in (
            ("this case", found.own, found.spread),
            ("as history would have it", found.told, told.spread),
        ):
            body.append([label, *(self.money(v) for v in row), f"{spread:.2f}"])
        lines = [
            f"  {told.name}: {told.n:,} {told.title}; {told.ratio}",
            f"  within 15 % of the plan: {figures.percent(told.within['15%'])} of the class; within 10 %: "
            f"{figures.percent(told.within['10%'])}, within 5 %: {figures.percent(told.within['5%'])}",
        ]
        lines += [
            f"  {safe(phase.title)} was measured {figures.percent(abs(error))} {'above' if error > 0 else 'below'} its forecast"
            for phase, error in forecast_errors(self.model)
        ]
        return [self._head("Cost beside its reference class"), *table(body, self.paint), *lines, f"  {told.citation}"]

    def _curves(self) -> list[str]:
        parts: list[str] = []
        for curve in self.case.curves:
            body: Table = [[safe(curve.driver), "P10/mo", "P50/mo", "P90/mo", "per unit"]]
            for (level, values), label in zip(curves.declared(self.model, curve), curve.labels, strict=True):
                s = stats(values)
                body.append(
                    [
                        safe(" ".join(label.split())) if len(label) < 30 else figures.compact(level),
                        *(self.money(v) for v in (s.p10, s.p50, s.p90)),
                        self.money(s.p50 / level) if level else "n/a",
                    ]
                )
            parts += [
                self._head(f"Cost curve over {safe(curve.driver)} (run cost per month)"),
                *table(body, self.paint),
            ]
            parts.append(
                f"  elasticity: 1 % more {safe(curve.driver)} moves run cost by {figures.compact(curves.run_elasticity(self.model, self.case.definitions[curve.driver]), 2)} %"
            )
        return parts

    def _options(self) -> list[str]:
        parts: list[str] = []
        for option in self.case.options:
            body: Table = [["per month", "P10", "P50", "P90"]]
            for name, values in usage.alternative_costs(self.model, option).items():
                s = stats(values)
                body.append(
                    [
                        safe(name) + (" (chosen)" if name == option.chosen else ""),
                        *(self.money(v) for v in (s.p10, s.p50, s.p90)),
                    ]
                )
            parts += [self._head(f"Option {safe(option.title)}"), *table(body, self.paint)]
            parts += [
                f"  `{safe(name)}` is dearer than `{safe(other)}` in at least {usage.DOMINATED:.0%} of the draws"
                + (", at a tenth and at ten times the driver too" if option.over else "")
                for name, other in usage.dominated(self.model, option).items()
            ]
            crossing = usage.crossover(self.model, option)
            if crossing is not None:
                share = float(np.mean(np.isfinite(crossing)))
                low, middle, high = (figures.compact(q) for q in quantiles(crossing, (0.1, 0.5, 0.9)))
                text = (
                    f"at {middle} {safe(option.over)} per month (P50; P10 to P90 {low} to {high}), in {share:.0%} of the draws"
                    if share > 0.5
                    else "nowhere within a thousandth to a thousand times of today's level in most draws"
                )
                parts.append(f"  the two cheapest cost the same {text}")
        return parts

    def _levers(self) -> list[str]:
        if not self.case.levers:
            return []
        body: Table = [["", "cuts", "saves over the horizon (P50)", "costs"]]
        for lever in self.case.levers:
            saved = quantiles(self.model.total(levers.saving(self.model, lever)), (0.5,))[0]
            body.append(
                [
                    safe(lever.title),
                    safe(lever.cuts),
                    self.money(saved),
                    self.money(float(levers.cost(self.model, lever).mean())),
                ]
            )
        phase = self.review.subject.target or self.case.phases[-1]
        return [self._head("Levers (not in the forecast)"), *table(body, self.paint), *self._first_year(phase)]

    def _first_year(self, phase: Phase) -> list[str]:
        """What the levers do together in the first year, beside what can be achieved."""
        found = levers.first_year_effect(self.model, phase)
        saved = stats(found.saved)
        shares = [quantiles(share, (0.1, 0.5, 0.9)) for share in (found.of_run_cost(), found.of_lines())]
        (low, middle, high), (_, lines, _) = ([figures.percent(v, 2) for v in s] for s in shares)
        least, most = (figures.percent(v) for v in levers.NORM)
        return [
            f"  first year of {safe(phase.title)}: together they save {self.money(saved.p50)} (P50; P10 to P90 "
            f"{self.money(saved.p10)} to {self.money(saved.p90)}), before their own cost",
            f"  that is {middle} of the year's run cost (P10 to P90 {low} to {high}), {lines} of the lines that they cut; "
            f"{least} to {most} of run cost is a good first year",
        ]

    def _scenarios(self) -> list[str]:
        if not self.case.scenarios:
            return []
        rows = [("base", stats(self.model.cost))]
        rows += [(s.title, stats(self.model.changed(Change(definitions=s.changes)).cost)) for s in self.case.scenarios]
        return self._stats("Scenarios: all costs over the horizon", rows)

    def _assumptions(self) -> list[str]:
        body: Table = [["", "P10", "P50", "P90", "unit"]]
        for d in self.case.assumptions():
            if d.phase:
                continue
            values = quantiles(self.model.column(d.key), (0.1, 0.5, 0.9))
            if d.dim == TOKEN_PRICE:
                shown = [figures.compact(v * TOKENS) for v in values]
                body.append([safe(d.name), *shown, f"{show(MONEY, self.case.currency)} per 1M token"])
                continue
            text = [
                figures.quantity(v, (), self.case.currency, share=d.shown_as == "share")
                if not dict(d.dim).get("money")
                else self._price(v)
                for v in values
            ]
            body.append([safe(d.name), *text, show(d.dim, self.case.currency) if d.dim else ""])
        return (
            [self._head("Assumptions (series: mean of the last twelve months)"), *table(body, self.paint)]
            if len(body) > 1
            else []
        )

    def _exactness(self) -> list[str]:
        """How many digits the draws have earned."""
        errors, digits = at_most(self.model.cost)
        if not any(errors):
            return []
        worst = max(e / abs(q) for e, q in zip(errors, quantiles(self.model.cost, SHARES), strict=True) if q)
        return [
            f"The percentiles of all costs hold to {digits} digit{'s' if digits != 1 else ''} at least (standard error at most "
            f"{figures.percent(worst, 2)} at {self.model.draws} draws); `--accuracy` measures it for each figure."
        ]

    def _prices(self) -> list[str]:
        """What is paid for models, by the price list in force."""
        book = self.model.scope.prices.opened
        used = paid(self.case) if book is not None else []
        if book is None or not used:
            return []
        body: Table = [["", "kind", "USD per 1M token", "retired"]]
        for name, kind in used:
            model = book.models[name]
            body.append([safe(name), kind, amount(model.prices[kind]), iso(model.retires) if model.retires else ""])
        return [self._head("Prices of models"), *table(body, self.paint), f"  {safe(origins(book))}"]

    def _price(self, value: float) -> str:
        return figures.compact(value)


def document(review: Review) -> dict[str, Any]:
    """The figures as plain data."""
    model = review.subject.model
    done = shown_figures(review)
    done["years"] = [
        {"months": r.label, **statistics_of(r.cost), "capex": number(r.capex)} for r in summary.years(model)
    ]
    done["by_category"] = {
        r.label: {**statistics_of(r.cost), "capex": number(r.capex)} for r in summary.by_category(model)
    }
    done["categories"] = {
        name: {
            p.name: {"capex": number(c.capex), "opex": number(c.opex)}
            for p, c in zip(model.case.phases, cells, strict=True)
        }
        for name, cells in summary.categories(model).items()
    }
    done["npv"] = statistics(finance.npv(model)) if model.case.values else None
    done["curves"] = {
        c.driver: [
            {"level": number(level), "run_cost_per_month": statistics(values)}
            for level, values in curves.declared(model, c)
        ]
        for c in model.case.curves
    }
    if model.case.levers:
        phase = review.subject.target or model.case.phases[-1]
        effect = levers.first_year_effect(model, phase)
        done["levers"] = {
            "first_year_of": phase.name,
            "saved": statistics(effect.saved),
            "of_run_cost": statistics(effect.of_run_cost()),
            "of_lines_cut": statistics(effect.of_lines()),
            "norm": list(levers.NORM),
        }
    else:
        done["levers"] = None
    beside = history(model)
    done["history"] = {
        "reference_class": beside.reference.name,
        "n": beside.reference.n,
        "source": beside.reference.citation,
        "own": dict(zip(("p50", "p80", "p90"), map(number, beside.own), strict=True)),
        "as_history_would_have_it": dict(zip(("p50", "p80", "p90"), map(number, beside.told), strict=True)),
        "spread": number(beside.spread),
        "class_spread": number(beside.reference.spread),
        "within": dict(beside.reference.within),
    }
    done["prices"] = _prices(model)
    done["scenarios"] = {
        s.name: statistics(model.changed(Change(definitions=s.changes)).cost) for s in model.case.scenarios
    }
    return done


def _prices(model: Model) -> dict[str, Any] | None:
    """What is paid for models; nothing where no price is asked for."""
    book = model.scope.prices.opened
    used = paid(model.case) if book is not None else []
    if book is None or not used:
        return None
    models = [book.models[name] for name in dict.fromkeys(name for name, _ in used)]
    return {**prices_document(book, models), "used": [{"model": name, "kind": kind} for name, kind in used]}


def statistics_of(s: Stats) -> dict[str, float | None]:
    """Statistics that are known already."""
    return {name: number(getattr(s, name)) for name in ("p10", "p50", "p80", "p90", "mean", "sd")}
