"""Which keys a case in YAML or JSON may have, as pydantic models; the published JSON Schema is made from them.

Leaves are texts: values in the language's expression syntax, checked later with the same code as `.gate` files.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dsl.codes import finding
from dsl.expected import near
from dsl.finding import Finding
from dsl.source import Source
from policy.model.intake.nodes import Node


def _scalar(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("scalar")
    return value


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError("texts")
    return value


Scalar = Annotated[str, BeforeValidator(_scalar)]
Names = Annotated[list[str], BeforeValidator(_texts)]


class Shape(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class Facts(BaseModel):
    """A mapping that may hold further facts: plain texts under keys of the author's choice."""

    model_config = ConfigDict(extra="allow", populate_by_name=False)
    __pydantic_extra__: dict[str, Scalar | Names]


class Quantity(Facts):
    """An assumption or a value stream."""

    is_: Scalar = Field(alias="is")
    title: Scalar | None = None
    source: Scalar | None = None
    from_: Scalar | None = Field(None, alias="from")
    until: Scalar | None = None


class Line(Facts):
    """A priced row."""

    in_: Scalar = Field(alias="in")
    costs: Scalar
    title: Scalar | None = None
    funds: Names = []
    from_: Scalar | None = Field(None, alias="from")
    until: Scalar | None = None
    source: Scalar | None = None
    capitalized_over: Scalar | None = None
    escalates: Scalar | None = None
    at: Scalar | None = None


class Role(Facts):
    """Staffing."""

    fte: Scalar
    costs: Scalar
    title: Scalar | None = None
    from_: Scalar | None = Field(None, alias="from")
    until: Scalar | None = None
    funds: Names = []
    source: Scalar | None = None
    category: Scalar | None = None


class Control(Facts):
    """The claim that a control is in place."""

    by: Names = []
    evidence: Scalar | None = None
    dated: Scalar | None = None
    source: Scalar | None = None


class Metric(Facts):
    """A monthly series with its target."""

    is_: Scalar = Field(alias="is")
    title: Scalar | None = None
    target: Scalar | None = None
    source: Scalar | None = None


class Lever(Facts):
    """A planned cut of a line's cost."""

    cuts: Scalar
    by: Scalar
    costs: Scalar | None = None
    title: Scalar | None = None
    from_: Scalar | None = Field(None, alias="from")
    until: Scalar | None = None
    source: Scalar | None = None
    starts_after: Scalar | None = None


class Option(Shape):
    """An architecture decision."""

    alternatives: dict[str, Scalar]
    title: Scalar | None = None
    over: Scalar | None = None
    chosen: Scalar | None = None


class Scenario(Shape):
    """A named set of changed assumptions."""

    set_: dict[str, Scalar] = Field(alias="set")
    title: Scalar | None = None


class Measured(Facts):
    """An actual figure."""

    is_: Scalar = Field(alias="is")
    on: Scalar
    source: Scalar | None = None


class MeasuredParts(Shape):
    """Measured costs of phases and measured metrics."""

    cost: dict[str, Measured] = {}
    metric: dict[str, Measured] = {}


class Waiver(Facts):
    """An approved, dated, reasoned, expiring exception."""

    rule: Scalar
    until: Scalar
    because: Scalar
    approved_by: Scalar


class Decision(Facts):
    """What a review board decided."""

    phase: Scalar
    approved: Scalar
    on: Scalar
    by: Scalar
    conditions: Names = []


class Correlation(Shape):
    """Rank correlation of two ranges."""

    between: Annotated[list[str], BeforeValidator(_texts), Field(min_length=2, max_length=2)]
    at: Scalar


class Request(Facts):
    """The gate that is asked for."""

    gate: Scalar
    on: Scalar
    by: Scalar | None = None


class Rate(Facts):
    """An exchange rate with its source."""

    is_: Scalar = Field(alias="is")
    source: Scalar | None = None


class Phase(Facts):
    """A stretch of work between two gates."""

    title: Scalar | None = None
    assume: dict[str, Scalar | Quantity] = {}
    lines: dict[str, Line] = {}
    roles: dict[str, Role] = {}
    controls: dict[str, Control] = {}
    levers: dict[str, Lever] = {}


class CaseShape(Facts):
    """A whole business case."""

    initiative: Scalar
    title: Scalar | None = None
    follows: Names = []
    jurisdictions: Names = []
    units: Names = []
    assume: dict[str, Scalar | Quantity] = {}
    correlate: list[Correlation] = []
    fx: dict[str, Scalar | Rate] = {}
    phases: dict[str, Phase] = {}
    lines: dict[str, Line] = {}
    roles: dict[str, Role] = {}
    controls: dict[str, Control] = {}
    values: dict[str, Scalar | Quantity] = {}
    metrics: dict[str, Metric] = {}
    levers: dict[str, Lever] = {}
    options: dict[str, Option] = {}
    curves: dict[str, Names] = {}
    scenarios: dict[str, Scenario] = {}
    measured: MeasuredParts = MeasuredParts()
    waivers: list[Waiver] = []
    decisions: list[Decision] = []
    request: Request | None = None


def plain(node: Node) -> Any:
    """A node as plain data for pydantic."""
    if node.kind == "scalar":
        return node.text
    if node.kind == "list":
        return [plain(i) for i in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def check(source: Source, root: Node) -> list[Finding]:
    """Findings about keys that are missing, unknown or of the wrong kind."""
    if root.get("initiative") is None:
        return [
            finding(
                "PG209",
                source.span(root.start, root.start),
                "there is no key `initiative`: this is no business case",
                help="start with `initiative: name`",
            )
        ]
    try:
        CaseShape.model_validate(plain(root))
    except ValidationError as error:
        found = [_finding(source, root, dict(e)) for e in error.errors(include_url=False)]
        return list({(f.span.start if f.span else 0): f for f in reversed(found)}.values())[::-1]
    return []


_WANTED = {
    "scalar": ("a single value", "write one value, in quotes if it holds `: ` or `, `"),
    "texts": ("a word or a list of words", "for example `[audit_logging, retention]`"),
}


def _finding(source: Source, root: Node, error: dict[str, Any]) -> Finding:
    where = [
        part
        for part in error["loc"]
        if not (isinstance(part, str) and (part.startswith("function-before") or part in ("Quantity", "Rate", "str")))
    ]
    node, key = _locate(root, where)
    name = str(where[-1]) if where else "the document"
    if error["type"] == "missing":
        return finding(
            "PG112",
            source.span(node.start, min(node.end, node.start + 60)),
            f"`{name}` is missing",
            help=f"add `{name}: …`",
        )
    place = key or node
    span = source.span(place.start, place.end)
    if error["type"] == "extra_forbidden":
        siblings = [str(f.alias or n) for n, f in _model_at(where[:-1]).model_fields.items()]
        meant = near(name, siblings)
        return finding(
            "PG116",
            span,
            f"there is no key `{name}` here",
            help=f"did you mean `{meant}`?" if meant else "its keys are " + ", ".join(f"`{s}`" for s in siblings),
        )
    wanted, help = _WANTED.get(str(error.get("msg", "")).removeprefix("Value error, "), ("", ""))
    if not wanted:
        wanted, help = _kind(error["type"])
    return finding("PG116", span, f"`{name}` takes {wanted}", help=help)


def _kind(kind: str) -> tuple[str, str]:
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "a mapping of keys to values", "write `key: value` lines below it, indented"
    if kind == "list_type":
        return "a list", "write each entry behind `- `"
    if kind.startswith("too_"):
        return "two names", "for example `between: [tokens_in, tokens_out]`"
    return "another kind of value", "see the language reference"


def _locate(root: Node, where: list[Any]) -> tuple[Node, Node | None]:
    """The node at a path and its key, as far as the path can be followed."""
    node, key = root, None
    for part in where:
        if isinstance(part, int) and node.kind == "list" and part < len(node.items):
            node, key = node.items[part], None
            continue
        hit = next(((k, v) for k, v in node.entries if k.text == str(part)), None)
        if hit is None:
            return node, key if node.kind != "map" else None
        key, node = hit
    return node, key


def _model_at(where: list[Any]) -> type[BaseModel]:
    """The model that the keys at a path belong to."""
    models: dict[str, type[BaseModel]] = {
        "options": Option,
        "scenarios": Scenario,
        "correlate": Correlation,
        "measured": MeasuredParts,
    }
    return models.get(str(where[0]) if where else "", CaseShape)
