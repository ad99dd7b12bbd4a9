"""Sentence, mark, advice, its confidence and the cells of the same work never contradict each other.

What the words of a sentence say of threads is read off them here, not off what made them.
"""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from tests.experiments.test_ranks import WORLDS, in_a_world
from tests.experiments.throughput.section.test_advice_agrees import KEEPS, PYTHON, RELEASES, SAYINGS, WAITING, runs
from tests.known import collect, verdict
from tests.simulated import World, scenario, simulate

from gilbench.experiments.throughput.analysis.candidates import candidates
from gilbench.experiments.throughput.analysis.decisions import decisions
from gilbench.experiments.throughput.analysis.heat_map import heat_map
from gilbench.experiments.throughput.claims.told import told
from gilbench.experiments.throughput.section.decision import cell
from gilbench.fmt import times
from gilbench.inside.schema import WorkerTime

# What a claim's mark has to be if threads gain for the class, and if they do not.
MARKS = {
    ("threads-pure-python", PYTHON): ("does not hold", "holds"),
    ("free-threading", PYTHON): ("holds", "does not hold"),
    ("blocking-overlaps", WAITING): ("holds", "does not hold"),
    ("c-scales-iff-released", RELEASES): (None, "does not hold"),
    ("c-scales-iff-released", KEEPS): ("does not hold", None),
}
A_FACTOR = re.compile(r"(?<![\d.])([\d.]+)×")


def sayings(sentence):
    """Yield what a sentence says of threads: the class, and whether they gain."""
    for begins, says in SAYINGS:
        if re.match(begins, sentence.text):
            yield from says.items()


class Told:
    """What a page would say of a run, each part by the interpreter and the work that it is about."""

    def __init__(self, run):
        self.evidence = collect(run)
        self.sentences, _ = verdict(self.evidence)
        self.advice, self.cells, self.leads = {}, {}, {}
        for target in run.manifest.targets:
            for each in decisions(self.evidence, target, told(self.evidence, target)):
                self.advice[target.id, each.workload_class] = each
            self.leads |= {(target.id, name): lead.name for name, lead in self.evidence.leads(target).items()}
            self.cells |= {(target.id, *names): found for names, found in _cells(self.evidence, target)}

    def of_threads(self, target, workload_class):
        """Return the cell of threads in the heat map for the work that speaks for a class."""
        return self.cells.get((target, self.leads.get((target, workload_class)), "Thread"))


def _cells(evidence, target):
    shown = heat_map(evidence, target)
    for row in shown.rows if shown else ():
        for column, found in zip(shown.columns, row.cells, strict=True):
            yield (row.workload, column.called), found


seen: Counter[str] = Counter()


def require_agreement(run):
    found = Told(run)
    for sentence in found.sentences:
        for workload_class, gains in sayings(sentence):
            require_the_same_of_a_class(found, sentence, workload_class, gains)
        require_known_numbers(found, sentence)
    for (target, workload_class), row in found.advice.items():
        require_sound_advice(found, target, workload_class, row)
    for names, each in found.cells.items():
        assert not each.best or each.state == "faster", names


def require_the_same_of_a_class(found, sentence, workload_class, gains):
    seen["gains" if gains else "does not gain"] += 1
    wanted = MARKS[sentence.claim, workload_class][0 if gains else 1]
    assert wanted in (None, sentence.decided), sentence
    heat, row = found.of_threads(sentence.target, workload_class), found.advice.get((sentence.target, workload_class))
    by_the_clock = "would" not in sentence.text and sentence.evidence == "heat-map"
    shown = cell(row).state if row is not None and row.threads is not None else None
    if gains:
        assert shown in {"faster", None}, (sentence, row)
        assert not by_the_clock or heat is None or heat.state == "faster", (sentence, heat)
        assert sentence.low > 1, sentence
        assert sentence.value >= 1 + found.evidence.standard.margin, sentence
    else:
        assert shown in {"same", "slower", None}, (sentence, row)
        assert heat is None or heat.state != "faster" or not by_the_clock, (sentence, heat)


def require_known_numbers(found, sentence):
    """Every factor in a sentence is one of the model's: what it rests on, a speed-up, or a gain on an idle machine."""
    estimates = [*found.evidence.speedups.values(), *_figures(found.evidence)]
    known = {times(end)[:-1] for each in estimates for end in (each.value, each.low, each.high) if end is not None}
    known |= {times(end)[:-1] for end in (sentence.value, sentence.low, sentence.high) if end is not None}
    for number in A_FACTOR.findall(sentence.text):
        seen["numbers"] += 1
        assert number in known, sentence.text


def _figures(evidence):
    wanted = {"idle_speedup", "cpu_against_serial"}
    return [each for by_name in evidence.figures.values() for name, each in by_name.items() if name in wanted]


def require_sound_advice(found, target, workload_class, row):
    seen[row.answer] += 1
    assert (row.confidence is None) == (row.answer == "undecided"), row
    if row.answer != "use":
        return
    evidence = found.evidence
    (here,) = [each for each in evidence.manifest.targets if each.id == target]
    said = told(evidence, here).get(workload_class)
    (used,) = [each for each in candidates(evidence, here, row.workload, said) if each.called == row.strategy]
    assert used.summary.sound, row
    heat = found.cells[target, row.workload, used.summary.strategy_in_words]
    assert heat.state == "faster" or row.when_idle, (row, heat)
    assert row.gain.low > 1, row


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(runs())
def agree(run):
    require_agreement(run)


@pytest.mark.slow
def test_nothing_contradicts_anything_whatever_was_measured():
    agree()
    assert min(seen[each] for each in ("gains", "does not gain", "use", "serial", "undecided")) > 10, seen
    assert seen["numbers"] > 50


@WORLDS
def test_nothing_contradicts_anything_in_a_default_run(threads, processes, ledger, noise):
    require_agreement(in_a_world(threads, processes, ledger, noise)[0])


# A gain by the clock, of threads that kept no more than one CPU busy: serial code was slow.
WORKS = {
    "primes": PYTHON,
    "crc32_held": KEEPS,
    "crc32_released": RELEASES,
    "dict_read": "shared state, read",
    "dict_shared": "shared state, written",
}


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("name", ["3.13", "3.13t"])
@pytest.mark.parametrize("ratio", [1.11, 1.9])
def test_a_gain_that_the_time_of_the_threads_denies_is_none_anywhere(work, name, ratio):
    seconds = scenario(f"{name}/{work}", {"thread": ratio, "process_executor[fork]": 1.9})
    took = seconds[f"{name}/{work}/thread/2"]
    taking_turns = {f"{name}/{work}/thread/2": {"workers": [WorkerTime(took, took / 2, 0.0, 10, 5, 2)] * 2}}
    run = simulate(seconds, World(noise=0.002, seen=taking_turns))
    require_agreement(run)
    found = Told(run)
    heat, row = found.of_threads(name, WORKS[work]), found.advice[name, WORKS[work]]
    assert heat.state == "undecided"
    assert "serial code that was slow" in heat.reason
    assert not heat.best
    assert cell(row).state in {"undecided", "same"}
    assert (row.answer, row.strategy) != ("use", "Thread")


def test_the_same_gain_of_threads_that_kept_two_cpus_busy_is_one():
    seconds = scenario("3.13/dict_read", {"thread": 1.9, "process_executor[fork]": 1.9})
    found = Told(simulate(seconds, World(noise=0.002)))
    assert found.of_threads("3.13", "shared state, read").state == "faster"
    assert cell(found.advice["3.13", "shared state, read"]).state == "faster"


def test_work_that_waits_gains_without_a_cpu():
    seconds = scenario("3.13/echo", {"thread": 1.9, "process_executor[fork]": 1.9})
    took = seconds["3.13/echo/thread/2"]
    idle = {"3.13/echo/thread/2": {"workers": [WorkerTime(took, 0.05 * took, 0.0, 10, 5, 2)] * 2}}
    found = Told(simulate(seconds, World(noise=0.002, seen=idle)))
    assert found.of_threads("3.13", WAITING).state == "faster"
