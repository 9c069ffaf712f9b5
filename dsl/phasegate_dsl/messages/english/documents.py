"""The shape of a case in YAML and JSON."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

DOCUMENTS = {
    "PG116": Entry(
        "YAML or JSON shape",
        "The document does not have the shape of a case; the message names the key.",
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
                "this is not YAML: it cannot be read",
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
                "write `\\\\` for a backslash, or use single quotes",
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
                "expected `:` after the key, found {found}",
                "{hint}",
            ),
            "json_entry": (
                "expected `,` or `{closer}`, found {found}",
                "{hint}",
                "the `{opener}` was opened on line {line}",
            ),
            "json_comma": (
                "expected another entry after `,`, found {found}",
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
