"""`phasegate explain RULE`: a rule with its reasons and sources, a code's long form, or what a ruleset holds."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from dataclasses import asdict

from phasegate.classes.table import NAMES as CLASSES
from phasegate.cli import coloured, complain, emit
from phasegate.expr.functions import FUNCTIONS
from phasegate.model.framework import Framework, Rule
from phasegate.model.framework import Text as Pieces
from phasegate.pages.reference import explain
from phasegate.report.paint import Paint, safe
from phasegate.workspace.library import framework_of, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.expected import near
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.codes import level
from phasegate_dsl.messages.examples import EXAMPLES
from phasegate_dsl.source import Source
from phasegate_dsl.words import WORDS


def run(args: argparse.Namespace) -> int:
    """Explain a code, a rule or a ruleset; 2 when there is no such thing."""
    what, paint = args.what, Paint(coloured(sys.stdout) and args.format == "text")
    if what in CODES:
        code = CODES[what]
        wrong, right = EXAMPLES.get(what, ("", ""))
        data = {
            "code": what,
            "title": code.title,
            "level": level(what),
            "text": code.text,
            "wrong": wrong,
            "right": right,
        }
        shown = f"{paint(what, 'bold')}  {code.title}\n\n{_wrap(code.text)}\n"
        if wrong:
            shown += f"\n  wrong:  {safe(wrong)}\n  right:  {safe(right)}\n"
        emit(_json(data) if args.format == "json" else shown)
        return 0
    known = explain(what)
    if known:
        emit(_json({"word": what, "text": known}) if args.format == "json" else known)
        return 0
    if what in CLASSES:
        from phasegate.classes.table import classes
        from phasegate.pages.classes import text

        emit(_json(asdict(classes()[what])) if args.format == "json" else _wrapped(text(what)))
        return 0
    frame = _framework(args)
    rules = [r for r in frame.rules.values() if r.id == what]
    if rules:
        emit(
            _json([_data(r, frame) for r in rules])
            if args.format == "json"
            else "\n".join(_rule(r, frame, paint) for r in rules)
        )
        return 0
    if what in frame.rulesets:
        emit(
            _json({"name": what, "rules": [_data(r, frame) for r in _of(frame, what)]})
            if args.format == "json"
            else _ruleset(what, frame, paint)
        )
        return 0
    names = [*CODES, *WORDS, *FUNCTIONS, *CLASSES, *(r.id for r in frame.rules.values()), *frame.rulesets]
    meant = near(what, names) or near(what.upper(), names)
    complain(
        f"phasegate: there is no rule, code or ruleset `{safe(what)}`"
        + (f"; did you mean `{meant}`?" if meant else f"; the rulesets are {', '.join(sorted(frame.rulesets))}")
    )
    return 2


def _framework(args: argparse.Namespace) -> Framework:
    if args.case is None:
        return framework_of(Workspace(), shipped())[0]
    from phasegate.pipeline import Options, check_paths

    done = check_paths([args.case], Options())
    frames = [c.frame for c in done.cases if c.frame is not None]
    return frames[0] if frames else Framework()


def _json(data: object) -> str:
    return json.dumps(data, indent=2) + "\n"


def _of(frame: Framework, ruleset: str) -> list[Rule]:
    return [r for r in frame.rules.values() if r.ruleset == ruleset]


def _code(source: Source, start: int, end: int) -> str:
    return " ".join(source.text[start:end].split())


def requirements(rule: Rule) -> list[str]:
    """What a rule requires, as it is written."""
    shown = []
    for requirement in rule.requires:
        if requirement.expr is not None:
            shown.append(_code(rule.source, requirement.expr.start, requirement.expr.end))
            continue
        amount = (
            f" {_code(rule.source, requirement.amount.span.start, requirement.amount.span.end)}"
            if requirement.amount
            else ""
        )
        tail = " with evidence" * requirement.evidenced + " recurring" * requirement.recurring
        shown.append(f"{requirement.what} {', '.join(requirement.names)}{amount}{tail}")
    return shown


def plain(text: Pieces | None) -> str:
    """A text with its expressions as they are written."""
    if text is None:
        return ""
    return "".join(p if isinstance(p, str) else "{" + _code(text.source, p.start, p.end) + "}" for p in text.parts)


def _data(rule: Rule, frame: Framework) -> dict[str, object]:
    return {
        "id": rule.id, "title": rule.title, "level": rule.level, "ruleset": rule.ruleset, "gates": list(rule.gates),
        "when": [_code(rule.source, w.start, w.end) for w in rule.when], "requires": requirements(rule), "because": rule.because,
        "fix": plain(rule.fix), "cites": [{"instrument": c.instrument, "sections": list(c.sections), "in_force": c.in_force, "url": c.url, "note": c.note} for c in _cites(rule, frame)],
        "path": rule.span.path, "line": rule.span.line,
    }  # fmt: skip


def _cites(rule: Rule, frame: Framework) -> list:  # type: ignore[type-arg]
    cites = list(rule.cites)
    for requirement in rule.requires:
        for name in requirement.names:
            if requirement.what == "control" and name in frame.controls:
                cites += [c for c in frame.controls[name].cites if c not in cites]
            elif requirement.what == "role" and name in frame.roles:
                cites += [c for c in frame.roles[name].cites if c not in cites]
    return cites


def _wrapped(text: str) -> str:
    """A text whose longer lines are wrapped."""
    return "\n".join(line if len(line) <= 100 else _wrap(line) for line in text.split("\n"))


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(
        safe(text), 100, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _rule(rule: Rule, frame: Framework, paint: Paint) -> str:
    gates = f"at {', '.join(rule.gates)}" if rule.gates else "at every gate"
    lines = [
        f"{paint(rule.id, 'bold')}  {safe(rule.title)}",
        f"{rule.level}, {gates}, in {rule.ruleset} ({safe(rule.span.path)}:{rule.span.line})",
        "",
    ]
    lines += [f"  let {name} = {safe(_code(rule.source, e.start, e.end))}" for name, e in rule.lets]
    lines += [f"  when {safe(_code(rule.source, w.start, w.end))}" for w in rule.when]
    lines += [f"  require {safe(r)}" for r in requirements(rule)]
    for label, text in (("why", rule.because), ("fix", plain(rule.fix))):
        if text:
            lines += ["", f"{label}:", _wrap(text, "  ")]
    for requirement in rule.requires:
        for name in requirement.names:
            control = frame.controls.get(name) if requirement.what == "control" else None
            if control is not None:
                lines += ["", f"control {name}: {safe(control.title)}"] + (
                    [_wrap(control.doc, "  ")] if control.doc else []
                )
                lines += [f"  a reviewer asks for: {safe(', '.join(control.evidence))}"] if control.evidence else []
    cites = _cites(rule, frame)
    if cites:
        lines += ["", "source:"]
        for cite in cites:
            lines.append(f"  {safe(str(cite))}" + (f", in force {cite.in_force}" if cite.in_force else ""))
            lines += [_wrap(cite.note, "    ")] if cite.note else []
            lines += [f"    {safe(cite.url)}"] if cite.url else []
    return "\n".join(lines) + "\n"


def _ruleset(name: str, frame: Framework, paint: Paint) -> str:
    info = frame.rulesets[name]
    lines = [f"{paint(name, 'bold')}  {safe(info.title)}, version {info.version}", ""]
    lines += [_wrap(info.doc), ""] if info.doc else []
    lines += [f"  extends {', '.join(info.extends)}"] if info.extends else []
    lines += [f"  applies when {safe(_code(s, e.start, e.end))}" for s, e in info.applies]
    rules = _of(frame, name)
    width = max((len(r.id) for r in rules), default=0)
    lines += [
        f"  {r.id.ljust(width)}  {r.level:9}  {', '.join(r.gates) or 'every gate':24}  {safe(r.title)}" for r in rules
    ]
    return "\n".join(lines) + "\n"
