"""Operators: how they are written, how tightly they bind, how they are spaced. The one table of them.

The scanner, the parser, the formatter and every printer of expressions read it.
"""

from typing import NamedTuple


class Operator(NamedTuple):
    """One way of writing an operator."""

    sign: str
    terminal: str
    """Its terminal in the grammar."""
    binding: int
    """What binds tighter has more."""
    right: bool = False
    """Whether `a op b op c` is `a op (b op c)`."""
    tight: bool = False
    """Whether it stands without space around it."""
    ends: bool = False
    """Whether a statement may end after it: the sign also begins values, or the word is also a name."""


OPERATORS = (
    Operator("+", "PLUS", 6),
    Operator("-", "MINUS", 6, ends=True),
    Operator("*", "STAR", 7),
    Operator("/", "SLASH", 7),
    Operator("per", "PER", 7),
    Operator("^", "CARET", 9, right=True, tight=True),
    Operator("to", "TO", 10),
    Operator("..", "DOTDOT", 10, tight=True),
    Operator("==", "CMP", 5),
    Operator("!=", "CMP", 5),
    Operator("<", "CMP", 5),
    Operator("<=", "CMP", 5),
    Operator(">", "CMP", 5),
    Operator(">=", "CMP", 5),
    Operator("in", "IN", 5, ends=True),
    Operator("has", "HAS", 5, ends=True),
    Operator("and", "AND", 3),
    Operator("or", "OR", 2),
    Operator("implies", "IMPLIES", 1, right=True),
    Operator("not", "NOT", 4),
)
BINDING = {operator.sign: operator.binding for operator in OPERATORS if operator.terminal != "NOT"}
"""How tightly an operator between two operands binds."""
NOT, MINUS, ATOM = 4, 8, 99
"""How tightly `not`, a sign and a value by itself bind."""
RIGHT = frozenset(operator.sign for operator in OPERATORS if operator.right)
"""Operators that group from the right."""
TIGHT = frozenset(operator.sign for operator in OPERATORS if operator.tight)
"""Operators without space around them."""
INFIX = frozenset(operator.terminal for operator in OPERATORS if operator.terminal != "NOT")
"""Terminals between two operands."""
TERMINALS = INFIX | {"NOT"}
"""Terminals of every operator."""
CONTINUES = frozenset(operator.terminal for operator in OPERATORS if not operator.ends) | {"COMMA", "EQUAL"}
"""Terminals after which a statement cannot end: the next line continues it."""
COMPARISONS = tuple(operator.sign for operator in OPERATORS if operator.terminal == "CMP")
"""Signs that compare."""
OPERANDS = frozenset(
    ["NAME", "NUMBER", "MONEY", "PERCENT", "STRING", "DATE", "MONTH", "YES", "NO", "LPAR", "LSQB", "MINUS", "NOT"]
)
"""Terminals that a value starts with."""
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
"""Signs of money, with the currency that each means where nothing else is said."""
