"""The one result type of every stage: a finding says what is wrong, where, why and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field

from phasegate_dsl.source import Span

LEVELS = ("error", "mandatory", "waivable", "advisory")
"""Levels, heaviest first: `error` is input that cannot be read or makes no sense; the others are a rule's."""


@dataclass(slots=True, frozen=True)
class Related:
    """Another place that a finding rests on, with what it shows there."""

    span: Span
    label: str


@dataclass(slots=True, frozen=True)
class Shown:
    """One sub-expression of a failed condition with its value, both as people read them."""

    expression: str
    value: str
    span: Span | None = None


@dataclass(slots=True, frozen=True)
class Cited:
    """A place in a law, standard or article: instrument, sections, date in force (ISO, may be empty), address."""

    instrument: str
    sections: tuple[str, ...] = ()
    in_force: str = ""
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        return ", ".join((self.instrument, *self.sections))


@dataclass(slots=True, frozen=True)
class Finding:
    """One result of one rule or check at one place."""

    code: str
    level: str
    title: str
    message: str
    span: Span | None = None
    help: str = ""
    """How to mend it, in words."""
    proposal: str = ""
    """A line of the language that would mend it, ready to paste."""
    money: str = ""
    """What the missing thing costs, as a person reads it."""
    because: str = ""
    cites: tuple[Cited, ...] = ()
    shown: tuple[Shown, ...] = ()
    related: tuple[Related, ...] = ()
    ruleset: str = ""
    gate: str = ""
    subject: str = ""
    """The control, role, category or line that is missing, where the finding is about one."""
    waiver: str = ""
    """Who accepted it until when, where a waiver in force covers it."""
    data: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def fails(self) -> bool:
        """Whether the finding stops a pull request: anything but advice and what is waived."""
        return self.level in ("error", "mandatory") or (self.level == "waivable" and not self.waiver)


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Order of findings that does not depend on how they were found: level, place, code."""
    place = finding.span.key if finding.span else ("", 0, 0)
    return LEVELS.index(finding.level), *place, finding.code, finding.subject, finding.message
