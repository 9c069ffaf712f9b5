"""Drivers that cases share: one stream in every case that uses them, and nothing of them in a case that does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from phasegate import check
from phasegate.cost.asked.compare import what_if
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.inputs import World
from phasegate.pipeline import Checked, Options, check_paths
from phasegate.resolve.index import Index
from phasegate.resolve.whatif import changes
from phasegate.results.parts.register import Assumption
from phasegate.rules.review import Review
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.conftest import Run
from tests.cost.asked.test_sensitivity import asked
from tests.helpers import workspace

DRIVERS = """shared requests "Requests a month" = 10_000 to 20_000 request/mo source "capacity plan"
shared tokens = requests * (2 to 4)
shared never = 1 to 2 request
"""
FILE = 'import "drivers.gate"\n'
RULES = 'ruleset house "House" {{\n  version: "1"\n  unit request\n  {}\n}}\n'
CASE = """{top}initiative {name} "T" {{
  follows three_budget{follows}
  currency: {currency}; start: 2026-01; horizon: 12 months; unit request
  phase exploration {{ duration: 6 months; line own in labor costs 1K to 4K {currency}/mo }}
  phase scale {{ budget: 100K {currency}/yr; {phase} }}
  {body}
}}
"""
NEAR_NONE = 0.1
"""What the correlation of two streams stays below: each is stratified by itself, so that pairs of them are not quite even."""
LINE = "line x in compute costs requests * $1/request"


class Repository:
    """Files of a repository, and the cases in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("drivers.gate", DRIVERS)

    def write(self, name: str, text: str) -> Path:
        """A file of this text."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def case(self, body: str, name: str = "t", top: str = FILE, phase: str = "", currency: str = "USD") -> Checked:
        """A case with this body and last phase, under what its file begins with, checked."""
        follows = ", house" if "ruleset house" in top else ""
        text = CASE.format(top=top, name=name, follows=follows, currency=currency, phase=phase, body=body)
        (found,) = check_paths([self.write(f"{name}.gate", text)], Options(), workspace()).cases
        return found

    def review(self, body: str, name: str = "t", top: str = FILE, phase: str = "", currency: str = "USD") -> Review:
        """The same, judged."""
        found = self.case(body, name, top, phase, currency)
        assert found.review is not None, [one.told for one in found.findings]
        return found.review

    def model(self, body: str, name: str = "t", top: str = FILE, phase: str = "", currency: str = "USD") -> Model:
        """Its figures."""
        return self.review(body, name, top, phase, currency).subject.model


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    return Repository(tmp_path)


def together(one: Array, other: Array) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def ranked(one: Array, other: Array) -> float:
    """The rank correlation of two columns."""
    return together(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))


def errors(found: Checked) -> list[Finding]:
    return [one for one in found.findings if one.level == "error"]


def source_of(found: Finding) -> Source:
    assert found.span is not None
    return found.span.source


def spent(model: Model, name: str) -> Array:
    return model.line_cost(next(line for line in model.case.lines if line.name == name))


def test_a_shared_driver_draws_the_same_numbers_in_every_case(repository: Repository) -> None:
    one, other = (repository.model(LINE, name) for name in ("a", "b"))
    assert together(spent(one, "x"), spent(other, "x")) == pytest.approx(1)
    assert abs(together(spent(one, "own"), spent(other, "own"))) < NEAR_NONE
    ruled = repository.model(LINE, "c", RULES.format(DRIVERS.splitlines()[0]))
    assert (spent(ruled, "x") == spent(one, "x")).all(), "wherever it is declared"


def test_a_case_holds_the_drivers_that_it_uses_and_what_they_are_made_from(repository: Repository) -> None:
    assert repository.model("").case.assumptions() == []
    held = repository.model("assume more = 2 request/mo\nline x in compute costs (tokens + more) * $1/request").case
    assert [one.key for one in held.assumptions()] == ["more", "requests", "tokens"]
    assert [one.key for one in repository.model("curve requests at 1000 request/mo").case.assumptions()] == ["requests"]
    found = repository.case("").findings + repository.case("curve requests at 1000 request/mo").findings
    assert not {"PG216", "PG113"} & {one.code for one in found}, "nobody has to use what is shared"


def test_what_a_phase_says_instead_draws_under_the_name_of_the_case(repository: Repository) -> None:
    own = "assume requests = 10_000 to 20_000 request/mo; line y in compute costs requests * $1/request"
    before, instead = (repository.model(LINE, phase=phase) for phase in ("", own))
    assert abs(together(spent(instead, "y"), spent(before, "x"))) < NEAR_NONE
    half = repository.model(LINE, phase="assume requests = requests / 2; line y in compute costs requests * $1/request")
    assert spent(half, "y") == pytest.approx(spent(before, "x") / 4)


def test_a_scenario_and_a_what_if_change_it_as_any_assumption(repository: Repository) -> None:
    body = (
        LINE
        + '\nscenario twice "Twice" { requests = requests * 2 }\nscenario new "New" { requests = 10K to 20K request/mo }'
    )
    review = repository.review(body)
    model, scope, frame = review.subject.model, review.subject.scope, review.subject.frame
    twice, new = (model.under(one) for one in model.case.scenarios)
    assert spent(twice, "x") == pytest.approx(2 * spent(model, "x"))
    assert abs(together(spent(new, "x"), spent(model, "x"))) < NEAR_NONE, "another estimate, of this case alone"
    made, wrong = changes(model.case, scope, frame, ["requests = (1 to 2) * requests"])
    assert wrong == []
    assert [one.name for one in made["requests"].streams] == ["t/requests", "shared/requests"]
    assert together(spent(what_if(model, made), "x"), spent(model, "x")) > 0.5, "it goes on from the same draws"


def test_correlations_leave_its_draws_as_they_are(repository: Repository) -> None:
    body = LINE + "\nassume other = 1 to 9 request\nassume third = 1 to 9 request\n"
    plain = spent(repository.model(body), "x")
    for stated, of_other, of_third in (
        ("correlate all at 0.5", 0.5, 0.5),
        ("correlate requests with other at 0.7", 0.7, 0),
        ("correlate other with requests at 0.7; correlate all at 0.3", 0.7, 0.3),
    ):
        model = repository.model(f"{body}{stated}")
        assert (spent(model, "x") == plain).all()
        assert ranked(spent(model, "x"), model.column("other")) == pytest.approx(of_other, abs=0.05)
        assert ranked(spent(model, "x"), model.column("third")) == pytest.approx(of_third, abs=0.08)
    both = "correlate requests with twin at 0.5"
    repository.write("drivers.gate", DRIVERS + "shared twin = 1 to 9 request\n")
    assert [(one.code, one.kind) for one in errors(repository.case(f"{body}{both}"))] == [("PG309", "both_shared")]


def test_it_moves_figures_under_its_name(repository: Repository) -> None:
    review = repository.review(LINE)
    found = asked(World(review.subject.model, review.subject.frame))
    assert found.drivers[0].input.name == "requests"
    assert found.drivers[0].input.span.path.endswith("drivers.gate")


def test_outputs_say_where_it_is_from(repository: Repository, phasegate: Run) -> None:
    repository.case(LINE)
    path = repository.folder / "t.gate"
    (one,) = [each for each in _assumptions(path) if each.name == "requests"]
    assert (one.source, Path(one.shared).name, one.place.line) == ("capacity plan", "drivers.gate", 1)
    assert "drivers.gate, the same draws in every case: requests" in phasegate("cost", str(path)).stdout
    assert "drivers.gate:1:1" in phasegate("why", str(path), "cost").stdout
    repository.case(LINE, top=RULES.format(DRIVERS.splitlines()[0]))
    assert [each.shared for each in _assumptions(path)] == ["ruleset house"]


def _assumptions(path: Path) -> tuple[Assumption, ...]:
    found = check(path).assumptions
    assert found is not None
    return found


# -- names ----------------------------------------------------------------------------------------------------------------


def test_a_name_that_is_shared_is_not_defined_again(repository: Repository) -> None:
    (found,) = errors(repository.case("assume requests = 3 request/mo\n" + LINE))
    assert (found.code, found.kind, found.span is not None and found.span.text) == ("PG113", "shared", "requests")
    kept, named = (apply(source_of(found).text, fix.edits) for fix in found.fixes)
    assert kept is not None and named is not None
    assert "assume" not in kept and "assume …" in named
    repository.write("t.gate", kept)
    assert errors(check_paths([repository.folder / "t.gate"], Options(), workspace()).cases[0]) == []
    assert [one.span.text.split(" = ")[0] for one in found.related] == ['shared requests "Requests a month"']
    (found,) = errors(repository.case("line never in compute costs $1K/mo"))
    assert (found.code, found.kind) == ("PG113", "shared")
    assert errors(repository.case("", phase="line requests in compute costs $1K/mo")) == [], (
        "a phase has names of its own"
    )


def test_a_name_is_shared_once(repository: Repository) -> None:
    repository.write("more.gate", "shared requests = 3 request/mo")
    (found,) = errors(repository.case("", top=FILE + 'import "more.gate"\n'))
    assert (found.code, found.kind) == ("PG113", "shared_twice")
    assert found.span is not None and found.span.path.endswith("more.gate")
    (found,) = errors(repository.case("", top=FILE + RULES.format("shared requests = 3 request/mo")))
    assert (found.code, found.kind) == ("PG113", "shared_twice")
    twice = "shared requests = 3 request/mo; shared requests = 4 request/mo"
    assert [one.kind for one in errors(repository.case("", top=RULES.format(twice)))] == ["shared_twice"]


def test_a_file_that_is_reached_twice_shares_it_once(repository: Repository) -> None:
    repository.write("more.gate", FILE + 'import "t.gate"\n')
    assert errors(repository.case(LINE, top=FILE + 'import "more.gate"\nshared mine = 3 request/mo\n')) == []


# -- what it means --------------------------------------------------------------------------------------------------------


def test_it_means_the_same_in_every_case(repository: Repository) -> None:
    repository.write("drivers.gate", "shared requests = own_guess * 2\nshared other = 3 bananas\n")
    (found,) = errors(repository.case("assume own_guess = 3 request/mo\n" + LINE))
    assert (found.code, found.span is not None and found.span.text) == ("PG200", "own_guess")
    assert found.span is not None and found.span.path.endswith("drivers.gate")
    assert errors(repository.case("")) == [], "what is wrong with a driver is said where it is used"


def test_its_dollars_are_those_of_the_united_states(repository: Repository) -> None:
    repository.write("drivers.gate", "shared rate = $2 to $4/request\n")
    body = "line x in compute costs 1000 request/mo * rate"
    dollars = repository.model(body)
    canadian = repository.model(body + "\nfx USD = 1.4 CAD", currency="CAD")
    assert spent(canadian, "x") == pytest.approx(1.4 * spent(dollars, "x"))
    (found,) = errors(repository.case(body, currency="CAD"))
    assert found.code == "PG303"


def test_an_editor_finds_it(repository: Repository) -> None:
    review = repository.review(LINE)
    source = review.subject.case.span.source
    index = Index(source, parse(source).document.decls("initiative")[0], review.subject.frame)
    found = index.at(source.text.index("requests * $1"))
    assert found is not None and found.place.span.path.endswith("drivers.gate")
