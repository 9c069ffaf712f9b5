"""Policy as code for AI budgets: facts become figures, rules become findings.

    import phasegate

    result = phasegate.check("case.gate")
    result.verdict, [finding.code for finding in result.findings]

This is the whole public face: `check`, `check_all`, `load_ruleset`, `Workspace`, `Result`, `Finding`. Each loads what it
needs when it is first used, so that `import phasegate` loads nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is slow to load, and every start of the command comes through here
if TYPE_CHECKING:
    from phasegate.face import check as check
    from phasegate.face import check_all as check_all
    from phasegate.face import load_ruleset as load_ruleset
    from phasegate.results.parts.findings import FindingRecord as Finding
    from phasegate.results.result import Result as Result
    from phasegate.version import __version__ as __version__
    from phasegate.workspace.workspace import Workspace as Workspace

__all__ = ["Finding", "Result", "Workspace", "__version__", "check", "check_all", "load_ruleset"]
_HOMES = {
    "Finding": ("phasegate.results.parts.findings", "FindingRecord"),  # as a result holds it; the language has its own
    "Result": ("phasegate.results.result", "Result"),
    "Workspace": ("phasegate.workspace.workspace", "Workspace"),
    "__version__": ("phasegate.version", "__version__"),
    "check": ("phasegate.face", "check"),
    "check_all": ("phasegate.face", "check_all"),
    "load_ruleset": ("phasegate.face", "load_ruleset"),
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        home, own = _HOMES[name]
        return getattr(import_module(home), own)
    raise AttributeError(f"module `phasegate` has no attribute `{name}`")


def __dir__() -> list[str]:
    return __all__
