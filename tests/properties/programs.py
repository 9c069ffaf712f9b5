"""Programs of the language by chance: every statement of `phasegate_dsl.words` where it belongs, every form of expression.

    tokens = Programs(random).program()      # valid for the parser and for `phasegate_dsl.check`
    text = plain(tokens)                     # one statement a line, one space between tokens
    text = noisy(tokens, random)             # the same tokens with any space, line ends and comments that are allowed

`random` is a `random.Random`; in a property, `hypothesis.strategies.randoms(use_true_random=False)` gives one that
shrinks. Names are not resolved: a program is well formed, it need not make sense.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from phasegate_dsl import operators
from phasegate_dsl.words import LEVELS, WORDS, FieldSpec, Part, Word

NL = "\n"
"""The end of a statement."""
PLAIN = ("a", "claims", "scale", "x1", "_under", "EU", "cache_hit_rate", "a_rather_long_name_of_a_driver")
KEYWORDS = (
    "value",
    "line",
    "phase",
    "source",
    "control",
    "per_call",
    "mandatory",
    "with",
    "gate",
    "test",
    "over",
    "at",
)
"""Names that are also words of the language: they are names where the word cannot stand."""
UNITS = ("fte", "call", "mo", "weeks", "USD", "person_hour")
NUMBERS = ("0", "1", "1_000", "0.5", "75K", "2.4M", "1B", "40%", "1.5%", "$75K", "$0.0009", "€3", "£1_000.50", "¥9B")
TEXTS = ('""', '"a"', '"two words, # and { a: brace; }"', r'"an \"inner\" \\ \n"', '"ünïcödé → 漢字"', '"tab\there"')
DATES = ("2026-10-01", "2027-02-28")
MONTHS = ("2026-10", "2027-01")
OPERATORS = tuple(operator.sign for operator in operators.OPERATORS if operator.terminal != "NOT")


def chance(random: Random, share: float) -> bool:
    """True in this share of cases; the least that a random may give is a no, so that examples shrink to small ones."""
    return random.random() >= 1 - share


class Programs:
    """Makes programs; everything that is chosen is chosen with one `Random`."""

    def __init__(self, random: Random, size: int = 4) -> None:
        self.random = random
        self.size = size
        """The most statements of a kind of body, beside its fields."""

    # -- choices -----------------------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return chance(self.random, share)

    def one(self, *options: Callable[[], list[str]]) -> list[str]:
        return self.random.choice(options)()

    def name(self) -> str:
        return self.random.choice(PLAIN if self.chance(0.7) else KEYWORDS)

    def bare(self) -> str:
        return self.random.choice(PLAIN)

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def rule_id(self) -> str:
        return self.random.choice(("TB-301", "FS-LOG-1", "A-1"))

    def names(self) -> list[str]:
        return self.commas(lambda: [self.name()], 1, 4)

    def commas(self, make: Callable[[], list[str]], least: int, most: int) -> list[str]:
        out: list[str] = []
        for number in range(self.random.randint(least, most)):
            out += [",", *make()] if number else make()
        return out

    # -- expressions -------------------------------------------------------------------------------------------

    def expression(self, depth: int = 2) -> list[str]:
        """An operand, or a chain of operands and operators."""
        out = self.operand(depth)
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 5))):
            out += [self.random.choice(OPERATORS), *self.operand(depth)]
        return out

    def operand(self, depth: int) -> list[str]:
        out: list[str] = []
        while self.chance(0.1):
            out.append(self.random.choice(("-", "not")))
        if depth and self.chance(0.35):
            return out + self.one(
                lambda: ["(", *self.expression(depth - 1), ")"],
                lambda: self.list(lambda: self.expression(depth - 1)),
                lambda: self.list(lambda: [self.bare()]),
                lambda: self.call(depth),
                lambda: [*self.call(depth), ".", self.name()],
            )
        return out + self.one(
            lambda: [self.name()],
            lambda: [self.name(), ".", self.name(), *([".", self.name()] if self.chance(0.3) else [])],
            self.quantity,
            lambda: [self.random.choice(NUMBERS)],
            lambda: [self.random.choice((*DATES, *MONTHS, "yes", "no", self.text()))],
        )

    def quantity(self) -> list[str]:
        number = [self.random.choice([n for n in NUMBERS if n[0].isdigit() and n[-1] != "%"])]
        return number + ([self.random.choice(UNITS)] if self.chance(0.7) else [])

    def list(self, make: Callable[[], list[str]]) -> list[str]:
        items = self.commas(make, 0, 4)
        return ["[", *items, *([","] if items and self.chance(0.2) else []), "]"]

    def call(self, depth: int) -> list[str]:
        if self.chance(0.3):
            where = ["where", *self.expression(depth - 1)] if self.chance(0.5) else []
            value, over = self.expression(depth - 1), self.expression(depth - 1)
            return ["any", "(", *value, "for", self.name(), "in", *over, *where, ")"]
        if self.chance(0.1):
            return ["measured", "(", self.bare(), ")"]  # a function whose name is a word of the language

        def argument() -> list[str]:
            label = self.random.choice(("over", "by", "cap", *MONTHS)) if self.chance(0.4) else ""
            return [*([label, ":"] if label else []), *self.expression(depth - 1)]

        args = self.commas(argument, 0, 3)
        return ["ramp", "(", *args, *([","] if args and self.chance(0.2) else []), ")"]

    # -- statements --------------------------------------------------------------------------------------------

    def program(self) -> list[str]:
        """The tokens of a whole text."""
        return self.statements("", depth=3)

    def statements(self, parent: str, depth: int) -> list[str]:
        """Statements and fields that may stand in a body, in any order."""
        kinds = [k for k, spec in WORDS.items() if parent in spec.places and k not in ("with",) and parent != "given"]
        items = [
            self.statement(self.random.choice(kinds), depth) for _ in range(self.random.randint(0, self.size)) if kinds
        ]
        if parent == "test":
            items = [self.statement("given", depth), *items]
        items += self.fields(parent)
        self.random.shuffle(items)
        out: list[str] = []
        for item in items:
            out += [NL, *item] if out else item
        return out

    def fields(self, kind: str) -> list[list[str]]:
        """Fields of a body, the required ones always, each once."""
        if kind not in WORDS:
            return []
        spec = WORDS[kind]
        chosen = {n: f for n, f in spec.fields.items() if f.required or self.chance(1.5 / (len(spec.fields) or 1))}
        out = [[name, ":", *self.value(field)] for name, field in chosen.items()]
        if spec.entries:
            out += [[name, ":", *self.expression()] for name in ("api", "self_hosted")]
        elif spec.facts and self.chance(0.2):
            out.append(["zz_fact", ":", self.text()])
        return out

    def value(self, field: FieldSpec) -> list[str]:
        """A value of a field's kind."""
        return {
            "text": lambda: [self.text()],
            "name": lambda: [self.bare()],
            "names": lambda: self.list(lambda: [self.bare()]),
            "texts": lambda: self.list(lambda: [self.text()]),
            "date": lambda: [self.random.choice(DATES)],
            "month": lambda: [self.random.choice(MONTHS)],
            "bool": lambda: [self.random.choice(("yes", "no"))],
            "quantity": lambda: ["1", "+", *self.expression(1)],
        }[field.kind]()

    def statement(self, kind: str, depth: int) -> list[str]:
        """One statement with its clauses and perhaps a block."""
        word = WORDS[kind]
        out = self.head(word, depth) + self.clauses(word)
        may = word.block == "?" or word.tail is not None
        if kind == "require" and out[1] not in dict(word.forms):
            return out  # an expression
        if word.block == "!" or (may and depth and self.chance(0.4)):
            inside = self.statements(kind, max(depth - 1, 0)) if depth else self.only_fields(kind)
            out += ["{", *inside, "}"]
        return out

    def only_fields(self, kind: str) -> list[str]:
        out: list[str] = []
        for item in self.fields(kind):
            out += [NL, *item] if out else item
        return out

    def head(self, word: Word, depth: int) -> list[str]:
        """A statement up to its clauses."""
        if word.kind == "require":
            return self.require()
        if word.kind == "given":
            return self.given(depth)
        out = [word.lead] if word.lead else []
        for part in word.head:
            if not part.optional or self.chance(0.5):
                out += [*part.lead.split(), *self.part(word, part)]
        return out

    def part(self, word: Word, part: Part) -> list[str]:
        """The value of a part of a statement."""
        if part.word == "name" and not word.lead:
            return [self.bare()]  # a statement that starts with a name must not start with a word of the language
        return {
            "name": lambda: [self.bare() if part.word == "what" else self.name()],
            "rule": lambda: [self.rule_id()],
            "text": lambda: [self.text()],
            "texts": lambda: [self.text() for _ in range(self.random.randint(1, 3) if "+" in part.symbol else 1)],
            "names": self.names,
            "expr": self.expression,
            "exprs": lambda: self.commas(self.expression, 1, 4),
            "list": lambda: self.list(lambda: [self.bare()]),
            "amount": self.amount,
            "level": lambda: [self.random.choice(LEVELS)],
            "date": lambda: [self.random.choice(DATES)],
            "anchor": lambda: [self.random.choice((*PLAIN, *DATES, *MONTHS))],
            "target": lambda: [self.random.choice(operators.COMPARISONS), *self.expression()],
            "expectations": lambda: self.commas(self.expectation, 1, 8),
        }[part.takes]()

    def level(self) -> list[str]:
        return [self.random.choice(LEVELS)] if self.chance(0.6) else []

    def amount(self) -> list[str]:
        return self.one(
            self.quantity,
            lambda: [*self.quantity(), self.random.choice(("to", "..")), *self.quantity()],
            lambda: ["(", *self.expression(1), ")"],
        )

    def require(self) -> list[str]:
        kind = self.random.choice(("expression", "control", "role", "category", "line"))
        if kind == "expression":
            tokens = self.expression()
            return ["require", *(["(", *tokens, ")"] if tokens[0] in ("control", "line") else tokens)]
        more = {
            "control": lambda: ["with", "evidence"] if self.chance(0.4) else [],
            "role": lambda: self.amount() if self.chance(0.4) else [],
            "category": lambda: ["recurring"] if self.chance(0.4) else [],
            "line": list[str],
        }[kind]
        return ["require", kind, *self.commas(lambda: [self.bare()], 1, 6), *more(), *self.level()]

    def given(self, depth: int) -> list[str]:
        out = ["given", self.text()]
        if depth and self.chance(0.4):
            out = ["given", *self.statement("initiative", depth - 1)]
        for _ in range(self.random.choice((0, 0, 1, 2))):
            out += self.one(
                lambda: ["without", self.random.choice(("line", "control", "role")), self.bare()],
                lambda: ["with", "{", "x1", "=", *self.expression(1), NL, "risk", ":", self.bare(), "}"],
            )
        return out

    def expectation(self) -> list[str]:
        return self.one(
            lambda: [self.random.choice(("pass", "conditional", "fail"))],
            lambda: [self.random.choice(LEVELS), self.rule_id()],
            lambda: ["none", "of", self.rule_id()],
        )

    def clauses(self, word: Word) -> list[str]:
        """Clauses after a head in any order: those that are needed, and some that may be there."""
        chosen = [part for part in word.tail or () if part.required or self.chance(0.3)]
        chosen += [part for part in word.tail or () if part.repeated and self.chance(0.2)]
        self.random.shuffle(chosen)
        return [token for part in chosen for token in (*part.lead.split(), *self.part(word, part))]


# -- texts -------------------------------------------------------------------------------------------------------

_COMMENTS = ("#", "# why", "#no space", '# "quoted" { a: 1; } # twice', "# 漢字  ", "#\t tab", "# ----")
_GOES_ON = frozenset(
    ["+", "*", "/", "^", "per", "to", "..", "==", "!=", "<", "<=", ">", ">=", "and", "or", "not", "implies", ",", "="]
)
_SIGNS = frozenset("()[],+*/^=<>") | {"==", "!=", "<=", ">=", ".."}
_WORD = re.compile(r"[A-Za-z_]\w*\Z")
_STATEMENTS = frozenset(WORDS) - {"set", "with"}


def plain(tokens: list[str]) -> str:
    """A text with one statement a line and one space between tokens."""
    lines = " ".join(tokens).split(NL)
    return "".join(f"{line.strip(' ')}\n" for line in lines)


def noisy(tokens: list[str], random: Random, comments: bool = True) -> str:
    """A text of the same tokens with any layout that the language allows."""
    return _Noise(tokens, random, comments).text()


def spaced(tokens: list[str], random: Random) -> str:
    """A text with one statement a line, as in `plain`, and any space and line ends inside of statements."""
    return _Noise(tokens, random, comments=False, lines=False).text()


class _Noise:
    def __init__(self, tokens: list[str], random: Random, comments: bool, lines: bool = True) -> None:
        self.tokens, self.random, self.comments, self.lines = tokens, random, comments, lines
        self.brackets = 0
        self.one_line: list[bool] = []
        """For each open block, whether it is written on one line."""

    def text(self) -> str:
        out = [self.between()]
        for at, token in enumerate(self.tokens):
            if token == NL:
                out.append(self.end())
                continue
            if token == "}":
                out.append(" " if self.one_line.pop() else self.between())
            if token in ("(", "["):
                self.brackets += 1
            elif token in (")", "]"):
                self.brackets -= 1
            out.append(token)
            if token == "{":
                inner = bool(self.one_line) and self.one_line[-1]
                self.one_line.append(self.lines and (inner or (self.short(at) and chance(self.random, 0.5))))
                out.append(" " if self.one_line[-1] else self.between())
            elif at + 1 < len(self.tokens) and self.tokens[at + 1] not in (NL, "}"):
                out.append(self.inside(at))
        return "".join(out) + (self.between() if chance(self.random, 0.5) else "")

    def short(self, at: int) -> bool:
        """Whether the block that opens here is small enough for one line."""
        depth = 0
        for token in self.tokens[at : at + 200]:
            depth += (token == "{") - (token == "}")
            if not depth:
                return True
        return False

    def end(self) -> str:
        """What may stand between two statements."""
        if not self.lines:
            return "\n"
        if self.one_line and self.one_line[-1]:
            return self.random.choice((";", " ; ", "; "))
        first = self.random.choice(("\n", "\n", "\n", ";", " \n", "\r\n"))
        if self.comments and chance(self.random, 0.2):
            first = f"  {self.random.choice(_COMMENTS)}\n"
        return first + self.between()

    def between(self) -> str:
        """Lines that say nothing, and comments on lines of their own."""
        out = ""
        if not self.lines:
            return " "
        while chance(self.random, 0.4):
            out += self.random.choice(("\n", "  ", "\t", "\n\n"))
            if self.comments and chance(self.random, 0.3):
                out += f"{self.random.choice(_COMMENTS)}\n"
        return out

    def inside(self, at: int) -> str:
        """What may stand between two tokens of a statement."""
        token, after = self.tokens[at], self.tokens[at + 1]
        free = (self.brackets or token in _GOES_ON) and after not in _STATEMENTS and after not in (":", "=", "{")
        if free and not (self.one_line and self.one_line[-1]) and chance(self.random, 0.15):
            comment = self.comments and chance(self.random, 0.4)
            return f" {self.random.choice(_COMMENTS)}\n " if comment else self.random.choice(("\n", " \n\t", "\n\n  "))
        tight = {token, after} & _SIGNS or after == ":" or "." in (token, after)
        if tight and not _WORD.match(token + after) and chance(self.random, 0.5):
            return ""
        return self.random.choice((" ", " ", "  ", "\t"))
