"""`phasegate explain RULE`: a rule with its reasons and sources, a code's long form, or what a ruleset holds."""

from __future__ import annotations

import argparse
from typing import Any

from phasegate.classes.table import NAMES as CLASSES
from phasegate.cli import emit, say
from phasegate.cli.asking import refuse, rendered
from phasegate.guard import guarded, start_of
from phasegate.pages.reference import explain
from phasegate.report.formats import named
from phasegate.report.paint import safe
from phasegate.results.answers.explained import WordExplained
from phasegate.results.ask import explain as ask


def run(args: argparse.Namespace) -> int:
    """Explain a code, a rule or a ruleset; 2 when there is no such thing."""
    about = str(args.case) if args.case is not None else args.what
    return guarded(lambda: _explain(args), start_of(about), lambda wrong: refuse([wrong]))


def _explain(args: argparse.Namespace) -> int:
    found = _general(args.what) or _in_rulesets(args)
    if found is None:
        return 2
    return 0 if emit(rendered(args, named(args.format), found)) else 2


def _general(what: str) -> Any:
    """What needs no ruleset: a code, a word of the language, a reference class."""
    known = ask.code(what)
    if known is not None:
        return known
    text = explain(what)
    if text:
        return WordExplained(what, text)
    if what in CLASSES:
        from phasegate.pages.classes import text as told

        return ask.reference_class(what, told(what))
    return None


def _in_rulesets(args: argparse.Namespace) -> Any:
    """The rules of an id, or a ruleset; prints an error where there is neither."""
    frame = ask.framework(args.case)
    found = ask.rules(args.what, frame) or ask.ruleset(args.what, frame)
    if found is None:
        meant = ask.meant(args.what, frame)
        known = f"did you mean `{meant}`?" if meant else f"the rulesets are {', '.join(sorted(frame.rulesets))}"
        say(f"there is no rule, code or ruleset `{safe(args.what)}`; {known}")
    return found
