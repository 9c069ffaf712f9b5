"""Codes, words, rules and rulesets with their reasons and sources, for a terminal."""

from __future__ import annotations

import textwrap

from phasegate.report.paint import Paint, safe
from phasegate.results.answers.explained import (
    ClassExplained,
    CodeExplained,
    ControlExplained,
    RuleExplained,
    RulesetExplained,
    WordExplained,
)
from phasegate.results.parts.findings import Cite

WIDTH = 100


def code(found: CodeExplained, paint: Paint) -> str:
    """A code in its long form, with an example."""
    shown = f"{paint(found.code, 'bold')}  {found.title}\n\n{_wrap(found.text)}\n"
    return shown + (f"\n  wrong:  {safe(found.wrong)}\n  right:  {safe(found.right)}\n" if found.wrong else "")


def word(found: WordExplained, paint: Paint) -> str:
    """What the reference says, as it says it."""
    return found.text


def reference_class(found: ClassExplained, paint: Paint) -> str:
    """A reference class; longer lines are wrapped."""
    return "\n".join(line if len(line) <= WIDTH else _wrap(line) for line in found.text.split("\n"))


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(
        safe(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def rule(found: RuleExplained, paint: Paint) -> str:
    """A rule as it is written, why it is there, how it is met, what it rests on."""
    gates = f"at {', '.join(found.gates)}" if found.gates else "at every gate"
    lines = [
        f"{paint(found.id, 'bold')}  {safe(found.title)}",
        f"{found.level}, {gates}, in {found.ruleset} ({safe(found.path)}:{found.line})",
        "",
        *(f"  let {name} = {safe(expr)}" for name, expr in found.lets),
        *(f"  when {safe(expr)}" for expr in found.when),
        *(f"  require {safe(one)}" for one in found.requires),
    ]
    for label, text in (("why", found.because), ("fix", found.fix)):
        lines += ["", f"{label}:", _wrap(text, "  ")] if text else []
    lines += [line for one in found.controls for line in _control(one)]
    if found.cites:
        lines += ["", "source:", *(line for cite in found.cites for line in _cite(cite))]
    return "\n".join(lines) + "\n"


def _control(one: ControlExplained) -> list[str]:
    lines = ["", f"control {one.name}: {safe(one.title)}", *([_wrap(one.doc, "  ")] if one.doc else [])]
    return lines + ([f"  a reviewer asks for: {safe(', '.join(one.evidence))}"] if one.evidence else [])


def _cite(one: Cite) -> list[str]:
    lines = [f"  {safe(str(one))}" + (f", in force {one.in_force}" if one.in_force else "")]
    lines += [_wrap(one.note, "    ")] if one.note else []
    return lines + ([f"    {safe(one.url)}"] if one.url else [])


def ruleset(found: RulesetExplained, paint: Paint) -> str:
    """A ruleset with its rules, one a line."""
    lines = [f"{paint(found.name, 'bold')}  {safe(found.title)}, version {safe(found.version)}", ""]
    lines += [_wrap(found.doc), ""] if found.doc else []
    lines += [f"  extends {', '.join(found.extends)}"] if found.extends else []
    lines += [f"  applies when {safe(one)}" for one in found.applies]
    width = max((len(one.id) for one in found.rules), default=0)
    lines += [
        f"  {one.id.ljust(width)}  {one.level:9}  {', '.join(one.gates) or 'every gate':24}  {safe(one.title)}"
        for one in found.rules
    ]
    return "\n".join(lines) + "\n"
