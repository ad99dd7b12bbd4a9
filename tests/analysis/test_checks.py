from dataclasses import replace

import pytest
from tests.known import collect
from tests.simulated import CALM, World, lost, scenario, simulate, target

from gilbench.analysis.checks.alerts import alerts
from gilbench.inside.schema import Conditions, WorkerTime
from gilbench.interpreters.candidate import Unusable

SERIAL, THREAD = "3.13/primes/serial/1", "3.13/primes/thread/2"
SECONDS = scenario("3.13/primes", {"thread": 1.0})
KEPT_APART = [WorkerTime(0.2, 0.1, 0.1, 10, 5)] * 2  # half of the time no CPU was free


def unstated(described):
    """Return a target whose workloads do not say what they must return."""
    known = [replace(each, held_to="serial") for each in described.catalogue.workloads]
    return replace(described, catalogue=replace(described.catalogue, workloads=known))


def raised(seconds=SECONDS, world=CALM, **manifest):
    run = simulate(seconds, world, **manifest)
    return alerts(run, collect(run))


def machine(**facts):
    return {"machine": {name.replace("_", " "): value for name, value in facts.items()}}


def conditions(**changes):
    before = Conditions(0.005, [0, 1], 1000, "fork")
    return {"conditions_before": before, "conditions_after": replace(before, **changes)}


def test_a_quiet_machine_and_a_complete_run_raise_nothing():
    assert raised() == ()


@pytest.mark.parametrize(
    ("arguments", "severity", "text"),
    [
        pytest.param(machine(load_average="1.10 0 0"), "warning", "a load of 0.55 per CPU", id="load"),
        pytest.param(
            {"seconds": {**SECONDS, f"{SERIAL}#2": 0.2}, "world": World(noise=0.5)},
            "warning",
            "Identical trials differed by up to",
            id="a loud machine",
        ),
        pytest.param(
            {"seconds": {**SECONDS, f"{SERIAL}#2": 0.2}, "world": World(noise=0.12)},
            "note",
            "Identical trials differed by up to",
            id="a machine with some noise",
        ),
        pytest.param(machine(governor="powersave"), "note", "governor is powersave", id="governor"),
        pytest.param({"finished": False}, "warning", "The run was interrupted", id="interrupted"),
        pytest.param({"world": World(size="small")}, "serious", "This was a smoke test", id="small sizes"),
        pytest.param({"invented": True}, "serious", "invented", id="dry run"),
        pytest.param({"unusable": (Unusable("3.8", "too old"),)}, "warning", "1 of the interpreters", id="unusable"),
        pytest.param({"usable_cpus": 1}, "note", "with 2 workers on 1 CPU.", id="oversubscribed"),
        pytest.param({"world": World(rounds=2)}, "warning", "Fewer than 3 rounds of 2 trials", id="few rounds"),
        pytest.param(
            {"world": World(seen={SERIAL: {"cpu_seconds": 0.1}})},
            "warning",
            "serial CPU-bound code got 5",
            id="busy",
        ),
        pytest.param(
            {"world": World(seen={THREAD: {"overlap": 0.2}})}, "warning", "In 1 trial the workers", id="took turns"
        ),
        pytest.param(
            {"world": World(seen={THREAD: {"overlap": 0.2, "workers": KEPT_APART}})},
            "warning",
            "hardly overlapped, as no CPU was free for them",
            id="kept apart",
        ),
        pytest.param(
            {"world": World(surroundings={THREAD: {"gil_after": False}})},
            "serious",
            "The GIL was switched on or off while the work ran on 3.13",
            id="GIL changed",
        ),
        pytest.param(
            {"world": World(surroundings={THREAD: {"gil_module": "yaml._yaml"}})},
            "serious",
            "The GIL was switched on or off while the work ran on 3.13: the extension module "
            "yaml._yaml does not declare that it can run without the GIL; +nogil (PYTHON_GIL=0) keeps the GIL off, at "
            "your own risk.",
            id="GIL changed by a module",
        ),
        pytest.param(
            {"world": World(surroundings={THREAD: conditions(switch_interval=0.001)})},
            "serious",
            "In 1 trial on 3.13 the switch interval changed during the work: 5 ms → 1 ms. No sentence rests on it",
            id="a condition changed",
        ),
        pytest.param(
            {
                "world": World(
                    surroundings={
                        SERIAL: conditions(affinity=[1]),
                        THREAD: conditions(
                            affinity=[1], switch_interval=0.001, recursion_limit=9, start_method="spawn"
                        ),
                    }
                )
            },
            "serious",
            "In 2 trials on 3.13 the CPU set changed during the work: 0, 1 → 1; the switch interval changed during "
            "the work: 5 ms → 1 ms; the recursion limit changed during the work: 1,000 → 9; and 1 more.",
            id="many conditions changed",
        ),
        pytest.param(
            {"world": World(troubles={THREAD: {1: lost("failed", "broke")}, SERIAL: {1: lost("timed out", "late")}})},
            "serious",
            "1 failed, 1 timed out",
            id="lost trials",
        ),
        pytest.param(
            {"seconds": scenario("3.13/primes", {"thread": 2.6})},
            "warning",
            "In 1 trial the speed-up is clearly more than the workers can give: noise, or cheaper work.",
            id="more than the workers can give",
        ),
        pytest.param(
            {"seconds": scenario("pypy3.11/primes", {"thread": 1.0})}, "note", "pypy3.11: code is compiled", id="PyPy"
        ),
        pytest.param(
            {"seconds": scenario("3.13/primes", {"thread": 1.0}, serial=0.02)},
            "note",
            "On 3.13 1 of 1 serial values take less than 90 ms (primes, 20.0 ms)",
            id="too short",
        ),
        pytest.param({"targets": (target("3.13", jit="on"),)}, "note", "3.13: code is compiled", id="JIT"),
        pytest.param(
            {"targets": (unstated(target("3.13")),)},
            "note",
            "What primes must return is not stated: results were held to what the same work gave serially.",
            id="no result stated",
        ),
        pytest.param(
            {
                "seconds": SECONDS | scenario("3.14/primes", {"thread": 1.0}),
                "targets": (target("3.13"), target("3.14", compiler="Clang 18", zlib="1.3")),
            },
            "note",
            "different compilers and versions of zlib:",
            id="builds",
        ),
    ],
)
def test_what_a_reader_should_know_is_an_alert_with_advice(arguments, severity, text):
    (alert,) = raised(**arguments)
    assert alert.severity == severity
    assert text in alert.text
    assert alert.advice.endswith(tuple(".abcdefghijklmnopqrstuvwxyz0123456789"))


@pytest.mark.parametrize(
    ("serial", "size", "is_told"),
    [
        pytest.param(0.0004, "full", True, id="tiny"),
        pytest.param(0.004, "full", False, id="long enough"),
        pytest.param(0.0004, "small", False, id="a smoke test, which says more"),
    ],
)
def test_items_that_are_over_at_once_are_a_warning_with_what_to_do(serial, size, is_told):
    found = raised(scenario("3.13/primes", {"thread": 1.0}, serial=serial), World(size=size))
    begins = [each.text.partition(":")[0] for each in found if each.severity == "warning"]
    assert ("Items of primes are tiny (100 µs)" in begins) is is_told


@pytest.mark.parametrize(
    ("series", "text"),
    [
        pytest.param((), "nothing says whether it had reached a steady state before its values", id="an old run"),
        pytest.param((0.9, 0.1, 0.1, 0.1, 0.1), "every trial was repeated until it no longer got faster", id="flat"),
        pytest.param((0.9, 0.7, 0.5, 0.3), "1 of 2 trials still got faster when their values were taken", id="not"),
    ],
)
def test_a_jit_is_noted_with_how_far_it_came(series, text):
    seconds = scenario("pypy3.11/primes", {"thread": 1.0})
    run = simulate(seconds)
    flat = (0.1,) * 4 if series else ()
    records = [
        replace(each, outcome=replace(each.outcome, settling=series if "/thread/" in each.trial else flat))
        for each in run.records
    ]
    (alert,) = alerts(replace(run, records=tuple(records)), collect(run))
    assert alert.text.startswith("pypy3.11: code is compiled while it runs; ")
    assert text in alert.text


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(machine(load_average="1.00 3 3"), id="half a load per CPU"),
        pytest.param(machine(load_average="unknown", governor=""), id="nothing known"),
        pytest.param({"machine": {}}, id="nothing said"),
    ],
)
def test_what_is_in_order_or_unknown_raises_nothing(facts):
    assert raised(**facts) == ()


def test_waiting_is_no_sign_of_a_busy_machine():
    echo = "3.13/echo/serial/1"
    assert raised(scenario("3.13/echo", {"thread": 1.9}), World(seen={echo: {"cpu_seconds": 0.001}})) == ()


def test_many_waiters_are_no_oversubscription():
    assert raised(scenario("3.13/echo", {"thread": 3.0}, workers=4)) == ()


def test_the_most_serious_comes_first():
    found = raised(world=World(rounds=2), invented=True, **machine(governor="powersave"))
    assert [each.severity for each in found] == ["serious", "warning", "note"]


def test_a_target_is_told_by_its_own_facts():
    odd = replace(target("3.13"), id="3.13-2")
    assert raised(targets=(target("3.13"), odd)) == ()
