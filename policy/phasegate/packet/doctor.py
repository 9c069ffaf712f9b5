"""What printing a PDF needs of the system: which libraries are there, and the one line that installs the rest."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from pathlib import Path

from phasegate_dsl.records import frozen


@frozen
class NativeLibrary:
    """A native library that WeasyPrint loads: what it is for, its file names, its package by system."""

    name: str
    purpose: str
    files: tuple[str, ...]
    packages: dict[str, str]
    required: bool = True


LIBRARIES = (
    NativeLibrary(
        "pango", "text layout", ("libpango-1.0.so.0", "libpango-1.0-0", "pango-1.0", "libpango-1.0.dylib"),
        {"debian": "libpango-1.0-0", "fedora": "pango", "alpine": "so:libpango-1.0.so.0", "arch": "pango", "macos": "pango", "windows": "mingw-w64-ucrt-x86_64-pango"},
    ),
    NativeLibrary(
        "pangoft2", "fonts from files", ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.dylib"),
        {"debian": "libpangoft2-1.0-0", "fedora": "pango", "alpine": "so:libpangoft2-1.0.so.0", "arch": "pango", "macos": "pango", "windows": "mingw-w64-ucrt-x86_64-pango"},
    ),
    NativeLibrary(
        "gobject", "object system of Pango", ("libgobject-2.0.so.0", "libgobject-2.0-0", "gobject-2.0", "libgobject-2.0.dylib"),
        {"debian": "libpango-1.0-0", "fedora": "pango", "alpine": "so:libgobject-2.0.so.0", "arch": "pango", "macos": "pango", "windows": "mingw-w64-ucrt-x86_64-pango"},
    ),
    NativeLibrary(
        "fontconfig", "choice of fonts", ("libfontconfig.so.1", "fontconfig-1", "fontconfig", "libfontconfig.1.dylib"),
        {"debian": "libpangoft2-1.0-0", "fedora": "pango", "alpine": "so:libfontconfig.so.1", "arch": "pango", "macos": "pango", "windows": "mingw-w64-ucrt-x86_64-pango"},
    ),
    NativeLibrary(
        "harfbuzz-subset", "small fonts in the file; without it printing takes twice as long", ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0", "harfbuzz-subset", "libharfbuzz-subset.0.dylib"),
        {"debian": "libharfbuzz-subset0", "fedora": "harfbuzz", "alpine": "so:libharfbuzz-subset.so.0", "arch": "harfbuzz", "macos": "harfbuzz", "windows": "mingw-w64-ucrt-x86_64-harfbuzz"},
        required=False,
    ),
)  # fmt: skip

_INSTALL = {
    "debian": "apt-get install --no-install-recommends {}",
    "fedora": "dnf install {}",
    "alpine": "apk add {}",
    "arch": "pacman -S {}",
    "macos": "brew install {}",
    "windows": "pacman -S {}   (in an MSYS2 shell)",
}

_OTHER_NAMES = {"poppler-utils": {"arch": "poppler", "macos": "poppler", "windows": "mingw-w64-ucrt-x86_64-poppler"}}
"""Packages asked for by their Debian name that are called otherwise elsewhere."""


def loadable(library: NativeLibrary) -> bool:
    """Whether the system's loader finds a library under one of its names."""
    for name in library.files:
        try:
            ctypes.CDLL(name)
        except OSError:
            found = ctypes.util.find_library(name) if "." not in name else None
            if found:
                return True
        else:
            return True
    return False


def missing_libraries() -> list[NativeLibrary]:
    """The libraries that are not there."""
    return [library for library in LIBRARIES if not loadable(library)]


def system(release: Path = Path("/etc/os-release"), platform: str = sys.platform) -> str:
    """The family of this operating system: `debian`, `fedora`, `alpine`, `arch`, `macos`, `windows`, or none where it is not known."""
    if platform == "darwin":
        return "macos"
    if platform == "win32":
        return "windows"
    try:
        text = release.read_text("utf-8", "replace")
    except OSError:
        return ""
    pairs = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    ids = " ".join(pairs.get(k, "").strip("\"'") for k in ("ID", "ID_LIKE")).split()
    known = {
        "debian": "debian",
        "ubuntu": "debian",
        "fedora": "fedora",
        "rhel": "fedora",
        "centos": "fedora",
        "alpine": "alpine",
        "arch": "arch",
    }
    return next((known[i] for i in ids if i in known), "")


def packages(libraries: list[NativeLibrary], family: str) -> list[str]:
    """The packages that bring these libraries, each once."""
    return list(dict.fromkeys(library.packages[family] for library in libraries if family in library.packages))


def install_line(libraries: list[NativeLibrary], family: str | None = None, more: tuple[str, ...] = ()) -> str:
    """The one line that installs what is missing on this system."""
    family = system() if family is None else family
    if family not in _INSTALL:
        return "see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html for " + ", ".join(
            library.name for library in libraries
        )
    named = [_OTHER_NAMES.get(name, {}).get(family, name) for name in more]
    return _INSTALL[family].format(" ".join([*packages(libraries, family), *named]))


def report() -> tuple[list[str], bool]:
    """The lines of `phasegate doctor`, and whether the packet can be printed."""
    lines = [
        f"python {sys.version.split()[0]}: good" if sys.version_info >= (3, 11) else "python: 3.11 or newer is needed"
    ]
    missing = missing_libraries()
    for library in LIBRARIES:
        state = "found" if library not in missing else "MISSING" if library.required else "missing (optional)"
        lines.append(f"{library.name}: {state} ({library.purpose})")
    if missing:
        lines.append(f"install what is missing with: {install_line(missing)}")
    if any(library.required for library in missing):
        return [*lines, "the packet cannot be printed yet"], False
    printed, good = _try_print()
    return [*lines, *printed], good


def _try_print() -> tuple[list[str], bool]:
    """Load WeasyPrint (which prints a banner when it fails) and print one page in memory with the shipped fonts."""
    import contextlib
    import io
    import logging

    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
    except (ImportError, OSError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        hint = (
            'pip install "phasegate[pdf]"'
            if isinstance(error, ImportError)
            else install_line([x for x in LIBRARIES if x.required])
        )
        return [f"weasyprint: cannot be loaded ({reason})", f"install it with: {hint}"], False
    from phasegate.packet.assets import fonts

    files = sorted(fonts().glob("*.ttf"))
    lines = [f"weasyprint {weasyprint.__version__}: found", f"fonts: {len(files)} in {fonts()}"]
    if not files:
        return [*lines, "fonts: MISSING; reinstall phasegate"], False
    face = f"@font-face {{ font-family: Try; src: url('{files[0].as_uri()}') }} body {{ font-family: Try }}"
    pdf = weasyprint.HTML(string=f"<style>{face}</style><p>Phasegate</p>").write_pdf()
    good = bool(pdf) and pdf.startswith(b"%PDF")
    return [*lines, "printed a page: the packet can be printed" if good else "a page could not be printed"], good


def main(arguments: list[str]) -> int:
    """For set-up scripts: `--missing`, `--packages [MORE]`, `--install-line [MORE]`, each on one line."""
    missing, more = missing_libraries(), tuple(arguments[1:])
    if arguments[:1] == ["--missing"]:
        print(" ".join(library.name for library in missing if library.required))
    elif arguments[:1] == ["--packages"]:
        print(" ".join([*packages(missing, system()), *more]))
    elif arguments[:1] == ["--install-line"]:
        print(install_line(missing, more=more))
    else:
        lines, good = report()
        print("\n".join(lines))
        return 0 if good else 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
