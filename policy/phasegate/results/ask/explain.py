"""A code, a rule or a ruleset with its reasons and sources, as an answer."""

from __future__ import annotations

from pathlib import Path

from phasegate.classes.table import NAMES as CLASSES
from phasegate.classes.table import ReferenceClass, classes
from phasegate.expr.functions import FUNCTIONS
from phasegate.model.framework import FilledText, Framework, Requirement, Rule
from phasegate.pipeline import Options, check_paths
from phasegate.results.answers.explained import (
    ClassExplained,
    CodeExplained,
    ControlExplained,
    RuleExplained,
    RulesetExplained,
)
from phasegate.results.fill.findings import cites
from phasegate.workspace.library import framework_of, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Cited
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.codes import level
from phasegate_dsl.messages.examples import EXAMPLES
from phasegate_dsl.nearest import near
from phasegate_dsl.words import WORDS


def code(what: str) -> CodeExplained | None:
    """A code of a finding; None for anything else."""
    if what not in CODES:
        return None
    one = CODES[what]
    wrong, right = EXAMPLES.get(what, ("", ""))
    return CodeExplained(what, one.title, level(what), one.text, wrong, right)


def reference_class(what: str, text: str) -> ClassExplained:
    """A reference class with its text for people."""
    one: ReferenceClass = classes()[what]
    numbers = (dict(one.left_out), dict(one.percentiles), dict(one.within))
    tail = (one.mean, one.largest, one.self_reported)
    return ClassExplained(one.name, one.title, one.ratio, one.caution, dict(one.source), one.n, *numbers, *tail, text)


def framework(case: Path | None) -> Framework:
    """The rulesets that a case follows, or all that come with Phasegate."""
    if case is None:
        return framework_of(Workspace(), shipped())[0]
    frames = [one.frame for one in check_paths([case], Options()).cases if one.frame is not None]
    return frames[0] if frames else Framework()


def rules(what: str, frame: Framework) -> tuple[RuleExplained, ...]:
    """The rules of an id: one, or one for each group of gates."""
    return tuple(_rule(one, frame) for one in frame.rules.values() if one.id == what)


def ruleset(what: str, frame: Framework) -> RulesetExplained | None:
    """A ruleset by name; None for anything else."""
    if what not in frame.rulesets:
        return None
    info = frame.rulesets[what]
    return RulesetExplained(
        name=what,
        rules=tuple(_rule(one, frame) for one in frame.rules.values() if one.ruleset == what),
        title=info.title,
        version=info.version,
        doc=info.doc,
        extends=tuple(info.extends),
        applies=tuple(source.span(expr.start, expr.end).one_line for source, expr in info.applies),
    )


def meant(what: str, frame: Framework) -> str:
    """The name that is nearest to one that nothing has; empty for none."""
    ids = [one.id for one in frame.rules.values()]
    names = [*CODES, *WORDS, *FUNCTIONS, *CLASSES, *ids, *frame.rulesets]
    return near(what, names) or near(what.upper(), names) or ""


def _rule(rule: Rule, frame: Framework) -> RuleExplained:
    return RuleExplained(
        id=rule.id,
        title=rule.title,
        level=rule.level,
        ruleset=rule.ruleset,
        gates=tuple(rule.gates),
        when=tuple(rule.source.span(expr.start, expr.end).one_line for expr in rule.when),
        requires=tuple(_required(rule, one) for one in rule.requires),
        because=rule.because,
        fix=plain(rule.fix),
        cites=cites(_cited(rule, frame)),
        path=rule.span.path,
        line=rule.span.line,
        lets=tuple((name, rule.source.span(expr.start, expr.end).one_line) for name, expr in rule.lets),
        controls=tuple(_controls(rule, frame)),
    )


def _required(rule: Rule, one: Requirement) -> str:
    """What a rule requires, as it is written."""
    if one.expr is not None:
        return rule.source.span(one.expr.start, one.expr.end).one_line
    amount = f" {one.amount.span.one_line}" if one.amount else ""
    tail = " with evidence" * one.evidenced + " recurring" * one.recurring
    return f"{one.what} {', '.join(one.names)}{amount}{tail}"


def plain(text: FilledText | None) -> str:
    """A text with its expressions as they are written."""
    if text is None:
        return ""
    return "".join(
        one if isinstance(one, str) else f"{{{text.source.span(one.start, one.end).one_line}}}" for one in text.parts
    )


def _controls(rule: Rule, frame: Framework) -> list[ControlExplained]:
    names = [name for one in rule.requires if one.what == "control" for name in one.names]
    known = [(name, frame.controls[name]) for name in names if name in frame.controls]
    return [ControlExplained(name, one.title, one.doc, tuple(one.evidence)) for name, one in known]


def _cited(rule: Rule, frame: Framework) -> list[Cited]:
    """The sources of a rule and of what it requires, each once."""
    found = list(rule.cites)
    held = {"control": {name: one.cites for name, one in frame.controls.items()}}
    held["role"] = {name: one.cites for name, one in frame.roles.items()}
    for one in rule.requires:
        for name in one.names:
            found += [cite for cite in held.get(one.what, {}).get(name, ()) if cite not in found]
    return found
