"""How much of an experiment a run asks for."""

import pytest

from gilbench.plan.asked import LeftOut
from gilbench.plan.selection import Candidate, offered, part
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Settings

HERE = "latency"


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        pytest.param(Settings(), "core", id="default"),
        pytest.param(Settings(suite="full"), "whole", id="everything"),
        pytest.param(Settings(experiments=(HERE,)), "whole", id="by-itself"),
        pytest.param(Settings(experiments=(HERE,), effort="quick"), "whole", id="by-itself-and-quick"),
        pytest.param(Settings(experiments=("throughput", HERE)), "core", id="beside-another"),
        pytest.param(Settings(experiments=("throughput", HERE), effort="quick"), "core", id="named-and-quick"),
        pytest.param(Settings(effort="quick"), "left out", id="quick"),
        pytest.param(Settings(effort="rigorous"), "core", id="rigorous"),
        pytest.param(Settings(globs=("primes",)), "none", id="workloads-named"),
        pytest.param(Settings(strategies=("thread",)), "none", id="strategies-named"),
        pytest.param(Settings(size="small"), "none", id="smoke-test"),
        pytest.param(Settings(globs=("primes",), experiments=(HERE,)), "whole", id="workloads-named-of-it-alone"),
    ],
)
def test_a_run_asks_for_a_part_of_an_experiment(settings, asked):
    assert part(settings, HERE) == asked


CORE, MORE, LACKING = (Trial(HERE, None, None, None, workers, "full", 1, "3.13") for workers in (1, 2, 3))
CANDIDATES = (Candidate(CORE, in_core=True), Candidate(MORE, in_core=False), Candidate(LACKING, True, "no GIL"))


@pytest.mark.parametrize(
    ("settings", "made"),
    [
        pytest.param(Settings(experiments=(HERE,)), [CORE, MORE, Skip(LACKING, "no GIL")], id="whole"),
        pytest.param(Settings(), [CORE, LeftOut(MORE), Skip(LACKING, "no GIL")], id="core"),
        pytest.param(
            Settings(effort="quick"), [LeftOut(CORE), LeftOut(MORE), LeftOut(LACKING, "no GIL")], id="left-out"
        ),
        pytest.param(Settings(globs=("primes",)), [], id="none"),
    ],
)
def test_a_run_makes_of_trials_what_it_asks_for(settings, made):
    assert list(offered(settings, HERE, CANDIDATES)) == made
