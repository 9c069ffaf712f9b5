"""A case from its tree: phases on the grid of months, every name looked up, every expression's dimension checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.codes import finding
from dsl.expected import near, suggest
from dsl.finding import Finding, Related, Shown
from dsl.source import Source, Span
from dsl.tree import Date, Decl, Expr, Field, ListExpr, Month, Name, Num, Text
from policy.classes.table import NAMES
from policy.expr.constant import MixedCurrencies, NotConstant, foreign, period_rate, value
from policy.expr.infer import Infer
from policy.expr.scope import Scope
from policy.expr.types import Type
from policy.model.case import Amount, Case, Phase, Window, month_offset
from policy.model.framework import Framework
from policy.resolve.titles import title_of
from policy.units import CURRENCIES, MONEY, MONEY_RATE, RATE, TIME, USER, Dim, show

MAX_MONTHS = 600
DEFAULT_RISKS = frozenset(("minimal", "limited", "high"))


@dataclass(slots=True)
class Resolving:
    """What the parts of resolution share: source, tree, frame of reference, the case so far and its findings."""

    source: Source
    decl: Decl
    frame: Framework
    case: Case
    scope: Scope
    findings: list[Finding] = field(default_factory=list)

    def span(self, node: object) -> Span:
        """The place of a node."""
        return self.source.span(node.start, node.end)  # type: ignore[attr-defined]

    def report(
        self,
        code: str,
        node: object,
        message: str,
        help: str = "",
        related: tuple[Related, ...] = (),
        shown: tuple[Shown, ...] = (),
    ) -> None:
        """Note a finding at a node."""
        self.findings.append(finding(code, self.span(node), message, help=help, related=related, shown=shown))

    def typed(self, expr: Expr, scope: Scope | None = None) -> Type:
        """The type of an expression; findings of checking it are kept."""
        check = Infer(self.source, scope or self.scope)
        found = check.check(expr)
        self.findings += check.findings
        return found

    def _asked_for(self, expr: Expr, found: Type, allowed: tuple[Dim, ...]) -> str:
        """Help for an amount in the wrong unit: the same figure in the right one."""
        digits = self.span(expr).text.partition(" ")[0].lstrip("$€£¥") or "…"
        unit = show(allowed[0], self.case.currency)
        plain = digits.replace("_", "").replace(".", "").rstrip("KMB").isdigit() and unit.replace("/", "").isalpha()
        money = unit[:1] if unit[:1] in "$€£¥" else ""
        if not allowed[0] or not (plain or money):
            return f"write it in `{unit}`" if allowed[0] else "write it without a unit"
        return (
            f"write it in `{unit}`, for example `{money}{digits}{unit[1:]}`"
            if money
            else f"for example `{digits} {unit}`"
        )

    def amount(self, expr: Expr, allowed: tuple[Dim, ...], what: str) -> Amount | None:
        """A certain constant of one of the dimensions given, else a finding and nothing."""
        found = self.typed(expr)
        if found.kind == "error":
            return None
        if found.kind == "interval":
            self.report(
                "PG306", expr, f"{what} is one value, not an interval", help="take the figure that is asked for"
            )
            return None
        if found.kind != "quantity" or found.dim not in allowed:
            wanted = " or ".join(f"`{show(d, self.case.currency)}`" for d in allowed)
            message = f"{what} is measured in {wanted}, not {found.show(self.case.currency)}"
            self.report("PG300", expr, message, help=self._asked_for(expr, found, allowed))
            return None
        try:
            amount = Amount(value(expr, self.scope), found.dim, self.span(expr))
            if self._abroad(expr, what):
                return None
            return amount
        except NotConstant as error:
            self.report("PG114", error.node, f"{what} is a written figure: it cannot rest on a range or another name")
            return None

    def _abroad(self, expr: Expr, what: str) -> bool:
        """Whether a written figure is in another currency than the case's, which is then said."""
        try:
            abroad = list(foreign(expr, self.scope))
        except MixedCurrencies as mixed:
            expr, abroad = mixed.node, list(self.scope.converts)
        if abroad:
            message = f"{what} is written in {self.case.currency}, not in {abroad[0]}"
            help = f"write it in {self.case.currency}: an exchange rate counts where costs are calculated"
            self.report("PG303", expr, message, help=help)
        return bool(abroad)

    def known(self, name: Name, vocabulary: str, code: str = "PG202") -> bool:
        """Whether the rulesets define the name; a vocabulary that no ruleset fills accepts anything."""
        words = self.frame.vocabularies.get(vocabulary)
        if not words or name.id in words:
            return True
        meant = near(name.id, words)
        listed = ", ".join(f"`{w}`" for w in sorted(words)[:8]) + (" …" if len(words) > 8 else "")
        self.report(
            code,
            name,
            f"the rulesets know no {vocabulary} `{name.id}`",
            help=f"did you mean `{meant}`?" if meant else f"they know {listed}",
        )
        return False


def head(decl: Decl, source: Source) -> Span:
    """The head of a declaration, for findings about all of it."""
    return source.span(decl.start, decl.head_end or decl.end)


def read_fields(r: Resolving) -> None:
    """Owner, industry, currency, start, horizon and the other fields of the initiative."""
    case = r.case
    for item in r.decl.fields():
        name, expr = item.name.id, item.value
        case.field_spans[name] = r.span(expr)
        if isinstance(expr, Text):
            case.fields[name] = expr.value
        elif isinstance(expr, Name):
            case.fields[name] = expr.id
        elif isinstance(expr, Num | Date | Month) and name not in ("start", "horizon", "discount"):
            case.fields[name] = r.span(expr).text
        _field(r, item)
    for vocabulary, words in (
        ("risk", r.frame.vocabularies.get("risk") or DEFAULT_RISKS),
        ("industry", r.frame.vocabularies.get("industry")),
        ("reference_class", NAMES),
    ):
        found = next((f.value for f in r.decl.fields() if f.name.id == vocabulary), None)
        if words and isinstance(found, Name) and found.id not in words:
            meant = near(found.id, words)
            r.report(
                "PG205",
                found,
                f"`{found.id}` is no known {vocabulary.replace('_', ' ')}",
                help=f"did you mean `{meant}`?"
                if meant
                else f"{'these are known:' if words is NAMES else 'the rulesets know'} "
                + ", ".join(f"`{w}`" for w in sorted(words)),
            )


def _field(r: Resolving, item: Field) -> None:
    case, name, expr = r.case, item.name.id, item.value
    if name == "currency" and isinstance(expr, Name):
        if expr.id not in CURRENCIES:
            meant = near(expr.id, CURRENCIES)
            r.report(
                "PG205",
                expr,
                f"`{expr.id}` is no known currency",
                help=f"did you mean `{meant}`?" if meant else "take an ISO 4217 code such as `USD`",
            )
        else:
            case.currency = r.scope.currency = expr.id
    elif name == "start" and isinstance(expr, Month) and 1 <= expr.month <= 12:
        case.start = (expr.year, expr.month)
    elif name == "horizon":
        amount = r.amount(expr, (TIME,), "`horizon`")
        if amount is not None and not 1 <= amount.value <= MAX_MONTHS:
            r.report("PG401", expr, f"a horizon is between 1 and {MAX_MONTHS} months", help="36 months is usual")
        elif amount is not None:
            case.horizon = float(round(amount.value)) or 1.0
    elif name == "discount":
        amount = r.amount(expr, (RATE, ()), "`discount`")
        rate = period_rate(expr, r.scope)
        if amount is not None:
            case.discount = rate or (amount.value, 12.0)
            if not 0 <= case.discount[0] <= 1:
                r.report("PG401", expr, "a discount rate is between 0 % and 100 %", help="for example `9%/yr`")
                case.discount = None
    elif name == "jurisdictions" and isinstance(expr, ListExpr):
        for word in expr.items:
            if isinstance(word, Name) and r.known(word, "jurisdiction", "PG205"):
                case.jurisdictions.append(word.id)


def read_phases(r: Resolving) -> None:
    """Phases laid end to end on the grid of months; the last runs to the horizon."""
    at, decls = 0.0, r.decl.decls("phase")
    seen: dict[str, Decl] = {}
    for decl in decls:
        assert decl.name is not None
        if decl.name.id in seen:
            first = seen[decl.name.id].name
            assert first is not None
            r.report(
                "PG113",
                decl.name,
                f"the phase `{decl.name.id}` is declared twice",
                help="give it another name",
                related=(Related(r.span(first), "declared here first"),),
            )
            continue
        seen[decl.name.id] = decl
        r.known(decl.name, "phase", "PG204")
        last = decl is decls[-1]
        at = _phase(r, decl, at, last)
    if not decls:
        r.findings.append(
            finding(
                "PG112",
                head(r.decl, r.source),
                "the case has no phases",
                help="add at least one: `phase exploration { budget: $75K; duration: 10 weeks }`",
            )
        )


def _phase(r: Resolving, decl: Decl, at: float, last: bool) -> float:
    case = r.case
    assert decl.name is not None
    given = {f.name.id: f.value for f in decl.fields()}
    length = r.amount(given["duration"], (TIME,), "`duration`") if "duration" in given else None
    where = head(decl, r.source)
    end = at + length.value if length else case.horizon
    if length is not None and length.value <= 0:
        r.report("PG401", given["duration"], "a phase takes some time", help="for example `duration: 10 weeks`")
        end = case.horizon if last else at
    if length is None and not last and "duration" not in given:
        r.findings.append(
            finding(
                "PG402",
                where,
                f"the phase `{decl.name.id}` needs a duration: only the last runs to the horizon",
                help="add `duration: 10 weeks`",
            )
        )
        end = at + min(3.0, max(0.0, case.horizon - at) / 2)
    if (end > case.horizon + 1e-9 or at >= case.horizon - 1e-9) and not any(f.code == "PG403" for f in r.findings):
        r.findings.append(
            finding(
                "PG403",
                where,
                f"the phase `{decl.name.id}` runs to month {end:.1f}, past the horizon of {case.horizon:g} months",
                help=f"lengthen the horizon: `horizon: {int(end) + 12} months`",
            )
        )
        end = min(end, case.horizon)
        at = min(at, end)
    phase = Phase(decl.name.id, title_of(decl), where, at, end, last)
    if last and length is None:
        phase.end = case.horizon
    if "budget" in given:
        phase.budget = r.amount(given["budget"], (MONEY, MONEY_RATE), "`budget`")
    if "governance_time" in given:
        time = r.amount(given["governance_time"], (TIME,), "`governance_time`")
        if time is not None and not 0 <= time.value <= phase.duration + 1e-9:
            r.report(
                "PG401",
                given["governance_time"],
                "`governance_time` is a part of the phase's duration",
                help="it cannot be longer than the phase",
            )
        elif time is not None:
            phase.governance_time, phase.governance_span = time.value, time.span
    if "users" in given:
        users = r.amount(given["users"], (USER, ()), "`users`")
        phase.users = users.value if users else None
    case.phases.append(phase)
    return phase.end


def window(r: Resolving, decl: Decl, phase: Phase | None) -> Window:
    """When a declaration is active: its phase, cut by `from` and `until`; at case level the whole horizon."""
    case = r.case
    start, end = (phase.start, phase.end) if phase else (0.0, case.horizon)
    since, until = decl.clause("from"), decl.clause("until")
    if since is not None:
        offset = _anchor(r, since.value, False)
        start = start if offset is None else max(start, offset)
    if until is not None:
        offset = _anchor(r, until.value, True)
        end = end if offset is None else min(end, offset)
    if end <= start and (since or until):
        clause = until or since
        assert clause is not None
        r.report(
            "PG401",
            clause,
            "this leaves no time in which it is active",
            help="check `from` and `until` against the phases and the horizon",
        )
        end = start
    return Window(max(0.0, start), min(case.horizon, end))


def _anchor(r: Resolving, value: object, until: bool) -> float | None:
    if isinstance(value, Name):
        phase = r.case.phase(value.id)
        if phase is None:
            known = [p.name for p in r.case.phases]
            r.report("PG204", value, f"the case has no phase `{value.id}`", help=suggest(value.id, known))
            return None
        return phase.start
    if isinstance(value, Date):  # a day or a month after `until` is the last one
        return month_offset(r.case.start, (value.year, value.month, value.day), end=until)
    if isinstance(value, Month):
        return month_offset(r.case.start, (value.year, value.month, 1)) + until
    return None
