"""Cases by chance as plain values, and their text: phases, lines with windows, dates, rises and references to lines.

The values know nothing of the engine. `tests/oracle/plain.py` reads them and calculates what the text costs by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

MONTHS_A_WEEK = 7 / 365 * 12


@dataclass(frozen=True)
class Phase:
    """A phase; `text` is its duration as it is written, empty for a last one that runs to the horizon."""

    name: str
    text: str
    months: float


@dataclass(frozen=True)
class Line:
    """A line: a price per month (or once), or a share of the line `of`; months count from the start of the horizon."""

    name: str
    category: str
    phase: str
    price: float
    of: str = ""
    share: float = 0.0
    low: float = 0.0
    """The lower end of a range around the price; zero for a certain price."""
    once: bool = False
    since: int | str | None = None
    """The first month paid, or the phase in which it begins."""
    until: int | str | None = None
    """The last month paid, or the phase before which it ends."""
    at: int | None = None
    rise: float = 0.0
    continuously: bool = False
    capital: int = 0
    kind: str = "line"
    """`line`, `contingency` (of a `share` of all lines, or of a sum) or `risk`."""
    chance: float = 1.0
    """How likely a risk is."""


@dataclass(frozen=True)
class Made:
    """A case."""

    start: tuple[int, int]
    horizon: int
    phases: tuple[Phase, ...]
    lines: tuple[Line, ...] = field(default=())
    reserves: tuple[Line, ...] = field(default=())
    error: float = 1.0
    """A factor on all lines that no range moves."""

    @property
    def rows(self) -> tuple[Line, ...]:
        """Lines and reserves."""
        return self.lines + self.reserves

    def month(self, at: int) -> str:
        """A month of the horizon as it is written."""
        index = self.start[0] * 12 + self.start[1] - 1 + at
        return f"{index // 12:04}-{index % 12 + 1:02}"

    def bounds(self) -> dict[str, tuple[float, float]]:
        """When each phase starts and ends, in months."""
        found, at = {}, 0.0
        for phase in self.phases:
            end = at + phase.months if phase.text else float(self.horizon)
            found[phase.name] = (at, end)
            at = end
        return found

    def text(self) -> str:
        """The case as it is written."""
        head = (
            "initiative made {\n  follows three_budget\n  currency: USD\n"
            f"  start: {self.month(0)}\n  horizon: {self.horizon} months\n"
            + (f"  model_error: {self.error:.0%}\n" if self.error != 1 else "")
        )
        blocks = [self._block(phase) for phase in self.phases]
        return "\n".join([head, *blocks, *(self._line(one) for one in self.rows if not one.phase), "}\n"])

    def _block(self, phase: Phase) -> str:
        duration = f"duration: {phase.text}\n" if phase.text else ""
        inside = "\n".join(self._line(one) for one in self.rows if one.phase == phase.name)
        return f"  phase {phase.name} {{\n{duration}{inside}\n}}"

    def _line(self, one: Line) -> str:
        price = f"{one.low:g} to {one.price:g} USD" if one.low else f"{one.price:g} USD"
        costs = f"{one.share:g} * {one.of}" if one.of else price + ("" if one.once else "/mo")
        if one.kind == "contingency" and one.share:
            costs = f"{one.share:.0%}"
        head = {"line": f"in {one.category} ", "risk": f"chance {one.chance:.0%} "}.get(one.kind, "")
        words = [f"{one.kind} {one.name} {head}costs {costs}"]
        words += [
            f"{word} {self._anchor(value)}"
            for word, value in (("from", one.since), ("until", one.until), ("at", self._day(one)))
            if value is not None
        ]
        words += [f"capitalized over {one.capital} months"] if one.capital else []
        facts = [f"at: {self.month(one.at)}"] if one.at is not None and one.kind == "line" else []
        facts += [f"escalates: {one.rise:.0%}/yr"] if one.rise else []
        facts += ["continuously: yes"] if one.continuously else []
        return " ".join(words) + (f" {{ {'; '.join(facts)} }}" if facts else "")

    def _day(self, one: Line) -> int | None:
        """When a reserve is paid that is paid once."""
        return one.at if one.kind != "line" else None

    def _anchor(self, value: int | str) -> str:
        return value if isinstance(value, str) else self.month(value)


CATEGORIES = ("compute", "labor", "security")


def case(seed: int, *, certain: bool = False) -> Made:
    """The case of a number; `certain` leaves out ranges."""
    random = Random(seed)
    horizon = random.randint(8, 40)
    phases = _phases(random, horizon)
    made = Made((2026, random.randint(1, 12)), horizon, phases)
    lines: list[Line] = []
    for number in range(random.randint(1, 6)):
        lines.append(_line(random, made, f"l{number}", lines, certain=certain))
    apart = Random(f"reserves {seed}")  # what came later, so that the lines of a case stay what they are
    reserves = _reserves(apart, made, certain=certain)
    return Made(made.start, horizon, phases, tuple(lines), reserves, apart.choice((1.0, 1.0, 0.9, 1.25)))


def _reserves(random: Random, made: Made, *, certain: bool) -> tuple[Line, ...]:
    """Contingencies and risks."""
    found = []
    for number in range(random.choice((0, 0, 1, 2, 3))):
        kind = random.choice(("contingency", "risk"))
        likely = (0.0, 1.0) if certain else (0.02, 0.25, 0.9)
        chance = random.choice(likely) if kind == "risk" else 1.0
        one = _line(random, made, f"r{number}", [], certain=certain)
        share = random.randint(1, 40) / 100 if kind == "contingency" and not one.once else 0.0
        found.append(
            replace(one, kind=kind, category=kind, chance=chance, share=share, rise=0.0, continuously=False, capital=0)
        )
    return tuple(found)


def _phases(random: Random, horizon: int) -> tuple[Phase, ...]:
    names = ("exploration", "foundation", "scale")[3 - random.randint(1, 3) :]
    found, at = [], 0.0
    for name in names[:-1]:
        weeks = random.random() < 0.5
        count = random.randint(2, 12) if weeks else random.randint(1, 3)
        months = count * MONTHS_A_WEEK if weeks else float(count)
        found.append(Phase(name, f"{count} {'weeks' if weeks else 'months'}", months))
        at += months
    left = int(horizon - at - 1)
    ends = random.random() < 0.25 and left > 1
    months = random.randint(1, left) if ends else 0
    return (*found, Phase(names[-1], f"{months} months" if ends else "", float(months)))


def _line(random: Random, made: Made, name: str, before: list[Line], *, certain: bool) -> Line:
    bounds = made.bounds()
    phase = random.choice([*bounds, "", ""])
    start, end = bounds[phase] if phase else (0.0, made.horizon)
    last = max(stop for _, stop in bounds.values())
    once = random.random() < 0.3
    price = float(random.randint(1, 900) * 100)
    low = 0.0 if certain or random.random() < 0.5 else price / 2
    fields: dict[str, object] = {"low": low, "once": once, "price": price}
    others = [one for one in before if not one.once] if not once else []
    if others and random.random() < 0.4:
        fields |= {"of": random.choice(others).name, "share": random.randint(1, 15) / 10, "low": 0.0}
    months = [
        month for month in range(int(start), int(last)) if month < min(end, last) - 0.01 and month + 1 > start + 0.01
    ]
    if not months:
        months = [int(start)]
    if once:
        fields |= {"at": random.choice(months) if random.random() < 0.6 else None, "capital": random.choice((0, 0, 24))}
        if not phase and fields["at"] is None:
            fields["at"] = months[0]
    else:
        first, final = sorted((random.choice(months), random.choice(months)))
        fields |= {"since": first if random.random() < 0.3 else None, "until": final if random.random() < 0.3 else None}
        if not phase and fields["since"] is None and random.random() < 0.4:
            fields["since"] = random.choice(list(bounds))
            fields["until"] = None
        if not phase and last < made.horizon and fields["until"] is None:
            fields["until"] = int(last) - 1
            if isinstance(fields["since"], int):
                fields["since"] = min(fields["since"], int(last) - 1)
            elif isinstance(fields["since"], str) and bounds[fields["since"]][0] >= int(last):
                fields["since"] = None
    rise = random.choice((0.0, 0.0, 0.03, 0.1))
    smooth = bool(rise) and random.random() < 0.3
    return Line(name, random.choice(CATEGORIES), phase, rise=rise, continuously=smooth, **fields)  # type: ignore[arg-type]
