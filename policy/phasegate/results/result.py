"""The Result: the one document of a checked case, and everything that any output shows.

It is frozen, small, pickles, and equals itself after JSON; whoever shows, compares or adds up cases reads it and nothing
else. A result of `detail` "findings" is what `phasegate check` prints: the sections from `figures` on hold the key
figures or are `None` (the two columns of a case under a tax are among the key figures); one of "part" has those that a single answer shows. In one of "full" nothing is missing: what is still `None` the case does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from phasegate.results.parts.controls import Control, RuleRecord, WaiverRecord
from phasegate.results.parts.figures import FigureRecord, MeasurementRecord, TaxRecord
from phasegate.results.parts.findings import Excerpt, FindingRecord, Reason
from phasegate.results.parts.identity import GateRecord, Initiative, InputRecord, Ruleset
from phasegate.results.plain import SCHEMA
from phasegate_dsl.records import frozen

if TYPE_CHECKING:  # making the classes takes time that a plain `check` need not spend
    from phasegate.results.parts.choices import CurveRecord, Drivers, Levers, OptionRecord, ScenarioRecord
    from phasegate.results.parts.columns import DecisionColumn
    from phasegate.results.parts.costs import Ask, Costs, History, LineRecord, PhaseRecord
    from phasegate.results.parts.register import (
        Assumption,
        CommonDriverRecord,
        CorrelationRecord,
        DecisionRecord,
        ExchangeRate,
        Prices,
    )
    from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord
    from phasegate.results.parts.worth import MetricRecord, Worth

T = TypeVar("T")
Detail = Literal["findings", "part", "full"]
"""How much a result tells; `part` is what one answer shows."""
Verdict = Literal["pass", "conditional", "fail", "not judged"]
"""`conditional`: all that fails is waived; `not judged`: the input makes no sense, or holds no case."""


@frozen
class Result:
    """What was found in one business case, or in a file that holds none."""

    path: str
    verdict: Verdict
    findings: tuple[FindingRecord, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """What decides the verdict, heaviest first."""
    provisional: tuple[str, ...] = ()
    """What its findings were made without: the declarations that make no sense in a case that was judged as far as it goes."""
    excerpts: tuple[Excerpt, ...] = ()
    schema: str = SCHEMA
    phasegate: str = ""
    """The version that made it."""
    detail: Detail = "findings"
    digest: str = ""
    """Of the case's text, made like those of the rulesets (BLAKE2b, 40 hexadecimal digits)."""
    seed: int = 0
    draws: int = 0
    as_of: str = ""
    """The day of judgement."""
    initiative: Initiative | None = None
    """None where a file holds no case."""
    gate: GateRecord | None = None
    requested_on: str = ""
    """The day on which the gate is requested; empty where none is."""
    target: str = ""
    """The phase that the review is about: the one after the gate, else the last."""
    last: str = ""
    """The last phase: what the programme becomes."""
    rulesets: tuple[Ruleset, ...] = ()
    """Those in force."""
    inputs: tuple[InputRecord, ...] = ()
    """The case, its rulesets, its price list."""
    waivers: tuple[WaiverRecord, ...] = ()
    controls: tuple[Control, ...] = ()
    figures: tuple[FigureRecord, ...] = ()
    tax: TaxRecord | None = None
    measurements: tuple[MeasurementRecord, ...] = ()
    rules: tuple[RuleRecord, ...] | None = None
    phases: tuple[PhaseRecord, ...] | None = None
    ask: Ask | None = None
    columns: tuple[DecisionColumn, ...] | None = None
    """As submitted and, where a ruleset in force defines a governance tax, with what is missing of it."""
    lines: tuple[LineRecord, ...] | None = None
    contingencies: tuple[ContingencyRecord, ...] | None = None
    risks: tuple[RiskRecord, ...] | None = None
    costs: Costs | None = None
    history: History | None = None
    drivers: Drivers | None = None
    curves: tuple[CurveRecord, ...] | None = None
    levers: Levers | None = None
    options: tuple[OptionRecord, ...] | None = None
    scenarios: tuple[ScenarioRecord, ...] | None = None
    worth: Worth | None = None
    metrics: tuple[MetricRecord, ...] | None = None
    assumptions: tuple[Assumption, ...] | None = None
    decisions: tuple[DecisionRecord, ...] | None = None
    correlations: tuple[CorrelationRecord, ...] | None = None
    common: CommonDriverRecord | None = None
    """One driver behind all ranges: the one that the case states, or what it would make of the cost of a case whose spread five or
    more ranges carry that nothing ties together."""
    prices: Prices | None = None
    exchange: tuple[ExchangeRate, ...] | None = None

    @property
    def judged(self) -> bool:
        """Whether there is a verdict."""
        return self.verdict != "not judged"

    def figure(self, name: str) -> FigureRecord:
        """The figure of a name; raises `KeyError` where the result holds none."""
        found = next((one for one in self.figures if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def count(self, level: str) -> int:
        """How many findings of a level no waiver covers."""
        return sum(one.level == level and one.waiver is None for one in self.findings)


def needed(section: T | None) -> T:
    """A section that a document cannot do without; raises `ValueError` for a result that does not hold it."""
    if section is None:
        raise ValueError("the case was not judged, or its result was made without this section")
    return section


def exit_code(results: tuple[Result, ...]) -> int:
    """0 nothing fails, 1 something is found wanting, 2 the input is wrong or nothing was judged."""
    findings = [one for result in results for one in result.findings]
    if any(one.level == "error" for one in findings) or not any(result.initiative for result in results):
        return 2
    return 1 if any(one.fails for one in findings) else 0
