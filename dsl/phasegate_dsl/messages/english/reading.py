"""Reading a text: signs, brackets, statements, clauses, dates."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

READING = {
    "PG100": Entry(
        "syntax error",
        "The text does not follow the grammar here. The message says what was found and what could stand in its place.",
        {},
    ),
    "PG101": Entry(
        "unknown character",
        "This character is not part of the language outside strings and comments.",
        {},
    ),
    "PG102": Entry(
        "string without closing quote",
        'A string starts and ends on one line: `"like this"`. Inside it `\\"` is a quote and `\\n` a new line.',
        {},
    ),
    "PG103": Entry(
        "single quotes",
        'Strings are written in double quotes: `"like this"`.',
        {},
    ),
    "PG104": Entry(
        "not a number",
        "Numbers are written `10_000`, `0.5`, `75K`, `2.4M`, `1B` or `40%`; a unit follows after a space: `14 call`.",
        {},
    ),
    "PG105": Entry(
        "bracket without partner",
        "Every `(`, `[` and `{` needs its closing partner; the finding points at the one that was opened and not closed.",
        {},
    ),
    "PG106": Entry(
        "invisible character",
        "Control characters and characters that change the direction of text are refused: a review must see what the checker reads.",
        {},
    ),
    "PG107": Entry(
        "unreadable file",
        "The file cannot be read as UTF-8 text, or not at all.",
        {
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
        },
    ),
    "PG109": Entry(
        "nested too deeply",
        "Brackets are nested deeper than the language allows; name parts of the expression.",
        {},
    ),
    "PG110": Entry(
        "statement in the wrong place",
        "Each statement has its place: a `line` stands in an initiative or a phase, a `rule` in a ruleset or a gate.",
        {},
    ),
    "PG111": Entry(
        "clause in the wrong place",
        "Each clause belongs to certain statements: `funds` to `line` and `role`, `dated` to `control`.",
        {},
    ),
    "PG112": Entry(
        "clause missing",
        "A statement lacks a part that it cannot do without.",
        {
            "incomplete": (
                "a test needs one `given` and an `expect`",
                'write `given "case.gate"; expect pass`',
            ),
        },
    ),
    "PG113": Entry(
        "said twice",
        "A clause, a field or a name is given twice; only one can count.",
        {},
    ),
    "PG114": Entry(
        "wrong kind of value",
        "The field takes another kind of value; the message shows an example.",
        {},
    ),
    "PG115": Entry(
        "bad date",
        "The date does not exist in the calendar.",
        {},
    ),
    "PG116": Entry(
        "YAML or JSON shape",
        "The document's shape is not that of a case; the message names the key.",
        {},
    ),
}
