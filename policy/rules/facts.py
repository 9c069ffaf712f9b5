"""The records of `policy.expr.records`, filled from a case and its figures when a rule asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from dsl.source import Span
from policy.cost import curve as curves
from policy.cost import finance, levers, usage
from policy.cost.model import Change
from policy.cost.timeline import first_year, last_year
from policy.model.case import Curve, Definition, Line, Measurement, Metric, Option, Phase, Scenario, Window, find_key
from policy.resolve.parts import is_range
from policy.rules.missing import Missing
from policy.rules.subject import Subject
from policy.units import MONEY


@dataclass(slots=True)
class Record:
    """One record: its kind, what a person calls it, where it stands, and how to get an attribute."""

    kind: str
    name: str
    span: Span | None
    get: Callable[[str], Any]
    item: Any = None


def _need(value: Any, what: str, span: Span | None) -> Any:
    if value is None or value == "":
        raise Missing(what, span)
    return value


def initiative(s: Subject) -> Record:
    """The initiative."""
    case = s.case

    def get(name: str) -> Any:
        own = {
            "name": lambda: case.name, "title": lambda: case.title, "currency": lambda: case.currency, "start": lambda: case.start,
            "horizon": lambda: case.horizon, "jurisdictions": lambda: case.jurisdictions or _need(None, "no `jurisdictions` are given", case.span),
            "discount": lambda: (case.discount[0] / case.discount[1]) if case.discount else _need(None, "no `discount` is given", case.span),
            "gate": lambda: s.gate.name if s.gate else _need(None, "no gate is judged", case.span),
        }  # fmt: skip
        return own[name]() if name in own else _need(case.fields.get(name), f"no `{name}` is given", case.span)

    return Record("initiative", case.title, case.span, get, case)


def phase(s: Subject, name: str) -> Record:
    """A phase by name, whether the case has it or not."""
    found = s.case.phase(name)

    def get(attribute: str) -> Any:
        if attribute in ("declared", "name"):
            return found is not None if attribute == "declared" else name
        if found is None:
            raise Missing(f"the case has no phase `{name}`", s.case.span)
        return _phase(s, found, attribute)

    return Record("phase", name, found.span if found else s.case.span, get, found)


def _phase(s: Subject, p: Phase, attribute: str) -> Any:
    m = s.model
    decision = next((d for d in reversed(s.case.decisions) if d.phase == p.name), None)
    return {
        "title": lambda: p.title,
        "budget": lambda: _budget(s, p),
        "cost": lambda: m.phase_cost(p),
        "run_cost": lambda: m.phase_run_cost(p),
        "first_year": lambda: m.total(m.recurring, first_year(p.start, p.end)),
        "duration": lambda: p.duration,
        "governance_time": lambda: p.governance_time,
        "users": lambda: _need(p.users, f"`{p.name}` gives no `users`", p.span),
        "start": lambda: m.grid.calendar(int(p.start)),
        "lines": lambda: [line(s, x) for x in m.lines_of(p)],
        "roles": lambda: [role(s, x) for x in m.lines_of(p) if x.role],
        "categories": lambda: sorted({x.category for x in m.lines_of(p)}),
        "decided": lambda: decision is not None,
        "approved": lambda: _need(decision and decision.approved, f"no decision approved `{p.name}`", p.span),
        "measured": lambda: s.case.latest("cost", p.name) is not None,
    }[attribute]()


def _budget(s: Subject, p: Phase) -> float:
    if p.budget is None:
        raise Missing(f"`{p.name}` gives no `budget`", p.span)
    norm = s.frame.phases.get(p.name)
    wanted = norm.budget.dim if norm and norm.budget else MONEY
    if p.budget.dim != wanted:
        shape = "money per time" if wanted != MONEY else "one amount of money"
        raise Missing(f"the budget of `{p.name}` is `{p.budget.span.text}`, not {shape}", p.budget.span)
    return p.budget.value


def _depends(s: Subject, definition: Definition) -> set[str]:
    """The assumptions that a definition rests on, directly or through others."""
    from policy.resolve.names import names_in

    seen: set[str] = set()
    todo = [definition]
    while todo:
        one = todo.pop()
        for name in names_in(one.expr):
            key = find_key(s.case.definitions, name.id, one.phase, one.key)
            if key and key not in seen:
                seen.add(key)
                todo.append(s.case.definitions[key])
    return seen


def usage_driven(s: Subject, x: Line) -> bool:
    """Whether a line's cost rests on an assumption that counts something per time."""
    used = [s.case.definitions[k] for k in _depends(s, x.definition)]
    return any(
        d.kind == "assumption" and dict(d.dim).get("time") == -1 and any(b not in ("time", "money") for b, _ in d.dim)
        for d in used
    )


def line(s: Subject, x: Line) -> Record:
    """A line."""
    m = s.model

    def get(attribute: str) -> Any:
        return {
            "name": lambda: x.name,
            "title": lambda: x.title,
            "category": lambda: x.category,
            "phase": lambda: _need(x.phase, f"`{x.name}` is not held by a phase", x.span),
            "cost": lambda: m.line_cost(x),
            "run_cost": lambda: m.line_run_cost(x),
            "recurring": lambda: x.recurring,
            "capitalized": lambda: x.capitalized is not None,
            "usage_driven": lambda: usage_driven(s, x),
            "funds": lambda: x.funds,
            "owner": lambda: _need(x.owner, f"`{x.name}` names no owner", x.span),
            "vendor": lambda: _need(x.vendor, f"`{x.name}` names no vendor", x.span),
            "source": lambda: _need(x.source, f"`{x.name}` names no source", x.span),
        }[attribute]()

    return Record("line", x.name, x.span, get, x)


def role(s: Subject, x: Line) -> Record:
    """A role."""
    as_line = line(s, x)

    def get(attribute: str) -> Any:
        return x.fte if attribute == "fte" else x.role if attribute == "name" else as_line.get(attribute)

    return Record("role", x.role, x.span, get, x)


def control(s: Subject, name: str) -> Record:
    """A control that a ruleset defines."""
    definition, claim = s.frame.controls[name], s.claims.get(name)
    span = claim.span if claim else s.case.span

    def get(attribute: str) -> Any:
        return {
            "name": lambda: name,
            "title": lambda: definition.title,
            "state": lambda: s.state(name),
            "funded": lambda: s.state(name) != "missing",
            "claimed": lambda: claim is not None,
            "evidenced": lambda: s.state(name) == "evidenced",
            "evidence": lambda: _need(claim and claim.evidence, f"`{name}` has no evidence", span),
            "dated": lambda: _need(claim and claim.dated, f"the evidence of `{name}` has no date", span),
            "age": lambda: _need(s.age(name), f"the evidence of `{name}` has no date", span),
            "lines": lambda: [line(s, x) for x in s.funding(name)],
        }[attribute]()

    return Record("control", name, span, get, claim)


def assumption(s: Subject, d: Definition) -> Record:
    """An assumption; a phase's override of a plan over time is a part of the plan, and may rest on the plan's source."""
    base = s.case.definitions.get(d.name) if d.phase else None

    def get(attribute: str) -> Any:
        return {
            "name": lambda: d.name,
            "source": lambda: _need(d.source or (base.source if base else ""), f"`{d.name}` names no source", d.span),
            "sourced": lambda: bool(d.source or (base and base.source)),
            "range": lambda: (d.uncertain and not derived(s, d)) or is_range(d),
            "derived": lambda: derived(s, d),
            "price": lambda: dict(d.dim).get("money") == 1 and any(v < 0 and b != "time" for b, v in d.dim),
            "planned": lambda: any(x.varies and not x.uncertain for x in (d, base) if x is not None),
        }[attribute]()

    return Record("assumption", d.name, d.span, get, d)


def derived(s: Subject, d: Definition) -> bool:
    """Whether an assumption is calculated from other names."""
    return bool(_depends(s, d))


def metric(s: Subject, x: Metric) -> Record:
    """A metric."""
    d, m = x.definition, s.model

    def get(attribute: str) -> Any:
        return {
            "name": lambda: d.name,
            "targeted": lambda: x.target is not None,
            "chance": lambda: _chance(s, x),
            "improving": lambda: _improving(s, x),
            "unit_economics": lambda: (
                dict(d.dim).get("money", 0) != 0 and any(b not in ("money", "time") for b, _ in d.dim)
            ),
        }[attribute]()

    _ = m
    return Record("metric", d.name, d.span, get, x)


def _chance(s: Subject, x: Metric) -> float:
    if x.target is None:
        raise Missing(f"the metric `{x.definition.name}` has no target", x.definition.span)
    values = s.model.metric(x.definition.key)
    return float(
        np.mean(
            {
                "<=": values <= x.target,
                "<": values < x.target,
                ">=": values >= x.target,
                ">": values > x.target,
                "==": values == x.target,
                "!=": values != x.target,
            }[x.op]
        )
    )


def _improving(s: Subject, x: Metric) -> bool:
    """Whether the metric's median moves towards its target from the start to the end of the last phase."""
    if x.target is None:
        raise Missing(f"the metric `{x.definition.name}` has no target", x.definition.span)
    p = s.case.phases[-1]
    span = min(6.0, p.duration / 2)
    edges = (Window(p.start, p.start + span), last_year(p.end - span, p.end))
    before, after = (float(np.median(s.model.metric(x.definition.key, w))) for w in edges)
    return after <= before * 1.001 if x.op in ("<=", "<") else after >= before * 0.999


def option(s: Subject, x: Option) -> Record:
    """An architecture option."""

    def get(attribute: str) -> Any:
        if attribute == "cheapest":
            costs = usage.alternative_costs(s.model, x)
            return min(costs, key=lambda n: (float(np.mean(costs[n])), n))
        return (
            {"name": x.name, "decided": bool(x.chosen), "alternatives": float(len(x.alternatives))}[attribute]
            if attribute != "chosen"
            else _need(x.chosen, f"`{x.name}` is not decided", x.span)
        )

    return Record("option", x.name, x.span, get, x)


def component(s: Subject, name: str) -> Record:
    """One component of the tax, or all of it under the name `tax`."""
    if s.tax is None:
        raise Missing("no ruleset in force defines a governance tax", s.case.span)
    source: Any = s.tax if name == "tax" else s.tax.components[name]

    def get(attribute: str) -> Any:
        return (
            component(s, attribute) if attribute in ("timeline", "operations", "roles") else getattr(source, attribute)
        )

    return Record("tax" if name == "tax" else "tax_component", name, s.case.span, get)


def root(s: Subject, name: str) -> Any:
    """The value of a root name."""
    case, m = s.case, s.model
    if name in s.frame.phases:
        return phase(s, name)
    return {
        "initiative": lambda: initiative(s),
        "phases": lambda: [phase(s, p.name) for p in case.phases],
        "lines": lambda: [line(s, x) for x in case.lines],
        "roles": lambda: [role(s, x) for x in case.lines if x.role],
        "controls": lambda: [control(s, n) for n in s.frame.controls],
        "assumptions": lambda: [assumption(s, d) for d in case.assumptions()],
        "values": lambda: [_value(s, d, w) for d, w in case.values],
        "metrics": lambda: [metric(s, x) for x in case.metrics],
        "levers": lambda: [_lever(s, x) for x in case.levers],
        "options": lambda: [option(s, x) for x in case.options],
        "curves": lambda: [_curve(s, c) for c in case.curves],
        "scenarios": lambda: [_scenario(s, x) for x in case.scenarios],
        "measurements": lambda: [_measurement(x) for x in case.measurements],
        "decisions": lambda: [Record("decision", d.phase, d.span, partial(getattr, d)) for d in case.decisions],
        "waivers": lambda: [Record("waiver", w.rule, w.span, partial(getattr, w)) for w in case.waivers],
        "cost": lambda: m.cost,
        "run_cost": lambda: m.run_cost,
        "cliff": lambda: cliff(s),
        "payback": lambda: _with_values(s, finance.payback),
        "npv": lambda: _with_values(s, finance.npv),
        "irr": lambda: _irr(s),
        "tax": lambda: component(s, "tax"),
        "as_of": lambda: s.as_of,
    }[name]()


def _value(s: Subject, d: Definition, w: Window) -> Record:
    def get(attribute: str) -> Any:
        return d.name if attribute == "name" else s.model.total(s.model.value_flow(d, w))

    return Record("value", d.name, d.span, get, d)


def _curve(s: Subject, c: Curve) -> Record:
    def get(attribute: str) -> Any:
        if attribute == "elasticity":
            return curves.run_elasticity(s.model, s.case.definitions[c.driver])
        return c.driver if attribute == "driver" else float(len(c.points))

    return Record("curve", c.driver, c.span, get, c)


def _scenario(s: Subject, x: Scenario) -> Record:
    def get(attribute: str) -> Any:
        return x.name if attribute == "name" else s.model.changed(Change(definitions=x.changes)).cost

    return Record("scenario", x.name, x.span, get, x)


def _measurement(x: Measurement) -> Record:
    def get(attribute: str) -> Any:
        return bool(x.source) if attribute == "sourced" else getattr(x, attribute)

    return Record("measurement", x.name, x.span, get, x)


def _first_year(s: Subject) -> Window:
    phase = _need(s.target, "the case has no phase after the gate", s.case.span)
    return first_year(phase.start, phase.end)


def _lever(s: Subject, x: Any) -> Record:
    m = s.model

    def get(attribute: str) -> Any:
        return {
            "name": lambda: x.name,
            "cuts": lambda: x.cuts,
            "share": lambda: m.column(x.cut.key),
            "cost": lambda: levers.cost(m, x),
            "saving": lambda: m.total(levers.saving(m, x)),
            "first_year": lambda: m.total(levers.saving(m, x), _first_year(s)),
        }[attribute]()

    return Record("lever", x.name, x.span, get, x)


def _with_values(s: Subject, figure: Callable[..., Any]) -> Any:
    if not s.case.values:
        raise Missing("the case declares no `value`", s.case.span)
    return figure(s.model)


def _irr(s: Subject) -> Any:
    rates = _with_values(s, finance.irr)
    if np.isnan(rates).any():
        raise Missing("cash flows change sign more than once, so there is no single rate of return", s.case.span)
    return rates / 12


def cliff(s: Subject) -> Any:
    """The last phase's run cost per month over the first phase's spend per month."""
    if len(s.case.phases) < 2:
        raise Missing("the case has a single phase", s.case.span)
    first, last = s.case.phases[0], s.case.phases[-1]
    spend = s.model.phase_cost(first) / first.duration if first.duration > 0 else np.zeros(1)
    if not (spend > 0).all():
        raise Missing(f"nothing is spent in `{first.name}`", first.span)
    return s.model.phase_run_cost(last) / spend
