"""The command line: one file per command, imported when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from phasegate.cli.arguments import COMMANDS as COMMANDS
from phasegate.cli.arguments import parser as parser
from phasegate.cli.arguments import spelled
from phasegate.terminal import coloured as coloured
from phasegate.terminal import put, unwritten


def emit(text: str) -> bool:
    """Print to standard output, whatever its encoding can show; whether it could be written.

    Where it could not, that is said, and what the command found stays as it is.
    """
    reason = put(sys.stdout, text.encode("utf-8", "backslashreplace"))
    if reason:
        complain(unwritten(reason))
    return not reason


def complain(text: str) -> None:
    """Print a message to standard error, where that can be written."""
    put(sys.stderr, f"{text}\n".encode(sys.stderr.encoding or "utf-8", "backslashreplace"))


def say(message: str) -> None:
    """Print one line about the call to standard error; names of files may hold anything."""
    from phasegate.report.paint import safe

    complain(f"phasegate: {safe(message)}")


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 nothing fails, 1 something does, 2 the input or the call is wrong."""
    words = sys.argv[1:] if argv is None else argv
    try:
        args = parser(words[0] if words else "").parse_args(spelled(words))
    except SystemExit as end:  # the call is wrong, or asked for help
        return int(end.code or 0)
    args.words = words
    try:
        return int(import_module(f"phasegate.cli.{args.command}").run(args))
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a defect of ours must not look like a verdict
        if os.environ.get("PHASEGATE_DEBUG"):
            raise
        from phasegate.guard import internal

        wrong = internal(error, None)
        complain(f"phasegate: error[{wrong.code}]: {wrong.message}: {wrong.help}")
        return 2
