"""`python -m benchmarks.slowest`: what the slowest inputs within the limits take, in every command; `--page` writes it down.

Inputs are made to meet a limit, or to be as large as an honest case gets. Time is that of the processor, all processes
of a command together, so that neighbours do not count; memory is the most that the command held.
"""

from __future__ import annotations

import ast
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import phasegate.limits
import phasegate.packet.rows
import phasegate_dsl.limits
from phasegate_dsl.limits import LIMITS
from phasegate_dsl.records import frozen

ROOT = Path(__file__).resolve().parent.parent
PAGE = Path("docs/limits.md")
SECONDS, MEGABYTES = 10.0, 1500.0
"""What every input within the limits is answered in."""
GIVE_UP = 40
"""Processor seconds after which a command is stopped."""
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


def ranges(count: int) -> str:
    """Assumptions that are ranges."""
    return rows("assume a{n} = {k} to 9", count)


def priced(models: int, unknown: int) -> dict[str, str]:
    """A price list of many models, and a case that asks for some that it does not have."""
    listed = {f"p/model-{n}": {"input": 1.0, "output": 2.0} for n in range(models)}
    source = {"name": "x", "version": "1", "licence": "MIT", "gives": "prices"}
    about = {
        "phasegate_prices": 1,
        "sources": [source],
        "date": "2026-11-01",
        "currency": "USD",
        "per": "1M token",
        "models": listed,
    }
    asked = rows('assume t{n} = 5 token/mo * price("p/modle-{n}x", input)', unknown)
    return {"x.gate": case(asked), "prices.json": json.dumps(about)}


def imported(count: int) -> dict[str, str]:
    """A case that imports many files."""
    files = {f"i{n}.gate": f'ruleset r{n} "R" {{ version: "1" }}\n' for n in range(count)}
    return {"x.gate": "".join(f'import "{name}"\n' for name in files) + case(), **files}


def with_tests(rules: int, conditions: int, tests: int) -> str:
    """Long rules with tests that notice no change of them."""
    long = " and ".join(f"p80(cost) > ${k}" for k in range(conditions))
    stated = "".join(f'  rule H-{n} "x" mandatory {{ require {long} }}\n' for n in range(rules))
    text = house(stated, case())
    given = text[text.index("initiative x") :].strip()
    return text + "".join(f'test "t{n}" {{ given {given}\n  expect fail }}\n' for n in range(tests))


INPUTS: dict[str, Callable[[], str | dict[str, str]]] = {
    "400 lines with ranges, 120 months": lambda: case(
        ranges(400), lines("line q{n} in compute costs a{n} * $1/mo", 400), 120
    ),
    "3,000 lines": lambda: case(lines=lines("line q{n} in compute costs ${k}/mo", 3000)),
    "3,000 lines with ranges": lambda: case(ranges(3000), lines("line q{n} in compute costs a{n} * $1/mo", 3000)),
    "60 lines with ranges, 600 months": lambda: case(
        ranges(60), lines("line q{n} in compute costs a{n} * $1/mo", 60), 600
    ),
    "ramps and seasons, 600 months": lambda: case(
        ranges(300),
        lines(
            "line q{n} in compute costs ramp($1/mo, $2/mo, over: 9 months) * seasonal(a{n}, peak: 11, swing: 30%)", 300
        ),
        600,
    ),
    "as many ranges as may be drawn": lambda: case(
        rows("assume a{n} = {k} to 9", 7_800), "    line q in compute costs a7 * $1/mo\n"
    ),
    "as many lines as statements": lambda: case(lines=lines("line q{n} in compute costs $1/mo")),
    "as many windows as statements": lambda: case(
        lines=lines("line q{n} in compute costs $1/mo from 2029-0{k}-1{k}", FILL // 2), months=120
    ),
    "a chain of assumptions": lambda: case("  assume a0 = 5\n" + rows("assume b{n} = a0 * 1", 1) + _chain()),
    "correlated ranges": lambda: case(
        ranges(1500) + rows("correlate a{n} with a{m} at 0.1", 1400).replace("  correlate a0 with a0 at 0.1\n", ""),
        "    line q in compute costs a7 * $1/mo\n",
    ),
    "scenarios": lambda: case("  assume a7 = 1 to 2\n" + rows("scenario s{n} {{ a7 = {k} to 9 }}", 990), _USED),
    "curves": lambda: case(
        "  unit call\n  assume a7 = 1 to 2 call/mo\n"
        + rows(f"curve a7 at {', '.join(map(str, range(1, 100)))} call/mo", 10),
        "    line q in compute costs a7 * $1/call\n",
    ),
    "options": lambda: case(
        "  unit call\n  assume a7 = 1 to 2 call/mo\n"
        + rows("option o{n} {{ x: a7 * $1/call; y: $5/mo; over: a7 }}", 2900),
        "    line q in compute costs a7 * $1/call\n",
    ),
    "metrics and values": lambda: case(
        "  assume a7 = 1 to 2\n" + rows("value v{n} = a7 * $1/mo", 2000) + rows("metric m{n} = a7 * {k}", 2000), _USED
    ),
    "waivers, decisions and measured figures": lambda: case(
        rows('waive TB-{n} until 2027-01-01 because "x" approved by "y"', 3800)
        + rows('decision exploration approved $5K on 2026-10-0{k} by "CFO"', 3800)
        + rows("measured cost exploration = $7{k}K on 2026-10-1{k}", 3800)
    ),
    "levers on many lines": lambda: case(
        lines=lines("line q{n} in compute costs $1/mo", 20)
        + "".join(lines(f"lever v{at}_{{n}} cuts q{{n}} by 1% to 2%", 20) for at in range(10))
    ),
    "contingencies on every line": lambda: case(
        lines=lines("line q{n} in compute costs ${k} to $9/mo", 3000) + rows("contingency c{n} costs 1% to 2%", 20)
    ),
    "as many risks as statements": lambda: case(lines=lines("risk r{n} chance 10% costs $1")),
    "levers on one line": lambda: case(
        lines="    line q in compute costs $1/mo\n" + lines("  lever v{n} cuts q by 1% to 2%")
    ),
    "as many phases as statements": lambda: case(lines="").replace(
        "  request", rows("phase p{n} {{ budget: $1; duration: 0.01 months }}", FILL // 3) + "  request"
    ),
    "comprehensions in comprehensions": lambda: nested(10),
    "as many rules as statements": lambda: house(
        rows('rule H-{n} "x" mandatory {{ require p80(cost) > $0 }}', FILL // 2), case()
    ),
    "rules that ask for elasticity and delay": lambda: house(
        rows('rule H-{n} "x" mandatory {{ require elasticity(a7) < {n} }}', 2900)
        + rows('rule K-{n} "x" mandatory {{ require p80(cost_of_delay({n} months)) < $1 }}', 2900),
        case("  assume a7 = 1 to 2\n  value v = $5/mo\n", _USED),
    ),
    "200 rules of 180 conditions with 20 tests": lambda: with_tests(200, 180, 20),
    "a price list of 12,000 models, 1,000 unknown ones": lambda: priced(12_000, 1000),
    "2,000 imports": lambda: imported(2000),
    "unknown names": lambda: case(rows("assume a{n} = zz{n}")),
    "an open bracket a line": lambda: "(\n" * (LIMITS.text // 2 - 2),
    "a slip a line": lambda: case(rows("asume a{n} == 1 to to 2 )")),
    "sums of 990 numbers": lambda: case(rows(f"assume a{{n}} = {' + '.join(['1'] * 990)}", 240)),
}
_USED = "    line q in compute costs a7 * $1/mo\n"


def _chain() -> str:
    return rows("assume c{n} = b0 * 1", 1) + "".join(f"  assume c{n} = c{n - 1} * 1\n" for n in range(1, FILL - 10))


COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "--no-cache", "FILE"),
    "cost": ("cost", "FILE"),
    "tornado": ("cost", "FILE", "--tornado"),
    "accuracy": ("cost", "FILE", "--accuracy"),
    "why": ("why", "FILE", "cost"),
    "curve": ("curve", "FILE", "--over", "a7", "--at", "1, 10, 100"),
    "packet": ("packet", "FILE", "-o", "x.pdf"),
    "lint": ("lint", "FILE"),
    "fmt": ("fmt", "--check", "FILE"),
    "convert": ("convert", "FILE", "--to", "yaml"),
    "test": ("test", "FILE"),
    "mutate": ("test", "FILE", "--mutate"),
    "explain": ("explain", "TB-001", "--case", "FILE"),
    "prices": ("prices", "show", "zz-modle"),
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


def _limited() -> None:
    """What a command does to itself before it starts."""
    resource.setrlimit(resource.RLIMIT_CPU, (GIVE_UP, GIVE_UP))


def taken(words: tuple[str, ...], folder: Path) -> Taken:
    """Run a command in a folder, alone."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "dsl", ROOT / "policy")))}
    with open(os.devnull, "wb") as nowhere:
        command = [sys.executable, "-m", "phasegate", *words]
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=nowhere, stderr=nowhere, preexec_fn=_limited)
        _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code if code in (0, 1, 2) else None)


def files(name: str) -> dict[str, str]:
    """The files of an input by their names; the case is `x.gate`."""
    made = INPUTS[name]()
    return made if isinstance(made, dict) else {"x.gate": made}


def measure(names: list[str]) -> dict[str, dict[str, Taken]]:
    """What each command takes for each input."""
    found: dict[str, dict[str, Taken]] = {}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for file, text in files(name).items():
                (Path(folder) / file).write_text(text, "utf-8")
            here = found[name] = {}
            for command, words in COMMANDS.items():
                here[command] = taken(tuple("x.gate" if w == "FILE" else w for w in words), Path(folder))
                print(f"{name:36} {command:8} {here[command]}", flush=True)
    return found


def limits() -> str:
    """The limits as a table, from the constants and what is written below each."""
    told = ["| limit | is | |", "|---|---|---|"]
    texts = next(one for one in _body(phasegate_dsl.limits) if isinstance(one, ast.ClassDef)).body
    modules = (phasegate.limits, phasegate.packet.rows)
    for body, of in ((texts, LIMITS), *((_body(module), module) for module in modules)):
        for one, after in pairwise(body):
            if (
                isinstance(one, ast.Assign | ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                for name in _names(one.targets[0] if isinstance(one, ast.Assign) else one.target):
                    if name == "literals" or (name[0] != "_" and isinstance(getattr(of, name), int | float)):
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
