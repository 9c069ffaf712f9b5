"""Which currencies an expression converts: those of its figures, and that of model prices."""

from __future__ import annotations

from phasegate.expr.prices import CURRENCY
from phasegate.expr.scope import Scope
from phasegate.expr.walk import walk
from phasegate_dsl.tree import Call, Expr, Name, Num


def converted(expr: Expr, scope: Scope) -> list[str]:
    """The codes of the currencies that an expression converts, each once."""
    if not scope.converts:
        return []
    found = []
    for node in walk(expr):
        if isinstance(node, Num):
            code = scope.code_of_sign(node.mark) if node.mark not in ("", "%") else node.unit.id if node.unit else ""
            found.append(code)
        elif isinstance(node, Name):
            found.append(node.id)
        elif isinstance(node, Call) and node.func.id == "price":
            found.append(CURRENCY)
    return [code for code in dict.fromkeys(found) if code in scope.converts]
