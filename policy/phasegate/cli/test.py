"""`phasegate test [PATHS]`: the tests of rulesets, what they cover, and what changes of a rule they would notice."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from phasegate.cli import emit, say
from phasegate.cli.asking import refuse, rendered
from phasegate.cli.process import own
from phasegate.packs import run as ruletests
from phasegate.packs.mutants.run import mutate
from phasegate.report.formats import named
from phasegate.results.ask.rulesets import mutated, tested
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding, finding

MAX_JOBS = 64


def run(args: argparse.Namespace) -> int:
    """Run the tests in the paths, or in the repository around the working folder."""
    workspace = Workspace()
    paths = args.paths or [workspace.root_around()]
    measured = bool(args.coverage or args.threshold or args.mutate)
    # Of what a test folder reaches, its own rulesets count: the packs that they extend have tests of their own.
    rulesets = set(args.ruleset) or (ruletests.rulesets_in(workspace, paths) if measured else set())
    if args.mutate:
        return _mutate(args, workspace, paths, rulesets)
    done = ruletests.run(workspace, paths, args.filter, reads=args.coverage)
    known = {row.ruleset for row in done.coverage.of(set())}
    if measured and done.tests:
        done.findings += _unknown(set(args.ruleset) - known, known)
    rows = done.coverage.of(rulesets) if measured else []
    unused = done.coverage.unused(rulesets) if args.coverage else []
    told = tested(done, rows, unused)
    emit(rendered(args, named(args.format), told))
    if done.exit_code == 0 and args.threshold and told.covered * 100 < args.threshold:
        say(f"{told.covered:.1%} of the rules are made to pass and to fail; the threshold is {args.threshold:g} %")
        return 1
    return done.exit_code


def _mutate(args: argparse.Namespace, workspace: Workspace, paths: list[Path], rulesets: set[str]) -> int:
    """Run the mutants; tests that fail without one are shown first, and nothing else."""
    blocks, findings = ruletests.blocks(workspace, paths, args.filter)
    if not blocks or any(f.level == "error" for f in findings):
        return _tests_only(args, ruletests.run(workspace, paths, args.filter))
    jobs = args.jobs or os.cpu_count() or 1
    done = mutate(workspace, paths, args.filter, rulesets, min(jobs, MAX_JOBS), starting=own)
    if done.failing:
        return _tests_only(args, ruletests.run(workspace, paths, args.filter))
    if done.findings and not done.scores:
        return refuse(done.findings)
    unknown = _unknown(set(args.ruleset) - done.reach, done.reach)
    if unknown or not done.scores:
        nothing = finding("PG900", "reach", None)
        run = ruletests.TestRun(findings=unknown or [nothing])
        return _tests_only(args, run)
    low = [s for s in done.scores if s.share * 100 < args.threshold]
    code = 1 if low else 0
    emit(rendered(args, named(args.format), mutated(done, 2 if done.findings else code)))
    for score in low:
        say(f"{score.share:.1%} of the mutants of {score.ruleset} are noticed; the threshold is {args.threshold:g} %")
    return refuse(done.findings) if done.findings else code


def _tests_only(args: argparse.Namespace, done: ruletests.TestRun) -> int:
    emit(rendered(args, named(args.format), tested(done, (), ())))
    return done.exit_code


def _unknown(names: set[str], known: set[str]) -> list[Finding]:
    from phasegate_dsl.nearest import near

    found = []
    for name in sorted(names):
        meant = near(name, known)

        found.append(finding("PG203", "reach_ruleset", None, name=name, meant=meant, known=tuple(sorted(known))))
    return found
