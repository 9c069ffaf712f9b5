"""`phasegate doctor`: what the packet needs of this machine, and the one line that installs what is missing."""

from __future__ import annotations

import argparse

from phasegate.cli import emit


def run(args: argparse.Namespace) -> int:
    """Print what was found; 0 when the packet can be printed, 2 when something is missing."""
    from phasegate.packet.doctor import report

    lines, good = report()
    emit("\n".join(lines) + "\n")
    return 0 if good else 2
