"""What `phasegate explain` tells: of a code, a word of the language, a reference class, a rule, a ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.findings import Cite
from phasegate_dsl.records import frozen


@frozen
class CodeExplained:
    """A code of a finding, with an example of what is wrong and what is right (both may be empty)."""

    code: str
    title: str
    level: str
    text: str
    wrong: str
    right: str


@frozen
class WordExplained:
    """What the reference says of a word: a declaration, a function, a record."""

    word: str
    text: str


@frozen
class ClassExplained:
    """A reference class: ratios of what programmes cost to what was planned; shares are parts of one."""

    name: str
    title: str
    ratio: str
    caution: str
    source: Mapping[str, str]
    n: int
    left_out: Mapping[str, int]
    percentiles: Mapping[str, float]
    within: Mapping[str, float]
    mean: float
    largest: float
    self_reported: bool
    text: str = field(metadata=HIDDEN)


@frozen
class ControlExplained:
    """A control that a rule requires: what it is and what a reviewer asks for."""

    name: str
    title: str
    doc: str
    evidence: tuple[str, ...]


@frozen
class RuleExplained:
    """A rule as it is written, with its reasons and sources."""

    id: str
    title: str
    level: str
    ruleset: str
    gates: tuple[str, ...]
    when: tuple[str, ...]
    requires: tuple[str, ...]
    because: str
    fix: str
    cites: tuple[Cite, ...]
    path: str
    line: int
    lets: tuple[tuple[str, str], ...] = field(metadata=HIDDEN)
    controls: tuple[ControlExplained, ...] = field(metadata=HIDDEN)


@frozen
class RulesetExplained:
    """A ruleset and its rules."""

    name: str
    rules: tuple[RuleExplained, ...]
    title: str = field(metadata=HIDDEN)
    version: str = field(metadata=HIDDEN)
    doc: str = field(metadata=HIDDEN)
    extends: tuple[str, ...] = field(metadata=HIDDEN)
    applies: tuple[str, ...] = field(metadata=HIDDEN)
