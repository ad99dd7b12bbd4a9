from dataclasses import replace

import pytest
from tests.simulated import target, trial

from gilbench.plan.naming import Names
from gilbench.plan.trial import Trial

NAMES = Names([target("3.13"), target("3.14", default_start_method="spawn")])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("3.13/primes/serial/1", "primes, serial on 3.13", id="serial code has no workers"),
        pytest.param("3.13/primes/thread/2", "primes, Thread, 2 workers on 3.13", id="a strategy"),
        pytest.param("3.13/primes/thread/1", "primes, Thread, 1 worker on 3.13", id="one worker"),
        pytest.param(
            "3.13/primes/process_executor[fork]/2",
            "primes, ProcessPoolExecutor (fork), 2 workers on 3.13",
            id="its start method",
        ),
        pytest.param("3.13/primes/mine[fork]/2", "primes, mine (fork), 2 workers on 3.13", id="nobody's name: the key"),
        pytest.param("3.13/primes/thread/2#2", "primes, Thread, 2 workers, measured again on 3.13", id="a copy"),
        pytest.param(
            "3.13/primes/serial/1 (held_share)", "primes (held_share), serial on 3.13", id="another experiment"
        ),
    ],
)
def test_a_trial_is_told_in_words(name, words):
    assert NAMES.trial(trial(name)) == words


def test_a_trial_without_a_workload_is_called_by_its_experiment_and_the_default_says_what_it_is():
    made = Trial("startup", None, "process_executor", "default", 2, "full", 2, "3.14")
    assert NAMES.trial(made) == "startup, ProcessPoolExecutor (default: spawn), 2 workers on 3.14"
    assert NAMES.strategy(replace(made, target="3.13")) == "ProcessPoolExecutor (default: fork)"
    assert Names(()).strategy(made) == "process_executor (default)"


def test_parameters_are_told():
    made = replace(trial("3.13/primes/serial/1"), parameters=(("beside", "fib"),))
    assert NAMES.trial(made) == "primes, serial, beside=fib on 3.13"


def test_a_trial_without_a_strategy_names_none():
    made = replace(trial("3.13/primes/thread/2"), strategy=None)
    assert (NAMES.strategy(made), NAMES.trial(made)) == ("", "primes, 2 workers on 3.13")


def test_a_run_of_before_strategies_had_pythons_names_has_their_keys():
    old = target("3.13")
    old = replace(
        old,
        catalogue=replace(
            old.catalogue, strategies=[replace(each, python_name="") for each in old.catalogue.strategies]
        ),
    )
    assert Names([old]).trial(trial("3.13/primes/thread_pool/2")) == "primes, thread_pool, 2 workers on 3.13"
