"""What to use, and where nobody can tell."""

import pytest
from tests.experiments.throughput.advised import advice, advised
from tests.known import collect
from tests.simulated import World, lost, ok, scenario, simulate, target

from gilbench.experiments.throughput.analysis.decisions import decisions, with_the_fastest
from gilbench.inside.schema import WorkerTime

PRIMES = "3.13/primes"
THREAD, FORKED = f"{PRIMES}/thread/2", f"{PRIMES}/process_executor[fork]/2"
QUIET, FREE = World(noise=0.002, rounds=10), "3.13t/primes"


def swinging(name, ratio, by=0.2):
    """Return six rounds of a trial that swing around its true speed-up."""
    seconds = 0.2 / ratio
    return {name: {number: ok([seconds * (1 + by * (-1) ** number)], name, World()) for number in range(1, 7)}}


@pytest.mark.parametrize(
    ("ratios", "use"),
    [
        pytest.param({"thread": 0.9, "process_executor[fork]": 1.9}, "ProcessPoolExecutor", id="the clear winner"),
        pytest.param({"thread": 1.9, "process_executor[fork]": 1.9}, "Thread", id="threads before processes"),
        pytest.param({"thread": 1.9, "asyncio": 1.9}, "asyncio tasks", id="asyncio before threads"),
        pytest.param({"asyncio_threads": 1.9, "thread": 1.9}, "Thread", id="threads before threads under asyncio"),
        pytest.param({"raw_thread": 1.9, "thread_executor": 1.9}, "ThreadPoolExecutor", id="the simplest interface"),
        pytest.param(
            {"interpreter_executor": 1.9, "process_executor[fork]": 1.9}, "InterpreterPoolExecutor", id="lighter"
        ),
        pytest.param({"thread": 0.9, "thread_pool": 1.0}, "serial", id="serial, if a gain of everything is ruled out"),
    ],
)
def test_the_simplest_strategy_that_is_not_beaten_is_recommended(ratios, use):
    row = advised(ratios, World(noise=0.002, rounds=10, seen={THREAD: {"workers": []}}))  # only the clock speaks
    assert row.strategy == use
    assert row.answer == ("serial" if use == "serial" else "use")
    assert (row.gain is None) == (use == "serial")


def test_serial_code_is_advised_with_what_was_ruled_out():
    row = advised({"thread": 0.9, "thread_pool": 1.0}, World(noise=0, rounds=10))
    assert row.because == ("a gain is ruled out of all 2; highest, ThreadPool: 1.00× (1.00–1.00)",)
    assert (row.serial, row.seconds) == (pytest.approx(0.2 / 4), pytest.approx(0.2 / 4))


@pytest.mark.parametrize(
    ("ratios", "world", "likeliest", "why"),
    [
        pytest.param(
            {"thread": 0.9, "process_executor[fork]": 1.8},
            World(noise=0, troubles=swinging(FORKED, 1.8, by=0.8)),
            "ProcessPoolExecutor",
            "too wide an interval after 6 rounds",
            id="an interval",
        ),
        pytest.param(
            {"process_executor[fork]": 1.02},
            World(noise=0, troubles=swinging(FORKED, 1.02, by=0.08)),
            "ProcessPoolExecutor",
            "too wide an interval after 6 rounds; about 22 rounds would narrow it enough",
            id="an interval that rounds would narrow",
        ),
        pytest.param(
            {"thread": 1.9}, World(rounds=2, noise=0), "Thread", "2 rounds: it takes 3 to tell", id="too few rounds"
        ),
        pytest.param({"thread": 1.9}, World(rounds=1), "Thread", "1 round: it takes 3 to tell", id="a single round"),
        pytest.param(
            {"thread": 1.9},
            World(seen={THREAD: {"overlap": 0.1}}),
            "Thread",
            "in doubt: workers hardly overlapped",
            id="in doubt",
        ),
        pytest.param(
            {"thread": 1.9},
            World(surroundings={f"{PRIMES}/serial/1": {"gil_after": False}}),
            "Thread",
            "its serial code is in doubt: the GIL changed during the work",
            id="serial code in doubt",
        ),
        pytest.param(
            {"thread": 2.6, "thread_pool": 0.9},
            World(noise=0.001),
            "Thread",
            "in doubt: more than 2 workers can give: noise, or cheaper work",
            id="more than there can be",
        ),
    ],
)
def test_what_is_not_known_is_undecided_with_the_reason_and_the_likeliest_and_never_serial(
    ratios, world, likeliest, why
):
    row = advised(ratios, world)
    assert (row.answer, row.strategy, row.confidence) == ("undecided", likeliest, None)
    assert row.because[0] == why


def test_one_that_is_open_keeps_serial_code_from_being_advised():
    calm, shaky = World(noise=0), World(noise=0, troubles=swinging(FORKED, 1.1))
    ratios = {"thread": 0.9, "process_executor[fork]": 1.0}
    assert advised(ratios, calm).answer == "serial"
    assert advised(ratios, shaky).answer == "undecided"


def test_what_is_in_doubt_is_less_likely_than_what_is_only_open():
    world = World(noise=0, troubles=swinging(f"{PRIMES}/interpreter_executor/2", 1.2), seen={FORKED: {"overlap": 0.1}})
    row = advised({"interpreter_executor": 1.2, "process_executor[fork]": 1.9}, world)
    assert (row.answer, row.strategy) == ("undecided", "InterpreterPoolExecutor")


def test_what_may_or_may_not_gain_is_never_recommended():
    shaky = swinging(f"{PRIMES}/interpreter_executor/2", 1.54, by=0.6)
    row = advised({"interpreter_executor": 2.0, "process_executor[fork]": 1.8}, World(noise=0, troubles=shaky))
    assert row.strategy == "ProcessPoolExecutor"


def test_a_wrong_or_doubted_result_is_never_recommended():
    world = World(
        troubles={f"{PRIMES}/thread_pool/2": {2: lost("failed", "wrong result: 3")}}, seen={THREAD: {"overlap": 0.1}}
    )
    row = advised({"thread": 1.9, "thread_pool": 1.9, "process_executor[fork]": 1.5}, world)
    assert (row.answer, row.strategy) == ("use", "ProcessPoolExecutor")


def test_more_than_the_workers_can_give_is_never_recommended():
    row = advised({"thread": 2.6, "process_executor[fork]": 1.8}, World(noise=0.001))
    assert (row.answer, row.strategy) == ("use", "ProcessPoolExecutor")


@pytest.mark.parametrize(
    ("world", "confidence"),
    [
        pytest.param(World(rounds=10, noise=0.01), "high", id="many narrow rounds"),
        pytest.param(World(rounds=6, noise=0.01), "medium", id="few narrow rounds"),
        pytest.param(World(rounds=12, noise=0.15), "medium", id="many wide rounds"),
    ],
)
def test_confidence_follows_rounds_and_width(world, confidence):
    assert advised({"thread": 1.9}, world).confidence == confidence


@pytest.mark.parametrize(
    ("spawn", "fork", "use", "because"),
    [
        pytest.param(1.9, 1.9, "ProcessPoolExecutor", ["default start method, spawn"], id="no difference"),
        pytest.param(1.9, 1.5, "ProcessPoolExecutor", ["default start method, spawn"], id="the default is faster"),
        pytest.param(
            1.2,
            1.9,
            "ProcessPoolExecutor (fork)",
            ["1.58× (1.58–1.58) the speed of the default start method, spawn", "fork copies locks"],
            id="another clearly gains over it",
        ),
    ],
)
def test_another_start_method_is_advised_only_where_it_clearly_gains_and_with_its_risk(spawn, fork, use, because):
    ratios = {"process_executor[spawn]": spawn, "process_executor[fork]": fork}
    here = (target("3.13", default_start_method="spawn"),)
    row = advised(ratios, World(noise=0), targets=here)
    assert (row.answer, row.strategy) == ("use", use)
    assert len(row.because) == 1 + len(because)
    assert all(line.startswith(begin) for line, begin in zip(row.because[1:], because, strict=True))


@pytest.mark.parametrize(
    ("world", "ratios"),
    [
        pytest.param(World(noise=0), {"process_executor[spawn]": 1.9}, id="not measured"),
        pytest.param(
            World(noise=0, troubles={FORKED: {1: lost("failed", "exit code 1")}}),
            {"process_executor[spawn]": 1.9, "process_executor[fork]": 1.9},
            id="failed",
        ),
    ],
)
def test_a_start_method_is_advised_where_the_default_gave_no_result_and_says_so(world, ratios):
    row = advised(ratios, world)
    assert (row.answer, row.strategy) == ("use", "ProcessPoolExecutor (spawn)")
    assert "the default start method, fork, gave no result" in row.because
    assert any("main module again" in line for line in row.because)


def test_a_start_method_whose_default_is_in_doubt_is_no_advice():
    world = World(noise=0, seen={FORKED: {"overlap": 0.1}})
    row = advised({"process_executor[spawn]": 1.9, "process_executor[fork]": 1.9}, world)
    assert (row.answer, row.strategy) == ("undecided", "ProcessPoolExecutor (spawn)")
    assert row.because[0] == (
        "not clearly faster than under the default start method, in doubt: workers hardly overlapped"
    )


def test_a_start_method_that_is_not_clearly_better_than_an_unclear_default_leaves_it_undecided():
    world = World(noise=0, troubles=swinging(FORKED, 1.6, by=0.6))
    row = advised({"process_executor[fork]": 1.6, "process_executor[spawn]": 1.9}, world)
    assert (row.answer, row.strategy) == ("undecided", "ProcessPoolExecutor")


def test_processes_are_no_advice_for_state_that_all_workers_change():
    row = advised({"thread": 0.9, "process_executor[fork]": 1.9}, QUIET, name="3.13/dict_shared")
    assert row.answer == "serial"
    assert "no processes: each would change a copy of its own" in row.because


def worker(running, ready, blocked=0.0):
    return WorkerTime(running + ready + blocked, running, ready, 10, 5)


def busy(name, waiting):
    """Return what was seen where workers waited this share of a fifth of a second for a CPU."""
    alone, half = worker(0.2, 0.0), worker(0.1, 0.2 * waiting)
    return {f"{name}/serial/1": {"workers": [alone]}, f"{name}/thread/2": {"workers": [half] * 2}}


def test_a_gain_that_only_an_idle_machine_would_show_is_advised_as_such():
    row = advised({"thread": 1.0}, World(seen=busy(FREE, 0.5)), name=FREE)
    assert (row.answer, row.strategy, row.when_idle) == ("use", "Thread", True)
    assert row.gain.value == pytest.approx(2.0)
    assert "if they do not get in each other's way: here they seldom ran at the same time" in row.because


def test_a_busy_machine_rules_nothing_out():
    seen = busy(PRIMES, 0.5)
    row = advised({"thread": 0.9}, World(seen=seen))
    assert (row.answer, row.strategy) == ("undecided", "Thread")
    assert row.because[0] == "this machine was busy: 50 % of its workers' time no CPU was free"
    assert advised({"thread": 0.9}, World(seen=busy(PRIMES, 0.0))).answer == "serial"


def test_nothing_is_advised_where_nothing_ran_beside_serial_code():
    assert advice({f"{PRIMES}/serial/1": 0.2}) == {}


def fastest(seconds, world=QUIET, **manifest):
    """Return how many interpreters are marked with each, by target."""
    run = simulate(seconds, world, **manifest)
    evidence = collect(run)
    found = [row for each in run.manifest.targets for row in decisions(evidence, each, {})]
    return {each.target: each.among_the_fastest for each in with_the_fastest(found, evidence.standard)}


def on(name, serial, ratio=1.9):
    return scenario(f"{name}/primes", {"process_executor[fork]": ratio}, serial=serial)


def test_the_fastest_interpreter_is_marked_by_time_and_not_by_gain():
    assert fastest(on("3.11", 0.32, ratio=1.96) | on("3.13", 0.2) | on("3.14", 0.17)) == {
        "3.11": 0,
        "3.13": 0,
        "3.14": 1,
    }


def test_interpreters_that_are_not_clearly_apart_share_the_mark():
    assert fastest(on("3.11", 0.32) | on("3.13", 0.17) | on("3.14", 0.171)) == {"3.11": 0, "3.13": 2, "3.14": 2}


def test_interpreters_that_are_all_alike_are_not_marked():
    assert fastest(on("3.13", 0.17) | on("3.14", 0.171)) == {"3.13": 0, "3.14": 0}


def test_serial_code_is_marked_if_it_is_faster_than_what_gains_elsewhere():
    assert fastest(on("3.11", 0.32) | on("3.14", 0.1, ratio=1.0)) == {"3.11": 0, "3.14": 1}


def test_times_of_one_interpreter_or_of_other_work_are_not_compared():
    assert fastest(on("3.11", 0.32)) == {"3.11": 0}
    other = scenario("3.14/wordcount", {"process_executor[fork]": 1.9}, serial=0.01)
    assert fastest(on("3.11", 0.32) | other) == {"3.11": 0, "3.14": 0}
