"""The real thing: what runs of tiny amounts of work see, and that they leave nothing behind."""

import sys
import threading
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.experiments.starting import no_more_threads_than
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.handover import measure
from gilbench.experiments.handover.records import Beside
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"


def measured(executable, threads=2):
    return asking.elsewhere(executable, MEASURED, threads)


def require_seen(said, gil):
    """Hold what was printed to the shape of the record; no time is judged beyond its sign."""
    assert said["left"] == [1, 0]
    assert said["seen"]["gil"] == gil
    forth, back = said["seen"]["repeats"]
    assert [each["interval"] for each in forth] == [each["interval"] for each in reversed(back)]
    for each in (Beside(**run) for run in (*forth, *back)):
        assert min(each.seconds, each.cpu, each.serial_seconds, each.serial_cpu, said["seconds"]) > 0
        assert each.turns is None if not gil else each.turns >= 1
        assert (each.voluntary is None) == (sys.platform != "linux")


@pytest.mark.parametrize("threads", [2, 5])
def test_every_interval_is_measured_beside_serial_code_and_set_back(threads):
    require_seen(measured(sys.executable, threads), gil=True)


@pytest.mark.targets
def test_hand_overs_are_counted_in_every_interpreter(interpreter):
    require_seen(measured(interpreter.executable), gil=not interpreter.free_threaded)


def test_each_turn_is_seen_by_the_thread_that_takes_over():
    note = [0]
    assert [measure._added(note, me, slices=3) for me in (1, 1, 2, 1)] == [(900, 1), (900, 0), (900, 1), (900, 1)]


def test_work_that_was_not_done_is_a_wrong_result(monkeypatch):
    monkeypatch.setattr(measure, "_added", lambda *_: (7, 1))
    with pytest.raises(WrongResultError, match="gave 7, expected 900"):
        measure._run([[0]], 3)


def test_threads_that_could_be_started_end_if_another_one_could_not():
    before = threading.active_count()
    with no_more_threads_than(1):
        measure._run([[0], [0]], 3)
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("module", "name", "reason"),
    [
        pytest.param(measure.time, "thread_time", "this platform does not tell the CPU time of a thread", id="clock"),
        pytest.param(sys, "getswitchinterval", "this interpreter has no switch interval", id="interval"),
    ],
)
def test_what_is_missing_is_named(module, name, reason, monkeypatch):
    assert measure.missing() is None
    monkeypatch.delattr(module, name)
    assert measure.missing() == reason
