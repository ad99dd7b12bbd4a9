"""Sentence, advice and the cells of a call of one's own never contradict each other, whatever was measured."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.experiments.throughput.own import CALL, FREE, WITH_GIL, held, own_run, spent
from tests.experiments.throughput.section.test_advice_agrees import IN_THREADS, ratios, shares
from tests.page.test_agreement import Told, require_known_numbers, require_sound_advice
from tests.simulated import World

from gilbench.experiments.throughput.section.decision import cell

FORK = "process_executor[fork]"
KINDS = (
    *[("unknown", "python")] * 3,
    *(("cpu", "python"), ("cpu", "c_keeps_gil"), ("cpu", "c_releases_gil"), ("io", "python"), ("mixed", "python")),
)
seen_so_far: Counter[str] = Counter()


@st.composite
def runs(draw):
    """Draw a run of a call on two targets: its nature, gains, noise, ledgers of quiet and busy machines."""
    busy = draw(st.sampled_from((0.001, 0.5, 0.96, 1.0, 1.0)))
    seen = {"serial/1": spent(0.2, 0.2 * busy)}
    for way in ("thread/2", f"{FORK}/2"):
        ready, blocked = draw(shares), draw(shares)
        seen[way] = spent(0.1 + 0.2 * (ready + blocked), 0.1 * busy, 0.2 * ready, 2)
        seen[way]["overlap"] = draw(st.sampled_from((*[1.0] * 9, 0.1)))
    share = draw(st.sampled_from((None, 0.02, 0.5, 0.98, 0.98)))
    world = World(
        rounds=draw(st.sampled_from((2, 3, 6, 6, 12))),
        noise=draw(st.sampled_from((0.0, 0.002, 0.002, 0.03, 0.15))),
        seed=draw(st.integers(0, 10_000)),
    )
    offered = draw(st.sampled_from((None, 1.0, 1.9, 1.9, 1.9)))  # by processes, where they were measured
    kind, code = draw(st.sampled_from(KINDS))
    made = own_run(
        {"thread": draw(ratios), **({} if offered is None else {FORK: offered})},
        seen,
        None if share is None else held(share, max(0.0, share - 0.02), share),
        names=(WITH_GIL, FREE),
        world=world,
    )
    return in_a_file(made, kind, code)


def in_a_file(run, kind, code):
    """Return the run with the call as work of this kind, in a file that the run was given."""
    targets = []
    for each in run.manifest.targets:
        works = [replace(work, kind=kind, code=code) for work in each.catalogue.workloads]
        targets.append(replace(each, catalogue=replace(each.catalogue, workloads=works)))
    given = {**run.manifest.settings, "workloads": ("/home/someone/calls.py",)}
    return replace(run, manifest=replace(run.manifest, targets=tuple(targets), settings=given))


def advice(found, target):
    """Return the advice for the only class of work that there is."""
    (row,) = (each for (name, _), each in found.advice.items() if name == target)
    return row


def require_agreement(found, sentence):
    gains = sentence.decided == "holds"
    seen_so_far["gains" if gains else "does not gain"] += 1
    heat, row = found.cells[sentence.target, CALL, "Thread"], advice(found, sentence.target)
    by_the_clock = "would" not in sentence.text and sentence.evidence == "heat-map"
    assert ("as fast as one" in sentence.text) is gains
    assert ("no faster than one" in sentence.text) is not gains
    if gains:
        assert cell(row).state == "faster", (sentence, row)
        assert row.answer != "serial", row
        assert not by_the_clock or heat.state == "faster", (sentence, heat)
        assert sentence.low > 1, sentence
    else:
        assert cell(row).state in {"same", "slower"}, (sentence, row)
        assert row.answer == "serial" or row.strategy not in IN_THREADS, row
        assert heat.state != "faster" or not by_the_clock, (sentence, heat)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(runs())
def agree(run):
    found = Told(run)
    for sentence in found.sentences:
        if sentence.about:
            require_agreement(found, sentence)
            require_known_numbers(found, sentence)
    for (target, workload_class), row in found.advice.items():
        require_sound_advice(found, target, workload_class, row)


@pytest.mark.slow
def test_nothing_contradicts_anything_whatever_was_measured_of_a_call():
    agree()
    assert min(seen_so_far["gains"], seen_so_far["does not gain"]) > 20, seen_so_far
