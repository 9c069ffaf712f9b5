"""Cases by chance: phases with budgets, lines with windows, dates, rises and references, people, currencies, values, options.

The number of a case makes it: a failure names it, and `case(number).text()` is the text that shows it.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.properties.made import (
    MONTHS_A_WEEK,
    Assumed,
    Choice,
    Grant,
    Guess,
    Line,
    Made,
    Norm,
    Norms,
    Phase,
    Rate,
    Reserve,
)

CURRENCIES = {"USD": 1.0, "EUR": 1.1, "GBP": 1.3}
"""About what a unit of each is in dollars."""
CATEGORIES = ("compute", "labor", "security", "governance")
PARTS = (
    Guess(0.5, part=True),
    Guess(0.6, 0.4, part=True),
    Guess(0.98, 0.7, part=True),
    Guess(0.8, 0.0, part=True),
    Guess(1.0, 0.3, part=True),
)
"""Parts of a whole: certain, between its bounds, and up to either of them."""
ERRORS = (
    Guess(1.25),
    Guess(0.9, part=True),
    Guess(1.3, 0.9, part=True),
    Guess(0.95, 0.7, part=True),
    Guess(1.0, 0.8, part=True),
)
"""Model errors; a range up to 100 % is one of parts of a whole."""


def case(number: int) -> Made:
    """The case of a number."""
    return _Maker(number).case()


class _Maker:
    """Makes a case: everything is chosen with one `Random`."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def case(self) -> Made:
        horizon = self.random.randint(8, 40)
        own = self.random.choice((*CURRENCIES, "USD"))
        made = Made((2026, self.random.randint(1, 12)), horizon, self._phases(horizon), currency=own)
        made = replace(
            made,
            discount=self.random.choice((0.0, 0.08, 0.12)),
            fiscal=self.random.choice((0, 0, 1, 4, 10)),
            decided=self._decided(horizon) if self.often(0.5) else None,
            rates=self._rates(own),
            assumed=tuple(self._assumed(made, f"a{at}") for at in range(self.random.randint(0, 3))),
            norms=self._norms(),
        )
        for at in range(self.random.randint(1, 6)):
            made = replace(made, lines=(*made.lines, self._line(made, f"l{at}")))
        if self.often(0.4):
            made = replace(made, lines=(*made.lines, self._role(made)))
        reserves = tuple(self._reserve(made, f"r{at}") for at in range(self.random.choice((0, 0, 1, 2, 3))))
        error = self.random.choice(ERRORS) if self.often(0.4) else None
        made = replace(made, reserves=reserves, error=error)
        values = tuple(self._flow(made, f"v{at}") for at in range(self.random.choice((0, 1, 1, 2))))
        made = replace(made, values=values, options=self._options(made))
        return self._asked(made)

    # -- head --------------------------------------------------------------------------------------------------

    def _phases(self, horizon: int) -> tuple[Phase, ...]:
        names = ("exploration", "foundation", "scale")[3 - self.random.randint(1, 3) :]
        found, at = [], 0.0
        for name in names[:-1]:
            weeks = self.often(0.5)
            count = self.random.randint(2, 12) if weeks else self.random.randint(1, 3)
            months = count * MONTHS_A_WEEK if weeks else float(count)
            found.append(Phase(name, f"{count} {'weeks' if weeks else 'months'}", months))
            at += months
        left = int(horizon - at - 1)
        ends = self.often(0.25) and left > 1
        months = self.random.randint(1, left) if ends else 0
        found.append(Phase(names[-1], f"{months} months" if ends else "", float(months)))
        return tuple(self._granted(phase, phase.months or horizon - at) for phase in found)

    def _granted(self, phase: Phase, months: float) -> Phase:
        """The phase with what is asked for it, near what it may cost, and with time for governance."""
        found = replace(phase, aside=self.random.randint(1, int(months / MONTHS_A_WEEK)) if self.often(0.3) else 0)
        if self.often(0.75):
            found = replace(found, budget=self._grant(months))
            if self.often(0.4):
                found = replace(found, capital=self._grant(months, 4))
        return found

    def _grant(self, months: float, most: int = 60) -> Grant:
        yearly = self.often(0.6)
        return Grant(self.random.randint(1, most) * 25e3 * (1 if yearly else round(months / 12 + 0.5)), yearly)

    def _rates(self, own: str) -> tuple[Rate, ...]:
        found = []
        for code, worth in CURRENCIES.items():
            if code == own:
                continue
            turned = self.often(0.4)
            near = CURRENCIES[own] / worth if turned else worth / CURRENCIES[own]
            high = round(near * self.random.choice((0.9, 1.0, 1.2)), 3)
            low = round(high * 0.85, 3) if self.often(0.5) else None
            found.append(Rate(code, Guess(high, low), turned))
        return tuple(found)

    def _guess(self) -> Guess:
        if self.often(0.3):
            return self.random.choice(PARTS)
        high = self.random.choice((0.5, 1.0, 2.0, 3.0))
        return Guess(high, high / 2 if self.often(0.6) else None)

    def _assumed(self, made: Made, name: str) -> Assumed:
        own = tuple((phase.name, self._guess()) for phase in made.phases if self.often(0.3))
        return Assumed(name, self._guess(), own)

    def _norms(self) -> Norms | None:
        if self.often(0.3):
            return None

        def norm(low: float, high: float) -> Norm:
            return Norm(low, high, self.often(0.5))

        rates = tuple((name, Norm(150e3, 200e3)) for name in ("officer", "clerk")[: self.random.randint(1, 2)])
        operations = self.random.choice((0.2, 0.2, 0.0))
        return Norms(norm(0.3, 0.5), norm(operations, 0.4), norm(1.0, 2.0), rates)

    def _decided(self, horizon: int) -> tuple[int, int]:
        """Not on the first day of the horizon, which is no decision within it."""
        return self.random.randint(0, min(horizon - 1, 14)), self.random.choice((2, 15, 28))

    # -- rows --------------------------------------------------------------------------------------------------

    def _priced(self, made: Made) -> dict[str, object]:
        """A price in some currency, times an assumption, or in a range."""
        fields: dict[str, object] = {"price": float(self.random.randint(1, 900) * 100)}
        if made.rates and self.often(0.3):
            fields["currency"] = self.random.choice(made.rates).code
        if made.assumed and self.often(0.5):
            fields["driver"] = self.random.choice(made.assumed).name
        elif self.often(0.5):
            fields["low"] = float(fields["price"]) / 2  # type: ignore[arg-type]
        return fields

    def _line(self, made: Made, name: str) -> Line:
        phase = self.random.choice([*made.bounds(), "", ""])
        once = self.often(0.3)
        fields = self._priced(made) | {"once": once, "funds": self.often(0.1) and not once}
        others = [one for one in made.lines if not one.once] if not once else []
        if others and self.often(0.4):
            fields = {"price": 0.0, "of": self.random.choice(others).name, "share": self.random.randint(1, 15) / 10}
            if made.assumed and self.often(0.3):
                fields["driver"] = self.random.choice(made.assumed).name
        fields |= self._dated(made, phase) if once else self._windowed(made, phase)
        rise = self.random.choice((0.0, 0.0, 0.03, 0.1))
        smooth = bool(rise) and self.often(0.3)
        category = self.random.choice(CATEGORIES)
        return Line(name, category, phase, rise=rise, continuously=smooth, **fields)  # type: ignore[arg-type]

    def _flow(self, made: Made, name: str) -> Line:
        """A value: it belongs to no phase, and flows while something runs; or a share of what a row costs."""
        fields, rows = self._priced(made), [one for one in made.rows if not one.once]
        if rows and self.often(0.3):
            fields = {
                "price": 0.0,
                "of": self.random.choice(rows).name,
                "share": self.random.choice((0.4, 0.8, 1.3, 2.7)),
            }
        return Line(name, "", "", **{**fields, **self._windowed(made, "")})  # type: ignore[arg-type]

    def _reserve(self, made: Made, name: str) -> Reserve:
        """A contingency, as a share or a sum, or a risk; once or lasting."""
        phase = self.random.choice([*made.bounds(), "", ""])
        if self.often(0.4):
            part = self.random.choice((Guess(0.1, part=True), Guess(0.2, 0.05, part=True), Guess(0.3, 0.0, part=True)))
            return Reserve(name, "contingency", phase, 0.0, part=part, **self._windowed(made, phase))  # type: ignore[arg-type]
        fields, once = self._priced(made), self.often(0.6)
        fields |= {"once": once} | (self._paid(made, phase) if once else self._windowed(made, phase))
        if self.often(0.7):
            return Reserve(name, "risk", phase, chance=self.random.choice((0.0, 0.125, 0.25, 0.75, 1.0)), **fields)  # type: ignore[arg-type]
        return Reserve(name, "contingency", phase, **fields)  # type: ignore[arg-type]

    def _paid(self, made: Made, phase: str) -> dict[str, object]:
        """When a reserve is paid once: at the start of what holds it or of a phase, in a month, or on a day."""
        ways = ("", "phase", "month") if phase else ("", "phase", "phase", "month", "day", "day", "day")
        way = self.random.choice(ways)  # a day of a month in which the phase that holds it starts may lie before it
        if way in ("month", "day"):
            day = self.random.randint(1, 28) if way == "day" else 0
            return {"at": self.random.choice(self._months(made, phase)), "day": day}
        return {"at": (phase or self.random.choice(list(made.bounds()))) if way == "phase" else None}

    def _role(self, made: Made) -> Line:
        phase, fte = self.random.choice([*made.bounds(), "", ""]), self.random.choice((0.5, 1.0, 1.5, 3.0))
        price = fte * self.random.randint(10, 20) * 1000.0
        return Line("officer", "governance", phase, price, fte=fte, **self._windowed(made, phase))  # type: ignore[arg-type]

    def _dated(self, made: Made, phase: str) -> dict[str, object]:
        """When a one-off is paid."""
        months = self._months(made, phase)
        at = self.random.choice(months) if self.often(0.6) or not phase else None
        return {"at": at, "capital": self.random.choice((0, 0, 24))}

    def _windowed(self, made: Made, phase: str) -> dict[str, object]:
        """When something recurring is paid: not beyond the last phase."""
        bounds, months = made.bounds(), self._months(made, phase)
        last = max(stop for _, stop in bounds.values())
        first, final = sorted((self.random.choice(months), self.random.choice(months)))
        since: int | str | None = first if self.often(0.3) else None
        until: int | str | None = final if self.often(0.3) else None
        if not phase and since is None and self.often(0.4):
            since, until = self.random.choice(list(bounds)), None
        if not phase and until is None and last < made.horizon:
            until = int(last) - 1
            if isinstance(since, int):
                since = min(since, until)
            elif since is not None and bounds[since][0] >= int(last):
                since = None
        return {"since": since, "until": until}

    def _months(self, made: Made, phase: str) -> list[int]:
        """The months that lie in a phase at least in part, and before the end of the last one."""
        bounds = made.bounds()
        start, end = bounds[phase] if phase else (0.0, made.horizon)
        last = max(stop for _, stop in bounds.values())
        found = [at for at in range(int(start), int(last)) if at < min(end, last) - 0.01 and at + 1 > start + 0.01]
        return found or [int(start)]

    # -- questions ---------------------------------------------------------------------------------------------

    def _options(self, made: Made) -> tuple[Choice, ...]:
        lines = [one for one in made.lines if not one.once and not one.fte]
        if not lines or self.often(0.5):
            return ()
        own = Line("own", "", "", **self._priced(made))  # type: ignore[arg-type]
        bought = Line("api", "", "", 0.0, of=self.random.choice(lines).name, share=self.random.choice((0.5, 1.0)))
        return (Choice("hosting", (bought, own)),)

    def _asked(self, made: Made) -> Made:
        """The case with a curve over an assumption and a scenario that changes one."""
        if not made.assumed:
            return made
        driver = self.random.choice(made.assumed).name
        curve = (driver, (0.5, 4.0)) if self.often(0.5) else None
        changed = (self.random.choice(made.assumed).name, self._guess()) if self.often(0.5) else None
        if made.error is not None and self.often(0.3):
            changed = ("model_error", self.random.choice(ERRORS))
        return replace(made, curve=curve, scenario=changed)
