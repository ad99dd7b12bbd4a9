"""How the sentences about threads read, whole."""

import pytest
from tests.experiments.throughput.judged import decided
from tests.simulated import World, scenario

PRIMES = "3.13/primes"


def primes(thread):
    return scenario(PRIMES, {"thread": thread, "process_executor[fork]": 1.9})


def test_a_sentence_reads_as_a_reader_needs_it():
    sentences, _ = decided(primes(0.9), World(noise=0))
    assert sentences["threads-pure-python:3.13"].text == (
        "On 3.13, two threads ran pure Python no faster than one (0.90×, 0.90–0.90). Two processes: 1.90×."
    )
    sentences, _ = decided(primes(1.6), World(noise=0, seen={"3.13/primes/thread/2": {"workers": []}}))
    assert sentences["threads-pure-python:3.13"].text == (
        "On 3.13, two threads ran pure Python 1.60× as fast as one, despite the GIL (1.60–1.60)."
    )


@pytest.mark.parametrize(
    ("thread", "text"),
    [
        pytest.param(1.9, "Without the GIL, on 3.13t, two threads ran pure Python 1.90× as fast as one (", id="gain"),
        pytest.param(
            0.9, "Even without the GIL, on 3.13t, two threads ran pure Python no faster than one (0.90×, ", id="no gain"
        ),
    ],
)
def test_a_sentence_about_life_without_the_gil_says_so_first(thread, text):
    seconds = scenario("3.13t/primes", {"thread": thread, "process_executor[fork]": 1.9})
    assert decided(seconds, World(noise=0))[0]["free-threading:3.13t"].text.startswith(text)


@pytest.mark.parametrize(
    ("thread", "text"),
    [
        pytest.param(1.97, "in two threads took half the time (1.97×, 1.97–1.97).", id="all at once"),
        pytest.param(1.6, "in two threads ran 1.60× as fast as in one (1.60–1.60).", id="in part"),
        pytest.param(1.0, "did not overlap in two threads (1.00×, 1.00–1.00).", id="one after the other"),
    ],
)
def test_blocking_calls_are_told_by_their_time_where_they_wait_at_once(thread, text):
    sentences, _ = decided(scenario("3.13/echo", {"thread": thread}), World(noise=0))
    assert sentences["blocking-overlaps:3.13"].text == f"On 3.13, blocking calls {text}"


def test_threads_that_have_to_share_cpus_are_named_with_them():
    seconds = scenario(PRIMES, {"thread": 0.9, "process_executor[fork]": 1.9}, workers=8)
    assert decided(seconds, World(noise=0))[0]["threads-pure-python:3.13"].text == (
        "On 3.13, eight threads on two CPUs ran pure Python no faster than one (0.90×, 0.90–0.90). Eight processes: "
        "1.90×."
    )
