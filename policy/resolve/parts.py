"""The declarations of a case besides its assumptions: lines, roles, controls, value, levers, options, curves, decisions."""

from __future__ import annotations

from dataclasses import replace

from dsl.codes import finding
from dsl.expected import near, suggest
from dsl.tree import Binary, Date, Decl, Field, ListExpr, Month, Name, Target, Text
from policy.expr.constant import period_rate, value
from policy.model.case import (
    ControlClaim,
    Correlation,
    Curve,
    Day,
    Decision,
    Definition,
    Lever,
    Line,
    Measurement,
    Metric,
    Option,
    Phase,
    Scenario,
    Waiver,
    month_offset,
)
from policy.resolve.case import Resolving, window
from policy.resolve.definitions import Definitions
from policy.resolve.names import unfolded
from policy.resolve.streams import is_drawn, rewritten
from policy.resolve.titles import title_of
from policy.units import FTE, MONEY, MONEY_RATE, NUMBER, TIME, show

Placed = tuple[Decl, Phase | None]


def clause_names(decl: Decl, word: str) -> list[Name]:
    """The names of a clause such as `funds a, b`."""
    clause = decl.clause(word)
    return [n for n in clause.value if isinstance(n, Name)] if clause and isinstance(clause.value, list) else []


def clause_text(decl: Decl, word: str) -> str:
    """The text of a clause such as `source "…"`."""
    clause = decl.clause(word)
    if clause is None:
        return ""
    if isinstance(clause.value, Text):
        return clause.value.value
    return (
        ", ".join(n.id for n in clause.value)
        if isinstance(clause.value, list) and all(isinstance(n, Name) for n in clause.value)
        else ""
    )


def clause_day(decl: Decl, word: str) -> Day | None:
    """The day of a clause such as `on 2026-11-20`."""
    clause = decl.clause(word)
    if clause is None or not isinstance(clause.value, Date):
        return None
    return clause.value.year, clause.value.month, clause.value.day


def fact(decl: Decl, name: str) -> str:
    """The text of a fact such as `{ owner: "SRE" }`."""
    for item in decl.fields():
        if item.name.id == name:
            return (
                item.value.value
                if isinstance(item.value, Text)
                else item.value.id
                if isinstance(item.value, Name)
                else ""
            )
    return ""


def _field(decl: Decl, name: str) -> Field | None:
    return next((f for f in decl.fields() if f.name.id == name), None)


class Parts:
    """Reads the declarations in two steps: `collect` names first, `build` the typed parts when names are settled."""

    def __init__(self, r: Resolving) -> None:
        self.r = r
        self.definitions = Definitions(r)
        self._lines: list[tuple[Decl, Phase | None, Definition]] = []
        self._later: list[tuple[Decl, Definition, list[Definition]]] = []

    def collect(self) -> None:
        """Take every name in, at case level and in phases."""
        r = self.r
        for decl, phase in self._placed():
            self._collect(decl, phase)
        for decl in r.decl.decls("fx"):
            clause = decl.clause("=")
            assert decl.name is not None and clause is not None
            self.definitions.add(decl, decl.name.id, "fx", clause.value, None, prefix="fx.")
        self.definitions.settle()

    def _placed(self) -> list[Placed]:
        found: list[Placed] = []
        for decl in self.r.decl.decls():
            if decl.kind == "phase" and decl.name is not None:
                phase = self.r.case.phase(decl.name.id)
                if phase is not None and phase.span.start == decl.start:
                    found += [(d, phase) for d in decl.decls()]
            else:
                found.append((decl, None))
        return found

    def _collect(self, decl: Decl, phase: Phase | None) -> None:
        add = self.definitions.add
        equals = decl.clause("=")
        name = decl.name.id if decl.name else ""
        expr = equals.value if equals else None
        if decl.kind == "assume" and expr is not None:
            add(decl, name, "assumption", expr, phase)
        elif decl.kind == "line" and (costs := decl.clause("costs")):
            self._lines.append((decl, phase, add(decl, name, "line", costs.value, phase, "cost")))
        elif decl.kind == "role":
            self._role(decl, phase, name)
        elif decl.kind == "value" and expr is not None:
            self._later.append((decl, add(decl, name, "value", expr, None, "value", "value."), []))
        elif decl.kind == "metric" and expr is not None:
            self._later.append((decl, add(decl, name, "metric", expr, None, "", "metric."), []))
        elif decl.kind == "lever" and (by := decl.clause("by")):
            cut = add(decl, name, "lever", by.value, phase, "share", "lever.")
            own = (
                [add(decl, f"{name}.cost", "lever", c.value, phase, "cost", "lever.")]
                if (c := decl.clause("costs"))
                else []
            )
            self._later.append((decl, cut, own))
        elif decl.kind == "option":
            alternatives = [
                add(f, f.name.id, "option", f.value, None, "cost", f"option.{name}.")
                for f in decl.fields()
                if f.name.id != "over"
            ]
            self._option(decl, alternatives)
        elif decl.kind == "scenario":
            self._scenario(decl)

    def _role(self, decl: Decl, phase: Phase | None, name: str) -> None:
        r, amount, costs = self.r, decl.clause("amount"), decl.clause("costs")
        assert decl.name is not None
        r.known(decl.name, "role")
        if amount is None or costs is None:
            missing = " and ".join(
                w for w, c in (("an amount such as `1 fte`", amount), ("`costs`", costs)) if c is None
            )
            r.report(
                "PG112",
                decl.name,
                f"the role `{name}` needs {missing}",
                help="for example `role ai_governance_officer 1 fte costs $210K/fte/yr from foundation`",
            )
            return
        fte = r.amount(amount.value, (FTE,), f"the amount of `{name}`")
        if fte is None:
            return
        a, c = amount.value, costs.value
        product = Binary("*", a, c, a.start, c.end)
        self._lines.append((decl, phase, self.definitions.add(decl, name, "role", product, phase, "cost")))

    # -- building ----------------------------------------------------------------------------------------------

    def build(self) -> None:
        """The typed parts of the case, from names that are settled."""
        for decl, phase, definition in self._lines:
            self._words(decl)  # these can be wrong beside a cost that is
            if definition.key in self.r.case.definitions:
                self._line(decl, phase, definition)
        for decl, definition, own in self._later:
            if definition.key in self.r.case.definitions:
                {"value": self._value, "metric": self._metric, "lever": self._lever}[decl.kind](decl, definition, own)
        readers = {
            "control": self._control, "curve": self._curve, "measured": self._measured, "waive": self._waive,
            "decision": self._decision, "request": self._request, "correlate": self._correlate,
        }  # fmt: skip
        for decl, phase in self._placed():
            reader = readers.get(decl.kind)
            if reader is not None:
                reader(decl, phase)

    def _words(self, decl: Decl) -> None:
        """The category and the controls of a line are words that the rulesets know."""
        inside = decl.clause("in")
        if inside is not None and isinstance(inside.value, Name):
            self.r.known(inside.value, "category")
        for control in clause_names(decl, "funds"):
            self.r.known(control, "control")

    def _line(self, decl: Decl, phase: Phase | None, definition: Definition) -> None:
        r, case = self.r, self.r.case
        assert decl.name is not None
        role = decl.name.id if decl.kind == "role" else ""
        inside = decl.clause("in")
        category = fact(decl, "category") or (inside.value.id if inside and isinstance(inside.value, Name) else "")
        if role and not category:
            category = r.frame.roles[role].category if role in r.frame.roles else "labor"
        line = Line(
            decl.name.id, definition.key, definition.title, category, phase.name if phase else "", window(r, decl, phase), definition,
            definition.dim == MONEY_RATE, definition.span, [n.id for n in clause_names(decl, "funds")], owner=fact(decl, "owner"),
            vendor=fact(decl, "vendor"), source=definition.source, role=role,
        )  # fmt: skip
        if role and (amount := decl.clause("amount")):
            line.fte = value(amount.value, r.scope)
        self._line_fields(decl, line)
        case.lines.append(line)

    def _line_fields(self, decl: Decl, line: Line) -> None:
        r = self.r
        capital = decl.clause("capitalized over")
        if capital is not None:
            months = r.amount(capital.value, (TIME,), "the time of writing off")
            if line.recurring:
                r.report(
                    "PG401",
                    capital,
                    f"`{line.name}` recurs, and only what is paid once can be capitalized",
                    help="write a cost in money, not money per time",
                )
            elif months is not None and months.value > 0:
                line.capitalized = months.value
        escalates = _field(decl, "escalates")
        if escalates is not None:
            amount = r.amount(escalates.value, (((("time", -1),)),), "`escalates`")
            line.escalates = period_rate(escalates.value, r.scope) if amount else None
        at = _field(decl, "at")
        if at is not None and isinstance(at.value, Month):
            line.at = month_offset(r.case.start, (at.value.year, at.value.month, 1))
            if not 0 <= line.at < r.case.horizon:
                r.report("PG401", at.value, "this month is outside the horizon", help="check `start` and `horizon`")
                line.at = None

    def _value(self, decl: Decl, definition: Definition, _: list[Definition]) -> None:
        self.r.case.values.append((definition, window(self.r, decl, None)))

    def _metric(self, decl: Decl, definition: Definition, _: list[Definition]) -> None:
        metric, clause = Metric(definition), decl.clause("target")
        if clause is not None and isinstance(clause.value, Target):
            amount = self.r.amount(clause.value.value, (definition.dim,), f"the target of `{definition.name}`")
            if amount is not None:
                metric.op, metric.target = clause.value.op, amount.value
        self.r.case.metrics.append(metric)

    def _lever(self, decl: Decl, definition: Definition, own: list[Definition]) -> None:
        r, cuts = self.r, decl.clause("cuts")
        assert cuts is not None and isinstance(cuts.value, Name)
        lines = {line.name for line in r.case.lines} | {d.name for _, _, d in self._lines}
        if cuts.value.id not in lines:
            r.report(
                "PG200",
                cuts.value,
                f"there is no line `{cuts.value.id}` to cut",
                help=suggest(cuts.value.id, lines),
            )
            return
        active = window(r, decl, next((p for p in r.case.phases if p.name == definition.phase), None))
        after = _field(decl, "starts_after")
        delay = r.amount(after.value, (TIME,), "`starts_after`") if after else None
        cost = own[0] if own and own[0].key in r.case.definitions else None
        r.case.levers.append(
            Lever(
                definition.name,
                definition.title,
                cuts.value.id,
                definition,
                active.start + (delay.value if delay else 0.0),
                active.end,
                cost,
                definition.span,
            )
        )

    def _option(self, decl: Decl, alternatives: list[Definition]) -> None:
        r = self.r
        assert decl.name is not None
        over = fact(decl, "over")
        chosen = next((d.name for d in decl.decls("chosen")), None)
        names = [d.name for d in alternatives]
        if chosen is not None and chosen.id not in names:
            meant = near(chosen.id, names)
            r.report(
                "PG200",
                chosen,
                f"`{chosen.id}` is not an alternative of `{decl.name.id}`",
                help=f"did you mean `{meant}`?"
                if meant
                else "its alternatives are " + ", ".join(f"`{n}`" for n in names),
            )
            chosen = None
        if len(alternatives) < 2:
            r.report(
                "PG112",
                decl.name,
                f"the option `{decl.name.id}` needs two alternatives",
                help="write each as `name: cost per month`",
            )
        r.case.options.append(
            Option(
                decl.name.id,
                title_of(decl),
                alternatives,
                over,
                chosen.id if chosen else "",
                r.source.span(decl.start, decl.head_end),
            )
        )

    def _scenario(self, decl: Decl) -> None:
        r = self.r
        assert decl.name is not None
        changes: dict[str, Definition] = {}
        for item in decl.decls("set"):
            clause = item.clause("=")
            assert item.name is not None and clause is not None
            changes[item.name.id] = self.definitions.add(
                item, item.name.id, "scenario", clause.value, None, prefix=f"scenario.{decl.name.id}."
            )
        r.case.scenarios.append(
            Scenario(decl.name.id, title_of(decl), changes, r.source.span(decl.start, decl.head_end))
        )

    def check_scenarios(self) -> None:
        """Changes of scenarios name assumptions and keep their dimension."""
        r = self.r
        names = {d.name: d for d in r.case.assumptions() if not d.phase}
        for scenario in r.case.scenarios:
            for name, change in list(scenario.changes.items()):
                base = names.get(name)
                if change.key not in r.case.definitions:
                    del scenario.changes[name]
                elif base is None:
                    r.findings.append(
                        finding(
                            "PG200",
                            change.span,
                            f"the case has no assumption `{name}` to change",
                            help=suggest(name, names),
                        )
                    )
                    del scenario.changes[name]
                elif base.dim != change.dim:
                    a, b = show(base.dim, r.case.currency), show(change.dim, r.case.currency)
                    r.findings.append(
                        finding(
                            "PG300",
                            change.span,
                            f"`{name}` is `{a}` in the case and `{b}` in the scenario",
                            help="a change keeps the dimension",
                        )
                    )
                    del scenario.changes[name]
                else:  # `claims = claims * 2` speaks of what the case says
                    scenario.changes[name] = rewritten(change, base.key, unfolded(change.expr, name, base.expr))

    def _control(self, decl: Decl, phase: Phase | None) -> None:
        r = self.r
        assert decl.name is not None
        r.known(decl.name, "control")
        lines = {line.name for line in r.case.lines}
        by = []
        for name in clause_names(decl, "by"):
            if name.id in lines:
                by.append(name.id)
            else:
                r.report(
                    "PG200",
                    name,
                    f"there is no line `{name.id}` to fund the control",
                    help=suggest(name.id, lines),
                )
        evidence = decl.clause("evidence")
        text = evidence.value.value if evidence and isinstance(evidence.value, Text) else ""
        r.case.controls.append(
            ControlClaim(
                decl.name.id,
                r.source.span(decl.start, decl.head_end or decl.end),
                by,
                text,
                clause_day(decl, "dated"),
                phase.name if phase else "",
                fact(decl, "owner"),
            )
        )

    def _curve(self, decl: Decl, _: Phase | None) -> None:
        r, clause = self.r, decl.clause("at")
        assert decl.name is not None and clause is not None and isinstance(clause.value, list)
        driver = r.case.definitions.get(decl.name.id)
        if driver is None or driver.kind != "assumption":
            if decl.name.id not in self.definitions.drafts:
                names = [d.name for d in r.case.assumptions() if not d.phase]
                r.report(
                    "PG200",
                    decl.name,
                    f"there is no assumption `{decl.name.id}` to run over",
                    help=suggest(decl.name.id, names),
                )
            return
        points = spread_unit(clause.value)
        amounts = [r.amount(p, (driver.dim,), f"a level of `{driver.name}`") for p in points]
        curve = Curve(driver.name, [a.value for a in amounts if a], [a.span.text for a in amounts if a], r.span(decl))
        if curve.points:
            r.case.curves.append(curve)

    def _measured(self, decl: Decl, _: Phase | None) -> None:
        r, what, expr, on = self.r, decl.clause("what"), decl.clause("="), clause_day(decl, "on")
        assert decl.name is not None and what is not None and isinstance(what.value, Name) and expr is not None
        kind = what.value.id
        if kind not in ("cost", "metric"):
            meant = near(kind, ("cost", "metric"))
            r.report(
                "PG114",
                what.value,
                f"`{kind}` cannot be measured",
                help=f"did you mean `{meant}`?"
                if meant
                else "write `measured cost PHASE = …` or `measured metric NAME = …`",
            )
            return
        if kind == "cost":
            if r.case.phase(decl.name.id) is None:
                r.report(
                    "PG204",
                    decl.name,
                    f"the case has no phase `{decl.name.id}`",
                    help=suggest(decl.name.id, [p.name for p in r.case.phases]),
                )
                return
            amount = r.amount(expr.value, (MONEY,), f"the measured cost of `{decl.name.id}`")
        else:
            found = r.typed(expr.value)
            amount = r.amount(expr.value, (found.dim,), "a measured metric") if found.kind != "error" else None
        if amount is not None and on is not None:
            r.case.measurements.append(
                Measurement(kind, decl.name.id, amount.value, amount.dim, on, clause_text(decl, "source"), r.span(decl))
            )

    def _waive(self, decl: Decl, _: Phase | None) -> None:
        until = clause_day(decl, "until")
        if decl.name is None or decl.clause("until") is None:
            return
        if until is None:
            clause = decl.clause("until")
            self.r.report("PG114", clause, "a waiver ends on a day", help="for example `until 2027-01-31`")
            return
        waiver = Waiver(
            decl.name.id,
            until,
            clause_text(decl, "because"),
            clause_text(decl, "approved by"),
            self.r.span(decl),
            fact(decl, "compensating"),
        )
        self.r.case.waivers.append(waiver)

    def _decision(self, decl: Decl, _: Phase | None) -> None:
        r, approved, on = self.r, decl.clause("approved"), clause_day(decl, "on")
        assert decl.name is not None
        if r.case.phase(decl.name.id) is None:
            r.report(
                "PG204",
                decl.name,
                f"the case has no phase `{decl.name.id}`",
                help=suggest(decl.name.id, [p.name for p in r.case.phases]),
            )
            return
        amount = r.amount(approved.value, (MONEY, MONEY_RATE), "what was approved") if approved else None
        if amount is None or on is None:
            return
        conditions = [c.value.value for c in decl.clauses if c.word == "conditions" and isinstance(c.value, Text)]
        r.case.decisions.append(
            Decision(
                decl.name.id,
                amount.value,
                amount.dim == MONEY_RATE,
                on,
                clause_text(decl, "by"),
                conditions,
                r.span(decl),
            )
        )

    def _request(self, decl: Decl, _: Phase | None) -> None:
        r = self.r
        assert decl.name is not None
        if r.case.gate:
            r.report("PG113", decl, "a case requests one gate", help="keep one `request gate`")
            return
        if r.known(decl.name, "gate", "PG204"):
            r.case.gate, r.case.requested_on, r.case.request_span = decl.name.id, clause_day(decl, "on"), r.span(decl)

    def _correlate(self, decl: Decl, _: Phase | None) -> None:
        r, other, at = self.r, decl.clause("with"), decl.clause("at")
        assert decl.name is not None and other is not None and isinstance(other.value, Name) and at is not None
        for name in (decl.name, other.value):
            definition = r.case.definitions.get(name.id)
            if name.id not in self.definitions.drafts:
                r.report(
                    "PG200",
                    name,
                    f"there is no assumption `{name.id}`",
                    help=suggest(name.id, [d.name for d in r.case.assumptions()]),
                )
                return
            if definition is None:
                return
            if not is_range(definition):
                r.report(
                    "PG309", name, f"`{name.id}` is not a range", help="correlate the ranges that it is calculated from"
                )
                return
        amount = r.amount(at.value, (NUMBER,), "a correlation")
        if amount is None:
            return
        if not -1 <= amount.value <= 1 or decl.name.id == other.value.id:
            r.report(
                "PG309",
                at.value,
                "a correlation is between -1 and 1, and between two assumptions",
                help="for example `at 0.6`",
            )
            return
        r.case.correlations.append(Correlation(decl.name.id, other.value.id, amount.value, r.span(decl)))


def is_range(definition: Definition) -> bool:
    """Whether the definition is one range or distribution, with at most units around it."""
    node = definition.expr
    while isinstance(node, Binary) and node.op in "*/":
        node = node.left
    return is_drawn(node)


def spread_unit(points: list[object]) -> list:  # type: ignore[type-arg]
    """`1_000, 10_000 claim/mo`: bare numbers take the unit of the last point."""
    from dsl.tree import Num

    last = points[-1]
    spread = []
    for point in points:
        if (
            isinstance(point, Num)
            and not point.mark
            and point.unit is None
            and point is not last
            and not isinstance(last, Num | ListExpr)
        ):
            spread.append(_with_number(last, point))
        elif isinstance(point, Num) and point.unit is None and isinstance(last, Num) and last.unit is not None:
            spread.append(replace(point, unit=last.unit))
        else:
            spread.append(point)
    return spread


def _with_number(node: object, number: object) -> object:
    """The expression with its leftmost number exchanged, keeping that number's unit."""
    from dsl.tree import Num

    assert isinstance(number, Num)
    if isinstance(node, Binary):
        return replace(node, left=_with_number(node.left, number), start=number.start, end=number.end)  # type: ignore[arg-type]
    if isinstance(node, Num):
        return replace(number, unit=node.unit, mark=node.mark or number.mark)
    return node
