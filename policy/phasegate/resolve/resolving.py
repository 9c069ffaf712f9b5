"""What the readers of a case's declarations share: the head, the phases, the definitions, and the parts read so far."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

from phasegate.model.case import Phase, Rate, Window, month_offset
from phasegate.model.framework import Framework
from phasegate.resolve.context import Context
from phasegate.resolve.definitions import Definitions, Draft
from phasegate.resolve.read import facts, head, in_words
from phasegate_dsl.nearest import near, nearest
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Date, Decl, Expr, Month, Name, Text

Part = TypeVar("Part")


@slotted
class Head:
    """What the fields of the initiative itself say."""

    fields: dict[str, str] = field(default_factory=dict)
    field_spans: dict[str, Span] = field(default_factory=dict)
    jurisdictions: list[str] = field(default_factory=list)
    start: tuple[int, int] = (2000, 1)
    horizon: float = 12.0
    discount: Rate | None = None
    fiscal_year: int | None = None


@slotted
class Placed:
    """A declaration with the phase that it stands in; none at case level."""

    decl: Decl
    name: Name
    phase: Phase | None

    @property
    def phase_name(self) -> str:
        """The name of the phase, empty at case level."""
        return self.phase.name if self.phase is not None else ""

    def expression(self, word: str) -> Expr:
        """The expression of a clause that is there."""
        clause = self.decl.clause(word)
        assert clause is not None, f"a reader asks for `{word}`, which its row does not name"
        return clause.value

    def lifted(self) -> Placed:
        """The declaration at case level, wherever it stands: what it defines belongs to no phase."""
        return Placed(self.decl, self.name, None)


class Resolving(Context):
    """A case that is being read."""

    __slots__ = ("_windows", "decl", "definitions", "frame", "head", "parts", "phases")

    def __init__(self, context: Context, decl: Decl, frame: Framework) -> None:
        super().__init__(context.source, context.scope, context.findings)
        self.decl = decl
        self.frame = frame
        self.head = Head()
        self.phases: list[Phase] = []
        self.definitions = Definitions(context, self.name)
        self.parts: list[object] = []
        self._windows: dict[int, Window] = {}

    @property
    def name(self) -> str:
        """The name of the initiative."""
        return self.decl.name.id if self.decl.name is not None else ""

    # -- what was read ---------------------------------------------------------------------------------------------

    def of(self, kind: type[Part]) -> list[Part]:
        """The parts of one class, in the order in which they are written."""
        return [part for part in self.parts if isinstance(part, kind)]

    def phase(self, name: str) -> Phase | None:
        """The phase of this name, if the case has it."""
        return next((p for p in self.phases if p.name == name), None)

    def phase_named(self, name: Name) -> Phase | None:
        """The phase that a name means; none, with a finding, otherwise."""
        found = self.phase(name.id)
        if found is None:
            known = [p.name for p in self.phases]
            self.report("PG204", "phase", name, name=name.id, **nearest(name.id, known, self.scope.hints))
        return found

    def known(self, name: Name, vocabulary: str, code: str = "PG202") -> bool:
        """Whether the rulesets define the name; a vocabulary that no ruleset fills accepts anything."""
        words = self.frame.vocabularies.get(vocabulary)
        if not words or name.id in words:
            return True
        meant = near(name.id, words, self.scope.hints)
        known, more = tuple(sorted(words)[:8]), len(words) - 8 if len(words) > 8 else None
        self.report(code, "vocabulary", name, what=vocabulary, name=name.id, meant=meant, known=known, more=more)
        return False

    # -- definitions -----------------------------------------------------------------------------------------------

    def define(self, item: Placed, kind: str, expr: Expr, *, wants: str = "", prefix: str = "", name: str = "") -> str:
        """Register the definition that a declaration makes in its phase; returns its key."""
        decl, name = item.decl, name or item.name.id
        source = decl.clause("source")
        return self.definitions.add(
            Draft(
                name=name,
                key=f"{prefix}{item.phase_name}.{name}" if item.phase else f"{prefix}{name}",
                kind=kind,
                expr=expr,
                span=head(decl, self.source),
                where=self.span(item.name),
                phase=item.phase_name,
                title=decl.title.value if decl.title else in_words(name),
                source=source.value.value if source and isinstance(source.value, Text) else "",
                since=self._since(item),
                facts=facts(decl),
                wants=wants,
            )
        )

    def _since(self, item: Placed) -> float:
        if item.decl.clause("from"):
            return self.window(item).start
        return item.phase.start if item.phase else 0.0

    # -- time ------------------------------------------------------------------------------------------------------

    def window(self, item: Placed) -> Window:
        """When a declaration is active: its phase, cut by `from` and `until`; at case level the whole horizon."""
        found = self._windows.get(id(item.decl))
        if found is None:
            found = self._windows[id(item.decl)] = self._window(item)
        return found

    def _window(self, item: Placed) -> Window:
        horizon = self.head.horizon
        start, end = (item.phase.start, item.phase.end) if item.phase else (0.0, horizon)
        since, until = item.decl.clause("from"), item.decl.clause("until")
        first = self.anchor(since.value, until=False) if since is not None else None
        last = self.anchor(until.value, until=True) if until is not None else None
        start = start if first is None else max(start, first)
        end = end if last is None else min(end, last)
        clause = until or since
        if end <= start and clause is not None:
            self.report("PG401", "window", clause)
            end = start
        return Window(max(0.0, start), min(horizon, end))

    def anchor(self, value: object, *, until: bool) -> float | None:
        """Months from the start of the horizon to a phase, a day or a month; a day or a month after `until` is the last."""
        if isinstance(value, Name):
            phase = self.phase_named(value)
            return phase.start if phase is not None else None
        if isinstance(value, Date):
            return month_offset(self.head.start, (value.year, value.month, value.day), end=until)
        if isinstance(value, Month):
            return month_offset(self.head.start, (value.year, value.month, 1)) + until
        return None
