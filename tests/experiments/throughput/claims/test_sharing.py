"""Sharing objects: what it costs, and whether threads lose by it. Steps of a ladder, as they were measured."""

import pytest
from tests.experiments.throughput.judged import decided
from tests.known import collect
from tests.simulated import World, ok, simulate, trial

from gilbench.experiments.throughput.analysis.decisions import decisions
from gilbench.experiments.throughput.claims.told import told
from gilbench.inside.schema import WorkerTime

SERIAL_SECONDS, SERIAL_CPU = 0.2, 0.198
ROUNDS = (1.01, 0.99, 1.0, 1.005, 0.995, 1.0)  # noise, of time and of CPU time
NOISY = (1.3, 0.8, 1.25, 0.7, 1.0, 1.1)
READ, WRITTEN, PRIVATE = "dict_read", "dict_shared", "primes"
COSTS, READING, WRITING = "sharing-costs", "reading-shared-slower", "writing-shared-slower"


class Ladder:
    """Trials with a speed-up and a CPU time of an item, against serial code, in every round."""

    def __init__(self, target):
        self.target = target
        self.seconds = {}
        self.rounds = {}

    def step(self, work, speedup, cost, *, label="thread", ready=0.0, noise=ROUNDS):
        self._trial(f"{self.target}/{work}/serial/1", SERIAL_SECONDS, SERIAL_CPU, 0.0, ROUNDS[::-1])
        self._trial(f"{self.target}/{work}/{label}/2", SERIAL_SECONDS / speedup, SERIAL_CPU * cost, ready, noise)
        return self

    def _trial(self, name, seconds, cpu, ready, noise):
        self.seconds[name] = seconds
        self.rounds[name] = {
            number: self._round(name, seconds * by, cpu * by, ready) for number, by in enumerate(noise, 1)
        }

    def _round(self, name, seconds, cpu, ready):
        workers = trial(name).workers
        each = WorkerTime(seconds, min(seconds, cpu / workers), ready * seconds, 10, 5)
        return ok([seconds], name, World(seen={name: {"cpu_seconds": cpu, "workers": [each] * workers}}))

    @property
    def world(self):
        return World(troubles=self.rounds, rounds=len(ROUNDS))

    def advised(self):
        evidence = collect(simulate(self.seconds, self.world))
        (target,) = evidence.manifest.targets
        return {row.workload: row.answer for row in decisions(evidence, target, told(evidence, target))}

    def said(self):
        sentences, reasons = decided(self.seconds, self.world)
        return (
            {name.partition(":")[0]: each for name, each in sentences.items()},
            {name.partition(":")[0]: reason for name, reason in reasons.items()},
        )


@pytest.mark.parametrize(
    ("target", "work", "private", "shared", "expected"),
    [
        pytest.param("3.13t", READ, (1.57, 1.13), (0.41, 4.8), ("holds", "holds"), id="an object, read"),
        pytest.param("3.13t", READ, (1.93, 1.00), (0.31, 6.4), ("holds", "holds"), id="item of a list"),
        pytest.param("3.13t", READ, (1.92, 1.00), (0.33, 6.0), ("holds", "holds"), id="value of a dictionary"),
        pytest.param("3.13t", READ, (2.01, 0.97), (0.39, 5.1), ("holds", "holds"), id="attribute"),
        pytest.param("3.13t", READ, (2.05, 0.93), (0.43, 4.6), ("holds", "holds"), id="method call"),
        pytest.param(
            "3.13t",
            READ,
            (2.07, 0.96),
            (1.91, 0.96),
            ("does not hold", "does not hold"),
            id="call of a global function",
        ),
        pytest.param("3.13t", WRITTEN, (1.79, 1.02), (1.00, 1.4), ("holds", "does not hold"), id="list append"),
        pytest.param("3.13t", WRITTEN, (1.92, 1.01), (0.70, 2.8), ("holds", "holds"), id="attribute += 1"),
        pytest.param("3.13t", WRITTEN, (1.97, 1.00), (0.75, 1.9), ("holds", "holds"), id="the same under a lock"),
        pytest.param("3.13", READ, (1.00, 1.00), (1.00, 1.00), ("does not hold", "does not hold"), id="the GIL"),
        pytest.param(
            "3.13", WRITTEN, (1.00, 1.00), (1.00, 0.95), ("does not hold", "does not hold"), id="the GIL, less"
        ),
        pytest.param("3.13", READ, (1.00, 1.05), (1.00, 1.05), ("does not hold", "does not hold"), id="the GIL, more"),
        pytest.param("3.13", READ, (0.88, 1.12), (0.88, 1.12), ("does not hold", "holds"), id="handing over the GIL"),
        pytest.param(
            "3.13t", READ, (1.40, 1.40), (1.40, 1.40), ("does not hold", "does not hold"), id="halves of a core"
        ),
        pytest.param("3.13t", READ, (1.40, 1.40), (0.90, 2.20), ("holds", "holds"), id="halves of a core, and shared"),
    ],
)
def test_the_ladder_is_told_apart(target, work, private, shared, expected):
    sentences, _ = Ladder(target).step(PRIVATE, *private).step(work, *shared).said()
    claim = READING if work == READ else WRITING
    assert (sentences[COSTS].decided, sentences[claim].decided) == expected


def test_both_ways_of_sharing_are_in_one_sentence_beside_what_shares_nothing():
    ladder = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(READ, 0.41, 4.8).step(WRITTEN, 0.75, 1.9)
    found = ladder.said()[0][COSTS]
    assert found.text == (
        "On 3.13t, sharing objects cost CPU time in two threads: reading them took 4.80× that of one (4.76–4.84). "
        "Writing them: 1.90×. Sharing nothing: 1.00×."
    )
    assert (found.unit, found.evidence) == ("×", "ledger")


def test_what_costs_nothing_is_named_as_such_beside_what_does():
    ladder = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(READ, 1.9, 1.0).step(WRITTEN, 0.75, 1.9)
    found = ladder.said()[0][COSTS]
    assert found.decided == "holds"
    assert found.text.startswith("On 3.13t, sharing objects cost CPU time in two threads: writing them took 1.90× that")
    assert "). Reading them: 1.00×, no more than without sharing. Sharing nothing" in found.text
    assert found.value == pytest.approx(1.9, rel=0.01)


def test_threads_that_fight_are_slower_although_nobody_waited():
    found = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(READ, 0.61, 3.1).said()[0][READING]
    assert found.text == (
        "On 3.13t, two threads that read shared objects were slower than one (0.61×, 0.61–0.61). Nobody waited, but an "
        "item took 3.10× the CPU time: they fought over what they share."
    )


def test_threads_that_wait_for_a_lock_are_told_from_those_that_fight():
    found = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(WRITTEN, 0.75, 1.9).said()[0][WRITING]
    assert found.text.startswith("On 3.13t, two threads that wrote shared objects were slower than one (0.75×, ")
    assert found.text.endswith("). An item took 1.90× the CPU time: they fought over what they share.")


def test_without_anything_to_hold_it_against_nobody_is_said_to_fight():
    sentences, reasons = Ladder("3.13t").step(READ, 0.61, 3.1).said()
    assert sentences[READING].text.endswith("Nobody waited, but an item took 3.10× the CPU time.")
    assert "no work that shares nothing was measured" in reasons[COSTS]


@pytest.mark.parametrize(
    ("target", "decided_as"),
    [
        pytest.param("3.13t", "holds", id="the same work in processes"),
        pytest.param("3.13", None, id="which hand over no GIL"),
    ],
)
def test_processes_are_held_against_threads_only_where_there_is_no_gil_to_hand_over(target, decided_as):
    ladder = Ladder(target).step(READ, 0.8, 1.2, noise=ROUNDS)
    sentences, _ = ladder.step(READ, 1.9, 1.0, label="process_executor[fork]").said()
    found = sentences.get(COSTS)
    assert (found and found.decided) == decided_as
    assert found is None or found.text.endswith(" The same in processes: 1.00×.")


@pytest.mark.parametrize(
    ("speedup", "cost", "ready", "decided_as"),
    [
        pytest.param(0.61, 1.0, 0.6, None, id="the machine may have done it"),
        pytest.param(0.30, 3.1, 0.5, "holds", id="on an idle machine they lose as well"),
    ],
)
def test_a_busy_machine_is_not_held_against_the_threads(speedup, cost, ready, decided_as):
    ladder = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(READ, speedup, cost, ready=ready)
    sentences, reasons = ladder.said()
    found = sentences.get(READING)
    assert (found and found.decided) == decided_as
    assert found is None or "On an idle machine they would reach" in found.text
    assert found is not None or "no CPU was free" in reasons[READING]


@pytest.mark.parametrize(
    ("target", "cost", "decided_as"),
    [
        pytest.param("3.13t", 1.0, None, id="nothing showed, as they were kept apart"),
        pytest.param("3.13t", 1.5, "holds", id="it showed all the same"),
        pytest.param("3.13", 1.0, "does not hold", id="under the GIL they never run at once"),
    ],
)
def test_threads_that_a_busy_machine_kept_apart_do_not_show_that_sharing_is_free(target, cost, decided_as):
    sentences, reasons = Ladder(target).step(PRIVATE, 1.0, 1.0).step(READ, 1.0, cost, ready=0.2).said()
    found = sentences.get(COSTS)
    assert (found and found.decided) == decided_as
    assert found is not None or "seldom ran at the same time: for 20 % of theirs no CPU was free" in reasons[COSTS]
    assert "seldom ran at the same time" in reasons[READING]
    if decided_as == "holds":
        assert found.text.endswith(" On an idle machine it may be more.")


@pytest.mark.parametrize(
    ("target", "work", "ready", "answer"),
    [
        pytest.param("3.13t", WRITTEN, 0.4, "undecided", id="who never met did not fight"),
        pytest.param("3.13t", READ, 0.4, "undecided", id="nor over what they read"),
        pytest.param("3.13t", PRIVATE, 0.4, "use", id="who share nothing have nothing to fight over"),
        pytest.param("3.13t", WRITTEN, 0.0, "serial", id="a quiet machine shows it"),
    ],
)
def test_a_gain_on_an_idle_machine_is_no_advice_where_sharing_might_eat_it(target, work, ready, answer):
    assert Ladder(target).step(work, 1.0, 1.0, ready=ready).advised()[work] == answer


def test_noise_decides_nothing():
    ladder = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).step(READ, 0.95, 1.1, noise=NOISY)
    sentences, reasons = ladder.said()
    assert not {COSTS, READING} & set(sentences)
    assert reasons[COSTS].startswith("undecided: the CPU time of an item of dict_read ÷ that of serial code is 1.")
    assert reasons[READING].startswith("undecided")


def test_without_shared_state_it_is_not_measured():
    _, reasons = Ladder("3.13t").step(PRIVATE, 1.95, 1.0).said()
    assert reasons[COSTS] == reasons[READING] == 'not measured: no "shared state, read" workload was run'
    assert reasons[WRITING] == 'not measured: no "shared state, written" workload was run'
