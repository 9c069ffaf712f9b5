"""The facts of a case under judgement: its records, and the figures that their attributes ask of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from phasegate.amounts import Quantity
from phasegate.cost.engine.timeline import first_year, last_year
from phasegate.cost.figures import elasticity as curves
from phasegate.cost.figures import finance, levers, spent, summary, usage
from phasegate.cost.figures.budgets import Budgeted, BudgetYear
from phasegate.cost.figures.rates import irr, without
from phasegate.expr.names import names_in
from phasegate.expr.records import RECORDS, ROOTS
from phasegate.model.case import (
    ControlClaim,
    Curve,
    Definition,
    Lever,
    Line,
    Metric,
    Option,
    Phase,
    Scenario,
    ValueStream,
    Window,
)
from phasegate.model.names import find_key
from phasegate.rules.missing import Missing
from phasegate.rules.subject import Subject
from phasegate.units import MONEY, NUMBER
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span


@slotted
class Record:
    """One record: its kind, what a person calls it, where it stands, and the item that its attributes are read of."""

    facts: Facts
    kind: str
    name: str
    span: Span | None
    item: Any

    def get(self, attribute: str) -> Any:
        """The value of an attribute; raises `Missing` where the case does not give it."""
        fact = RECORDS[self.kind][attribute]
        value = fact.get(self.facts, self.item)
        if fact.lack and (value is None or value == ""):
            raise Missing(phrase(fact.lack, name=self.name, attribute=attribute), self.span)
        return value


class Absent(Record):
    """A phase that the rulesets know and the case does not have."""

    def get(self, attribute: str) -> Any:
        """Its name, and that it is not declared; raises `Missing` for anything else."""
        if attribute in ("declared", "name"):
            return self.name if attribute == "name" else False
        raise Missing(phrase("no_phase", name=self.name), self.span)


class Facts:
    """What the rows of `phasegate.expr.records` ask, answered for one subject."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.case, self.frame = subject.case, subject.frame
        self.gate, self.as_of = subject.gate, subject.as_of
        self._model = subject.model
        self._open: set[str] = set()
        """Keys whose own uses are being looked at."""
        self._budgeted: dict[str, Budgeted] = {}

    # -- records ---------------------------------------------------------------------------------------------------

    def record(self, kind: str, item: Any) -> Record:
        """An item as a record of a kind."""
        name, span = _CALLED[kind](self, item)
        return Record(self, kind, name, span, item)

    def records(self, kind: str, items: Iterable[Any]) -> list[Record]:
        """Items as records of a kind."""
        return [self.record(kind, item) for item in items]

    def phase(self, name: str) -> Record:
        """A phase by name, whether the case has it or not."""
        found = self.case.phase(name)
        return Absent(self, "phase", name, self.case.span, None) if found is None else self.record("phase", found)

    def tax(self) -> Record:
        """The governance tax."""
        if self.subject.tax is None:
            raise Missing(phrase("no_tax"), self.case.span)
        return self.record("tax", self.subject.tax)

    # -- phases and lines ------------------------------------------------------------------------------------------

    def budget(self, phase: Phase) -> float:
        """The budget of a phase, in the dimension of the rulesets' norm."""
        if phase.budget is None:
            raise Missing(phrase("gives_none", name=phase.name, attribute="budget"), phase.span)
        norm = self.frame.phases.get(phase.name)
        wanted = norm.budget.dim if norm and norm.budget else MONEY
        if phase.budget.dim != wanted:
            kind = "budget_not_rate" if wanted != MONEY else "budget_not_amount"
            raise Missing(phrase(kind, name=phase.name, text=phase.budget.span.text), phase.budget.span)
        return phase.budget.value

    def budgeted(self, phase: Phase) -> Budgeted:
        """The budget of a phase with its years."""
        found = self._budgeted.get(phase.name)
        if found is None:
            found = self._budgeted[phase.name] = Budgeted(self._model, phase)
        return found

    def year_label(self, year: BudgetYear) -> str:
        """The first and the last month of a budget year."""
        return summary.window_label(self._model, year.window)

    def month(self, offset: float) -> tuple[int, int]:
        """The calendar month at an offset from the start of the horizon."""
        return self._model.grid.calendar(int(offset))

    def phase_cost(self, phase: Phase) -> Any:
        """`(draws,)` all that is spent in a phase."""
        return self._model.phase_cost(phase)

    def phase_run_cost(self, phase: Phase) -> Any:
        """`(draws,)` recurring cost of a phase per month."""
        return self._model.phase_run_cost(phase)

    def phase_exit_rate(self, phase: Phase) -> Any:
        """`(draws,)` recurring cost of a phase per month in its last month."""
        return self._model.phase_exit_rate(phase)

    def phase_first_year(self, phase: Phase) -> Any:
        """`(draws,)` recurring cost in the first twelve months of a phase."""
        return self._model.total(self._model.recurring, first_year(phase.start, phase.end))

    def lines_of(self, phase: Phase) -> list[Line]:
        """The lines that are active in a phase; what is asked of them is asked of their time in it."""
        found = self.subject.in_phase.get(phase.name)
        if found is None:
            within = self._model.phase_window(phase)
            found = [replace(line, within=within) for line in self._model.lines_of(phase)]
            self.subject.in_phase[phase.name] = found
        return found

    def line_cost(self, line: Line) -> Any:
        """`(draws,)` all that a line costs, one of a phase's lines in that phase."""
        return self._model.line_cost(line, line.within)

    def line_run_cost(self, line: Line) -> Any:
        """`(draws,)` a line's part of the run cost per month, of the phase whose line it is, or of the case."""
        return self._model.line_run_cost(line)

    def usage_driven(self, line: Line) -> bool:
        """Whether a line's cost rests on an assumption that counts something per time."""
        return any(self._counted(key) for key in self._uses(line.definition))

    # -- controls --------------------------------------------------------------------------------------------------

    def claim(self, control: str) -> ControlClaim | None:
        """The claim that a control is in place."""
        return self.subject.claims.get(control)

    def state(self, control: str) -> str:
        """The state of a control."""
        return self.subject.state(control)

    def age(self, control: str) -> float | None:
        """Months between the evidence of a control and the day of judgement."""
        return self.subject.age(control)

    def funding(self, control: str) -> list[Line]:
        """The lines that pay for a control."""
        return self.subject.funding(control)

    # -- quantities ------------------------------------------------------------------------------------------------

    def _uses(self, definition: Definition) -> tuple[str, ...]:
        """The keys of the definitions that one names itself."""
        found = self.subject.uses.get(definition.key)
        if found is None:
            names = (
                find_key(self.case.definitions, name.id, definition.phase, definition.key, self.subject.lines_named)
                for name in names_in(definition.expr)
            )
            found = self.subject.uses[definition.key] = tuple(dict.fromkeys(key for key in names if key))
        return found

    def _counted(self, key: str) -> bool:
        """Whether a definition counts something per time, or rests on an assumption that does; each is asked once."""
        known, todo = self.subject.counted, [key]
        while todo:
            one = self.case.definitions[todo[-1]]
            if one.kind == "assumption" and _counts_per_time(one):
                known[one.key] = True
            used = () if one.key in known else self._uses(one)
            left = [each for each in used if each not in known]
            if left and one.key not in self._open:
                self._open.add(one.key)
                todo += left
                continue
            known.setdefault(one.key, any(known.get(each, False) for each in used))
            self._open.discard(one.key)
            todo.pop()
        return known[key]

    def derived(self, assumption: Definition) -> bool:
        """Whether an assumption is calculated from other names."""
        return bool(self._uses(assumption))

    def overridden(self, assumption: Definition) -> Definition | None:
        """What a phase's own value of an assumption stands in for."""
        return self.case.definitions.get(assumption.name) if assumption.phase else None

    def value(self, stream: ValueStream) -> Any:
        """`(draws,)` all that a value is worth."""
        return self._model.total(self._model.value_flow(stream.definition, stream.window))

    def chance(self, metric: Metric) -> float:
        """How likely the mean of the last twelve months meets the target."""
        target = _target(metric)
        return float(np.mean(_COMPARE[metric.op](self._model.metric(metric.definition.key), target)))

    def improving(self, metric: Metric) -> bool:
        """Whether the metric's median moves towards its target from the start to the end of the last phase."""
        _target(metric)
        last = self.case.phases[-1]
        span = min(6.0, last.duration / 2)
        edges = (Window(last.start, last.start + span), last_year(last.end - span, last.end))
        before, after = (float(np.median(self._model.metric(metric.definition.key, edge))) for edge in edges)
        return after <= before * 1.001 if metric.op in ("<=", "<") else after >= before * 0.999

    def share(self, lever: Lever) -> Any:
        """`(draws,)` the share that a lever cuts."""
        return self._model.column(lever.cut.key)

    def lever_cost(self, lever: Lever) -> Any:
        """`(draws,)` what a lever costs."""
        return levers.cost(self._model, lever)

    def saving(self, lever: Lever) -> Any:
        """`(draws,)` what a lever saves over the horizon after those above it."""
        return self._model.total(levers.saving(self._model, lever))

    def saving_alone(self, lever: Lever) -> Any:
        """`(draws,)` what a lever would save over the horizon without any other."""
        return self._model.total(levers.alone(self._model, lever))

    def first_saving(self, lever: Lever) -> Any:
        """`(draws,)` what a lever saves in the first twelve months of the phase after the gate."""
        target = self.subject.target
        if target is None:
            raise Missing(phrase("no_next_phase"), self.case.span)
        return self._model.total(levers.saving(self._model, lever), first_year(target.start, target.end))

    def cheapest(self, option: Option) -> str:
        """The alternative of an option with the lowest mean cost."""
        costs = usage.alternative_costs(self._model, option)
        return min(costs, key=lambda name: (float(np.mean(costs[name])), name))

    def elasticity(self, curve: Curve) -> float:
        """By how many percent run cost moves with the driver of a curve."""
        return curves.run_elasticity(self._model, self.case.definitions[curve.driver])

    def scenario_cost(self, scenario: Scenario) -> Any:
        """`(draws,)` the cost of the case under a scenario."""
        return self._model.under(scenario).cost

    # -- the whole case --------------------------------------------------------------------------------------------

    def root(self, name: str) -> Any:
        """The value of a root name: a phase of the rulesets, or one of the rows of `ROOTS`."""
        return self.phase(name) if name in self.frame.phases else ROOTS[name].get(self, self.case)

    def figure(self, name: str) -> Any:
        """A figure of the whole case."""
        return _FIGURES[name](self)

    def cost(self) -> Any:
        """`(draws,)` all that is spent over the horizon."""
        return self._model.cost

    def run_cost(self) -> Any:
        """`(draws,)` recurring cost per month, mean of the horizon's last twelve months."""
        return self._model.run_cost

    def cliff(self) -> Any:
        """`(draws,)` the last phase's run cost per month over the first phase's spend per month."""
        if len(self.case.phases) < 2:
            raise Missing(phrase("one_phase"), self.case.span)
        if not (spent.pilot(self._model) > 0).all():
            first = self.case.phases[0]
            raise Missing(phrase("nothing_spent", name=first.name), first.span)
        return spent.step(self._model)

    def payback(self) -> Any:
        """`(draws,)` months from the start until values have paid back costs."""
        return finance.payback(self._worth())

    def npv(self) -> Any:
        """`(draws,)` net present value of values less costs, of the whole initiative."""
        return finance.npv(self._worth())

    def irr(self) -> Any:
        """`(draws,)` internal rate of return per month, of the whole initiative."""
        return self._rates(0.0)

    def payback_from_decision(self) -> Any:
        """`(draws,)` months from the decision until what is spent after it is paid back."""
        return finance.payback(self._worth(), since=self.case.decision)

    def npv_from_decision(self) -> Any:
        """`(draws,)` net present value, on the day of the decision, of what comes after it."""
        return finance.npv(self._worth(), since=self.case.decision)

    def irr_from_decision(self) -> Any:
        """`(draws,)` internal rate of return per month of what comes after the decision."""
        return self._rates(self.case.decision)

    def sunk_cost(self) -> Any:
        """`(draws,)` what is spent before the decision."""
        return finance.sunk(self._model, self.case).spent

    def _rates(self, since: float) -> Any:
        """Rates of return per month, of which those of draws without one are the lowest; at least half of the draws have one."""
        rates = irr(self._worth(), since=since)
        none = float(np.mean(without(rates)))
        if none >= 0.5:
            raise Missing(phrase("many_returns", share=Quantity(none, NUMBER, "", share=True)), self.case.span)
        return rates / 12

    def _worth(self) -> Any:
        """The model, if the case says what it is worth."""
        if not self.case.values:
            raise Missing(phrase("no_worth"), self.case.span)
        return self._model


_FIGURES: dict[str, Callable[[Facts], Any]] = {
    "cost": Facts.cost,
    "run_cost": Facts.run_cost,
    "cliff": Facts.cliff,
    "payback": Facts.payback,
    "npv": Facts.npv,
    "irr": Facts.irr,
    "payback_from_decision": Facts.payback_from_decision,
    "npv_from_decision": Facts.npv_from_decision,
    "irr_from_decision": Facts.irr_from_decision,
    "sunk_cost": Facts.sunk_cost,
}
_COMPARE: dict[str, Callable[[Any, float], Any]] = {
    "<=": lambda values, target: values <= target,
    "<": lambda values, target: values < target,
    ">=": lambda values, target: values >= target,
    ">": lambda values, target: values > target,
    "==": lambda values, target: values == target,
    "!=": lambda values, target: values != target,
}
_CALLED: dict[str, Callable[[Facts, Any], tuple[str, Span | None]]] = {
    "initiative": lambda facts, case: (case.title, case.span),
    "phase": lambda facts, phase: (phase.name, phase.span),
    "budget_year": lambda facts, year: (facts.year_label(year), None),
    "line": lambda facts, line: (line.name, line.span),
    "role": lambda facts, line: (line.role, line.span),
    "control": lambda facts, control: (control.name, _claimed_at(facts, control.name)),
    "assumption": lambda facts, one: (one.name, one.span),
    "value": lambda facts, stream: (stream.definition.name, stream.definition.span),
    "metric": lambda facts, metric: (metric.definition.name, metric.definition.span),
    "lever": lambda facts, lever: (lever.name, lever.span),
    "option": lambda facts, option: (option.name, option.span),
    "curve": lambda facts, curve: (curve.driver, curve.span),
    "scenario": lambda facts, scenario: (scenario.name, scenario.span),
    "measurement": lambda facts, measurement: (measurement.name, measurement.span),
    "decision": lambda facts, decision: (decision.phase, decision.span),
    "waiver": lambda facts, waiver: (waiver.rule, waiver.span),
    "tax": lambda facts, tax: ("tax", facts.case.span),
    "tax_component": lambda facts, part: (part.name, facts.case.span),
}
"""What a person calls each kind of record, and where it stands."""


def _claimed_at(facts: Facts, control: str) -> Span:
    claim = facts.claim(control)
    return claim.span if claim is not None else facts.case.span


def _counts_per_time(one: Definition) -> bool:
    powers = dict(one.dim)
    return powers.get("time") == -1 and any(base not in ("time", "money") for base in powers)


def _target(metric: Metric) -> float:
    if metric.target is None:
        raise Missing(phrase("no_target", name=metric.definition.name), metric.definition.span)
    return metric.target


def assumption(subject: Subject, one: Definition) -> Record:
    """An assumption as a record."""
    return Facts(subject).record("assumption", one)
