"""Where the command starts: an unchanged check is answered before anything else is loaded."""

from __future__ import annotations

import sys

from phasegate.terminal import coloured, put, reopen, unwritten


def main() -> int:
    """Run the command of this process; returns its exit code."""
    words = sys.argv[1:]
    if words[:1] == ["check"]:
        from phasegate.workspace import cache

        known = cache.replay(words, coloured(sys.stdout))
        if known is not None:
            reason = put(sys.stdout, known[1])
            if reason:
                put(sys.stderr, f"{unwritten(reason)}\n".encode())
            return known[0]
    from phasegate.cli import main as command
    from phasegate.cli.process import own

    own()
    return command()


def run() -> None:
    """Run the command of this process and end it."""
    reopen()
    code = main()
    process = sys.modules.get("phasegate.cli.process")
    if process is not None:  # not after an answer from the cache, which leaves nothing to take apart
        process.leave(code)
    sys.exit(code)
