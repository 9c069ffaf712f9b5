"""The command line: one file per command, imported when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from phasegate.cli.arguments import COMMANDS as COMMANDS
from phasegate.cli.arguments import parser as parser
from phasegate.cli.arguments import spelled
from phasegate.terminal import coloured as coloured
from phasegate.terminal import put, unwritten

_NAMED = 3
"""Paths of a call that are named where all of it fails."""


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
        say(f"error[{wrong.code}]: {_about(args)}{wrong.message}: {wrong.help}")
        return 2


def _about(args: argparse.Namespace) -> str:
    """What a call is about, as it was named: its files and folders, or what it asks for."""
    given = getattr(args, "paths", None) or getattr(args, "case", None) or getattr(args, "what", None)
    named = given if isinstance(given, list) else [given]
    return "".join(f"`{one}`, " for one in named[:_NAMED] if one is not None)
