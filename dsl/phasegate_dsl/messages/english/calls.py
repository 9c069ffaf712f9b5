"""The call itself."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

CALLS = {
    "PG900": Entry(
        "nothing was checked",
        "No business case was found, or a ruleset did not load. That is never a pass.",
        {
            "filter": (
                "no name or path of the {tests} tests in {paths:names} holds `{text}`",
                "give another text to `--filter`",
            ),
            "ruleset": (
                "no `ruleset` was found in {paths:names}",
                'a ruleset starts with `ruleset name "Title" {{`',
            ),
            "no_ruleset": (
                "there is no `ruleset` in `{path}`",
                "name a file with a ruleset",
            ),
            "test": (
                "no `test` was found in {paths:names}",
                'a test is `test "name" {{ given "case.gate"; expect pass }}`',
            ),
        },
    ),
    "PG901": Entry(
        "internal error",
        "Phasegate failed on this input; please report it. The rest of the run went on.",
        {},
    ),
}
