"""Our `dataclass` is the standard one in all that this program asks of one; the standard library takes it for one."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
import subprocess
import sys
import typing
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core import values

ROOT = Path(__file__).parents[2]


def point(decorate: Callable[..., Any], field: Callable[..., Any], *, frozen: bool = True) -> Any:
    """A class with every kind of field, by one of the two decorators."""

    @decorate(frozen=frozen, kw_only=True)
    class Point:
        """A point."""

        LIMIT: ClassVar[int] = 9
        x: int
        y: float = 2.0
        """Text."""
        tags: dict[str, int] = field(default_factory=dict)
        shown: object = field(default=None, repr=False)
        kept: list[int] = field(default_factory=list, compare=False, repr=False)

        @cached_property
        def twice(self) -> int:
            return self.x * 2

    return Point


OURS, STOCK = point(values.dataclass, values.field), point(dataclasses.dataclass, dataclasses.field)
BOTH = pytest.mark.parametrize("cls", [OURS, STOCK], ids=["ours", "stock"])


@values.dataclass(frozen=True, kw_only=True)
class Named:
    """With a check of its own, and a field that is worked out."""

    name: str
    long: int = values.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "long", len(self.name))


@values.dataclass(frozen=True, kw_only=True)
class Child(Named):
    """One field more than its parent."""

    age: int = 1


SAID = st.fixed_dictionaries(
    {"x": st.integers(0, 3)}, optional={"y": st.sampled_from([1.0, 2.0]), "shown": st.none() | st.just(1)}
)


@given(SAID, SAID)
def test_equal_where_the_standard_ones_are(a: dict[str, Any], b: dict[str, Any]) -> None:
    """Equality, text and the copy with a change, for any two values."""
    mine, theirs = OURS(**a), STOCK(**a)
    assert (mine == OURS(**b)) is (theirs == STOCK(**b))
    assert repr(mine) == repr(theirs)
    assert vars(values.replace(mine, **b)) == vars(dataclasses.replace(theirs, **b))
    assert list(vars(mine)) == list(vars(theirs))


@BOTH
def test_what_it_refuses(cls: Any) -> None:
    """An unknown word, a missing one, a position, a change."""
    for wrong in ({"x": 1, "z": 2}, {}, {"y": 1.0}, {"z": 1}, {"z": 1, "y": 1.0}):
        with pytest.raises(TypeError):
            cls(**wrong)
    with pytest.raises(TypeError):
        cls(1)
    value = cls(x=1)
    for name in ("x", "new"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, 2)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(value, name)
    with pytest.raises(TypeError):
        values.replace(value, z=1) if cls is OURS else dataclasses.replace(value, z=1)


def test_what_it_refuses_is_named() -> None:
    """The class, and the words that are too much or missing."""
    for said, words in (
        ({"x": 1, "z": 2}, "got an unexpected keyword argument 'z'"),
        ({}, "missing required keyword-only arguments: 'x'"),
        ({"y": 1.0}, "missing required keyword-only arguments: 'x'"),
    ):
        with pytest.raises(TypeError, match=rf"^{OURS.__name__}\.__init__\(\) {re.escape(words)}$"):
            OURS(**said)

    @values.dataclass(frozen=True, kw_only=True)
    class Two:
        a: int
        b: int
        c: int = 3

    with pytest.raises(TypeError, match="arguments: 'a' and 'b'$"):
        Two()
    with pytest.raises(dataclasses.FrozenInstanceError, match="^cannot assign to field 'a'$"):
        Two(a=1, b=2).a = 5  # type: ignore[misc]  # that is what is tried
    with pytest.raises(dataclasses.FrozenInstanceError, match="^cannot delete field 'a'$"):
        del Two(a=1, b=2).a


@BOTH
def test_what_is_in_it(cls: Any) -> None:
    """Each value has its own from a factory; what is remembered besides is no part of it; no case by position."""
    a, b = cls(x=1), cls(x=1)
    assert a == b and a.twice == 2 and a == b
    assert a.tags is not b.tags and a.LIMIT == 9 and cls.y == 2.0 and not hasattr(cls, "tags")
    assert cls.__match_args__ == () and a != "a" and a.__eq__("a") is NotImplemented
    assert cls(x=1, kept=[1]) == a
    with pytest.raises(TypeError):
        hash(a)  # it holds a dictionary
    assert dataclasses.is_dataclass(cls) and dataclasses.is_dataclass(a)


def test_the_standard_library_takes_it_for_one() -> None:
    """Fields, replace, asdict, and a standard class that inherits."""
    assert [(f.name, f.type, f.default, f.init, f.repr, f.compare) for f in dataclasses.fields(OURS)] == [
        (f.name, f.type, f.default, f.init, f.repr, f.compare) for f in dataclasses.fields(STOCK)
    ]
    assert dataclasses.replace(OURS(x=1), x=2) == OURS(x=2) == values.replace(OURS(x=1), x=2)
    assert dataclasses.asdict(OURS(x=1)) == dataclasses.asdict(STOCK(x=1))
    assert [f.name for f in values.fields(Child)] == ["name", "long", "age"]

    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Grandchild(Child):
        more: int = 0

    assert Grandchild(name="ab").long == 2


def test_a_parent_and_a_check() -> None:
    """A child has its parent's fields first; what is worked out is not said."""
    child = Child(name="abc")
    assert (child.long, child.age) == (3, 1) and repr(child) == "Child(name='abc', long=3, age=1)"
    assert child != Named(name="abc") and values.replace(child, name="a").long == 1
    assert hash(child) == hash(Child(name="abc")) != hash(Child(name="abd"))
    with pytest.raises(TypeError):
        Child(name="a", long=1)


def test_copies() -> None:
    """Copied, deep-copied and pickled they are the same."""
    child = Child(name="abc")
    assert copy.copy(child) == copy.deepcopy(child) == pickle.loads(pickle.dumps(child)) == child


def test_open_ones_change_and_have_no_hash() -> None:
    """As the standard ones."""
    cls = point(values.dataclass, values.field, frozen=False)
    value = cls(x=1)
    value.x = 5
    assert value == cls(x=5) and cls.__hash__ is None


def test_nothing_in_the_program_uses_the_standard_ones() -> None:
    """Nor loads them at a start; and nobody asks ours for what they do not offer."""
    files = [f for f in (ROOT / "planner").rglob("*.py") if f.name != "values.py"]
    texts = {f.name: f.read_text() for f in files}
    assert [n for n, t in texts.items() if "from dataclasses" in t or "import dataclasses" in t] == []
    assert [n for n, t in texts.items() if "slots=True" in t or "InitVar" in t or "KW_ONLY" in t] == []
    code = "import sys, planner.desk; print('dataclasses' in sys.modules, 'inspect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "False"]


def test_what_a_class_has_of_its_own_stays() -> None:
    @values.dataclass(frozen=True, kw_only=True)
    class Own:
        name: str = "a"

        def __init__(self) -> None:
            self.__dict__["name"] = "mine"

        def __repr__(self) -> str:
            return "shown"

        def __eq__(self, other: object) -> bool:
            return other == "same"

        def __hash__(self) -> int:
            return 7

    one = Own()
    assert (one.name, repr(one), hash(one), one == "same", one == "other") == ("mine", "shown", 7, True, False)


def test_what_is_not_said_to_be_frozen_is_open_and_a_class_variable_is_no_field() -> None:
    """As the standard ones; `typing.ClassVar` may be written out."""

    @values.dataclass(kw_only=True)
    class Open:
        many: typing.ClassVar[int] = 3
        x: int

    value = Open(x=1)
    value.x = 2
    assert value == Open(x=2)
    with pytest.raises(TypeError, match="many"):
        Open(x=1, many=4)  # type: ignore[call-arg]  # what is refused
