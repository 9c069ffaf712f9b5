"""How each statement is written, read from the grammar itself: `line NAME "title" in CATEGORY costs EXPRESSION …`."""

from __future__ import annotations

import re
from functools import cache

from phasegate_dsl.words.statements import grammar

_RULE = re.compile(r"^\??([a-z_]+):\s*(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_TOKEN = re.compile(r'"(\w+)"|"([^"\w]+)"|(\w+)|([?*+()|])')
_SHOWN = {
    "STRING": '"TEXT"',
    "RULE_ID": "RULE-ID",
    "expr": "EXPRESSION",
    "exprs": "EXPRESSION, …",
    "names": "NAME, …",
    "block": "{ … }",
    "_tail": "CLAUSES { … }",
    "amount": "AMOUNT",
    "level": "LEVEL",
    "list": "[NAME, …]",
    "CMP": "COMPARISON",
    "anchor": "NAME | DATE | MONTH",
    "edit": "EDIT",
    "expectation": "EXPECTATION",
    "evidenced": "with evidence",
    "recurring": "recurring",
}


@cache
def _rules() -> dict[str, str]:
    text = re.sub(r"^//.*$", "", grammar(), flags=re.MULTILINE)
    return {match[1]: " ".join(match[2].split()) for match in _RULE.finditer(text)}


def forms(name: str) -> list[str]:
    """The forms of a statement as people read them; optional parts stand in brackets."""
    if name == "with":  # an edit of `given`
        return [form for form in forms("edit") if form.startswith("with ")]
    body = _rules().get(name, "")
    depth, parts, current = 0, [], ""
    for char in re.sub(r"->\s*\w+", "", body):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append(current)
            current = ""
        else:
            current += char
    return [_form(part) for part in [*parts, current] if part.strip()]


def clauses() -> list[str]:
    """Every clause as it is written."""
    return forms("clause")


def _form(part: str) -> str:
    words: list[str] = []
    for match in _TOKEN.finditer(part):
        keyword, symbol, name, sign = match.groups()
        if sign == "?" and words:
            words[-1] = f"[{words[-1]}]"
        elif sign in ("*", "+") and words:
            words[-1] = f"[{words[-1]}] …" if sign == "*" else f"{words[-1]} …"
        elif sign:
            words.append(sign)
        else:
            words.append(keyword or symbol or _SHOWN.get(name, name))
    text = " ".join(words).replace("( ", "(").replace(" )", ")").replace(" :", ":")
    text = re.sub(r"\(([^()]*) \[\)\] …", r"[\1] …", text)
    text = re.sub(r"\(([^()]*) \[\)\]", r"[\1]", text)
    return re.sub(r"\[CLAUSES \{ … \}\]|CLAUSES \{ … \}", "[CLAUSES] [{ … }]", text)
