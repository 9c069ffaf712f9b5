"""A case as plain values, and its text: all that may move money, in a form that knows nothing of the engine.

`tests/properties/chance.py` makes such cases by chance; `tests/oracle/plain.py` reads them and calculates what the text
costs by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTHS_A_WEEK = 7 / 365 * 12


@dataclass(frozen=True)
class Guess:
    """A figure: certain, or a range from `low` on."""

    value: float
    low: float | None = None
    part: bool = False
    """Whether it is written in percent: a range within 0 % to 100 % is then one of parts of a whole."""

    @property
    def ranged(self) -> bool:
        """Whether it is drawn."""
        return self.low is not None

    def __str__(self) -> str:
        """As it is written."""
        ends = [end for end in (self.low, self.value) if end is not None]
        return " to ".join(f"{end * 100:.12g}%" if self.part else f"{end:.12g}" for end in ends)


@dataclass(frozen=True)
class Grant:
    """A sum that is asked for: per year, or once for the whole phase."""

    amount: float
    yearly: bool


@dataclass(frozen=True)
class Phase:
    """A phase; `text` is its duration as it is written, empty for a last one that runs to the horizon."""

    name: str
    text: str
    months: float
    budget: Grant | None = None
    capital: Grant | None = None
    """A budget of capital expenditure, where that is funded apart."""
    aside: int = 0
    """Weeks that are set aside for governance."""


@dataclass(frozen=True)
class Assumed:
    """An assumption: a plain number, with values of its own in some phases."""

    name: str
    base: Guess
    own: tuple[tuple[str, Guess], ...] = ()


@dataclass(frozen=True)
class Rate:
    """An exchange rate: what one unit of another currency is in the case's, or `turned`, the other way round."""

    code: str
    quote: Guess
    turned: bool


@dataclass(frozen=True)
class Line:
    """A priced row, a value or an alternative: a price per month (or once), or a share of the row `of`.

    Months count from the start of the horizon.
    """

    name: str
    category: str
    phase: str
    price: float
    of: str = ""
    share: float = 0.0
    low: float | None = None
    """The lower end of a range around the price; none for a certain price."""
    driver: str = ""
    """The assumption that the price, or the share of another row, is multiplied by."""
    currency: str = ""
    """Another currency than the case's."""
    once: bool = False
    since: int | str | None = None
    """The first month paid, or the phase in which it begins."""
    until: int | str | None = None
    """The last month paid, or the phase before which it ends."""
    at: int | str | None = None
    """The month in which it is paid once; for a reserve also the phase at whose start."""
    rise: float = 0.0
    continuously: bool = False
    capital: int = 0
    """Months over which it is written off; zero for operating cost."""
    funds: bool = False
    """Whether it pays for the control of governance."""
    fte: float = 0.0
    """Full-time equivalents where it is a role; `price` pays all of them."""

    @property
    def ranged(self) -> bool:
        """Whether its price is drawn."""
        return self.low is not None


@dataclass(frozen=True)
class Reserve(Line):
    """A contingency, which is a part of what all lines cost or a sum, or what a risk costs; `category` says which."""

    part: Guess | None = None
    """The share of what all lines cost in the same months; none for a sum."""
    chance: float = 1.0
    """How likely a risk happens."""
    day: int = 0
    """The day of its month on which it is paid once; zero where only the month is written."""


@dataclass(frozen=True)
class Choice:
    """An option: what each alternative costs a month."""

    name: str
    ways: tuple[Line, ...]


@dataclass(frozen=True)
class Norm:
    """A range of which a share is drawn, or the interval of what is allowed."""

    low: float
    high: float
    interval: bool = False


@dataclass(frozen=True)
class Norms:
    """What a ruleset says of governance; rates of roles are dollars per full-time equivalent and year."""

    timeline: Norm
    """A range in percent, as of operations: parts of a whole."""
    operations: Norm
    roles: Norm
    rates: tuple[tuple[str, Norm], ...]


@dataclass(frozen=True)
class Made:
    """A case."""

    start: tuple[int, int]
    horizon: int
    phases: tuple[Phase, ...]
    lines: tuple[Line, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    error: Guess | None = None
    """A factor on all lines that no range moves."""
    currency: str = "USD"
    discount: float = 0.0
    fiscal: int = 0
    """The month in which a fiscal year starts; zero where none is declared."""
    decided: tuple[int, int] | None = None
    """The month and its day on which the decision is taken; none where none is asked for."""
    assumed: tuple[Assumed, ...] = ()
    rates: tuple[Rate, ...] = ()
    values: tuple[Line, ...] = ()
    options: tuple[Choice, ...] = ()
    curve: tuple[str, tuple[float, ...]] | None = None
    scenario: tuple[str, Guess] | None = None
    """An assumption and what it is instead."""
    norms: Norms | None = None

    @property
    def rows(self) -> tuple[Line, ...]:
        """Lines and reserves."""
        return (*self.lines, *self.reserves)

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

    # -- text --------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The case as it is written."""
        head = [
            "initiative made {",
            "follows three_budget",
            f"currency: {self.currency}",
            f"start: {self.month(0)}",
            f"horizon: {self.horizon} months",
        ]
        head += [f"discount: {self.discount:.0%}/yr"] if self.discount else []
        head += [f"fiscal_year: {self.fiscal}"] if self.fiscal else []
        head += [f"model_error: {self.error}"] if self.error is not None else []
        body = [*map(self._rate, self.rates), *(f"assume {one.name} = {one.base}" for one in self.assumed)]
        body += map(self._block, self.phases)
        body += [self._row(one) for one in self.rows if not one.phase]
        body += [f"value {one.name} = {self._price(one)}{self._window(one)}" for one in self.values]
        body += map(self._option, self.options)
        if self.curve is not None:
            body.append(f"curve {self.curve[0]} at {', '.join(f'{level:g}' for level in self.curve[1])}")
        if self.scenario is not None:
            body.append(f"scenario other {{ {self.scenario[0]} = {self.scenario[1]} }}")
        return "\n".join([*head, *body, "}\n"])

    def _rate(self, one: Rate) -> str:
        if one.turned:
            return f"fx {self.currency} = {one.quote} {one.code}"
        return f"fx {one.code} = {one.quote} {self.currency}"

    def _block(self, phase: Phase) -> str:
        inside = [f"duration: {phase.text}"] if phase.text else []
        inside += [
            f"{word}: {grant.amount:.12g} {self.currency}{'/yr' if grant.yearly else ''}"
            for word, grant in (("budget", phase.budget), ("capital_budget", phase.capital))
            if grant is not None
        ]
        inside += [f"governance_time: {phase.aside} weeks"] if phase.aside else []
        inside += [f"assume {one.name} = {own}" for one in self.assumed for name, own in one.own if name == phase.name]
        inside += [self._row(one) for one in self.rows if one.phase == phase.name]
        return "\n".join([f"phase {phase.name} {{", *inside, "}"])

    def _option(self, one: Choice) -> str:
        ways = "; ".join(f"{way.name}: {self._price(way)}" for way in one.ways)
        return f"option {one.name} {{ {ways} }}"

    def _price(self, one: Line) -> str:
        price = f"{Guess(one.price, one.low)} {one.currency or self.currency}" + ("" if one.once else "/mo")
        if one.of:
            price = f"{one.share:g} * {one.of}"
        return f"{one.driver} * {price}" if one.driver else price

    def _row(self, one: Line) -> str:
        return self._reserve(one) if isinstance(one, Reserve) else self._line(one)

    def _reserve(self, one: Reserve) -> str:
        words = f"{one.category} {one.name}" + (f" chance {one.chance:.12g}" if one.category == "risk" else "")
        words += f" costs {self._price(one) if one.part is None else one.part}"
        day = f"-{one.day:02}" if one.day else ""
        return words + (f" at {self._anchor(one.at)}{day}" if one.at is not None else "") + self._window(one)

    def _line(self, one: Line) -> str:
        if one.fte:
            year = one.price * 12 / one.fte
            words = f"role {one.name} {one.fte:g} fte costs {year:.12g} {one.currency or self.currency}/fte/yr"
        else:
            words = f"line {one.name} in {one.category} costs {self._price(one)}"
        words += self._window(one)
        words += f" capitalized over {one.capital} months" if one.capital else ""
        words += " funds audit_logging" if one.funds else ""
        facts = [f"at: {self._anchor(one.at)}"] if one.at is not None else []
        facts += [f"escalates: {one.rise:.0%}/yr"] if one.rise else []
        facts += ["continuously: yes"] if one.continuously else []
        return words + (f" {{ {'; '.join(facts)} }}" if facts else "")

    def _window(self, one: Line) -> str:
        anchors = (("from", one.since), ("until", one.until))
        return "".join(f" {word} {self._anchor(value)}" for word, value in anchors if value is not None)

    def _anchor(self, value: int | str) -> str:
        return value if isinstance(value, str) else self.month(value)
