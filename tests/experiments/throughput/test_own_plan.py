"""What is planned of work of unknown kind, and what it is for."""

from dataclasses import replace

import pytest
from tests.experiments.test_ranks import only_deciding
from tests.experiments.throughput.own import CALL, FREE, WITH_GIL, call, on, own_run, said, spent
from tests.known import EXPERIMENTS, planned
from tests.simulated import World

from gilbench.inside.globs import label
from gilbench.plan.amounts import enough
from gilbench.settings import Settings

FORK, SPAWN, SUB = "process_executor[fork]", "process_executor[spawn]", "interpreter_executor"
HELD = "held_share"


def ways(settings, name=WITH_GIL):
    plan = planned(settings, [on(name)], 2)
    return {
        HELD if each.experiment == HELD else f"{label(each.strategy, each.start_method)}/{each.workers}"
        for each in plan.trials
    }


NAMED = Settings(globs=("f(*",))


@pytest.mark.parametrize(
    ("settings", "name", "expected"),
    [
        pytest.param(NAMED, WITH_GIL, {"serial/1", "thread/2", f"{FORK}/2", f"{SUB}/2", HELD}, id="by its name"),
        pytest.param(NAMED, FREE, {"serial/1", "thread/2", f"{FORK}/2", f"{SUB}/2"}, id="without a GIL to hold"),
        pytest.param(
            Settings(globs=("f(*",), strategies=("thread",)),
            WITH_GIL,
            {"serial/1", "thread/1", "thread/2", HELD},
            id="under what is named beside it",
        ),
    ],
)
def test_a_call_is_measured_in_every_way_to_run_it_but_not_in_all_their_variants(settings, name, expected):
    assert ways(settings, name) == expected


def test_a_whole_suite_has_every_variant():
    found = ways(Settings(suite="full"))
    assert {f"{SPAWN}/2", "raw_thread/1"} <= found


def test_work_of_unknown_kind_gets_as_much_of_it_as_work_that_computes():
    computes = replace(call(), kind="cpu")
    assert [enough(call(), on(each)) for each in (WITH_GIL, FREE)] == [
        enough(computes, on(each)) for each in (WITH_GIL, FREE)
    ]


@pytest.mark.parametrize("gain", [0.9, 1.9])
@pytest.mark.parametrize("ready", [0.0, 0.1])
def test_a_sentence_rests_on_nothing_but_what_decides(gain, ready):
    seen = {"thread/2": spent(0.2, 0.1, ready, 2)}
    share = {"share": 0.98, "low": 0.97, "high": 0.99, "samples": 600, "waits": 580, "longest_stall": 0.005}
    ratios = {"thread": gain, FORK: 1.9, SPAWN: 1.8, SUB: 1.7}
    run = own_run(ratios, seen, share, names=(WITH_GIL, FREE), world=World(noise=0.01))
    found = said(run)
    assert said(only_deciding(run, EXPERIMENTS)) == found
    assert found[0].keys() | found[1].keys() == {WITH_GIL, FREE}
    assert any(each.about == CALL for each in found[0].values())
