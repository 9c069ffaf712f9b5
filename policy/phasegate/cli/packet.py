"""`phasegate packet CASE -o FILE.pdf`: the PDF packet of a gate review."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.cli import coloured, complain, emit, say
from phasegate.cli.asking import refuse, unable
from phasegate.cli.check import options
from phasegate.cli.process import uncollected
from phasegate.guard import guarded, start_of
from phasegate.numbers import plural
from phasegate.pipeline import Checked, Run, check_paths
from phasegate.report.paint import safe
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import OutputFile, aim, put

if TYPE_CHECKING:
    from phasegate.packet.pdf import Attached
    from phasegate.results.result import Result


def run(args: argparse.Namespace) -> int:
    """Print the packet, whatever the verdict; 0 passed or conditional, 1 failed, 2 nothing was printed."""
    workspace = Workspace()
    target = _aimed(workspace, args.case, args.output)
    if isinstance(target, str):
        return unable(target)
    with uncollected():  # reading and judging makes little garbage
        done = check_paths([args.case], options(args, provisional=False), workspace)
    if len(done.cases) > 1:
        names = ", ".join(f"`{c.case.name}`" for c in done.cases if c.case)
        say(
            f"`{workspace.shown(args.case)}` holds {len(done.cases)} initiatives ({names}); a packet is of one: put each in its own file"
        )
        return 2
    if done.exit_code == 2 or not done.cases or done.cases[0].review is None:
        from phasegate.report import text
        from phasegate.report.paint import Paint
        from phasegate.results.fill import results

        complain(text.render(results(done), Paint(coloured(sys.stderr))).rstrip("\n"))
        return 2
    one = done.cases[0]
    start = start_of(one.path)
    return guarded(lambda: _print(workspace, target, done, one), start, lambda wrong: refuse([wrong]))


def _aimed(workspace: Workspace, case: Path, output: Path) -> OutputFile | str:
    """Where the packet goes, or why it cannot be written there."""
    shown = workspace.shown(output)
    if workspace.is_folder(case):
        return f"`{workspace.shown(case)}` is a folder; name the one case to print"
    if output.suffix.lower() != ".pdf":
        return f"the packet is a PDF: name the output `….pdf`, not `{shown}`"
    return aim(workspace, output, case)


def _print(workspace: Workspace, target: OutputFile, done: Run, one: Checked) -> int:
    from phasegate.packet.pdf import PacketError, page_count, render_pdf
    from phasegate.packet.sections import view_of
    from phasegate.results.fill import fill

    result = fill(one, "full")  # with the collector: each what-if leaves megabytes of garbage
    view = view_of(result)
    try:
        with uncollected():  # 15 % of the time of printing
            data = render_pdf(view, _attached(one, result))
    except PacketError as error:
        say(str(error))
        return 2
    reason = put(workspace, target, data)
    if reason:
        return unable(reason)
    count = page_count(data)
    pages = f"{plural(count, 'page')}, " if count else ""
    emit(f"{safe(target.shown)}: {pages}verdict {result.verdict}\n")
    return done.exit_code


def _attached(one: Checked, result: Result) -> list[Attached]:
    """The case as it was reviewed, and its findings and figures as JSON."""
    from phasegate.packet.pdf import Attached
    from phasegate.results import write

    name = Path(one.path).name
    return [
        Attached(name, one.source.text.encode("utf-8", "surrogatepass"), "The business case as reviewed", "Source"),
        Attached(f"{Path(name).stem}.findings.json", write.text([result]).encode(), "Findings and figures", "Data"),
    ]
