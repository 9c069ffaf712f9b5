"""`scripts/setup.sh` in a pretended checkout, whose Python, apt-get and sudo only write down what they are asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "scripts" / "setup.sh"
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="bash is not installed")

TOOLS = ("bash", "cat", "chmod", "cp", "dirname", "env", "mkdir", "rm", "touch", "tr")

PYTHON = """#!{bash}
echo "python $*" >> "{log}"
case "$*" in
  -c*) exec "{real}" "$@" ;;
  --version) echo "Python 3.x" ;;
  "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
  "-m pip"*) test ! -e "{state}/pip-fails" ;;
  *doctor\\ --missing) test ! -e "{state}/missing" || cat "{state}/missing" ;;
  *doctor\\ --packages*) shift 3; test ! -e "{state}/missing" || echo -n "libpango-1.0-0 "; echo "$*" ;;
  *doctor\\ --install-line*) shift 3; echo "apt-get install libpango-1.0-0 $*" ;;
esac
"""
APT = """#!{bash}
echo "apt-get $DEBIAN_FRONTEND $*" >> "{log}"
case "$*" in install*) rm -f "{state}/missing" ;; esac
"""


class Checkout:
    """A folder with the script, a lock, and a PATH that holds only what the test put there."""

    def __init__(self, base: Path) -> None:
        self.root, self.bin, self.state = base / "a check out", base / "bin", base / "state"
        for folder in (self.root / "scripts", self.bin, self.state):
            folder.mkdir(parents=True)
        self.log = self.state / "log"
        shutil.copy(SETUP, self.root / "scripts")
        (self.root / "requirements.lock").write_text("lark==1\n")
        (self.root / "pyproject.toml").write_text("[project]\n")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found
            (self.bin / tool).symlink_to(found)
        self.program("python3.12", PYTHON)
        self.program("pdftotext", "#!{bash}\n")
        self.program("pdftoppm", "#!{bash}\n")
        self.user(0)

    def program(self, name: str, text: str) -> None:
        """Put a pretended program on the PATH."""
        file = self.bin / name
        file.write_text(text.format(bash=BASH, log=self.log, state=self.state, real=sys.executable))
        file.chmod(0o755)

    def user(self, number: int) -> None:
        """Who `id -u` says is calling."""
        self.program("id", f"#!{{bash}}\necho {number}\n")

    def lacks_pango(self) -> None:
        """A system library is missing until apt-get installs it."""
        (self.state / "missing").write_text("pango\n")

    def run(self, need: str = "any", **env: str) -> tuple[int, str, str]:
        """Exit code, what was said, and what was asked of the programs by this run."""
        self.log.write_text("")
        done = subprocess.run(
            ["bash", str(self.root / "scripts" / "setup.sh"), need],
            executable=BASH, env={"PATH": str(self.bin), "HOME": "", **env}, cwd=os.sep,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr, self.log.read_text()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A pretended checkout on a machine that lacks nothing."""
    return Checkout(tmp_path)


def test_the_environment_is_made_once(checkout: Checkout) -> None:
    code, said, asked = checkout.run()
    assert (code, "setting up .venv" in said) == (0, True), said
    assert "--require-hashes -r requirements.lock" in asked and "--no-deps --no-build-isolation --editable ." in asked
    code, said, asked = checkout.run()
    assert (code, said, "-m pip" in asked) == (0, "", False)


def test_a_half_built_environment_is_built_again(checkout: Checkout) -> None:
    (checkout.state / "pip-fails").touch()
    assert checkout.run()[0] != 0
    assert (checkout.root / ".venv" / "bin" / "python").exists() and not (checkout.root / ".venv" / ".stamp").exists()
    (checkout.state / "pip-fails").unlink()
    code, _, asked = checkout.run()
    assert (code, "-m venv .venv" in asked) == (0, True)


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_changed_pin_or_package_map_makes_it_again(checkout: Checkout, file: str) -> None:
    checkout.run()
    (checkout.root / file).write_text("# changed\n")
    assert "-m venv .venv" in checkout.run()[2]


def test_a_moved_checkout_makes_it_again(checkout: Checkout) -> None:
    checkout.run()
    checkout.root = checkout.root.rename(checkout.root.with_name("else where"))
    assert "-m venv .venv" in checkout.run()[2]


def test_without_python_it_says_so(checkout: Checkout) -> None:
    checkout.program("python3.12", "#!{bash}\nexit 127\n")  # as a version manager's shim without its version
    code, said, _ = checkout.run()
    assert (code, "needs Python 3.11 or newer" in said) == (2, True)


def test_root_on_debian_gets_what_is_missing_in_one_go(checkout: Checkout) -> None:
    checkout.lacks_pango()
    checkout.program("apt-get", APT)
    (checkout.bin / "pdftotext").unlink()
    code, _, asked = checkout.run("pdf")
    assert code == 0
    assert "apt-get noninteractive update" in asked
    assert "apt-get noninteractive install -y -qq --no-install-recommends libpango-1.0-0 poppler-utils" in asked


def test_apt_is_asked_only_once(checkout: Checkout) -> None:
    checkout.lacks_pango()
    checkout.program("apt-get", '#!{bash}\necho apt-get >> "{log}"; exit 100\n')
    assert checkout.run("pdf")[0] == 2
    code, said, asked = checkout.run("pdf")
    assert (code, "apt-get" in asked.splitlines(), "missing: pango" in said) == (2, False, True)


@pytest.mark.parametrize(("need", "env", "expected"), [("pdf", {}, 2), ("any", {}, 0), ("any", {"CI": "true"}, 2)])
def test_what_cannot_be_installed_is_named(checkout: Checkout, need: str, env: dict[str, str], expected: int) -> None:
    checkout.lacks_pango()
    code, said, _ = checkout.run(need, **env)
    assert code == expected
    assert "missing: pango" in said and "install with: apt-get install libpango-1.0-0" in said


def test_a_library_that_goes_missing_later_is_noticed(checkout: Checkout) -> None:
    assert checkout.run("pdf")[0] == 0
    checkout.lacks_pango()
    assert checkout.run("pdf")[0] == 2


def test_a_library_without_a_known_package_is_still_missing(checkout: Checkout) -> None:
    checkout.lacks_pango()
    checkout.program("python3.12", PYTHON.replace('test ! -e "{state}/missing" || echo -n "libpango-1.0-0 "; ', ""))
    assert checkout.run("pdf")[0] == 2


WILLING = '#!{bash}\ntest "$1" = -n; shift; exec "$@"\n'
"""A sudo that asks for no password."""


def without_root(checkout: Checkout, sudo: str) -> None:
    """A user who is not root and lacks a library, with a sudo at hand."""
    checkout.user(1000)
    checkout.lacks_pango()
    checkout.program("apt-get", APT)
    checkout.program("sudo", sudo)
    (checkout.bin / "true").symlink_to(shutil.which("true") or "/bin/true")


def test_a_sudo_that_wants_a_password_is_not_used(checkout: Checkout) -> None:
    without_root(checkout, '#!{bash}\necho "sudo $*" >> "{log}"; test "$1" = -n || sleep 60; exit 1\n')
    code, said, asked = checkout.run("pdf", PHASEGATE_SUDO="1")
    assert "sudo -n true" in asked
    assert (code, "apt-get" in asked, "install with" in said) == (2, False, True)


def test_a_sudo_that_nobody_asked_for_is_not_used(checkout: Checkout) -> None:
    without_root(checkout, WILLING)
    code, said, asked = checkout.run("pdf")
    assert (code, "apt-get" in asked, "install with" in said) == (2, False, True)


def test_a_sudo_without_password_is_used_when_asked_for(checkout: Checkout) -> None:
    without_root(checkout, WILLING)
    code, _, asked = checkout.run("pdf", PHASEGATE_SUDO="1")
    assert (code, "apt-get noninteractive install" in asked) == (0, True)


def test_ci_wants_poppler(checkout: Checkout) -> None:
    (checkout.bin / "pdftoppm").unlink()
    assert checkout.run("any")[0] == 0
    code, said, _ = checkout.run("any", CI="true")
    assert (code, "poppler-utils" in said) == (2, True)
