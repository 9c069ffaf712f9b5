"""`python -m benchmarks.slowest`: what the slowest inputs within the limits take, in every command; `--page` writes it down.

Inputs are made to meet a limit, or to be as large as an honest case gets. Time is that of the processor, all processes
of a command together, so that neighbours do not count; memory is the most that the command held.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import phasegate.limits
import phasegate_dsl.limits
from phasegate_dsl.limits import LIMITS
from phasegate_dsl.records import frozen

ROOT = Path(__file__).resolve().parent.parent
PAGE = Path("docs/limits.md")
SECONDS, MEGABYTES = 10.0, 1500.0
"""What every input within the limits is answered in."""
GIVE_UP = 60
"""Seconds after which a command is stopped."""
HEAD = """initiative x "X" {
  follows three_budget
  sponsor: "s"; industry: retail; jurisdictions: [US]; risk: limited
  currency: USD; start: 2026-10; horizon: %d months
"""
PHASES = """  phase exploration { budget: $50K; duration: 9 weeks
    line l0 in labor costs $42K }
  phase foundation { budget: $300K; duration: 5 months
    line l1 in compute costs $42K }
  phase scale { budget: $1.5M/yr
    line l2 in compute costs $1K/mo
%s  }
  request gate to_scale on 2026-11-20
}
"""
FILL = LIMITS.statements - 60
"""Statements that fill a file up to the limit."""


def case(body: str = "", lines: str = "", months: int = 36) -> str:
    """A case with more statements in front of its phases, and more lines in its last one."""
    return HEAD % months + body + PHASES % lines


def rows(form: str, count: int = FILL, indent: str = "  ") -> str:
    """A row for each number, as many as the limits of a text allow."""
    made = [f"{indent}{form.format(n=n, m=max(0, n - 1), k=n % 7 + 1)}\n" for n in range(count)]
    size, kept = 0, []
    for row in made:
        size += len(row)
        if size > LIMITS.text - 2000:
            break
        kept.append(row)
    return "".join(kept)


def lines(form: str, count: int = FILL) -> str:
    """The same for lines of the last phase."""
    return rows(form, count, "    ")


def house(rules: str, text: str) -> str:
    """A case that follows its own ruleset."""
    own = f'ruleset house "H" {{\n  version: "1"\n  extends three_budget\n{rules}}}\n'
    return own + text.replace("follows three_budget", "follows house")


def nested(depth: int) -> str:
    """A rule with comprehensions within comprehensions."""
    inner = "".join(f" for v{k} in lines)" for k in range(depth))
    rule = f'  rule H-1 "x" mandatory {{ require {"all(" * depth}no or yes{inner} }}\n'
    return house(rule, case(lines=lines("line q{n} in compute costs $1/mo", 40)))


INPUTS: dict[str, Callable[[], str]] = {
    "400 lines with ranges, 120 months": lambda: case(
        rows("assume a{n} = {k} to 9", 400), lines("line q{n} in compute costs a{n} * $1/mo", 400), 120
    ),
    "3,000 lines": lambda: case(lines=lines("line q{n} in compute costs ${k}/mo", 3000)),
    "60 lines with ranges, 600 months": lambda: case(
        rows("assume a{n} = {k} to 9", 60), lines("line q{n} in compute costs a{n} * $1/mo", 60), 600
    ),
    "as many ranges as statements": lambda: case(
        rows("assume a{n} = {k} to 9", 10_500), "    line q in compute costs a7 * $1/mo\n"
    ),
    "as many lines as statements": lambda: case(lines=lines("line q{n} in compute costs $1/mo")),
    "a chain of assumptions": lambda: case("  assume a0 = 5\n" + rows("assume b{n} = a0 * 1", 1) + _chain()),
    "unknown names": lambda: case(rows("assume a{n} = zz{n}")),
    "an open bracket a line": lambda: "(\n" * (LIMITS.text // 2 - 2),
    "contingencies on every line": lambda: case(
        lines=lines("line q{n} in compute costs ${k} to $9/mo", 3000) + rows("contingency c{n} costs 1% to 2%", 20)
    ),
    "as many risks as statements": lambda: case(lines=lines("risk r{n} chance 10% costs $1")),
    "levers on one line": lambda: case(
        lines="    line q in compute costs $1/mo\n" + lines("  lever v{n} cuts q by 1% to 2%")
    ),
    "comprehensions in comprehensions": lambda: nested(10),
    "as many rules as statements": lambda: house(
        rows('rule H-{n} "x" mandatory {{ require p80(cost) > $0 }}', FILL // 2), case()
    ),
}


def _chain() -> str:
    return rows("assume c{n} = b0 * 1", 1) + "".join(f"  assume c{n} = c{n - 1} * 1\n" for n in range(1, FILL - 10))


COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "--no-cache", "FILE"),
    "cost": ("cost", "FILE"),
    "tornado": ("cost", "FILE", "--tornado"),
    "why": ("why", "FILE", "cost"),
    "packet": ("packet", "FILE", "-o", "x.pdf"),
    "fmt": ("fmt", "--check", "FILE"),
    "convert": ("convert", "FILE", "--to", "yaml"),
    "lint": ("lint", "FILE"),
    "test": ("test", "FILE"),
    "curve": ("curve", "FILE", "--over", "a7", "--at", "1, 10, 100"),
}


@frozen
class Taken:
    """What one command took: processor seconds, megabytes at its peak, its exit code (none where it was stopped)."""

    seconds: float
    megabytes: float
    code: int | None

    @property
    def within(self) -> bool:
        """Whether it was answered within the bounds."""
        return self.code in (0, 1, 2) and self.seconds <= SECONDS and self.megabytes <= MEGABYTES

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.megabytes:.0f} MB" if self.code is not None else "stopped"


def taken(words: tuple[str, ...], folder: Path) -> Taken:
    """Run a command in a folder, alone."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "dsl", ROOT / "policy")))}
    with open(os.devnull, "wb") as nowhere:
        limited = ["timeout", "-k", "1", str(GIVE_UP), sys.executable, "-m", "phasegate", *words]
        process = subprocess.Popen(limited, cwd=folder, env=env, stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code if code in (0, 1, 2) else None)


def measure(names: list[str]) -> dict[str, dict[str, Taken]]:
    """What each command takes for each input."""
    found: dict[str, dict[str, Taken]] = {}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.gate"
            path.write_text(INPUTS[name](), "utf-8")
            here = found[name] = {}
            for command, words in COMMANDS.items():
                here[command] = taken(tuple("x.gate" if w == "FILE" else w for w in words), Path(folder))
                print(f"{name:36} {command:8} {here[command]}", flush=True)
    return found


def limits() -> str:
    """The limits as a table, from the constants and what is written below each."""
    told = ["| limit | is | |", "|---|---|---|"]
    texts = next(one for one in _body(phasegate_dsl.limits) if isinstance(one, ast.ClassDef)).body
    for body, of in ((texts, LIMITS), (_body(phasegate.limits), phasegate.limits)):
        for one, after in pairwise(body):
            if (
                isinstance(one, ast.Assign | ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                for name in _names(one.targets[0] if isinstance(one, ast.Assign) else one.target):
                    if not name.startswith("_"):
                        told.append(f"| `{name}` | {_figure(getattr(of, name))} | {after.value.value} |")
    return "\n".join(told)


def _body(module: ModuleType) -> list[ast.stmt]:
    assert module.__file__ is not None
    return ast.parse(Path(module.__file__).read_text("utf-8")).body


def _names(target: ast.expr) -> list[str]:
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return [part.id for part in parts if isinstance(part, ast.Name)]


def _figure(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {most:,}" for name, most in value.items())
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def page(found: dict[str, dict[str, Taken]]) -> str:
    """docs/limits.md."""
    head = "| input | " + " | ".join(COMMANDS) + " |\n|" + "---|" * (len(COMMANDS) + 1)
    body = "\n".join(f"| {name} | " + " | ".join(map(str, here.values())) + " |" for name, here in found.items())
    return TEXT.format(limits=limits(), table=f"{head}\n{body}")


TEXT = """<!-- Generated by `python -m benchmarks.slowest --page`; do not edit. -->
# Limits

Everything in a pull request may be hostile, so text and work are bounded. Each limit is a finding when it is met, which
names the limit and says what to do; no limit is a matter of time, so the same input has the same answer everywhere.

{limits}

## The slowest inputs

Each input meets a limit, or is as large as an honest case gets. Processor time and the most memory of one command, on one
run (`python -m benchmarks.slowest`); the aim is 10 s and 1.5 GB on two cores. A command that refuses an input is
answered too.

{table}
"""


def main() -> int:
    """Measure, print, write the page where that is asked for; 1 where something is beyond the bounds."""
    words = [word for word in sys.argv[1:] if word != "--page"]
    found = measure([name for name in INPUTS if not words or any(word in name for word in words)])
    if "--page" in sys.argv[1:]:
        (ROOT / PAGE).write_text(page(found), "utf-8")
    return 0 if all(one.within for here in found.values() for one in here.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
