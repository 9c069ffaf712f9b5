"""`phasegate packet CASE -o FILE.pdf`: the PDF packet of a gate review."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.cli import coloured, complain, emit
from phasegate.cli.check import options
from phasegate.numbers import plural
from phasegate.pipeline import Checked, Run, check_paths
from phasegate.workspace import files

if TYPE_CHECKING:
    from phasegate.packet.pdf import Attached
    from phasegate.results.result import Result


def run(args: argparse.Namespace) -> int:
    """Print the packet, whatever the verdict; 0 passed or conditional, 1 failed, 2 nothing was printed."""
    refusal = _refusal(args.case, args.output)
    if refusal:
        complain(f"phasegate: {refusal}")
        return 2
    gc.disable()  # reading and judging makes little garbage; the press pauses collecting itself
    done = check_paths([args.case], options(args))
    if len(done.cases) > 1:
        names = ", ".join(f"`{c.case.name}`" for c in done.cases if c.case)
        complain(
            f"phasegate: `{files.shown(args.case)}` holds {len(done.cases)} initiatives ({names}); a packet is of one: put each in its own file"
        )
        return 2
    if done.exit_code == 2 or not done.cases or done.cases[0].review is None:
        from phasegate.report import text
        from phasegate.report.paint import Paint
        from phasegate.results.fill import results

        sys.stderr.write(text.render(results(done), Paint(coloured(sys.stderr))))
        return 2
    return _print(args, done, done.cases[0])


def _refusal(case: Path, output: Path) -> str:
    """Why the packet cannot be written there, if so."""
    shown = files.shown(output)
    if case.is_dir():
        return f"`{files.shown(case)}` is a folder; name the one case to print"
    if output.suffix.lower() != ".pdf":
        return f"the packet is a PDF: name the output `….pdf`, not `{shown}`"
    try:
        same = output.exists() and case.exists() and output.samefile(case)
    except OSError:
        same = False
    if same or output.resolve() == case.resolve():
        return f"`{shown}` is the case itself; name another file for the packet"
    return ""


def _print(args: argparse.Namespace, done: Run, one: Checked) -> int:
    from phasegate.packet.pdf import PacketError, page_count, render_pdf, write_pdf
    from phasegate.packet.sections import view_of
    from phasegate.results.fill import fill

    gc.freeze()
    gc.enable()  # each what-if of the packet leaves megabytes behind
    try:
        result = fill(one, "full")
        data = render_pdf(view_of(result), _attached(one, result))
        write_pdf(args.output, data)
    except PacketError as error:
        complain(f"phasegate: {error}")
        return 2
    count = page_count(data)
    pages = f"{plural(count, 'page')}, " if count else ""
    emit(f"{files.shown(args.output)}: {pages}verdict {result.verdict}\n")
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
