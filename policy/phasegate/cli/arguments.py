"""The arguments of each command: only those of the command that runs are made, since making them all takes time."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from phasegate.version import __version__

Command = argparse.ArgumentParser
COMMANDS = {
    "check": "check business cases against their rulesets",
    "cost": "show the figures of a case",
    "curve": "show run cost and unit cost over an assumption",
    "why": "walk from a figure to the lines and assumptions that make it",
    "packet": "print the PDF packet of a gate review",
    "explain": "explain a rule, a code, a ruleset or a word of the language",
    "test": "run the tests of rulesets",
    "lint": "find what is wrong with rulesets before they judge a case",
    "fmt": "lay out `.gate` files in the one layout",
    "convert": "write a case as `.gate`, YAML or JSON",
    "prices": "show the price list of models in force, what changed in it, or make a new one",
    "doctor": "say what of the packet's system libraries is missing",
}


def _day(text: str) -> tuple[int, int, int]:
    from datetime import date

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day; write it like 2026-11-20") from None
    return day.year, day.month, day.day


class _Once(argparse.Action):
    """An option that is an error when it is given twice: the first would count for nothing."""

    def __call__(
        self, parser: Command, namespace: argparse.Namespace, values: object, option: str | None = None
    ) -> None:
        if self.dest in (given := namespace.__dict__.setdefault("given", set())):
            parser.error(f"{option} is given twice; a case is judged at one gate and on one day")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


def _draws(text: str) -> int:
    if not text.isdigit() or not 64 <= int(text) <= 1_048_576:
        raise argparse.ArgumentTypeError("a number of draws is between 64 and 1048576")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text.rstrip("%"))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:
        raise argparse.ArgumentTypeError("a threshold is between 0 and 100 percent")
    return share


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text[:9]) <= 64:
        raise argparse.ArgumentTypeError("a number of processes is between 1 and 64")
    return int(text)


def _width(text: str) -> int:
    if not text.isdigit() or not 40 <= int(text[:9]) <= 400:
        raise argparse.ArgumentTypeError("a width is between 40 and 400 columns")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError("a seed is a whole number of at most nine digits")
    return int(text)


def parser(command: str = "") -> argparse.ArgumentParser:
    """The parser of the whole command line, or of one command only."""
    top = argparse.ArgumentParser(prog="phasegate", description="Policy as code for AI budgets.")
    top.add_argument("--version", action="version", version=f"phasegate {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in [command] if command in COMMANDS else COMMANDS:
        text = COMMANDS[name]
        made = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        _ARGUMENTS[name](made)
    return top


def _judged(command: Command) -> None:
    """The options of all commands that judge a case."""
    command.add_argument(
        "--gate", action=_Once, default="", metavar="GATE", help="the gate to judge; default: the one the case requests"
    )
    command.add_argument(
        "--as-of", action=_Once, type=_day, metavar="DATE", help="the day of judgement; default: the day of the request"
    )
    command.add_argument(
        "--draws", type=_draws, default=4096, metavar="N", help="how many draws (best a power of two; default 4096)"
    )
    command.add_argument("--seed", type=_seed, default=1, metavar="N", help="the seed of the draws (default 1)")


def _formats(command: Command, *names: str) -> None:
    command.add_argument("--format", choices=names, default=names[0])


def _check(command: Command) -> None:
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders; default: the repository"
    )
    command.add_argument(
        "--no-cache", action="store_true", help="check anew even where nothing has changed since the last check"
    )
    command.add_argument("--timings", action="store_true", help="say on standard error how long each stage took")
    _judged(command)
    _formats(command, "text", "json")


def _asking(command: Command, *formats: str) -> None:
    """The options of the commands that ask the cost engine."""
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("--format", choices=formats, help="default: by the ending of FILE, else text")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file, whole or not at all")
    _judged(command)


def _cost(command: Command) -> None:
    _asking(command, "text", "json", "csv", "focus")
    command.add_argument("--tornado", action="store_true", help="what moves a figure: each range at its P10 and P90")
    command.add_argument(
        "--accuracy", action="store_true", help="how exact percentiles and means are: their standard errors"
    )
    command.add_argument("--of", default="", metavar="FIGURE", help="the figure of the tornado (default: cost)")
    command.add_argument(
        "--scenario", action="append", default=[], metavar="NAME", help="beside the base; repeat it, or say `all`"
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        dest="changes",
        metavar="NAME=VALUE",
        help="what if an assumption were another: `claims=200_000 to 280_000 claim/mo`",
    )


def _curve(command: Command) -> None:
    _asking(command, "text", "json", "csv", "svg")
    command.add_argument("--over", required=True, metavar="NAME", help="the assumption to run over")
    command.add_argument("--at", metavar="LEVELS", help="its levels: `1_000, 10_000 claim/mo`")


def _why(command: Command) -> None:
    _asking(command, "text", "json")
    command.add_argument("figure", metavar="FIGURE", help="such as cost, scale.run_cost, line.inference or tax")


def _packet(command: Command) -> None:
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    _judged(command)


def _explain(command: Command) -> None:
    command.add_argument(
        "what", metavar="RULE", help="a rule's id, a code such as PG300, a ruleset, a reference class or a word"
    )
    command.add_argument("--case", type=Path, metavar="CASE", help="look in the rulesets that this case follows")
    _formats(command, "text", "json")


def _test(command: Command) -> None:
    command.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders with `test` blocks; default: the repository",
    )
    command.add_argument("--filter", default="", metavar="TEXT", help="only tests whose name or path holds the text")
    command.add_argument("--coverage", action="store_true", help="name the rules that no test makes pass or fail")
    command.add_argument(
        "--ruleset",
        action="append",
        default=[],
        metavar="NAME",
        help="count the rules of this ruleset only; default: of the rulesets in the paths, or of all in reach",
    )
    command.add_argument(
        "--threshold",
        type=_share,
        default=0.0,
        metavar="PERCENT",
        help="fail when fewer rules are covered, or mutants noticed",
    )
    command.add_argument(
        "--mutate", action="store_true", help="change each rule a little, and name the changes that no test notices"
    )
    command.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="processes for --mutate; default: one for each processor"
    )
    _formats(command, "text", "json", "junit")


def _lint(command: Command) -> None:
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders with rulesets; default: the repository"
    )
    _formats(command, "text", "json")


def _fmt(command: argparse.ArgumentParser) -> None:
    """The arguments of `fmt`."""
    command.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders, or `-` for standard input; default: the repository",
    )
    ways = command.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="write nothing; list the files that would change")
    ways.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    command.add_argument(
        "--width", type=_width, default=100, metavar="N", help="where long expressions and lists break (default 100)"
    )
    _formats(command, "text", "json")


def _convert(command: Command) -> None:
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("--to", choices=("gate", "yaml", "json"), required=True, help="the form to write")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")


def _prices(command: argparse.ArgumentParser) -> None:
    """The parts of `prices` with their arguments."""
    parts = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = parts.add_parser("show", help="show models and their prices")
    show.add_argument("text", nargs="?", default="", metavar="TEXT", help="a model, or a part of names; default: all")
    show.add_argument("--list", type=Path, metavar="FILE", help="of this list; default: the one in force here")
    diff = parts.add_parser("diff", help="show what changed between two lists")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, nargs="?", metavar="NEW", help="default: the list in force here")
    for part in (show, diff):
        part.add_argument("--format", choices=("text", "json"), default="text")
    update = parts.add_parser("update", help="write a new list to `prices.json` of the repository")
    update.add_argument("--as-of", type=_day, required=True, metavar="DATE", help="the day whose prices are taken")
    update.add_argument(
        "--from", type=Path, dest="source", metavar="FILE", help="a list; default: the installed `genai-prices`"
    )
    update.add_argument(
        "--retirements",
        type=Path,
        metavar="FILE",
        help="LiteLLM's price map, for days of retirement; default: those of the list in force",
    )
    update.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: `prices.json` of the repository")


_ARGUMENTS: dict[str, Callable[[Command], None]] = {
    "check": _check,
    "cost": _cost,
    "curve": _curve,
    "why": _why,
    "packet": _packet,
    "explain": _explain,
    "test": _test,
    "lint": _lint,
    "fmt": _fmt,
    "convert": _convert,
    "prices": _prices,
    "doctor": lambda _: None,
}
