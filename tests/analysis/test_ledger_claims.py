"""What the time ledger adds to the sentences of the verdict."""

from tests.simulated import World, scenario, simulate

from gilbench.analysis.claims.verdict import verdict
from gilbench.analysis.evidence import collect
from gilbench.target.schema import WorkerTime

RUN = {f"3.13t/primes/{name}": seconds for name, seconds in (("serial/1", 0.2), ("thread/2", 0.2))}


def worker(running, ready, blocked):
    return WorkerTime(running + ready + blocked, running, ready, 10, 5)


def said(seconds, samples):
    ledgers = {name: {"workers": [each] * int(name[-1])} for name, each in samples.items()}
    evidence = collect(simulate(seconds, World(noise=0.01, samples=ledgers)))
    sentences, unsaid = verdict(evidence)
    return {each.claim: each for each in sentences}, {each.claim: each.reason for each in unsaid}


def test_a_busy_machine_is_named_where_processes_gain_nothing_either():
    seconds = scenario("3.13/primes", {"thread": 1.0, "process_executor[fork]": 1.0})
    samples = {"3.13/primes/thread/2": worker(0.09, 0.1, 0.01)}
    _, unsaid = said(seconds, samples)
    assert "50 % of the threads' time no CPU was free" in unsaid["threads-pure-python"]


def test_the_gil_is_named_where_processes_gain():
    seconds = scenario("3.13/primes", {"thread": 1.0, "process_executor[fork]": 1.9})
    sentences, _ = said(seconds, {"3.13/primes/thread/2": worker(0.1, 0.0, 0.1)})
    text = sentences["threads-pure-python"].text
    assert text.endswith("; of the threads, 50 % of the time waited for the GIL or a lock.")


def test_free_threading_is_judged_by_an_idle_machine_where_this_one_was_too_busy_and_the_sentence_says_so():
    samples = {"3.13t/primes/serial/1": worker(0.2, 0.0, 0.0), "3.13t/primes/thread/2": worker(0.1, 0.1, 0.0)}
    sentences, _ = said(RUN, samples)
    found = sentences["free-threading"]
    assert "on an idle machine: 2.00× the serial speed" in found.text
    assert "by the wall it gave 1.0" in found.text
    assert (found.decided, found.evidence) == ("holds", "ledger")


def test_an_idle_machine_is_not_spoken_of_where_nobody_waited_for_a_cpu():
    samples = {"3.13t/primes/serial/1": worker(0.2, 0.0, 0.0), "3.13t/primes/thread/2": worker(0.1, 0.0, 0.1)}
    sentences, unsaid = said(RUN, samples)
    assert "free-threading" not in sentences
    assert "free-threading" in unsaid
