"""The recipes of docs/contributing: what they name exists, and two of them are followed to the letter in a copy."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from phasegate.cli import COMMANDS
from tests.conftest import ROOT

RECIPES = sorted((ROOT / "docs" / "contributing").glob("*.md"))
TOPS = ("dsl/", "policy/", "tests/", "docs/", "rulesets/", "templates/", "schemas/", "examples/")
MADE = ("policy/phasegate/checks/horizon.py", "rulesets/NAME/")
"""What the recipes have made, and so is not there."""
STEP = re.compile(
    r"^(?:In|(New file)) `([^`]+)`(?:, (above|after|at the end of) `([^`]+)`)?[^`]*(?:`[^`]+`[^`]*)*:$", re.M
)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def read(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_the_files_of_a_recipe_exist(recipe: Path) -> None:
    named = [word for word in re.findall(r"`([^`\s]+)`", read(recipe)) if word.startswith(TOPS)]
    links = [str((recipe.parent / link).resolve()) for link in re.findall(r"\]\(([^):#]+)\)", read(recipe))]
    assert named, "a recipe says where to write"
    assert [word for word in (*named, *links) if word not in MADE and not (ROOT / word).exists()] == []


def commands(text: str) -> Iterator[list[str]]:
    """The lines of a recipe that are typed into a shell."""
    yield from (
        line.split() for line in re.findall(r"^    (?! )(.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    )


def wrong(words: list[str]) -> list[str]:
    """What of a command there is none of: the target, the module, the subcommand, a file that it reads."""
    if words[0] == "make":
        return [word for word in words[1:] if word not in TARGETS]
    paths = [word for word in words if word.startswith(TOPS) and not (ROOT / word).exists()]
    if words[:2] == ["python", "-m"]:
        return paths + ([] if importlib.util.find_spec(words[2]) else words[2:3])
    return paths + ([] if words[0] == "phasegate" and words[1] in COMMANDS else [" ".join(words)])


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_the_commands_of_a_recipe_exist(recipe: Path) -> None:
    found = list(commands(read(recipe)))
    assert found and [word for words in found for word in wrong(words)] == []


def test_what_does_not_exist_is_seen() -> None:
    assert wrong(["make", "tea"]) == ["tea"]
    assert wrong(["python", "-m", "pytest", "tests/nowhere"]) == ["tests/nowhere"]
    assert wrong(["python", "-m", "phasegate_nowhere"]) == ["phasegate_nowhere"]
    assert wrong(["phasegate", "brew"]) == ["phasegate brew"]


def follow(recipe: Path, root: Path) -> int:
    """Write each block of a recipe where the words before it say; how many there were."""
    pieces = re.split(r"```\w*\n(.*?)```\n", read(recipe), flags=re.S)
    done = 0
    for words, block in zip(pieces[::2], pieces[1::2], strict=False):
        step = STEP.search(" ".join(words.strip().split("\n\n")[-1].split()))
        if step is not None:
            new, path, where, mark = step.groups()
            _write(root / path, block, "new" if new else where, mark)
            done += 1
    return done


def _write(path: Path, block: str, where: str, mark: str | None) -> None:
    if where == "new":
        path.write_text(block, "utf-8")
        return
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if mark is not None and mark in line][:1]
    if where == "at the end of":
        lines[at] = lines[at].rstrip("\n") + block
    else:
        lines.insert(at if where == "above" else at + 1, block)
    path.write_text("".join(lines), "utf-8")


CASE = """initiative wait "Wait" {
  follows three_budget
  currency: USD; start: 2026-10; horizon: %s months
  unit case
  phase scale "Scale" { budget: $1M/yr; line waiting in compute costs exponential(mean: %s)/mo }
}
"""


def test_a_check_and_a_distribution_come_into_being_as_their_recipes_say(tmp_path: Path) -> None:
    for folder in ("dsl", "policy"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in ("rulesets", "templates", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert follow(ROOT / "docs/contributing/check.md", tmp_path) == 5
    assert follow(ROOT / "docs/contributing/function.md", tmp_path) == 4

    for name, horizon, mean in (("short", 6, "$1K"), ("long", 24, "$1K"), ("unsound", 24, "$0")):
        (tmp_path / f"{name}.gate").write_text(CASE % (horizon, mean), "utf-8")
    command = [sys.executable, "-m", "phasegate.cli", "check", "--no-cache", "--format", "json"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(str(tmp_path / folder) for folder in ("dsl", "policy"))}
    done = subprocess.run(
        [*command, "short.gate", "long.gate", "unsound.gate"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    short, long, unsound = json.loads(done.stdout)

    (found,) = [one for one in short["findings"] if one["code"] == "PG321"]
    assert found["level"] == "advisory" and found["message"] == "the forecast covers 6 months"
    assert "PG321" not in [one["code"] for one in long["findings"]]
    (cost,) = [one["value"] for one in long["figures"] if one["name"] == "scale.cost"]
    assert cost["p50"] / cost["mean"] == pytest.approx(math.log(2), rel=0.01)
    assert any("`mean` is above zero" in one["message"] + (one["help"] or "") for one in unsound["findings"])
