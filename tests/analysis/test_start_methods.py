import pytest
from tests.known import collect
from tests.simulated import simulate, target

from gilbench.analysis import start_methods

FORK, SPAWN = "3.13/primes/process_executor[fork]/2", "3.14/primes/process_executor[spawn]/2"


@pytest.mark.parametrize(
    ("trials", "words"),
    [
        pytest.param(["3.13/primes/thread/2"], "", id="no processes"),
        pytest.param([FORK], "(fork): processes started by fork, the default of 3.13 here.", id="the default"),
        pytest.param(
            [FORK, SPAWN],
            "(fork): processes started by fork, the default of 3.13 here. "
            "(spawn): processes started by spawn, no interpreter's default here.",
            id="and another",
        ),
    ],
)
def test_what_a_start_method_means_is_said_once(trials, words):
    here = [target("3.13"), target("3.14", default_start_method="forkserver")]
    run = simulate(
        dict.fromkeys(trials, 0.1), targets=[each for each in here if any(name.startswith(each.id) for name in trials)]
    )
    assert start_methods.in_words(collect(run)) == words
