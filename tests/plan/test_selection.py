"""How much of an experiment a run asks for."""

from dataclasses import replace

import pytest
from tests import simulated

from gilbench.inside.globs import label
from gilbench.inside.schema import Catalogue
from gilbench.plan.asked import LeftOut
from gilbench.plan.selection import Candidate, impossible, offered, part, selected, workloads
from gilbench.plan.trial import Skip, Trial
from gilbench.settings import Call, Settings

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
        pytest.param(Settings(calls=(Call(name="f(x)", text="f(x)"),)), "none", id="a-call"),
        pytest.param(Settings(size="small"), "none", id="smoke-test"),
        pytest.param(Settings(globs=("primes",), experiments=(HERE,)), "whole", id="workloads-named-of-it-alone"),
    ],
)
def test_a_run_asks_for_a_part_of_an_experiment(settings, asked):
    assert part(settings, HERE) == asked


@pytest.mark.parametrize(
    ("name", "glob", "meant"),
    [
        pytest.param("copy[bytes=10]", "copy[bytes=10]", True, id="as it stands"),
        pytest.param("copy[bytes=10]", "copy[bytes=*]", True, id="any of them"),
        pytest.param("copy[bytes=10]", "copy", False, id="without its brackets"),
        pytest.param("copy", "[a-c]opy", True, id="a choice of letters"),
        pytest.param("copy", "[d-f]opy", False, id="another choice"),
    ],
)
def test_a_bracket_in_a_glob_is_one_or_a_choice_of_letters(name, glob, meant):
    assert selected(name, (glob,)) == meant


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        pytest.param(Settings(), ["primes", "mine", "other"], id="all"),
        pytest.param(Settings(sources=("/here",)), ["mine", "other"], id="of a folder"),
        pytest.param(Settings(sources=("/here/a.py",)), ["mine"], id="of a file"),
        pytest.param(Settings(sources=("/here",), globs=("o*",)), ["other"], id="of a folder, by name"),
        pytest.param(Settings(sources=("/elsewhere",)), [], id="of another folder"),
    ],
)
def test_workloads_are_chosen_by_where_they_are_and_by_name(settings, names):
    known = [
        simulated.workload("primes"),
        simulated.workload("mine", file="/here/a.py"),
        simulated.workload("other", file="/here/b.py"),
    ]
    here = replace(simulated.target("3.13"), catalogue=Catalogue(known, [], []))
    assert [each.name for each in workloads(settings, here)] == names
    assert settings.whole == bool(settings.sources or settings.globs)


@pytest.mark.parametrize(
    ("family", "reason"),
    [
        pytest.param("process_executor[fork]", "it cannot be pickled", id="processes"),
        pytest.param("interpreter_executor", "it cannot be pickled", id="sub-interpreters"),
        pytest.param("thread", None, id="threads"),
    ],
)
def test_what_cannot_be_pickled_stays_where_memory_is_shared(family, reason):
    (strategy,) = [each for each in simulated.STRATEGIES if label(each.name, each.start_method) == family]
    assert impossible(simulated.workload("mine", stays="it cannot be pickled"), strategy) == reason


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


FROM_BENCH = "/home/someone/bench"  # where the simulated ones are


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param({}, {"f(x)"}, id="calls alone"),
        pytest.param({"globs": ("crc32_*",)}, {"f(x)", "crc32_held", "crc32_released"}, id="beside names"),
        pytest.param({"globs": ("pri*",), "sources": (FROM_BENCH,)}, {"f(x)", "primes"}, id="beside names in a place"),
    ],
)
def test_calls_are_measured_beside_what_is_named_and_else_alone(asked, names):
    settings = Settings(calls=(Call(name="f(x)", text="f(x)"),), **asked)
    call = simulated.workload("f(x)", kind="unknown", file="/run/stage/calls/gilbench_call_1.py")
    here = simulated.target("3.13")
    here = replace(here, catalogue=replace(here.catalogue, workloads=[*here.catalogue.workloads, call]))
    assert {each.name for each in workloads(settings, here)} == names
