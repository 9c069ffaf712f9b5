"""`phasegate fmt [PATHS|-]`: `.gate` files in the one layout."""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from pathlib import Path

from phasegate.cli import coloured, complain, emit
from phasegate.fmt import Layout, Layouts, layout, layouts, write
from phasegate.report.paint import Paint, safe
from phasegate.workspace.workspace import Workspace, decode
from phasegate_dsl.finding import Finding
from phasegate_dsl.limits import MAX_TEXT

STDIN = "-"


def run(args: argparse.Namespace) -> int:
    """Lay out the files in the paths, or in the repository around the working folder."""
    if Path(STDIN) in args.paths:
        if len(args.paths) > 1:
            complain("phasegate: `-` stands for standard input and cannot be mixed with paths")
            return 2
        return _stdin(args)
    workspace = Workspace()
    done = layouts(workspace, args.paths or [workspace.root_around()], args.width)
    if args.diff:
        emit("".join(_diff(one) for one in done.changed))
    else:
        if not args.check:
            for one in done.changed:
                one.findings = write(workspace, one)
                done.findings += one.findings
        emit(_report(done, args.check))
    _complain(done.findings)
    return _code(done, judged=args.check or args.diff)


def _stdin(args: argparse.Namespace) -> int:
    """Standard input to standard output; a text with slips is not printed."""
    source, findings = decode("<stdin>", sys.stdin.buffer.read(4 * MAX_TEXT + 1))
    if source is None:
        _complain(findings)
        return 2
    one = layout(Path(STDIN), source, args.width)
    if args.diff:
        emit(_diff(one) if one.changes else "")
    elif args.check:
        emit("would format <stdin>\n" if one.changes else "")
    elif not one.findings:
        emit(one.text)
    _complain(one.findings)
    return _code(Layouts([one], one.findings), judged=args.check or args.diff)


def _code(done: Layouts, *, judged: bool) -> int:
    """2 for what could not be laid out, 1 for what is not laid out where that was asked."""
    if done.findings:
        return 2
    return 1 if judged and done.changed else 0


def _report(done: Layouts, check: bool) -> str:
    """The files that changed, or would, and how many there are."""
    changed = done.changed
    word = "would format" if check else "formatted"
    lines = [f"{word} {safe(one.source.path)}" for one in changed]
    counts = [(len(changed), "would change" if check else "formatted")]
    counts.append((sum(not one.findings and not one.changes for one in done.files), "unchanged"))
    counts.append((sum(bool(one.findings) for one in done.files), "left as it is"))
    parts = [f"{count} file{'s' if count != 1 else ''} {what}" for count, what in counts if count]
    return "".join(f"{line}\n" for line in [*lines, ", ".join(parts)] if line)


def _diff(one: Layout) -> str:
    """The change of one file as a unified diff."""
    paint = Paint(coloured(sys.stdout))
    name = safe(one.source.path)
    lines = []
    for line in unified_diff(_lines(one.source.text), _lines(one.text), name, name):
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
        body = "\t".join(safe(part) for part in line.rstrip("\r\n").split("\t"))
        lines.append(paint(body, style) if style else body)
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file")
    if not lines:
        return f"{name}: only the byte order mark goes\n"
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _complain(findings: list[Finding]) -> None:
    if findings:
        from phasegate.report import text

        paint = Paint(coloured(sys.stderr))
        complain("\n".join(text.finding(one, paint) for one in findings).rstrip("\n"))
