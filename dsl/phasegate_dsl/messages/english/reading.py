"""Reading a text: signs, strings, numbers, brackets, sizes."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

READING = {
    "PG100": Entry(
        "syntax error",
        "The text does not follow the grammar here. The message says what was found and what could stand in its place.",
        {
            "unread": (
                "this value cannot be read",
                "check the words between the figures",
            ),
            "no_value": ("expected a value, found nothing",),
            "one_value": ("expected one value",),
            "expected": (
                "expected {expected:some}, found {found}",
                "{hint}",
            ),
            "change": (
                "a change is written `name=value`",
                'for example `--set "claims=80_000 to 110_000 claim/mo"`',
            ),
        },
    ),
    "PG101": Entry(
        "unknown character",
        "This character is not part of the language outside strings and comments.",
        {
            "comment_in_value": (
                "`{text}` is not part of the language here",
                "move the comment out of the quotes",
            ),
            "brace_in_value": (
                "`{text}` is not part of the language here",
                "a value has no `{{ }}`: delete it",
            ),
            "meant": (
                "`{text}` is not part of the language",
                "write `{written}`",
            ),
            "stray": (
                "`{text}` is not part of the language",
                "delete it",
            ),
            "quote": (
                "`{text}` is not part of the language",
                "strings are written in double quotes",
            ),
            "dash": (
                "`{text}` is not part of the language",
                "write `-`, or `to` for a range",
            ),
            "at": (
                "`{text}` is not part of the language",
                "write the name in quotes",
            ),
            "percent": (
                "`{text}` is not part of the language",
                "a percent sign stands right after a number: `40%`",
            ),
        },
    ),
    "PG102": Entry(
        "string without closing quote",
        'A string starts and ends on one line: `"like this"`. Inside it `\\"` is a quote and `\\n` a new line.',
        {
            "open": (
                "this string has no closing quote",
                'add `"` before the end of the line',
            ),
        },
    ),
    "PG103": Entry(
        "single quotes",
        'Strings are written in double quotes: `"like this"`.',
        {
            "single": (
                "strings are written in double quotes",
                "write `{written}`",
            ),
        },
    ),
    "PG104": Entry(
        "not a number",
        "Numbers are written `10_000`, `0.5`, `75K`, `2.4M`, `1B` or `40%`; a unit follows after a space: `14 call`.",
        {
            "groups": (
                "`{text}` is not a number",
                "write `{written}`: groups of digits are set apart with `_`",
            ),
            "scale": (
                "`{text}` is not a number",
                "write `{written}`: K, M and B stand for thousand, million and billion",
            ),
            "unit": (
                "`{text}` is not a number",
                "put a space between the number and its unit: `{written}`",
            ),
            "form": (
                "`{text}` is not a number",
                "write it like `10_000`, `0.5`, `75K` or `$2.4M`",
            ),
        },
    ),
    "PG105": Entry(
        "bracket without partner",
        "Every `(`, `[` and `{` needs its closing partner; the finding points at the one that was opened and not closed.",
        {
            "open": (
                "this `{bracket}` is never closed",
                "add `{closer}` before the end of line {line}",
            ),
            "closes_nothing": (
                "this `}}` closes nothing",
                "delete it",
            ),
            "never_closed": (
                "this `{{` is never closed",
                "delete it",
            ),
            "block_open": (
                "this `{{` of `{word}` is never closed",
                "add `}}` on a line of its own where the block ends",
            ),
            "not_opened": (
                "the block of `{word}` is not opened",
                "add `{{` at the end of the line",
            ),
        },
    ),
    "PG106": Entry(
        "invisible character",
        "Control characters and characters that change the direction of text are refused: a review must see what the checker reads.",
        {
            "hidden": (
                "the invisible character {character} is not allowed",
                "delete it: what a reviewer cannot see must not be there",
            ),
        },
    ),
    "PG107": Entry(
        "unreadable file",
        "The file cannot be read as UTF-8 text, or not at all.",
        {
            "encoding": (
                "byte {at} of `{path}` is not UTF-8",
                "save the file as UTF-8",
            ),
            "folder": (
                "`{path}` is a folder",
                "check the path",
            ),
            "absent": (
                "`{path}` does not exist",
                "check the path",
            ),
            "device": (
                "`{path}` is not a regular file",
                "check the path",
            ),
            "unreadable": (
                ("`{path}` cannot be read: {reason}", "`{path}` cannot be read: bad path"),
                "check the path and its permissions",
            ),
            "not_written": ("{reason}",),
            "no_gate": (
                "`{path}` is not a `.gate` file",
                "name a `.gate` file",
            ),
            "link": (
                "`{path}` is a link that leads out of the repository",
                "put the file itself there, or name the one that is meant",
            ),
            "bad_path": (
                "`{path}` cannot be read: bad path",
                "name a `.gate` file",
            ),
            "git_commit": (
                "`{revision}` cannot be read in the repository at `{root}`: git finds no such commit there",
                "name a commit, branch or tag",
            ),
            "git_absent": (
                "`{revision}` cannot be read in the repository at `{root}`: git is not installed",
                "name a commit, branch or tag",
            ),
            "git_folder": (
                "`{revision}` cannot be read in the repository at `{root}`: there is no such folder",
                "name a commit, branch or tag",
            ),
            "git_silent": (
                "`{revision}` cannot be read in the repository at `{root}`: git does not answer",
                "name a commit, branch or tag",
            ),
            "git_files": (
                "`{revision}` cannot be read in the repository at `{root}`: the commit holds too many files",
                "name a commit, branch or tag",
            ),
        },
    ),
    "PG108": Entry(
        "too large",
        "The file, a line or a list is larger than a person can review; the message names the limit.",
        {
            "too_many": (
                "`{ruleset}` has too many rules about the same things to compare each with each",
                "split the ruleset",
            ),
            "bytes": (
                "the file has {size:,} bytes; the most is {most:,} characters",
                "split the file; a case that a person can review is far smaller",
            ),
            "statements": (
                "the file has more than {most:,} statements and fields",
                "split the file; a case that a person can review is far smaller",
            ),
            "steps_applies": (
                "what `applies when` asks for are more than {most:,} steps: comprehensions stand within comprehensions",
                "ask for facts of the initiative, such as `initiative.industry`",
            ),
            "tests": (
                "{tests:,} tests of this file were not run: those before them took more than {most:,} steps",
                "split the file, or test the rules with smaller cases",
            ),
            "phases": (
                "the case has {phases:,} phases; the most is {most}",
                "join phases that are decided on together",
            ),
            "versions": (
                "the case declares {versions:,} scenarios and levels of curves; with {lines:,} lines the most is {most:,}",
                "keep those that a decision rests on; `--set` and `curve --at` show any other",
            ),
            "drivers": (
                "the case has {ranges:,} ranges; the {most} that go with a figure most closely are moved one by one",
                "give ranges that mean the same one name; what drives all the others is not shown",
            ),
            "errors": (
                "{more:,} more errors are not listed",
                "mend the first {most}; most others may be echoes of them",
            ),
            "contingencies": (
                "more than {most} contingencies",
                "put together what is set aside for the same",
            ),
            "levers": (
                "more than {most} levers cut `{name}`",
                "put levers together, or cut parts of the line that are lines of their own",
            ),
            "all_levers": (
                "the case has more than {most} levers",
                "keep those that a decision rests on",
            ),
            "numbers": (
                "{ranges:,} ranges at {draws:,} draws are more than {most:,} numbers",
                "ask for fewer `--draws`, or give ranges that mean the same one name",
            ),
            "steps": (
                "`{rule}` asks for more than {most:,} steps: comprehensions stand within comprehensions",
                "count with `let` first, or split the rule",
            ),
            "folder": (
                "`{path}` holds more than {most:,} files",
                "name the folders that hold business cases",
            ),
            "file": (
                "the file has {size:,} characters; the most is {most:,}",
                "split the file; a case that a person can review is far smaller",
            ),
            "value": (
                "this value has {size:,} characters; the most is {most:,}",
                "name parts of it with `assume`",
            ),
            "levels": (
                "a curve has at most {most} levels",
                "ask for fewer",
            ),
            "strangers": (
                "the file has {errors:,} keys and values that do not belong to a case",
                "check that it is a business case",
            ),
            "literal": (
                "this has {size:,} characters; the most is {most:,}",
                "write it shorter",
            ),
            "line": (
                "this line has {size:,} characters; the most is {most:,}",
                "break the line",
            ),
            "change": (
                "a change has at most {most} characters",
                'for example `--set "claims=80_000 to 110_000 claim/mo"`',
            ),
        },
    ),
    "PG109": Entry(
        "nested too deeply",
        "Brackets are nested deeper than the language allows; name parts of the expression.",
        {
            "nested_keys": (
                "lists and keys are nested deeper than {most}",
                "a case is four levels deep",
            ),
            "nested_json": (
                "brackets are nested deeper than {most}",
                "a case is four levels deep",
            ),
            "nested_value": (
                "the value is nested deeper than {most}",
                "name a part of the expression with `assume`",
            ),
            "brackets": (
                "brackets are nested deeper than {most}",
                "name a part of the expression with `assume` or `let`",
            ),
            "operators": (
                "a statement has more than {most:,} operators",
                "name a part of the expression with `assume` or `let`",
            ),
            "items": (
                "a statement has more than {most:,} items",
                "split it",
            ),
            "chains": (
                "operators are nested deeper than {most}",
                "name a part of the expression with `assume` or `let`",
            ),
            "recursion": (
                "an expression is nested too deeply",
                "name parts of it with `assume` or `let`",
            ),
            "memory": (
                "there is not enough memory to judge this",
                "ask for fewer `--draws`, or split the case",
            ),
        },
    ),
}
