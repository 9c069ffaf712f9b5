"""Records with slots, whose methods are written when they are first called.

`@dataclass(slots=True)` compiles three to six methods for each class as its module is loaded, which took a quarter of a
short command, mostly for classes that the command never makes. `@frozen` and `@slotted` make dataclasses in every other
respect (`fields`, `replace`, pickling, pattern matching) and compile a method when it is called for the first time; the
first few records of a class, and most classes have no more, are filled without even that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)
_set = object.__setattr__
FEW = 8
"""Records of a class that are filled field by field; a compiled `__init__` costs as much as some thirty of them."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Class) -> Class:
    """The class as a frozen dataclass with slots."""
    fixed = {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _restore}
    return _made(cls, fixed, {"__init__": _frozen_init, "__eq__": _eq, "__hash__": _hash, "__repr__": _repr})


@dataclass_transform(field_specifiers=(field,))
def slotted(cls: Class) -> Class:
    """The class as a dataclass with slots whose fields may change, and which therefore has no hash."""
    return _made(cls, {"__hash__": None}, {"__init__": _init, "__eq__": _eq, "__repr__": _repr})


def _made(cls: Any, fixed: dict[str, Any], writers: dict[str, Callable[[Any], Any]]) -> Any:
    """The class anew with slots for its fields, with some methods as they are and others at their first call."""
    plain: Any = dataclass(init=False, repr=False, eq=False)(cls)
    names = tuple(one.name for one in fields(plain))
    inherited = {name for base in plain.__mro__[1:] for name in getattr(base, "__slots__", ())}
    body = {name: value for name, value in plain.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    body["__slots__"] = tuple(name for name in names if name not in inherited)
    body |= fixed
    made: Any = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    for name, write in writers.items():
        if name not in cls.__dict__:
            setattr(made, name, (_few if name == "__init__" else _at_first)(made, name, write))
    return made


def _few(cls: Any, name: str, write: Callable[[Any], Any]) -> Any:
    """An `__init__` that fills the first few records field by field; after them, and for a wrong call, it is compiled."""
    left, given = FEW, fields(cls)
    placed = [one.name for one in given if one.init and not one.kw_only]
    finishes = hasattr(cls, "__post_init__")

    def method(self: Any, /, *args: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or len(args) > len(placed) or not _filled(self, given, dict(zip(placed, args)), named):
            written = write(cls)
            setattr(cls, name, written)
            return written(self, *args, **named)
        if finishes:
            self.__post_init__()

    return method


def _filled(self: Any, given: tuple[Field[Any], ...], values: dict[str, Any], named: dict[str, Any]) -> bool:
    """Whether the fields could be filled with these arguments; a call that is not plainly right is not decided here."""
    for name, value in named.items():
        if name in values:
            return False
        values[name] = value
    for one in given:
        if one.init and one.name in values:
            value = values.pop(one.name)
        elif one.default_factory is not MISSING:
            value = one.default_factory()
        elif one.default is not MISSING:
            value = one.default
        elif one.init:
            return False
        else:
            continue
        _set(self, one.name, value)
    return not values


def _at_first(cls: Any, name: str, write: Callable[[Any], Any]) -> Any:
    """A method that writes itself anew for its class when it is called."""

    def method(self: Any, /, *args: Any, **named: Any) -> Any:
        written = write(cls)
        setattr(cls, name, written)
        return written(self, *args, **named)

    return method


def _refuse(self: Any, name: str, *value: Any) -> None:
    raise FrozenInstanceError(f"`{name}` of a {type(self).__name__} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _frozen_init(cls: Any) -> Any:
    return _written_init(cls, "    _set(self, {name!r}, {value})")


def _init(cls: Any) -> Any:
    return _written_init(cls, "    self.{name} = {value}")


def _written_init(cls: Any, line: str) -> Any:
    """`__init__` as `dataclass` would write it; a factory is called for what is not given."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    placed, named = ["self"], list[str]()
    lines: list[str] = []
    for one in fields(cls):
        value = one.name
        if one.default_factory is not MISSING:
            known[f"_make_{one.name}"] = one.default_factory
            value = f"_make_{one.name}()" + (f" if {one.name} is _MISSING else {one.name}" if one.init else "")
        elif one.default is not MISSING:
            known[f"_default_{one.name}"] = one.default
            value = one.name if one.init else f"_default_{one.name}"
        elif not one.init:
            continue
        lines.append(line.format(name=one.name, value=value))
        if one.init:
            (named if one.kw_only else placed).append(_parameter(one))
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    if named:
        named.insert(0, "*")
    return _compiled(f"def __init__({', '.join(placed + named)}):\n" + "\n".join(lines or ["    pass"]), known)


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=_MISSING"
    return one.name if one.default is MISSING else f"{one.name}=_default_{one.name}"


def _eq(cls: Any) -> Any:
    compared = [one.name for one in fields(cls) if one.compare]
    text = (
        "def __eq__(self, other):\n    if other.__class__ is not self.__class__:\n        return NotImplemented\n"
        f"    return {_together('self', compared)} == {_together('other', compared)}"
    )
    return _compiled(text, {})


def _hash(cls: Any) -> Any:
    counted = [one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    return _compiled(f"def __hash__(self):\n    return hash({_together('self', counted)})", {})


def _repr(cls: Any) -> Any:
    shown = [one.name for one in fields(cls) if one.repr]

    def text(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return recursive_repr()(text)


def _together(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _compiled(text: str, known: dict[str, Any]) -> Any:
    made: dict[str, Any] = {}
    exec(text, known, made)  # our own text, made of the names of fields
    return made.popitem()[1]
