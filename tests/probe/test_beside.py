"""What a target says of a call beside itself becomes a verdict or a note; what cannot be is refused."""

from dataclasses import replace

import pytest
from tests.probe.probed import FREE, HOLDS
from tests.probe.repeated import contention, sides

from gilbench.inside.probe.records import Contention
from gilbench.inside.schema import as_json
from gilbench.probe import beside

GOOD = contention()


def read(found):
    return beside.read([{"begin": "contention"}, {"contention": as_json(found)}])


def test_what_is_sound_is_read_as_it_was_written():
    assert read(GOOD) == GOOD
    assert beside.read([{"begin": "contention"}]) is None


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(replace(GOOD, shared=sides(1.0, 2.0, noise=(1.0,) * 5)), id="too few repeats"),
        pytest.param(replace(GOOD, shared=replace(GOOD.shared, ready=[0.0] * 9)), id="of different length"),
        pytest.param(replace(GOOD, private=sides(1.0, 2.0, noise=(1.0,) * 8)), id="not of the same repeats"),
        pytest.param(replace(GOOD, shared=replace(GOOD.shared, alone_cpu=[0.0] * 10)), id="no time at all"),
        pytest.param(replace(GOOD, private=replace(GOOD.private, beside_time=[-1.0] * 10)), id="negative"),
        pytest.param(replace(GOOD, shared=replace(GOOD.shared, beside_cpu=[float("nan")] * 10)), id="no number"),
        pytest.param(replace(GOOD, shared=sides(1.0, 2.0, ready=1.5)), id="more than all of it"),
    ],
)
def test_what_cannot_have_been_measured_is_refused(found):
    with pytest.raises(ValueError, match="contention"):
        read(found)


def test_both_sides_are_judged():
    found = beside.added(FREE, "d = dict(d)", GOOD)
    assert (found.contention.verdict, found.private_contention.verdict) == ("contends", "does not contend")
    assert (found.private, found.private_cures, found.notes) == ("d = dict(d)", "yes", FREE.notes)


@pytest.mark.parametrize(
    ("result", "private", "found", "notes"),
    [
        pytest.param(HOLDS, "", None, (), id="with a GIL nobody asks"),
        pytest.param(HOLDS, "d = dict(d)", None, (beside.WITH_A_GIL,), id="with a GIL nobody can tell"),
        pytest.param(FREE, "", None, (), id="it ended before"),
        pytest.param(
            FREE, "", Contention(None, None, "too long"), ("whether it contends was not measured: too long",), id="why"
        ),
        pytest.param(FREE, "", replace(GOOD, private=None), (), id="nothing private was asked for"),
        pytest.param(
            FREE, "x = 1", replace(GOOD, private=None, reason="it raised"), ("it raised",), id="private fails"
        ),
    ],
)
def test_what_was_not_measured_has_a_note(result, private, found, notes):
    added = beside.added(result, private, found)
    assert added.notes == notes
    assert added.private_contention is None
    assert (added.contention is None) is (found is None or found.shared is None)
