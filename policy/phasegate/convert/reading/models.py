"""The keys of a case as pydantic models, made from the table: strict, with no key too many.

Only texts, lists and keys reach them, so nothing is converted; a fact of the author's own is a key too many here, and
`shape` lets it pass.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, create_model

from phasegate.convert.reading.table import Key, KeyGroup, shape

NAME = r"^[A-Za-z_][A-Za-z0-9_]*$"
"""What a name looks like, here as in the language."""
_Name = Annotated[str, StringConstraints(pattern=NAME)]
_LISTS = {"names": "list_of_names", "texts": "text_or_texts", "exprs": "list_of_values"}


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Never(_Closed):
    """Keeps a union of one form a union: pydantic unwraps others, and their errors would lose our words."""


@cache
def model(kind: str) -> type[BaseModel]:
    """The pydantic model of one kind of declaration."""
    spec, fields = shape(kind), dict[str, Any]()
    for key in spec.keys.values():
        fields[f"key_{key.name}"] = (_value(key), _field(key.name, key.doc, key.example, key.required))
    for group in spec.groups.values():
        fields[f"group_{group.name}"] = (_group(group), _field(group.name, group.doc, "", False))
    made: type[BaseModel] = create_model(f"Case_{kind}", __base__=_Closed, **fields)
    return made


def _field(name: str, doc: str, example: str, required: bool) -> Any:
    return Field(... if required else None, alias=name, description=doc, examples=[example] if example else None)


def _value(key: Key) -> Any:
    return _choice(_LISTS[key.takes], text=str, list=list[str]) if key.takes in _LISTS else str


def _group(group: KeyGroup) -> Any:
    if group.form == "word":
        return str
    if group.form == "names":
        return _choice("list_of_names", text=str, list=list[str])
    if group.form == "fields":
        return dict[_Name, str] | None
    if group.form == "one":
        return model(group.kind)
    if group.form == "list":
        return _choice("list", list=list[model(group.kind)], none=None)  # type: ignore[misc]
    named: Any = dict[_Name, _entry(group.kind)]  # type: ignore[misc]
    return _choice("names_with_each", keys=dict[_Name, named] if group.form == "measured" else named, none=None)


def _entry(kind: str) -> Any:
    """What follows a name: keys, or a value alone where the table has a short form."""
    spec = shape(kind)
    forms: dict[str, Any] = {"keys": model(kind)}
    words = "keys"
    if spec.short:
        words = f"value_or_keys {spec.short}"
        forms["text"] = str
        if spec.keys[spec.short].takes == "exprs":
            forms["list"], words = list[str], "list_of_values"
    if spec.many:
        forms["list"] = list[model(kind)]  # type: ignore[misc]
    if not any(k.required for k in spec.keys.values()):
        forms["none"] = None
    return _choice(words, **forms)


def _choice(words: str, **forms: Any) -> Any:
    options = tuple(Annotated[form, Tag(f"<{name}>")] for name, form in forms.items())
    pick = Discriminator(_form, custom_error_type="form", custom_error_message=words)
    return Annotated[Union[(*options, Annotated[_Never, Tag("<never>")])], pick]


def _form(value: Any) -> str:
    forms = {str: "<text>", list: "<list>", dict: "<keys>", type(None): "<none>"}
    return forms.get(type(value), "")
