from dataclasses import replace

import pytest
from tests.simulated import STRATEGIES, WORKLOADS, target, workload

from gilbench.experiments.throughput.core import core_of, of_ceiling
from gilbench.inside.globs import label

BY_NAME = {each.name: each for each in WORKLOADS}
STRATEGY = {label(each.name, each.start_method): each for each in STRATEGIES}
CORE = core_of(WORKLOADS, 4, "fork")


@pytest.mark.parametrize(
    ("name", "strategy", "workers", "inside"),
    [
        pytest.param("primes", "serial", 1, True, id="the baseline"),
        pytest.param("primes", "thread", 2, True, id="the lead's threads at every count"),
        pytest.param("primes", "thread", 1, False, id="one thread decides nothing"),
        pytest.param("primes", "raw_thread", 4, True, id="the lead under every strategy"),
        pytest.param("primes", "raw_thread", 2, False, id="but other strategies only at the most workers"),
        pytest.param("wordcount", "thread", 4, False, id="not the lead of its class"),
        pytest.param("crc32_held", "thread", 4, True, id="one side of the pair"),
        pytest.param("crc32_released", "thread", 4, True, id="the other side"),
        pytest.param("crc32_released", "process_executor[fork]", 4, True, id="the ceiling"),
        pytest.param("crc32_released", "process_executor[spawn]", 4, False, id="not with another start method"),
        pytest.param("primes", "process_executor[spawn]", 4, True, id="the lead with every start method"),
        pytest.param("crc32_released", "raw_thread", 4, False, id="one kind of threads speaks for all"),
        pytest.param("echo", "asyncio", 4, True, id="waiting under every strategy"),
        pytest.param("echo", "process_executor[fork]", 4, True, id="in processes as the interpreter starts them"),
        pytest.param("echo", "process_executor[spawn]", 4, False, id="waiting does not hang on the start method"),
        pytest.param("dict_shared", "thread", 4, True, id="shared state"),
    ],
)
def test_what_belongs_to_the_core(name, strategy, workers, inside):
    assert CORE.contains(BY_NAME[name], STRATEGY[strategy], workers) is inside


@pytest.mark.parametrize(
    ("name", "strategy", "wider"),
    [
        pytest.param("echo", "thread", True, id="threads that wait"),
        pytest.param("echo", "thread_executor", True, id="what is advised for them"),
        pytest.param("echo", "asyncio", True, id="an event loop"),
        pytest.param("echo", "process_executor[fork]", True, id="processes"),
        pytest.param("echo", "process_executor[spawn]", False, id="not with another start method"),
        pytest.param("echo", "raw_thread", False, id="one kind of threads speaks for all"),
        pytest.param("sleep", "thread", False, id="not the lead of its class"),
        pytest.param("primes", "thread", False, id="threads that compute"),
    ],
)
def test_who_has_more_workers_than_cpus(name, strategy, wider):
    assert CORE.wider(BY_NAME[name], STRATEGY[strategy]) is wider


def test_every_way_of_sharing_has_a_speaker():
    assert {"dict_read", "dict_shared"} <= core_of(WORKLOADS, 2, "fork").speakers


def test_the_other_side_of_a_pair_belongs_even_where_it_cannot_run():
    missing = [replace(each, missing="no PyDLL") if each.name == "crc32_held" else each for each in WORKLOADS]
    assert "crc32_held" in core_of(missing, 2, "fork").speakers


def test_a_users_workload_speaks_for_its_class_if_it_says_so():
    mine = workload("mine", lead=True)
    assert "mine" in core_of([*WORKLOADS, mine], 2, "fork").speakers
    assert "primes" not in core_of([*WORKLOADS, mine], 2, "fork").speakers


@pytest.mark.parametrize(
    ("own", "planned", "found"),
    [
        pytest.param("forkserver", {"fork", "forkserver", "spawn"}, "forkserver", id="what the interpreter does"),
        pytest.param("forkserver", {"spawn", "fork"}, "fork", id="else the first of a fixed order"),
        pytest.param("fork", {"mine"}, "fork", id="or nothing that is known"),
        pytest.param("spawn", set(), "spawn", id="without any processes"),
    ],
)
def test_the_ceiling_starts_as_the_interpreter_does_where_that_was_planned(own, planned, found):
    assert of_ceiling(target("3.14", default_start_method=own), planned) == found
