"""Reading a text: signs, brackets, statements, clauses, dates."""

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
                "a percent sign stands right behind a number: `40%`",
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
            "read_only": (
                "`{path}` cannot be written: it is read-only",
                "check the path and its permissions",
            ),
            "unwritable": (
                ("`{path}` cannot be written: {reason}", "`{path}` cannot be written: bad path"),
                "check the path and its permissions",
            ),
            "not_written": (
                "{reason}",
                "check the path and its permissions",
            ),
            "no_gate": (
                "`{path}` is not a `.gate` file",
                "name a `.gate` file",
            ),
            "link": (
                "`{path}` is a link that leads out of the repository",
                "name a `.gate` file",
            ),
            "bad_path": (
                "`{path}` cannot be read: bad path",
                "name a `.gate` file",
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
        },
    ),
    "PG110": Entry(
        "statement in the wrong place",
        "Each statement has its place: a `line` stands in an initiative or a phase, a `rule` in a ruleset or a gate.",
        {
            "not_a_case": (
                "a `{what}` cannot be written in {form}: only business cases can",
                "keep it in a `.gate` file of its own, and `follows` it by name",
            ),
        },
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
            "open": (
                "`…` is still to be filled in",
                "write what only you know in its place",
            ),
        },
    ),
    "PG113": Entry(
        "said twice",
        "A clause, a field or a name is given twice; only one can count.",
        {
            "twice": (
                "`{name}` is given twice",
                "keep one",
            ),
        },
    ),
    "PG114": Entry(
        "wrong kind of value",
        "The field takes another kind of value; the message shows an example.",
        {
            "takes_comparison": (
                "`{key}` takes a comparison with a value, found {found}",
                "for example `{key}: <= $3/claim`",
            ),
            "takes_rule": (
                "`{key}` takes the id of a rule, found {found}",
                "for example `FS-012`",
            ),
            "takes_name": (
                "`{key}` takes a name, found {found}",
                "a name has letters, digits and `_`",
            ),
            "takes_names": ("`{key}` takes at least one name, found {found}",),
            "takes_anchor": (
                "`{key}` takes a phase, a month or a date, found {found}",
                "for example `{key}: scale` or `{key}: 2026-10`",
            ),
            "takes_date": (
                "`{key}` takes a date, found {found}",
                "write year-month-day, such as `2026-10-01`",
            ),
        },
    ),
    "PG115": Entry(
        "bad date",
        "The date does not exist in the calendar.",
        {},
    ),
    "PG116": Entry(
        "YAML or JSON shape",
        "The document's shape is not that of a case; the message names the key.",
        {
            "alias": (
                "`*{anchor:.40}` repeats another part of the file",
                "write it out: a reviewer reads each line by itself",
            ),
            "documents": (
                "a second document starts here",
                "a file holds one case: delete the `---`, or move what follows into another file",
            ),
            "tag": (
                "`{tag}` is a tag, and tags are not read",
                "delete it: the key says what kind of value it takes",
            ),
            "anchor": (
                "`&{anchor:.40}` is an anchor, and anchors are not read",
                "delete it, and write the value out where it is repeated",
            ),
            "key_shape": (
                "a key is one word, not a list or keys of its own",
                "write `key: value`",
            ),
            "key_missing": (
                "a key is missing before `:`",
                "write `key: value`",
            ),
            "merge": (
                "`<<` merges keys from elsewhere, and that is not read",
                "write the keys out here",
            ),
            "empty": (
                "the file is empty",
                "a case starts with its name: `initiative: claims_copilot`",
            ),
            "alternative": (
                "an alternative cannot be called `{name}`",
                "that word has a meaning of its own here",
            ),
            "json_line": (
                "a text in JSON stands on one line and has no tabs",
                "write `\\n` or `\\t`, or close the quote",
            ),
            "json_escape": (
                "this is not an escape of JSON",
                "write `\\\\` for a backslash",
            ),
            "json_quote": (
                "this quote is never closed",
                'add `"` at the end of the text',
            ),
            "clash": (
                "`{name}` would stand twice under the same key in YAML and JSON",
                "give it a name of its own",
            ),
            "key": (
                ("`{what}` has no key `{name}`", "a case has no key `{name}`"),
                "did you mean `{meant}`?",
                "its keys are {known:names}",
            ),
            "start": (
                "the document has no `{key}`, the name of the case",
                "start with `{key}: {example}`",
            ),
            "entry_needs": (
                ("this entry of `{name}` needs {keys:and}: {doc}", "this entry of `{name}` needs {keys:and}"),
                "for example `{key}: {example}`",
            ),
            "needs": (
                ("`{name}` needs {keys:and}: {doc}", "`{name}` needs {keys:and}"),
                "for example `{key}: {example}`",
            ),
            "name": (
                ("`{name}` is not a name", "a name is missing here"),
                "a name has letters, digits and `_`: `{word}`",
                "a name has letters, digits and `_`",
            ),
            "not_a_case": (
                "a case is a document of keys with values, and this is {found}",
                "start with `initiative: claims_copilot`",
            ),
            "empty_key": (
                "`{name}` is empty",
                "give a value, or delete the key",
            ),
            "takes": (
                "`{name}` takes {wanted}, not {found}",
                "for example `{key}: {example}`",
                "{form}",
            ),
            "comma": (
                "inside `{{ }}` and `[ ]` this value ends at its first `,`: `{text}`",
                'put all of it in quotes: `"{whole}"`',
            ),
            "yaml_character": (
                "this character is not allowed in YAML",
                "delete it",
            ),
            "yaml": (
                ("this is not YAML: {reason}", "this is not YAML: it cannot be read"),
                "check the indentation and the quotes around this place",
            ),
            "yaml_colon": (
                "a `:` stands inside this value, where YAML takes it for a key",
                'put the whole value in quotes: `{key}: "{value}"`',
            ),
            "yaml_below": (
                "this key stands below a line that holds a value already",
                "indent it like the other keys of its block, or quote the value above",
            ),
            "yaml_start": (
                "a value cannot start with `{text}` in YAML",
                "put the whole value in quotes",
            ),
            "yaml_tab": (
                "a tab indents this line, and YAML indents with spaces",
                "write spaces instead",
            ),
            "yaml_indicator": (
                "a value that starts with `{text}` means something else in YAML",
                "put the whole value in quotes",
            ),
            "yaml_bracket": (
                "this `{opener}` is not closed where line {line} goes on",
                "add `{closer}` or a `,` between entries",
            ),
            "yaml_quote": (
                "this quote is never closed",
                "close it with the same quote",
            ),
            "yaml_escape": (
                "this is not an escape that YAML knows",
                "write `\\\\` for a backslash, or take single quotes",
            ),
            "yaml_no_colon": (
                "a key is followed by `:` and its value",
                "write `key: value`",
            ),
            "yaml_item": (
                "a list's item cannot start here",
                "put it on a line of its own: `- item`",
            ),
            "yaml_key": (
                "a key cannot start here",
                "write `key: value` on a line of its own",
            ),
            "yaml_list": (
                "this line does not belong to the list above",
                "start each item with `- ` at the same depth",
            ),
            "yaml_indent": (
                "this line does not fit the keys above it",
                "check its indentation, and the quotes on the line above",
            ),
            "yaml_tag": (
                "tags such as `!name` are not read",
                "delete it, or put the whole value in quotes",
            ),
            "yaml_outside": (
                "this stands outside of the case",
                "delete the line, or put the value in quotes",
            ),
            "yaml_value": (
                "a value is missing here",
                "write `key: value`",
            ),
            "json_end": (
                "expected the end of the file, found {found}",
                "{hint}",
                "a file holds one case",
            ),
            "json_value": (
                "expected a value, found {found}",
                "{hint}",
            ),
            "json_key": (
                "expected a key in quotes, found {found}",
                "{hint}",
            ),
            "json_colon": (
                "expected `:` behind the key, found {found}",
                "{hint}",
            ),
            "json_entry": (
                "expected `,` or `{closer}`, found {found}",
                "{hint}",
                "the `{opener}` was opened on line {line}",
            ),
            "json_comma": (
                "expected another entry behind `,`, found {found}",
                "{hint}",
                "delete the last `,`",
            ),
            "unwritable": (
                "the case cannot be written as {form}: {cause}",
                "keep the case in the form that it has",
            ),
        },
    ),
}
