"""The real thing: what a call of payload says about the ways to hand over, and that it leaves nothing behind."""

import sys
from itertools import cycle
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.payload import measure, plan
from gilbench.experiments.payload.measure import data, room, sweeps, worker
from gilbench.experiments.payload.measure.way import NotElsewhereError, Way, require_elsewhere
from gilbench.experiments.payload.records import FEW, SIZES
from gilbench.inside.checking import WrongResultError

SWEEPS = 2  # as in measured.py
BYTES = [(each, "bytes", "-") for each in plan.WAYS["bytes"]]
HERE = [
    *(each for each in BYTES if each[0] != "interpreter_executor"),
    *(("manager", "integers", "-"), ("array", "integers", "-"), ("process_pool", "strings", "-")),
    *(("shared_memory", "ndarray", "-"), ("pipe", "ndarray", "buffers"), ("process_executor", "bytes", "buffers")),
]
SHORT = [each for each in BYTES if each[0] in ("shared_memory", "interpreter_executor")]
MEASURED = Path(__file__).parent / "measured.py"


@pytest.fixture(autouse=True)
def _one_thread_of_openblas(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")


def measured(executable, through, data, packing="-", items=3):
    return asking.elsewhere(executable, MEASURED, through, data, packing, items)


def require_seen(said, through):
    """Hold what was printed to the shape of the record; no figure is judged beyond its sign."""
    seen = said["seen"]
    if seen["missing"]:
        assert (seen["missing"], seen["sizes"]) == ("this interpreter has no numpy", [])
        return
    assert seen["sizes"] == list(FEW[:3])
    assert [len(each) for each in seen["seconds"]] == [SWEEPS] * 3
    assert min(each for sweep in seen["seconds"] for each in sweep) > 0
    assert seen["trips"] >= SWEEPS * 3
    assert seen["too_large"] == []
    assert (seen["start_method"] is None) == (through in ("thread_executor", "interpreter_executor"))
    assert (seen["peak_memory"] or 1) > 0
    before, after = said["left"]
    assert after == before


@pytest.mark.parametrize(("through", "kind", "packing"), HERE, ids=str)
def test_every_way_brings_back_what_it_was_given(through, kind, packing):
    require_seen(measured(sys.executable, through, kind, packing), through)


@pytest.mark.targets
@pytest.mark.parametrize(("through", "kind", "packing"), SHORT, ids=str)
def test_every_interpreter_hands_over(interpreter, through, kind, packing):
    if through == "interpreter_executor" and (interpreter.implementation != "CPython" or interpreter.version < (3, 14)):
        pytest.skip("it has no InterpreterPoolExecutor")
    require_seen(measured(interpreter.executable, through, kind, packing), through)


@pytest.mark.parametrize("kind", ["bytes", "integers", "strings", "ndarray"])
def test_data_have_the_content_of_their_size_and_differ_where_they_do(kind):
    made, other = (data.KINDS[kind].made(4096) for _ in range(2))
    content = {"bytes": len, "integers": lambda each: 8 * len(each), "ndarray": lambda each: each.nbytes}
    measure_of = content.get(kind, lambda each: sum(len(key) + len(value) for key, value in each.items()))
    assert measure_of(made) == 4096
    assert data.same(made, other)
    assert not data.same(made, data.KINDS[kind].made(8192))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(b"ab", b"ac", id="content"),
        pytest.param(b"ab", bytearray(b"ab"), id="type"),
        pytest.param([1, 2], [2, 1], id="order"),
        pytest.param({"a": "b"}, {"a": "c"}, id="values"),
    ],
)
def test_what_is_not_the_same_is_told(one, other):
    assert not data.same(one, other)
    assert data.same(one, one)


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(Way(lambda sent: sent[:-1] + b"?"), id="another-end"),
        pytest.param(Way(lambda sent: sent, copies=True), id="the-object-itself-where-it-is-to-be-a-copy"),
        pytest.param(Way(lambda sent: sent, expected=lambda sent: sent[:-1] + b"?"), id="no-stamp"),
    ],
)
def test_a_trip_that_brings_back_something_else_is_refused(way):
    with pytest.raises(WrongResultError, match="what came back is not what was handed over"):
        sweeps.sweep(way, {1024: b"a" * 1024})


def test_trips_are_counted_and_a_sweep_meets_every_size(monkeypatch):
    monkeypatch.setattr(sweeps, "LEAST", 0.0)
    met = []
    found = sweeps.sweep(Way(lambda sent: met.append(len(sent)) or sent), {1: b"a", 2: b"ab"})
    assert sweeps.FEWEST <= len(found.seconds[1]) == len(found.seconds[2]) <= sweeps.MOST
    assert found.trips == 2 * len(found.seconds[1])
    assert met[-4:] == [2, 1, 2, 1], "from the largest size down"


def test_the_first_of_several_trips_does_not_count(monkeypatch):
    taken = {b"a": [9.0, 1e-4, 1e-4], b"ab": [2e-3]}  # what the trips of each sweep take
    clock = {each: cycle(times) for each, times in taken.items()}
    monkeypatch.setattr(sweeps, "_batch", lambda _, payload: len(taken[payload]))
    monkeypatch.setattr(sweeps, "_trip", lambda _, payload: next(clock[payload]))
    monkeypatch.setattr(sweeps, "ALLOWANCE", 0.0)
    found = sweeps.sweep(Way(lambda sent: sent), {1: b"a", 2: b"ab"}).seconds
    assert found == {1: pytest.approx([1e-4] * sweeps.FEWEST), 2: pytest.approx([2e-3] * sweeps.FEWEST)}


def test_a_worker_that_is_the_caller_is_refused():
    assert require_elsewhere(1, 2) == 1
    with pytest.raises(NotElsewhereError):
        require_elsewhere(1, 1)


def test_a_stamp_is_made_of_what_came_and_of_the_trip():
    assert worker.stamped(5, 3) == (8).to_bytes(8, "little")
    assert worker.stamped((1 << 64) - 1, 1) == bytes(8)


@pytest.fixture
def kernel(tmp_path):
    """Return a folder in which a kernel tells that 1 MiB is free, and a process that had 2 MiB."""
    for name, text in {
        "meminfo": "MemTotal: 9 kB\nMemAvailable:    1024 kB\n",
        "7/status": "VmHWM:\t  2048 kB\n",
    }.items():
        path = tmp_path / "proc" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(tmp_path)


@pytest.mark.parametrize(
    ("copies", "fitting"),
    [
        pytest.param(1, SIZES[:5], id="half-of-what-is-free"),
        pytest.param(10, SIZES[:3], id="with-all-copies"),
        pytest.param(1000, (), id="nothing"),
    ],
)
def test_sizes_whose_copies_would_not_fit_into_memory_are_left_out(kernel, copies, fitting):
    assert room.that_fit(SIZES, copies, shared=False, root=kernel) == list(fitting)


def test_where_nobody_tells_what_is_free_every_size_fits(tmp_path):
    assert room.that_fit(SIZES, 10, shared=True, root=str(tmp_path)) == list(SIZES)


def test_the_most_memory_is_that_of_all_processes_or_not_known(kernel):
    assert room.peak([7, 7], root=kernel) == 2 * 2048 * 1024
    assert room.peak([7, 8], root=kernel) is None


def test_without_semaphores_it_says_so(monkeypatch):
    assert measure.missing() is None
    monkeypatch.setitem(sys.modules, "multiprocessing.synchronize", None)
    assert measure.missing().startswith("processes have no semaphores here: ")
