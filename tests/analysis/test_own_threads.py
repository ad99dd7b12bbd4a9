import csv
import io

import pytest
from tests.known import build, collect, verdict
from tests.simulated import World, ok, scenario, simulate, trial

from gilbench.analysis.checks.alerts import alerts
from gilbench.experiments.throughput.analysis.gil_gap import gil_gaps
from gilbench.experiments.throughput.analysis.ledger_rows import ledger_rows
from gilbench.inside.schema import WorkerTime
from gilbench.page import files

TARGET = "3.13t"
SERIAL, THREAD, POOL = (f"{TARGET}/primes/{way}" for way in ("serial/1", "thread/2", "process_executor[fork]/2"))
SECONDS = scenario(f"{TARGET}/primes", {"thread": 1.0, "process_executor[fork]": 1.9})
NOTE = "this work has threads of its own: 1.90 CPUs busy in serial code"
WAITS = WorkerTime(0.2, 0.002, 0.1, 10, 5, 4)  # the thread that the ledger reads, while others do its work
INSIDE = {"cpu_seconds": 0.002, "process_seconds": 0.38}
THREADED = {
    SERIAL: {**INSIDE, "workers": [WAITS]},
    THREAD: {"cpu_seconds": 0.004, "process_seconds": 0.36, "workers": [WAITS, WAITS]},
    POOL: {"cpu_seconds": 0.004, "process_seconds": 0.19, "workers": [WAITS, WAITS]},
}


def evidence(seen=THREADED, seconds=SECONDS, **world):
    return collect(simulate(seconds, World(noise=0, seen=seen, **world)))


def own_threads(name, *arguments, **world):
    return evidence(*arguments, **world).summaries[trial(name).id].own_threads


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param({"cpu_seconds": 0.002, "process_seconds": 0.38}, 1.9, id="threads of its own do it all"),
        pytest.param({"cpu_seconds": 0.1, "process_seconds": 0.2}, 1.0, id="they do half of it"),
        pytest.param({"cpu_seconds": 0.198, "process_seconds": 0.24}, 1.2, id="they do clearly more than a fifth"),
        pytest.param({"cpu_seconds": 0.198, "process_seconds": 0.23}, None, id="they do less than a fifth"),
        pytest.param({"cpu_seconds": 0.002, "process_seconds": 0.021}, None, id="less than a coarse clock can tell"),
        pytest.param({"cpu_seconds": 0.198, "process_seconds": 0.198}, None, id="one thread does it all"),
        pytest.param({"cpu_seconds": 0.198, "process_seconds": 0.19}, None, id="the clocks differ"),
        pytest.param({"cpu_seconds": 0.002}, None, id="stored before the process was read"),
        pytest.param({"cpu_seconds": 0.002, "process_seconds": None}, None, id="the process cannot be read"),
        pytest.param({"cpu_seconds": None, "process_seconds": 0.38}, None, id="the worker cannot be read"),
    ],
)
def test_serial_code_tells_whether_work_has_threads_of_its_own(seen, expected):
    found = own_threads(SERIAL, {SERIAL: seen})
    assert found == (None if expected is None else pytest.approx(expected))
    assert own_threads(THREAD, {SERIAL: seen}) == found


@pytest.mark.parametrize(("rounds", "expected"), [pytest.param(3, False, id="half"), pytest.param(4, True, id="most")])
def test_most_rounds_decide(rounds, expected):
    one = ok([0.2], SERIAL, World(seen={SERIAL: {"process_seconds": 0.198}}))
    threaded = ok([0.2], SERIAL, World(seen={SERIAL: INSIDE}))
    by_round = {number: threaded if number <= rounds else one for number in range(1, 7)}
    found = own_threads(SERIAL, {}, rounds=6, troubles={SERIAL: by_round})
    assert (found is not None) is expected


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param({SERIAL: {"process_seconds": 0.198}, POOL: INSIDE}, id="a strategy's own work"),
        pytest.param({"3.13t/wordcount/serial/1": INSIDE}, id="other work"),
        pytest.param({"3.13/primes/serial/1": INSIDE}, id="another interpreter"),
    ],
)
def test_other_trials_do_not_decide(seen):
    seconds = {**SECONDS, "3.13t/wordcount/serial/1": 0.2, "3.13/primes/serial/1": 0.2}
    assert own_threads(POOL, seen, seconds) is None


@pytest.mark.parametrize(
    ("name", "cpus", "seconds"),
    [
        pytest.param(SERIAL, 1.9, 0.38, id="serial"),
        pytest.param(THREAD, 1.8, 0.36, id="threads"),
        pytest.param(POOL, 1.805, 0.19, id="processes"),
    ],
)
def test_all_cpu_time_is_counted_and_nothing_else_is_told(name, cpus, seconds):
    summary = evidence().summaries[trial(name).id]
    side = summary.side
    assert (side.parallelism, side.cpu_per_wall, side.cpu_seconds) == pytest.approx((cpus, cpus, seconds))
    assert [side.running, side.ready, side.blocked, side.wait, side.voluntary, side.involuntary] == [None] * 6
    assert (summary.ledger, summary.wanted, summary.flags) == ({}, {}, (NOTE,))
    assert summary.sound


def test_figures_that_the_reading_cannot_support_are_absent():
    lost = {"idle_speedup", "running", "ready", "blocked", "gil_gap", "voluntary_switches", "involuntary_switches"}
    figures = evidence().figures
    for name in (SERIAL, THREAD, POOL):
        assert not lost & figures[trial(name).id].keys()
        assert {"seconds_per_item", "speedup", "parallelism"} <= figures[trial(name).id].keys()


def test_the_same_figures_are_absent_from_the_results():
    page = build(simulate(SECONDS, World(noise=0, seen=THREADED)))
    for row in csv.DictReader(io.StringIO(files.RENDERERS["csv"](page))):
        told = [row[each] for each in ("running", "ready", "blocked", "idle_speedup", "gil_wait", "gil_gap")]
        assert told == [""] * 6
        assert row["flags"] == NOTE
        assert float(row["parallelism"]) > 1.7


@pytest.mark.parametrize("form", ["html", "md", "terminal"])
def test_every_form_of_the_report_says_it_and_blames_neither_the_machine_nor_the_gil(form):
    text = " ".join(files.RENDERERS[form](build(simulate(SECONDS, World(noise=0, seen=THREADED)))).split())
    assert NOTE in text
    assert "The machine took the CPU away" not in text
    assert "of the time no CPU was free" not in text
    assert "of the time waited for" not in text


def test_a_machine_that_took_the_cpu_away_from_other_work_is_still_named():
    found = evidence(
        {**THREADED, "3.13t/wordcount/serial/1": {"cpu_seconds": 0.1}}, SECONDS | {"3.13t/wordcount/serial/1": 0.2}
    )
    texts = [each.text for each in alerts(simulate(SECONDS), found)]
    assert any("serial CPU-bound code got 50 % of a CPU" in each for each in texts)
    assert any("threads of its own: primes on 3.13t (1.90 CPUs busy in serial code)" in each for each in texts)


def test_rows_of_the_ledger_say_why_they_have_no_shares():
    found = evidence()
    rows = ledger_rows(found, found.manifest.targets[0])
    assert [(row.running, row.idle, row.says) for row in rows] == [(None, None, NOTE)] * 3


@pytest.mark.parametrize("target", [pytest.param("3.13", id="with the GIL"), pytest.param("3.13t", id="without it")])
def test_no_claim_rests_on_it(target):
    seconds = {name.replace(TARGET, target): each for name, each in SECONDS.items()}
    found = evidence({name.replace(TARGET, target): each for name, each in THREADED.items()}, seconds)
    sentences, unsaid = verdict(found)
    claim = "threads-pure-python" if target == "3.13" else "free-threading"
    assert not {"threads-pure-python", "free-threading"} & {each.claim for each in sentences}
    assert NOTE in {each.claim: each.reason for each in unsaid}[claim]
    assert NOTE in gil_gaps(found, found.manifest.targets[0])[0].reason


def test_what_free_threading_costs_does_not_rest_on_it():
    seconds = {SERIAL: 0.2, "3.13/primes/serial/1": 0.3}
    _, unsaid = verdict(evidence({SERIAL: INSIDE}, seconds))
    assert {each.claim: each.reason for each in unsaid}["free-threading-cost"].startswith("not measured: fewer than")
