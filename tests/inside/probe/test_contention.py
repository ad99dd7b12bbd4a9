"""A call alone and beside itself, for real: that everything is counted and told, not how long it takes."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import gilbench
from gilbench.inside import state
from gilbench.inside.probe import contention
from gilbench.inside.probe.compared import BACK, Asked, compared
from gilbench.inside.probe.expression import prepare
from gilbench.inside.probe.private import private
from gilbench.inside.probe.records import Contention, Holding, Measured, ProbeRequest, Together
from gilbench.inside.schema import as_json
from gilbench.probe.contention import cures, judged

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it needs Linux")
SOURCES = {**os.environ, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}
RUNS = Holding(None, 0.0, 1.0, None, None, None, longest_stall=0.0, running=1.0)
MEASURED = Measured(1e-5, 0.0, 100, gil=False, holding=RUNS, reason="", notes=[])
SAME = Together("same", "")


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(contention, "WINDOW", 0.0005)
    monkeypatch.setattr(contention, "LATEST", 1000.0)  # however busy the machine
    monkeypatch.setattr(contention, "missing", lambda: None)


@pytest.fixture
def without_gil(monkeypatch, quick):  # noqa: ARG001  what it changes is wanted, and not what it returns
    monkeypatch.setattr(state, "gil_enabled", lambda: False)


def asked(call="sum(numbers)", setup="numbers = [1] * 100", statements=""):
    prepared = prepare(call, setup)
    own = private(prepared, statements) if statements else None
    return Asked(prepared, own, prepared.once(), MEASURED, SAME, seconds=0.04, left=60.0)


@pytest.mark.usefixtures("quick")
def test_one_thread_and_two_make_the_calls_in_every_repeat():
    crews = []
    lock = threading.Lock()

    def loop():
        def work(times):
            with lock:
                made[threading.get_ident()] = made.get(threading.get_ident(), 0) + sum(1 for _ in times)

        made = {}
        crews.append(made)
        return work

    (sides,) = contention.measure([loop], 1e-5, 1e-3)
    repeats = len(sides.ready)
    assert repeats >= contention.LEAST
    assert {len(values) for values in vars(sides).values()} == {repeats}
    assert len(crews) == 3 * repeats
    assert all(count % 25 == 0 for made in crews for count in made.values())
    assert all(0 <= share <= 1 for share in sides.ready)
    assert all(value > 0 for name, values in vars(sides).items() if name != "ready" for value in values)


@pytest.mark.usefixtures("quick")
def test_repeats_alternate_their_order_and_are_the_same_for_all_loops(monkeypatch):
    order = []

    def window(loop, threads, _):
        order.append((loop, threads))
        return contention._Window(1e-6 * (loop + 1), 1e-6, 0.0)

    monkeypatch.setattr(contention, "_window", window)
    one, other = contention.measure([0, 1], 1e-5, 1e-3)
    forth = [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert order[:24] == (forth + forth[::-1]) * 3
    assert set(one.alone_cpu + one.beside_cpu) == {1e-6}
    assert set(other.alone_cpu + other.beside_cpu) == {2e-6}


@pytest.mark.usefixtures("quick")
def test_what_takes_too_long_has_no_figure():
    assert contention.measure([lambda: list], 1e-5, 1e-9) is None


def test_one_cpu_is_too_few(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert contention.missing() == "two threads at once need two CPUs, and it may use one"


@pytest.mark.usefixtures("without_gil")
def test_a_call_is_compared_with_itself_and_with_what_is_each_threads_own():
    found = compared(asked(statements="numbers = list(numbers)"))
    assert found.reason == ""
    assert len(found.shared.ready) == len(found.private.ready) >= contention.LEAST


@pytest.mark.usefixtures("without_gil")
def test_without_such_a_statement_there_is_nothing_private():
    found = compared(asked())
    assert (found.private, found.reason) == (None, "")
    assert found.shared is not None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            {"together": Together("different", "x")}, "two threads at once do not get what one gets", id="wrong"
        ),
        pytest.param({"together": Together("not tried", "it takes too long")}, "it takes too long", id="not tried"),
        pytest.param({"measured": replace(MEASURED, holding=None, reason="no Linux")}, "no Linux", id="platform"),
        pytest.param(
            {"measured": replace(MEASURED, holding=replace(RUNS, own_threads=1.9))},
            "it has threads of its own",
            id="own threads",
        ),
        pytest.param(
            {"measured": replace(MEASURED, call_seconds=5.0)},
            "a call takes too long to be repeated within 0.04 s: more --seconds may help",
            id="long",
        ),
        pytest.param(
            {"prepared": prepare("1 / 0", "")}, "from two threads at once it raised ZeroDivisionError: ", id="error"
        ),
    ],
)
@pytest.mark.usefixtures("without_gil")
def test_what_cannot_be_compared_has_a_reason(change, reason):
    found = compared(asked()._replace(**change))
    assert (found.shared, found.private) == (None, None)
    assert found.reason.startswith(reason)


@pytest.mark.usefixtures("quick")
def test_a_gil_that_came_back_spoils_it(monkeypatch):
    monkeypatch.setattr(state, "gil_enabled", lambda: True)
    assert compared(asked()).reason == BACK


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ("numbers = [2] * 100", "with the private statement it gives another result: 200 instead of 100"),
        ("numbers = 5", "with the private statement it raised TypeError: 'int' object is not iterable"),
    ],
)
@pytest.mark.usefixtures("without_gil")
def test_another_call_is_no_comparison(statements, reason):
    prepared = prepare("sum(numbers)", "numbers = [1] * 100")
    own = private(prepared, "numbers = list(numbers)")._replace(statements=compile(statements, "", "exec"))
    found = compared(asked()._replace(private=own))
    assert (found.private, found.reason) == (None, reason)
    assert found.shared is not None


def probed(executable, folder):
    """Return the lines that an interpreter writes about a dictionary that threads share, or have a copy of."""
    request = ProbeRequest(
        call="d['k']",
        setup="d = {'k': 1}",
        private="d = dict(d)",
        path=[],
        optional=False,
        seconds=1.2,
        timeout=30.0,
        answer_file=str(folder / "answer"),
    )
    command = [executable, "-m", "gilbench.inside", "probe-call", "--request", json.dumps(as_json(request))]
    with subprocess.Popen(command, env=SOURCES, stdin=subprocess.PIPE) as process:  # an input that ends would end it
        assert process.wait(60) == 0
    return [json.loads(line) for line in (folder / "answer").read_text().splitlines()]


@pytest.mark.targets
@pytest.mark.alone
def test_a_dictionary_that_threads_share_contends_without_a_gil_and_copies_help(found_interpreters, tmp_path):
    free = [each for each in found_interpreters.values() if each.free_threaded and each.version <= (3, 13)]
    if not free:
        pytest.skip("no CPython 3.13t on this machine")
    found = msgspec.convert(probed(free[0].executable, tmp_path)[-1]["contention"], Contention)
    assert judged(found.shared).verdict in {"contends", "undecided"}
    # now and then both CPUs are slower while both work, whatever they share: then a copy helps only in part
    assert cures(found.shared, found.private) in {"yes", "partly", "undecided"}
    assert found.reason == ""


@pytest.mark.targets
def test_nobody_asks_where_there_is_a_gil(found_interpreters, tmp_path):
    lines = probed(next(each.executable for each in found_interpreters.values() if not each.free_threaded), tmp_path)
    assert "together" in lines[-1]
