"""Cases and rulesets by chance that make sense: every expression has the measure that is asked of it there.

The words of rules (records, their facts, functions) are read from the tables of the engine, so that a new fact is tried
without being told. Figures are mostly small, and now and then at the edge of what a float can hold.
"""

from __future__ import annotations

from random import Random

from phasegate.expr.records import RECORDS
from phasegate.expr.records.roots import ROOTS
from phasegate.expr.types import Type
from phasegate_dsl.words import WORDS

ODD = ("0", "1", "10^300", "10^17", "10^-300", "0.0000001", "999_999_999", "(0 - 1)", "1B", "2", "0.5")
"""Figures at the edges."""
MEASURES = {
    "number": "",
    "share": "%",
    "money": "$",
    "rate": "$/mo",
    "volume": "call/mo",
    "price": "$/call",
    "time": "months",
}
"""The measures of figures in cases, with how a figure of it is written."""


class Maker:
    """Makes one case with its ruleset from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.names: dict[str, list[str]] = {measure: [] for measure in MEASURES}
        self.phases: list[str] = []
        self.ranges: list[str] = []
        self.lines: list[str] = []
        self.measures: dict[str, str] = {}
        """Whether each line is money or money per time."""
        self.options: list[str] = []
        self.metrics: list[str] = []
        self.horizon, self.start = 12, (2026, 1)
        self.plan = ""
        """The shipped ruleset that is followed beside the own one, which defines the phases then."""
        self.odd = self.random.random() < 0.3
        """Whether figures at the edges come in."""

    # -- figures of cases --------------------------------------------------------------------------------------

    def pick(self, *ways: str) -> str:
        """One of several texts."""
        return self.random.choice(ways)

    def often(self, share: float) -> bool:
        """Whether, with this chance."""
        return self.random.random() < share

    def digits(self) -> str:
        """A plain figure, without a unit."""
        if self.odd and self.often(0.15):
            return self.pick(*ODD)
        return str(self.random.choice((1, 2, 3, 5, 10, 40, 0.25, 1.5, 120)))

    def written(self, measure: str) -> str:
        """A figure of a measure as it is written."""
        unit, figure = MEASURES[measure], self.digits()
        if not figure.replace(".", "").isdigit():
            figure = f"{figure} * 1" if unit else figure
        if unit == "%":
            return f"{self.random.randint(0, 120)}%"
        if not unit:
            return figure
        if unit.startswith("$"):
            head, _, last = figure.rpartition(" ")
            return f"{head} ${last}{unit[1:]}".strip()
        return f"{figure} {unit}"

    def spread(self, measure: str) -> str:
        """A range or a distribution of a measure."""
        unit = MEASURES[measure]
        low = self.random.randint(1, 40)
        high = low + self.random.randint(1, 60)

        def one(figure: float) -> str:
            if unit == "%":
                return f"{figure}%"
            return f"${figure}{unit[1:]}" if unit.startswith("$") else f"{figure} {unit}".strip()

        ends = (one(low), one(high))
        mode = one((low + high) // 2)
        if measure == "share" and self.often(0.2):
            return f"beta(alpha: {low}, beta: {high})"
        rising = f"${low} to {one(high)}" if unit.startswith("$") else f"{low} to {one(high)}"
        return self.pick(
            rising,
            rising,
            rising,
            f"normal(mean: {ends[0]}, sd: {ends[1]})",
            f"lognormal(low: {ends[0]}, high: {ends[1]})",
            f"triangular({ends[0]}, {mode}, {ends[1]})",
            f"pert({ends[0]}, {mode}, {ends[1]})",
            f"uniform({ends[0]}, {ends[1]})",
            f"pareto(min: {ends[0]}, tail: {low + 0.5})",
            f"choice([{ends[0]}, {mode}, {ends[1]}])",
            f"choice([{ends[0]}, {ends[1]}], weights: [{min(low, 100)}%, {100 - min(low, 100)}%])",
        )

    def figure(self, measure: str, depth: int = 2) -> str:
        """An expression of a measure, from figures, names and functions."""
        if self.names[measure] and self.often(0.5):
            return self.random.choice(self.names[measure])
        if depth == 0:
            return self.written(measure)
        deeper = depth - 1
        one, other = self.figure(measure, deeper), self.figure(measure, deeper)
        plain = self.figure("number", deeper)
        ways = [
            f"({one} + {other})",
            f"({one} - {other})",
            f"({plain} * {other})",
            f"({one} / {plain})",
            f"min({one}, {other})",
            f"max({one}, {other})",
            f"abs({one})",
            f"ramp({one}, {other}, over: {self.random.randint(1, 30)} months)",
            f"grow({one}, by: {self.random.randint(-50, 60)}%/{self.pick('mo', 'yr')})",
            f"grow({one}, by: {self.random.randint(0, 30)}%/mo, cap: max({one}, {other}))",
            f"steps(2026-10: {one}, {self.random.randint(2027, 2030)}-0{self.random.randint(1, 9)}: {other})",
            f"seasonal({one}, peak: {self.random.randint(1, 12)}, swing: {self.random.randint(0, 100)}%)",
        ]
        if measure == "number":
            ways += [f"({one} ^ {self.random.randint(-3, 4)})", f"ceil({one})", f"floor({one})", f"({one} ^ {other})"]
        if measure == "money":
            ways.append(f"({self.figure('rate', deeper)} * {self.figure('time', deeper)})")
        if measure == "rate":
            ways.append(f"({self.figure('volume', deeper)} * {self.figure('price', deeper)})")
        return self.random.choice(ways)

    # -- a case ------------------------------------------------------------------------------------------------

    def case(self) -> str:
        """A business case that follows the rulesets `own` and perhaps a shipped one."""
        random = self.random
        horizon = random.choice((1, 2, 7, 12, 24, 36, 120)) if self.often(0.9) else 600
        self.phases = random.sample(("exploration", "foundation", "scale"), random.randint(1, 3))
        self.phases.sort(key=("exploration", "foundation", "scale").index)
        shipped = self.pick("", "", "three_budget", "production_readiness")
        self.horizon, self.start = (
            horizon,
            (random.choice((2026, 2026, 2026, 1990, 2199)), random.choice((1, 6, 10, 12))),
        )
        start = self.month(0)
        body = [f"follows own{', ' + shipped if shipped else ''}", f"currency: USD; start: {start}"]
        body.append(f"horizon: {horizon} months; risk: {self.pick('minimal', 'limited', 'high')}")
        body.append("unit call")
        self.plan = shipped
        body += self._head() + self._assumptions() + self._phases(horizon) + self._rest() + self._more()
        random.shuffle(self.phases)
        text = "\n".join(f"  {line}" for line in body)
        return f'initiative x "X" {{\n{text}\n}}\n'

    def month(self, at: int) -> str:
        """The calendar month so many months after the start."""
        index = self.start[0] * 12 + self.start[1] - 1 + at
        return f"{index // 12}-{index % 12 + 1:02}"

    def _head(self) -> list[str]:
        made = [f"discount: {self.random.randint(0, 40)}%/yr"] if self.often(0.7) else []
        if self.often(0.3):
            made.append(f"industry: {self.pick('retail', 'banking', 'insurance')}")
        if self.often(0.3):
            made.append(f"jurisdictions: [{self.pick('US', 'EU', 'US, EU')}]")
        if self.often(0.2):
            made.append(f"fx EUR = {self.pick('1.1', '1.05 to 1.2', '0.9')} USD")
        if self.often(0.2):
            made.append(
                f'fiscal_year: {self.random.randint(1, 12)}; sponsor: "s"; owner: "{self.pick("o", "::o", "Ö")}"'
            )
        if "model_error" in WORDS["initiative"].fields and self.often(0.3):
            made.append("model_error: 90% to 130%")
        return made

    def _assumptions(self) -> list[str]:
        made = []
        for at in range(self.random.randint(0, 7)):
            measure = self.random.choice(list(MEASURES))
            name = f"a{at}"
            drawn = self.often(0.5)
            source = ' source "telemetry, Aug"' if self.often(0.3) else ""
            made.append(f"assume {name} = {self.spread(measure) if drawn else self.figure(measure)}{source}")
            self.names[measure].append(name)
            self.ranges += [name] if drawn else []
        if len(self.ranges) > 1 and self.often(0.4):
            one, other = self.random.sample(self.ranges, 2)
            made.append(f"correlate {one} with {other} at {self.random.choice((-1, -0.5, 0, 0.3, 0.9, 1))}")
        elif self.often(0.3) or (self.ranges and self.often(0.02)):  # with a stated pair it is often impossible
            made.append(f"correlate all at {self.random.choice((0, 0.1, 0.3, 0.9, 1))}")
        return made

    def _phases(self, horizon: int) -> list[str]:
        made = []
        for at, phase in enumerate(self.phases):
            inside = [f"budget: {self.pick('$50K', '$1M', '$0', '$300K')}"] if self.often(0.8) else []
            if at < len(self.phases) - 1 or self.often(0.05):
                share = self.random.choice((0.05, 0.1, 0.25, 0.3))
                inside.append(f"duration: {round(horizon * share, 2)} months")
            inside += [self._line(horizon) for _ in range(self.random.randint(0, 3))]
            inside += [self._role()] if self.often(0.3) else []
            inside += [f"users: {self.random.randint(1, 9)}0 users"] if self.often(0.2) else []
            inside += [f"governance_time: {horizon * 0.04:.2f} months"] if self.often(0.2) else []
            inside += [self._override()] if self.names["volume"] and self.often(0.3) else []
            text = "\n".join(f"    {one}" for one in inside)
            made.append(f"phase {phase} {{\n{text}\n  }}")
        return made

    def _line(self, horizon: int) -> str:
        name = f"l{len(self.lines)}"
        measure = self.pick("money", "rate")
        money = self.figure(measure)
        if self.often(0.2):
            money = self.spread(measure)
        money = f"max({self.written(measure)}, {money})" if self.often(0.98) else f"abs({money})"
        alike = [one for one in self.lines if self.measures[one] == measure]
        if alike and self.often(0.2):
            money = f"{money} + {self.random.randint(1, 60)}% * {self.random.choice(alike)}"
        more = f" funds {self.pick('guard', 'watch', 'guard, watch')}" if self.often(0.2) else ""
        if measure == "money" and self.often(0.3):
            more += f" capitalized over {self.random.randint(1, 60)} months"
        fields = [f"escalates: {self.random.randint(-20, 30)}%/yr"] if self.often(0.2) else []
        fields += ["continuously: yes"] if fields and self.often(0.3) else []
        self.lines.append(name)
        self.measures[name] = measure
        tail = f" {{ {'; '.join(fields)} }}" if fields else ""
        return f"line {name} in {self.pick('crew', 'chips', 'spare')} costs {money}{more}{tail}"

    def _part(self) -> str:
        """A part of a line that a lever may cut: what is drawn lies between none and all of it."""
        low = self.random.randint(1, 40)
        high = low + self.random.randint(1, 60)
        ends = f"{low}%, {high}%"
        return self.pick(f"{low}% to {high}%", f"beta(alpha: {low}, beta: {high})", f"uniform({ends})", f"{high}%")

    def _override(self) -> str:
        """Another value of an assumption within a phase."""
        name = self.random.choice(self.names["volume"])
        return f"assume {name} = {self.spread('volume') if self.often(0.5) else self.written('volume')}"

    def _role(self) -> str:
        return f"role r{len(self.lines)}_{self.random.randint(0, 9**6)} {self.random.randint(1, 3)} fte costs $100K/fte/yr {{ category: crew }}"

    def _rest(self) -> list[str]:
        made = [self._request()] if self.often(0.5) else []
        if self.lines and self.often(0.4):
            made.append(f"lever v cuts {self.random.choice(self.lines)} by {self._part()}")
        if self.often(0.4):
            made.append(f"value w = {self.figure('rate')}{self.pick('', f' from {self.phases[-1]}')}")
        if self.often(0.3):
            made.append(f"metric m = {self.figure(self.pick('money', 'number'))}")
            self.metrics.append("m")
        if self.ranges and self.often(0.3):
            one = self.random.choice(self.ranges)
            measure = next(kind for kind, names in self.names.items() if one in names)
            made.append(f"scenario s {{ {one} = {self.spread(measure)} }}")
        if self.names["volume"] and self.often(0.5):
            one = self.random.choice(self.names["volume"])
            made.append(f"curve {one} at 1, 10, 1_000 call/mo")
            made.append(f"option o {{ a: {one} * $1/call; b: {self.figure('rate')}; over: {one} }}")
            self.options.append("o")
        if self.often(0.3):
            phase = self.random.choice(self.phases)
            made.append(f"measured cost {phase} = ${self.random.randint(0, 9) * 10}K on 2026-12-01")
        if self.often(0.3):
            made.append(f'decision {self.random.choice(self.phases)} approved $75K on 2026-06-02 by "CFO"')
        if self.often(0.3):
            made.append('waive OWN-1 until 2027-01-31 because "x" approved by "CRO"')
        if self.often(0.3):
            made.append('control guard evidence "x" dated 2026-08-12')
        return made

    def _more(self) -> list[str]:
        """What a case says of the world around it: reserves, risks, common drivers, as far as the language has them."""
        made = []
        if self.lines and self.often(0.3):
            line = self.random.choice(self.lines)
            fields = self.pick("", " { starts_after: 1 months }")
            made.append(
                f"lever vv cuts {line} by {self.random.randint(0, 100)}% costs {self.pick('$40K', '$2K/mo')}{fields}"
            )
        if self.lines and self.often(0.2):
            made.append(
                f"control watch by {self.random.choice(self.lines)}{self.pick('', ' evidence {} dated 2026-09-01')}".format(
                    '"docs/x.md"'
                )
            )
        if self.lines and self.often(0.2):
            made.append(
                f"option oo {{ x: {self.random.choice(self.lines)}; y: {self.spread('rate')}; chosen {self.pick('x', 'y')} }}"
            )
            self.options.append("oo")
        if self.often(0.2):
            unit = self.pick("money", "number")
            made.append(f"metric mm = {self.figure(unit)} target {self.pick('<=', '>=')} {self.written(unit)}")
            self.metrics.append("mm")
        if self.metrics and self.often(0.3):
            made.append(f'measured metric {self.metrics[0]} = {self.digits()} on 2026-10-30 source "status page"')
        if self.often(0.3):
            cost = f"max($1, {self.spread('money')})"
            made.append(f'risk r "R" chance {self.random.randint(0, 100)}% costs {cost} at {self.month(0)}')
        if self.often(0.3):
            lasting = f"{self.pick('10%', '5% to 20%', '$20K/mo')} until {self.month(0)}"
            made.append(f'contingency k "K" costs {self.pick("$200K", lasting)}')
        return made

    def _request(self) -> str:
        return "request gate go on 2026-11-20"

    # -- a ruleset ---------------------------------------------------------------------------------------------

    def ruleset(self) -> str:
        """The ruleset `own`, with rules over everything that a case has."""
        rules = []
        for at in range(self.random.randint(1, 5)):
            level = self.pick("mandatory", "waivable", "advisory")
            when = f" when {self.condition(1, {})};" if self.often(0.3) else ""
            fix = f' fix "At {{{self.quantity(1, {})}}}."' if self.often(0.2) else ""
            rules.append(f'  rule OWN-{at + 1} "x" {level} {{{when} require {self.condition(3, {})};{fix} }}')
        gate = f"gate go from {self.phases[0]} to {self.phases[-1]} {{ require control guard }}"
        names = () if self.plan else ("exploration", "foundation", "scale")
        phases = "\n".join(f"  phase {phase} {{ }}" for phase in names)
        words = (
            '  category crew "L" { benchmark: 10% to 20% }\n  category chips "C" { }\n  category spare "S" { governance: yes }\n'
            '  control guard "G" { category: spare; evidence_age: 12 months }\n  control watch "W" { category: crew }\n  vocabulary industry [retail, banking, insurance]\n'
            "  vocabulary jurisdiction [US, EU]\n  unit call\n"
        )
        tax = "  tax governance { timeline: 30% to 50%; operations: 20% to 40%; roles: 1 fte..2 fte }\n"
        return (
            f'ruleset own "Own" {{\n  version: "1"\n{words}{phases}\n{tax if self.often(0.5) else ""}'
            f"  {gate}\n{chr(10).join(rules)}\n}}\n"
        )

    def condition(self, depth: int, local: dict[str, Type]) -> str:
        """A condition of a rule; `local` are the names that comprehensions give."""
        if depth == 0:
            return self.pick("yes", "no") if self.often(0.2) else self._atom(local)
        ways = [
            lambda: self._atom(local),
            lambda: (
                f"({self.condition(depth - 1, local)} {self.pick('and', 'or', 'implies')} {self.condition(depth - 1, local)})"
            ),
            lambda: f"not {self.condition(depth - 1, local)}",
            lambda: self._comparison(depth, local),
            lambda: self._comparison(depth, local),
            lambda: self._over(self.pick("all", "any", "none"), depth, local),
            lambda: f"{self.quantity(depth - 1, local)} in {self.pick('0..1', '1..120', '0.25..40', '3..3')}",
        ]
        return self.random.choice(ways)()

    def _comparison(self, depth: int, local: dict[str, Type]) -> str:
        sign = self.pick("<", "<=", ">", ">=", "==", "!=")
        if self.often(0.4):
            return f"{self.quantity(depth - 1, local)} {sign} {self.digits()}"
        money = self.money(depth - 1, local)
        return f"{money} {sign} {self.pick('$0', '$100K', self.money(depth - 1, local))}"

    def _atom(self, local: dict[str, Type]) -> str:
        found = self.facts("bool", local)
        phase = self.random.choice(("exploration", "foundation", "scale"))
        ways = [
            *found,
            f"declared({self.random.choice(self.facts('text', local))})",
            "claimed(guard)",
            "funded(guard)",
            "evidenced(guard)",
            f"{phase}.declared",
            f"{phase}.start >= 2026-11",
            "initiative.risk >= limited",
            "initiative.industry in [banking, insurance]",
            "initiative.jurisdictions has EU",
            f"chance({phase}.cost <= $100K) >= 50%",
            f"measured_cost({phase}) <= $1M",
            f"forecast_error({phase}) <= 15%",
        ]
        return self.random.choice(ways)

    def _over(self, name: str, depth: int, local: dict[str, Type]) -> str:
        """A comprehension over a list of records."""
        listed = [root for root, fact in ROOTS.items() if fact.type.kind == "list" and _holds_records(fact.type)]
        for one, kind in local.items():
            listed += [f"{one}.{n}" for n, fact in RECORDS[kind.of].items() if _holds_records(fact.type)]
        chosen = self.random.choice(listed)
        variable = f"v{len(local)}"
        kind = _type_of(chosen, local).item
        assert kind is not None
        inner = {**local, variable: kind}
        value = self.condition(depth - 1, inner) if name in ("all", "any", "none", "count") else self.money(1, inner)
        where = f" where {self.condition(0, inner)}" if self.often(0.4) else ""
        return f"{name}({value} for {variable} in {chosen}{where})"

    def facts(self, kind: str, local: dict[str, Type], dim: object = None) -> list[str]:
        """The facts of records in sight that are of a kind and measure, certain ones as they are, others as `p80(…)`."""
        owners = {"initiative": "initiative", **dict.fromkeys(("exploration", "foundation", "scale"), "phase")}
        owners |= {name: kind.of for name, kind in local.items()}
        if self.often(0.3):
            owners["tax"] = "tax"
        made = []
        for owner, of in owners.items():
            for name, fact in RECORDS[of].items():
                if name == "budget" or fact.type.kind != kind or (dim is not None and fact.type.dim != dim):
                    continue
                text = f"{owner}.{name}"
                made.append(f"p80({text})" if fact.type.uncertain else text)
        return made

    def money(self, depth: int, local: dict[str, Type]) -> str:
        """Certain money."""
        phase = self.random.choice(("exploration", "foundation", "scale"))
        stat = self.pick("p10", "p50", "p80", "mean", "sd")
        ways = [
            *self.facts("quantity", local, (("money", 1),)),
            f"{stat}({phase}.cost)",
            f"{stat}(cost)",
            f"{stat}(capex({self.pick('cost', phase)}))",
            f"{stat}(opex({self.pick('cost', phase)}))",
            f"quantile(cost, {self.digits()})",
            f"measured_cost({phase})",
            f"p50(cost_of_delay({self.digits()} months))",
            "sum(p50(l.cost) for l in lines)",
            "min(p50(l.cost) for l in lines)",
            "p80(npv)",
            f"{phase}.approved",
        ]
        if depth <= 0 or self.often(0.6):
            return self.random.choice(ways)
        one, other = self.money(depth - 1, local), self.money(depth - 1, local)
        return self.pick(
            f"({one} + {other})",
            f"({one} - {other})",
            f"max({one}, {other})",
            f"({one} * {self.digits()})",
            f"({one} / {self.digits()})",
            f"abs({one})",
        )

    def quantity(self, depth: int, local: dict[str, Type]) -> str:
        """A certain plain number."""
        ways = [
            *self.facts("quantity", local, ()),
            "count(lines)",
            "count(l for l in lines where l.recurring)",
            "share(p50(exploration.cost), of: p50(cost))",
            "p50(share(scale.cost, of: cost))",
            "mean(p50(l.cost) / $1 for l in lines)",
            "elasticity(a0)",
            f"({self.money(0, local)} / {self.money(0, local)})",
            self.digits(),
        ]
        if depth <= 0 or self.often(0.6):
            return self.random.choice(ways)
        one, other = self.quantity(depth - 1, local), self.quantity(depth - 1, local)
        return self.pick(
            f"({one} + {other})",
            f"({one} / {other})",
            f"({one} ^ {other})",
            f"min({one}, {other})",
            f"ceil({one})",
            f"floor({one})",
        )


def _holds_records(kind: Type) -> bool:
    return kind.kind == "list" and kind.item is not None and kind.item.kind == "record"


def _type_of(text: str, local: dict[str, Type]) -> Type:
    owner, _, name = text.partition(".")
    return RECORDS[local[owner].of][name].type if name else ROOTS[text].type


def document(seed: int) -> str:
    """A ruleset and a case that follows it."""
    maker = Maker(seed)
    case = maker.case()
    return maker.ruleset() + case
