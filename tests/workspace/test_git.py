"""A commit is read as it was committed: no work tree, no hook, no filter, no link out of it."""

from __future__ import annotations

import os
import pickle
import subprocess
from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.results.fill import results
from phasegate.workspace.git import GitTree, tree
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.limits import Limits
from tests.conftest import need
from tests.workspace.test_files import ORDER, on_disk


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The files of the other tests, committed; the work tree then says something else."""
    git = need("git")
    root = tmp_path / "repository"
    root.mkdir()
    on_disk(root)
    (root / ".git").rmdir()
    (root / "cases" / "link.gate").symlink_to("case.gate")
    (root / "cases" / "out.gate").symlink_to("/etc/passwd")
    (root / "cases" / "up.gate").symlink_to("../../secret.gate")
    (root / "cases" / "round.gate").symlink_to("round.gate")
    (root / "other").symlink_to("cases")
    (tmp_path / "secret.gate").write_text("initiative secret {}")
    env = {**os.environ, **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
    for words in (["init", "-q"], ["add", "-Af"], ["commit", "-qm", "first"]):
        subprocess.run([git, *words], cwd=root, env=env, check=True, capture_output=True)
    (root / "cases" / "case.gate").write_text("what nobody has committed")
    (root / "cases" / "new.gate").write_text("initiative new {")
    return root


def at(root: Path, revision: str = "HEAD") -> GitTree:
    """The commit of a repository."""
    found, trouble = tree(root, revision)
    assert found is not None, trouble
    return found


def test_a_commit_is_checked_as_its_files_on_the_disk(repository: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    on_disk(twin)
    (twin / "cases" / "link.gate").symlink_to("case.gate")
    disk = results(check_paths([Path()], Options(draws=256), Workspace(folder=twin)))
    workspace = Workspace(at(repository), repository)
    found = results(check_paths([Path()], Options(draws=256), workspace))
    assert found == disk
    assert [p.as_posix() for p in workspace.find(Path())[0]] == [*ORDER[:4], "cases/link.gate", *ORDER[4:]]


def test_links_lead_to_files_of_the_commit_and_nowhere_else(repository: Path) -> None:
    files = at(repository)
    cases = repository / "cases"
    assert (
        files.data(cases / "link.gate") == files.data(cases / "case.gate") == files.data(repository / "other/case.gate")
    )
    assert files.resolve(repository / "other/link.gate") == cases / "case.gate"
    for name in ("out.gate", "up.gate", "round.gate", "new.gate", "../../secret.gate"):
        assert files.kind(cases / name) == ""
        with pytest.raises(OSError, match="No such file"):
            files.data(cases / name)
    with pytest.raises(OSError, match="out of the commit"):
        files.resolve(cases / "up.gate")
    assert files.link(cases / "out.gate") and not files.link(cases / "case.gate")


def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho $0 >> {ran}\ncat\n")
    trap.chmod(0o755)
    with (repository / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n\thooksPath = {tmp_path}\n\tsshCommand = {trap}\n\teditor = {trap}\n"
            f'[filter "x"]\n\tsmudge = {trap}\n\tclean = {trap}\n[diff "x"]\n\ttextconv = {trap}\n\tcommand = {trap}\n'
            f"[alias]\n\tls-tree = !{trap}\n\tcat-file = !{trap}\n[uploadpack]\n\tpackObjectsHook = {trap}\n"
        )
    (repository / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    hooks = repository / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hooks.mkdir(exist_ok=True)
        (hooks / name).write_text(trap.read_text())
        (hooks / name).chmod(0o755)
    files = at(repository)
    assert files.data(repository / "notes.md") == b"none"
    assert files.find(repository)[0]
    assert not ran.exists()


@pytest.mark.parametrize(
    "revision", ["none", "--help", "-x", "HEAD:cases", "HEAD^{tree}", "", "HEAD\0", "--output=/tmp/x", "@{upstream}"]
)
def test_what_is_no_commit_is_a_finding(repository: Path, revision: str) -> None:
    found, trouble = tree(repository, revision)
    assert found is None
    assert [f.code for f in trouble] == ["PG107"] and trouble[0].help


def test_a_folder_without_a_repository_is_a_finding(tmp_path: Path) -> None:
    (missing,) = tree(tmp_path / "none", "HEAD")[1]
    assert missing.code == "PG107" and missing.message.endswith("there is no such folder")
    (bare,) = tree(tmp_path, "HEAD")[1]
    assert bare.code == "PG107" and bare.message.endswith("git finds no such commit there")


def test_a_repository_around_the_root_is_not_taken_for_it(repository: Path) -> None:
    assert tree(repository / "cases", "HEAD")[0] is None


def test_a_large_file_is_refused_before_it_is_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = at(repository)
    monkeypatch.setattr(GitTree, "data", lambda self, path: pytest.fail("it was read"))
    source, trouble = Workspace(files, repository, limits=Limits(text=10)).read(Path("cases/case.gate"))
    assert source is None and trouble[0].code == "PG108"


def test_names_that_are_no_text_and_submodules_do_no_harm(repository: Path) -> None:
    git, env = (
        need("git"),
        {**os.environ, **{f"GIT_{w}_{k}": "x" for w in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}},
    )
    blob = subprocess.run(
        [git, "hash-object", "-w", "notes.md"], cwd=repository, capture_output=True, check=True
    ).stdout
    head = subprocess.run([git, "rev-parse", "HEAD"], cwd=repository, capture_output=True, check=True).stdout.strip()
    rows = b"100644 blob " + blob.strip() + b"\tb\xff\tad.gate\0" + b"160000 commit " + head + b"\tmodule.gate\0"
    made = subprocess.run([git, "mktree", "-z"], input=rows, cwd=repository, capture_output=True, check=True).stdout
    commit = (
        subprocess.run(
            [git, "commit-tree", "-m", "x", made.decode().strip()],
            cwd=repository,
            env=env,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    files = at(repository, commit)
    assert [os.fsencode(n) for n in files.find(repository)[0]] == [b"b\xff\tad.gate"]
    assert files.kind(repository / "module.gate") == ""


def test_it_pickles(repository: Path) -> None:
    files = pickle.loads(pickle.dumps(at(repository)))
    assert files.data(repository / "notes.md") == b"none"


def test_what_a_search_found_is_read_in_one_go(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = at(repository)
    names, _ = files.find(repository)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was asked again"))
    assert all(files.data(repository / name) for name in names)


def test_a_link_that_is_gone_leads_nowhere(repository: Path) -> None:
    files = at(repository)
    gone = files.entries["cases/link.gate"].object
    path = repository / ".git" / "objects" / gone[:2] / gone[2:]
    path.chmod(0o644)
    path.unlink()
    assert "cases/link.gate" not in files.find(repository)[0]
    assert files.kind(repository / "cases" / "link.gate") == ""


def test_an_object_that_is_gone_is_an_error_of_its_file(repository: Path) -> None:
    files = at(repository)
    gone = files.entries["cases/data.yaml"].object
    path = repository / ".git" / "objects" / gone[:2] / gone[2:]
    path.chmod(0o644)
    path.unlink()
    assert "cases/data.yaml" in files.find(repository)[0]
    assert files.data(repository / "house.gate")
    source, trouble = Workspace(files, repository).read(Path("cases/data.yaml"))
    assert source is None and trouble[0].code == "PG107"
