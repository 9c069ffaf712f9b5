"""No state of the process: what a run needs travels in values, and only the command touches its own process."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, SOURCES
from tests.layout.imports import SOURCES as FILES
from tests.layout.imports import module_of, tree

OWNERS = ("phasegate.start", "phasegate.cli")
SWITCHES = {
    "sys": {"setrecursionlimit", "setswitchinterval", "settrace", "setprofile"},
    "gc": {"disable", "enable", "set_threshold", "freeze", "collect"},
    "os": {"umask", "chdir", "putenv", "getcwd"},
    "locale": {"setlocale"},
    "Path": {"cwd"},
    "decimal": {"setcontext", "getcontext"},
    "random": {"seed"},
}
CACHE = "phasegate.workspace.cache"
"""Answers for a call, and the working folder belongs to the call."""
MUTABLE = (ast.Dict, ast.List, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
"""What a module may hold as a table; nobody may change it."""
CHANGES = {"append", "add", "update", "setdefault", "pop", "clear", "extend", "insert", "remove", "discard", "popitem"}


def switched(module: ast.AST) -> list[str]:
    """Calls that change a state of the process, or rest on one."""
    calls = (n.func for n in ast.walk(module) if isinstance(n, ast.Call))
    found = [f for f in calls if isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name)]
    return [f"{f.value.id}.{f.attr} in line {f.lineno}" for f in found if f.attr in SWITCHES.get(f.value.id, ())]  # type: ignore[attr-defined]


def changed(module: ast.Module) -> list[str]:
    """Names of a module, or of a class in it, that code in functions writes to."""
    tables = {
        target.id
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, MUTABLE)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    classes = {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    found = []
    for function in (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
        own = {a.arg for a in ast.walk(function) if isinstance(a, ast.arg)}
        own |= {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                found.append(f"global {', '.join(node.names)}")
            elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
                name = node.value.id if isinstance(node.value, ast.Name) else ""
                if name not in own and (name in tables or (isinstance(node, ast.Attribute) and name in classes)):
                    found.append(f"{ast.unparse(node)} in line {node.lineno}")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
                name = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                if name in tables and name not in own:
                    found.append(f"{ast.unparse(node.func)} in line {node.lineno}")
    return found


def test_a_module_keeps_nothing_and_switches_nothing() -> None:
    others = [path for path in FILES if not module_of(path).startswith(OWNERS) and module_of(path) != CACHE]
    assert {path: found for path in FILES if (found := changed(tree(path)))} == {}
    assert {path: found for path in others if (found := switched(tree(path)))} == {}


def test_the_test_sees_what_it_forbids() -> None:
    text = """
import gc, os, sys
TABLE = {}
LIST: list = []
class Held:
    count = 0
def f(one):
    global x
    TABLE[one] = 1
    LIST.append(one)
    Held.count += 1
    gc.disable(); os.umask(0); sys.setrecursionlimit(9)
def g(TABLE):
    TABLE[1] = 2
"""
    parsed = ast.parse(text)
    assert len(changed(parsed)) == 4 and len(switched(parsed)) == 3


CODE = """
import gc, os, sys
before = (sys.getrecursionlimit(), gc.isenabled(), gc.get_threshold(), os.umask(0o27), os.getcwd(), dict(os.environ))
os.umask(0o27)
import phasegate
from pathlib import Path
done = [phasegate.check(path) for path in sys.argv[1:]]
assert all(one.judged for one in done)
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import aim, put
at = Workspace()
assert put(at, aim(at, Path(os.environ["OUT"])), b"x") == ""
after = (sys.getrecursionlimit(), gc.isenabled(), gc.get_threshold(), os.umask(0o27), os.getcwd(), dict(os.environ))
assert (before[0:3], before[4:]) == (after[0:3], after[4:]), (before, after)
assert after[3] == 0o27
print(oct(os.stat(os.environ["OUT"]).st_mode & 0o777))
"""


def test_a_library_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    cases = [str(p) for p in sorted((ROOT / "examples").iterdir()) if p.suffix in (".gate", ".yaml")]
    env = {"PYTHONPATH": SOURCES, "OUT": str(tmp_path / "out"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, *cases], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "0o640", "a new file has the rights that the umask leaves"


DEEP = """
import sys, threading
from pathlib import Path
from phasegate.pipeline import Options, Run, check_source
from phasegate_dsl.format import format_source
from phasegate_dsl.source import Source
head = "initiative bot { follows three_budget; currency: USD; start: 2026-10; horizon: 24 months; unit case\\n"
def told(expr):
    source = Source("t.gate", head + "assume a = " + expr + "\\nphase scale { budget: $1M/yr; line x in compute costs a * $1 }\\n}")
    run = Run()
    check_source(run, source, Path("t.gate"), Options(draws=64))
    format_source(source)
    return {f.code for c in run.cases for f in c.findings if f.level == "error"} | {f.code for f in run.findings}
limit = sys.getrecursionlimit()
for n in (10, 100, 170, 180, 300, 900):
    for expr in (" + ".join(["1"] * n), "-" * n + "1", "max(1, " * min(n, 60) + "1" + ")" * min(n, 60) + " + 1" * n):
        codes = told(expr)
        assert codes <= {"PG109", "PG200", "PG202", "PG300"}, (n, codes)
        assert n < 180 or "PG109" in codes, (n, codes)
        assert n > 100 or "PG109" not in codes or "max" in expr, (n, codes)
print(" ".join(sorted(told("[" + ", ".join(["1 + 1"] * 400) + "]"))), sys.getrecursionlimit() == limit)
"""


def test_an_expression_that_is_too_deep_for_the_process_is_a_finding() -> None:
    env = {"PYTHONPATH": SOURCES, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", DEEP], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "PG109" not in done.stdout and done.stdout.endswith("True\n"), "many short operations are not deep"
