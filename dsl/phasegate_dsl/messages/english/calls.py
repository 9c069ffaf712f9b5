"""Findings about the call itself: what it asked for cannot be done."""

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
            "cases": (
                "no business case was found in {paths:names}",
                "a case is a `.gate` file with an `initiative`, or a YAML or JSON file with the key `initiative`",
            ),
            "layouts": (
                "no `.gate` file was found in {paths:names}",
                "name files or folders that hold some",
            ),
            "accuracy": (
                "`--accuracy` is about the figures of the case itself",
                "leave `--tornado`, `--scenario`, `--set` and `focus` out",
            ),
            "of": (
                "`--of` names the figure of a tornado",
                "write `--tornado=FIGURE`",
            ),
            "tornado": (
                "a tornado is of one version of the case",
                "name one `--scenario`, or `--set`",
            ),
            "focus": (
                "rows in FOCUS shape are of one version of the case",
                "name one `--scenario`, and no `--tornado`",
            ),
            "drawing": (
                "`cost` does not draw",
                "`phasegate curve` does",
            ),
            "drawings": (
                "a drawing is of one case",
                "put each in its own file",
            ),
            "reach": (
                "no rule is in reach of these tests",
                "let the given cases follow one",
            ),
            "test": (
                "no `test` was found in {paths:names}",
                'a test is `test "name" {{ given "case.gate"; expect pass }}`',
            ),
            "face_ruleset": (
                "there is no `ruleset` in `{path}`",
                "name another file",
            ),
        },
    ),
    "PG901": Entry(
        "internal error",
        "Phasegate failed on this input; please report it. The rest of the run went on.",
        {
            "crash": (
                "internal error ({error})",
                "please report it with the file; PHASEGATE_DEBUG=1 shows more",
            ),
            "conservation": (
                "the {table} add up to {parts}, and the cost is {whole}",
                "please report it with the file; no figure of this case can be relied on",
            ),
            "format_unread": (
                "the formatted text cannot be read again; the file was left as it is",
                "please report it with the file",
            ),
            "format_meaning": (
                "the formatted text would not mean the same; the file was left as it is",
                "please report it with the file",
            ),
            "format_comments": (
                "the formatted text would have other comments; the file was left as it is",
                "please report it with the file",
            ),
        },
    ),
    "PG910": Entry(
        "not looked at",
        "A search of a folder leaves out what others installed there, links that lead away, and data that is too large. "
        "What is named on the call is checked.",
        {
            "packages": (
                (
                    "installed packages were not looked at: {names:names} and {more} more",
                    "installed packages were not looked at: {names:names}",
                ),
            ),
            "links": (
                (
                    "links that lead out of the repository or nowhere were not looked at: {names:names} and {more} more",
                    "links that lead out of the repository or nowhere were not looked at: {names:names}",
                ),
            ),
            "large": (
                (
                    "data too large for a case was not looked at: {names:names} and {more} more",
                    "data too large for a case was not looked at: {names:names}",
                ),
            ),
        },
    ),
}
