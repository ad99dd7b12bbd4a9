"""Records: frozen dataclasses to whoever asks, without the import of `dataclasses` for who does not."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.record import Record


class Plain(Record):
    number: int
    text: str | None = None


class Nested(Record):
    several: list[Plain]
    by_name: dict[str, float]


@dataclasses.dataclass(frozen=True)
class Like:
    number: int
    text: str | None = None


PLAIN = st.builds(Plain, st.integers(-(2**53), 2**53), st.none() | st.text(st.characters(codec="utf-8")))
NESTED = st.builds(Nested, st.lists(PLAIN), st.dictionaries(st.text(st.characters(codec="utf-8")), st.floats(0, 1)))


@given(NESTED)
def test_what_is_written_as_json_is_read_as_the_same(record):
    assert msgspec.json.decode(msgspec.json.encode(record), type=Nested) == record


@given(PLAIN)
def test_it_is_what_a_frozen_dataclass_of_its_fields_is(record):
    like = Like(record.number, record.text)
    assert repr(record) == repr(like).replace("Like", "Plain")
    assert msgspec.json.encode(record) == msgspec.json.encode(like)
    assert dataclasses.asdict(record) == dataclasses.asdict(like)
    assert hash(record) == hash(like)
    assert dataclasses.replace(record, text="other") == Plain(record.number, "other")


@given(PLAIN)
def test_copies_are_equal_and_records_of_another_class_are_not(record):
    assert pickle.loads(pickle.dumps(record)) == copy.copy(record) == record  # noqa: S301  our own bytes
    assert record != Like(record.number, record.text)
    assert record != dataclasses.replace(record, number=record.number + 1)


def test_fields_are_given_by_position_or_by_name_and_have_defaults():
    assert Plain(1, "a") == Plain(number=1, text="a") == Plain(1, text="a")
    assert Plain(1) == Plain(1, None)


def test_what_json_leaves_out_has_its_default():
    assert msgspec.json.decode(b'{"number": 1}', type=Plain) == Plain(1)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param((), {}, id="one is missing"),
        pytest.param((1, "a", 2), {}, id="there are too many"),
        pytest.param((1,), {"number": 1}, id="one comes twice"),
        pytest.param((1,), {"other": 1}, id="there is none of that name"),
        pytest.param((), {"other": 1}, id="another in its place"),
    ],
)
def test_other_fields_are_refused(given, named):
    with pytest.raises(TypeError, match="Plain takes number, text, each of them once"):
        Plain(*given, **named)


def test_nothing_can_be_changed():
    with pytest.raises(AttributeError, match="number of a Plain cannot be changed"):
        Plain(1).number = 2


def test_json_of_the_wrong_type_is_refused():
    with pytest.raises(msgspec.ValidationError, match=r"Expected `int`, got `str` - at `\$.several\[0\].number`"):
        msgspec.json.decode(b'{"several": [{"number": "1"}], "by_name": {}}', type=Nested)
