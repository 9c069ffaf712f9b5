"""What a declaration is called where people read it: its title, or its name made readable."""

from __future__ import annotations

from dsl.tree import Decl, Field


def readable(name: str) -> str:
    """A name as words: `audit_logging` is `audit logging`."""
    return name.replace("_", " ")


def title_of(decl: Decl | Field, name: str = "") -> str:
    """The title that a declaration gives itself, else its name (or `name`, where it is known by another) as words."""
    given = decl.title.value if isinstance(decl, Decl) and decl.title else ""
    own = decl.name.id if isinstance(decl, Decl) and decl.name else ""
    return given or readable(name or own)
