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
    from phasegate.results.parts.findings import Finding as Finding
    from phasegate.results.result import Result as Result
    from phasegate.version import __version__ as __version__
    from phasegate.workspace.workspace import Workspace as Workspace

__all__ = ["Finding", "Result", "Workspace", "__version__", "check", "check_all", "load_ruleset"]
_HOMES = (
    ("phasegate.version", ("__version__",)),
    ("phasegate.results.parts.findings", ("Finding",)),
    ("phasegate.results.result", ("Result",)),
    ("phasegate.workspace.workspace", ("Workspace",)),
    ("phasegate.face", ("check", "check_all", "load_ruleset")),
)


def __getattr__(name: str) -> object:
    for home, names in _HOMES:
        if name in names:
            from importlib import import_module

            return getattr(import_module(home), name)
    raise AttributeError(f"module `phasegate` has no attribute `{name}`")


def __dir__() -> list[str]:
    return __all__
