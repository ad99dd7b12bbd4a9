import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.known import build, collect
from tests.simulated import World, simulate, trial

from gilbench.experiments.throughput.analysis.cpu_time import costs_more, cpu_against_serial
from gilbench.inside.schema import WorkerTime
from gilbench.page import files

SERIAL, THREAD = "3.13t/primes/serial/1", "3.13t/primes/thread/2"
ECHO, ECHOES = "3.13t/echo/serial/1", "3.13t/echo/thread/2"
SECONDS = {SERIAL: 0.2, THREAD: 0.3, ECHO: 0.2, ECHOES: 0.1}


def evidence(**seen):
    """Return the evidence of a run whose trials saw this: CPU seconds, or more."""
    calls = {name: each if isinstance(each, dict) else {"cpu_seconds": each} for name, each in seen.items()}
    return collect(simulate(SECONDS, World(seen=calls, noise=0.02)))


def against_serial(name=THREAD, **seen):
    found = evidence(**seen)
    return cpu_against_serial(found, found.summaries[trial(name).id])


def test_it_is_the_cpu_time_of_the_same_items():
    found = against_serial(**{SERIAL: 0.198, THREAD: 0.6138})
    assert found.value == pytest.approx(3.1)
    assert (found.low, found.high, found.rounds) == (pytest.approx(3.1), pytest.approx(3.1), 6)


@settings(deadline=None, max_examples=20)  # a run is simulated each time
@given(st.floats(0.1, 10), st.floats(1, 100))
def test_a_slower_machine_does_not_change_it(cost, slower):
    quiet, busy = (against_serial(**{SERIAL: 0.2 * by, THREAD: 0.2 * cost * by}) for by in (1, slower))
    assert quiet.value == pytest.approx(busy.value) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("name", "seen", "given"),
    [
        pytest.param(THREAD, {SERIAL: 0.198}, True, id="work for the CPU"),
        pytest.param(SERIAL, {SERIAL: 0.198}, False, id="serial code itself"),
        pytest.param(THREAD, {SERIAL: None}, False, id="nobody knows"),
        pytest.param(THREAD, {SERIAL: 0.0}, False, id="no CPU time"),
        pytest.param(THREAD, {SERIAL: 0.0199}, False, id="below a tick of the coarsest clock"),
        pytest.param(ECHOES, {ECHO: 0.019}, False, id="waits for nine tenths of the time"),
        pytest.param(ECHOES, {ECHO: 0.03}, True, id="waits, and takes CPU time too"),
    ],
)
def test_where_serial_code_takes_next_to_no_cpu_time_there_is_no_ratio(name, seen, given):
    assert (against_serial(name, **seen) is not None) is given


def test_time_without_a_cpu_does_not_count_as_waiting():
    busy = {"cpu_seconds": 0.0201, "workers": [WorkerTime(0.4, 0.0201, 0.3, 10, 5)]}
    assert against_serial(**{SERIAL: busy, THREAD: 0.0201}).value == pytest.approx(1.0)


def test_work_with_threads_of_its_own_counts_its_processes_on_both_sides():
    seen = {"cpu_seconds": 0.001, "process_seconds": 0.4}
    found = against_serial(**{SERIAL: seen, THREAD: {**seen, "process_seconds": 0.8}})
    assert found.value == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        pytest.param(3.1, pytest.approx(3.1), id="more"),
        pytest.param(1.04, None, id="less than the margin"),
        pytest.param(0.5, None, id="less"),
    ],
)
def test_only_a_clear_cost_is_told(cost, told):
    found = evidence(**{SERIAL: 0.2, THREAD: 0.2 * cost})
    more = costs_more(found, found.summaries[trial(THREAD).id])
    assert (more and more.value) == told


def test_every_form_has_it():
    page = build(simulate(SECONDS, World(seen={SERIAL: {"cpu_seconds": 0.2}, THREAD: {"cpu_seconds": 0.62}})))
    assert "3.10× (3.10–3.10)" in files.RENDERERS["html"](page)
    assert "3.10× (3.10–3.10)" in files.RENDERERS["md"](page)
    assert "3.10× (3.10–3.10)" in files.RENDERERS["terminal"](page).replace("\N{NO-BREAK SPACE}", " ")
    assert '"cpu_against_serial":3.1,"cpu_against_serial_low":3.1,' in files.RENDERERS["json"](page)
    assert "cpu_against_serial_low" in files.RENDERERS["csv"](page)
    assert any(row["figure"] == "cpu_against_serial" for row in page.figures)
