"""Mutants for people and for build servers: the score of each ruleset, and each change that no test noticed."""

from __future__ import annotations

from phasegate.report.paint import Paint, safe
from phasegate.report.ruletests import case, suites
from phasegate.results.answers.rulesets import MutantOutcome, MutationReport, MutationScore


def text(done: MutationReport, paint: Paint) -> str:
    """Survivors by ruleset with their text before and after, then the scores."""
    lines = []
    for score in done.rulesets:
        lines += [_survivor(row, paint) for row in score.survivors]
    lines += [_score(score, paint) for score in done.rulesets]
    return "\n".join(lines) + "\n"


def _what(row: MutantOutcome) -> str:
    """`TB-301 at to_scale`, or the ruleset for a change of its `applies when`."""
    return f"{row.rule or row.ruleset}{f' at {row.gate}' if row.gate else ''}"


def _survivor(row: MutantOutcome, paint: Paint) -> str:
    head = f"{paint('SURVIVED', 'yellow', 'bold')} {safe(_what(row))}: {safe(row.words)}"
    lines = [head, f"  {paint('-->', 'blue')} {safe(row.path)}:{row.line}", f"   - {safe(row.before)}"]
    lines.append(f"   + {safe(row.after)}" if row.after else "   + (nothing)")
    return "\n".join(lines) + "\n"


def _score(score: MutationScore, paint: Paint) -> str:
    left = f"left out: {score.equivalent} equivalent, {score.alike} alike"
    colour = "green" if not score.survivors else "yellow"
    counts = f"{score.killed} of {score.mutants} mutants noticed ({score.share:.1%})"
    cut = f"; too large to try every change: {safe(', '.join(score.cut))}" if score.cut else ""
    return f"{paint(f'{safe(score.ruleset)}: {counts}', colour, 'bold')}; {left}{cut}"


def junit(done: MutationReport, paint: Paint) -> str:
    """The run as JUnit XML: a suite for each ruleset, a case for each mutant, a failure for each survivor."""
    cases: dict[str, list[tuple[str, str]]] = {}
    for score in done.rulesets:
        for row in score.each:
            outcome = "" if row.killed_by else "failure"
            where = f"{row.path}:{row.line}"
            body = f"{where}\n- {row.before}\n+ {row.after or '(nothing)'}"
            element = case(f"{_what(row)}: {row.words}", score.ruleset, outcome, f"no test noticed: {row.words}", body)
            cases.setdefault(score.ruleset, []).append((outcome, element))
    return suites(cases)
