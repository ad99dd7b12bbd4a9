from dataclasses import replace

import pytest
from tests.known import collect
from tests.simulated import World, scenario, simulate

from gilbench.analysis.checks.alerts import alerts
from gilbench.analysis.large_results import in_words
from gilbench.store.records import Bound, Calibration

ITEMS = {"CPython": {"copies": 12, "primes": 16}}
NAME = "3.13/primes/serial/1"


def calibrated(items=ITEMS, **bounded):
    return Calibration({}, {}, items, bounded={"CPython": bounded})


@pytest.mark.parametrize(
    ("calibration", "words"),
    [
        pytest.param(
            calibrated(copies=Bound(64, 20_000_033, 0.0, "memory")),
            "copies: 19.1 MiB a result, so a value has 12 items instead of 64",
            id="memory",
        ),
        pytest.param(
            calibrated(copies=Bound(64, 1000, 0.25, "processes")),
            "copies: 250 ms for a result to come back from a process, so a value has 12 items instead of 64",
            id="processes",
        ),
        pytest.param(
            calibrated({**ITEMS, "PyPy": {"copies": 64}}, copies=Bound(64, 20_000_033, 0.0, "memory")),
            "copies: 19.1 MiB a result, so a value has 12 items on CPython instead of 64",
            id="on one of two kinds",
        ),
        pytest.param(calibrated(gone=Bound(64, 1, 0.0, "memory")), "", id="of work that is not there"),
        pytest.param(calibrated(), "", id="none"),
    ],
)
def test_fewer_items_are_said_with_their_number_and_why(calibration, words):
    assert in_words(calibration) == words


def run(**world):
    return simulate(scenario("3.13/primes", {"thread": 1.0}), World(**world))


def test_the_page_notes_it():
    told = run()
    bounded = calibrated(primes=Bound(64, 20_000_033, 0.0, "memory"))
    told = replace(told, manifest=replace(told.manifest, calibration=bounded))
    (alert,) = (each for each in alerts(told, collect(told)) if each.text.startswith("Large results: primes: 19.1 MiB"))
    assert alert.severity == "note"


@pytest.mark.parametrize(
    ("peak", "flags"),
    [
        pytest.param(2**30, ("took up to 1.00 GiB of memory, its worker processes not counted",), id="much"),
        pytest.param(2**29 - 1, (), id="not much"),
        pytest.param(None, (), id="nobody knows"),
    ],
)
def test_a_trial_that_takes_much_memory_says_so(peak, flags):
    told = run(surroundings={NAME: {"peak_memory": peak}})
    assert collect(told).summaries["3.13/throughput/primes/serial/1"].flags == flags
