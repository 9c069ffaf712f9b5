"""The command line: one file per command, imported when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from phasegate.cli.arguments import COMMANDS as COMMANDS
from phasegate.cli.arguments import parser as parser
from phasegate.terminal import coloured as coloured


def emit(text: str) -> None:
    """Print to standard output, whatever its encoding can show."""
    data = text.encode("utf-8", "backslashreplace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()


def complain(text: str) -> None:
    """Print a message to standard error."""
    sys.stderr.write(text.encode("utf-8", "backslashreplace").decode(sys.stderr.encoding or "utf-8", "replace") + "\n")


def say(message: str) -> None:
    """Print one line about the call to standard error; names of files may hold anything."""
    from phasegate.report.paint import safe

    complain(f"phasegate: {safe(message)}")


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 nothing fails, 1 something does, 2 the input or the call is wrong."""
    words = sys.argv[1:] if argv is None else argv
    args = parser(words[0] if words else "").parse_args(words)
    args.words = words
    try:
        return int(import_module(f"phasegate.cli.{args.command}").run(args))
    except BrokenPipeError:  # the reader of a pipe went away: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a defect of ours must not look like a verdict
        if os.environ.get("PHASEGATE_DEBUG"):
            raise
        from phasegate.guard import internal

        wrong = internal(error, None)
        complain(f"phasegate: error[{wrong.code}]: {wrong.message}: {wrong.help}")
        return 2
