"""Records behave as the dataclasses that they stand for, although their methods are written late."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from phasegate_dsl.records import FEW, frozen, slotted


@frozen
class Late:
    """A frozen record with every kind of field."""

    name: str
    amount: float = 1.5
    notes: list[str] = field(default_factory=list, compare=False)
    mark: int = field(default=7, kw_only=True)

    def doubled(self) -> float:
        """Twice the amount."""
        return 2 * self.amount


@frozen
class Below(Late):
    """A record that adds a field to another."""

    more: str = ""


@slotted
class Open:
    """A record that may change."""

    name: str
    seen: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Early:
    """What `Late` stands for."""

    name: str
    amount: float = 1.5
    notes: list[str] = field(default_factory=list, compare=False)
    mark: int = field(default=7, kw_only=True)


def test_a_record_is_made_compared_hashed_and_shown_as_a_dataclass() -> None:
    late, early = Late("a", 2, mark=3), Early("a", 2, mark=3)
    assert dataclasses.asdict(late) == dataclasses.asdict(early)
    assert repr(late).removeprefix("Late") == repr(early).removeprefix("Early")
    assert late == Late("a", 2, ["other"], mark=3) and late != Late("b", 2, mark=3) and late != early
    assert hash(late) == hash(Late("a", 2, mark=3)) == hash(early)
    assert late.doubled() == 4 and Late("x").notes is not Late("x").notes
    assert [one.name for one in fields(Late)] == [one.name for one in fields(Early)]
    assert Late.__match_args__ == Early.__match_args__


def test_what_does_not_fit_is_refused_as_by_any_function() -> None:
    for wrong in ((), ("a", 1, [], 4)):
        with pytest.raises(TypeError, match="__init__"):
            Late(*wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="colour"):
        Late("a", colour="red")  # type: ignore[call-arg]


def test_a_frozen_record_cannot_change_and_has_no_room_for_more() -> None:
    late = Late("a")
    for name in ("name", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(late, name, "b")
    with pytest.raises(FrozenInstanceError):
        del late.name
    assert not hasattr(late, "__dict__")
    changed = replace(late, amount=9.0)
    assert (changed.amount, late.amount) == (9.0, 1.5)


def test_records_pickle_copy_and_inherit() -> None:
    for one in (Late("a", 2, ["n"], mark=1), Below("a", 2, more="m"), Open("o", [1])):
        for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            assert other == one and type(other) is type(one)
    below = Below("a", more="m")
    assert (below.name, below.more, below.doubled()) == ("a", "m", 3.0)
    assert below != Late("a") and Below("a") == Below("a")


def test_a_slotted_record_changes_and_has_no_hash() -> None:
    one = Open("o")
    one.seen.append(1)
    one.name = "p"
    assert one == Open("p", [1])
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.colour = "red"  # type: ignore[attr-defined]


def test_methods_are_written_once_they_are_called() -> None:
    @frozen
    class Unused:
        """A record that nobody makes yet."""

        name: str

    before = Unused.__init__
    assert [Unused("a") for _ in range(FEW)] == [Unused("a")] * FEW
    assert Unused.__init__ is not before and Unused("b").name == "b"


@pytest.mark.parametrize("made", range(2))
def test_the_first_records_are_filled_as_all_others_are(made: int) -> None:
    """By hand at first, by a compiled method afterwards: the same fields, defaults and refusals."""

    @slotted
    class Some:
        """A record with every kind of field."""

        name: str
        count: int = 2
        seen: list[int] = field(default_factory=list)
        total: int = field(init=False, default=0)
        mark: int = field(default=1, kw_only=True)

        def __post_init__(self) -> None:
            self.total = self.count * 10

    for _ in range(made * (FEW + 1)):
        Some("a")
    one = Some("a", seen=[3], mark=4)
    assert (one.name, one.count, one.seen, one.total, one.mark) == ("a", 2, [3], 20, 4)
    assert Some("a").seen is not Some("a").seen
    for args, named in (
        ((), {}),
        (("a", 1, [], 5), {}),
        (("a",), {"name": "b"}),
        (("a",), {"total": 1}),
        (("a",), {"x": 1}),
    ):
        with pytest.raises(TypeError):
            Some(*args, **named)  # type: ignore[arg-type]
    assert Some("b").name == "b"
