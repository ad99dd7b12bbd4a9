"""Whatever work raises, and however that shows itself, it costs its own trial, and its reason is one line."""

import sys
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from tests.end_to_end import command
from tests.known import EXPERIMENTS

from gilbench.inside.held.sampler import why_not
from gilbench.interpreters.description import Question, describe
from gilbench.plan.trial import Trial
from gilbench.run import asking
from gilbench.run.runner import Repetition, SubprocessRunner

WORK = Path(__file__).parent / "work"
STRATEGIES = ("serial", "thread_pool", "process_pool", "process", "asyncio")
POOLS = {"process_pool": "fork", "process": "fork", "process_executor": "fork"}
SILENT = "SilentError (its text cannot be had: OwnError)"
SECONDS = 3.0


@dataclass(frozen=True)
class Host:
    spec: str = "this"
    executable: str = sys.executable
    environment: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return asking.stage(tmp_path_factory.mktemp("staged"), EXPERIMENTS)


@pytest.fixture(scope="module")
def target(staged):
    found = describe(Host(), Question(staged, [WORK], probes=("serial",)))
    assert found.catalogue.problems == []
    return found


def built_in(target, name):
    """Return what the target would say of a built-in strategy if it had tried it."""
    (serial,) = target.catalogue.strategies
    file = {"asyncio": "asyncio_tasks"}.get(name, name)
    return replace(serial, name=name, file=str(Path(serial.file).with_name(f"{file}.py")))


def ran(staged, target, folder, workload, strategy, *, seconds=30.0, experiment="throughput"):
    """Return what becomes of a workload under a strategy, with two workers."""
    known = replace(target.catalogue, strategies=[built_in(target, strategy)])
    measured = {target.id: replace(target, catalogue=known)}
    runner = SubprocessRunner(measured, staged, folder / "work", Repetition(1, seconds))
    workers, method = 1 if strategy == "serial" else 2, POOLS.get(strategy)
    return runner.run(Trial(experiment, workload, strategy, method, workers, "small", 2, target.id))


@pytest.fixture
def outcome(staged, target, tmp_path):
    """Return a function that gives what becomes of a workload under a strategy."""
    return partial(ran, staged, target, tmp_path)


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(
    ("workload", "reason"),
    [
        pytest.param("raises_interrupt", "KeyboardInterrupt", id="KeyboardInterrupt"),
        pytest.param("raises_own", "OwnError: mine", id="a BaseException of its own"),
        pytest.param("raises_silent", SILENT, id="a text that raises"),
    ],
)
def test_an_error_is_named_wherever_it_is_raised(outcome, workload, strategy, reason):
    found = outcome(workload, strategy)
    assert (found.state, found.reason) == ("failed", reason)


@pytest.mark.parametrize(
    ("workload", "strategy", "reason"),
    [
        pytest.param("is_interrupted", "process_pool", "KeyboardInterrupt", id="SIGINT in a pool"),
        pytest.param("is_interrupted", "serial", "KeyboardInterrupt", id="SIGINT"),
        pytest.param("raises_exit", "thread_pool", "GeneratorExit", id="GeneratorExit in a pool"),
        pytest.param("raises_exit", "asyncio", "GeneratorExit", id="GeneratorExit in a coroutine"),
        pytest.param(
            "exits",
            "process_pool",
            "the workload called sys.exit(a SilentError (its repr cannot be had: OwnError))",
            id="sys.exit with what cannot be shown",
        ),
        pytest.param("raises_long", "process_pool", "LongError: " + "x " * 144 + "x", id="100 MB of text"),
        pytest.param("raises_stuck", "process_pool", "StuckError: one other", id="cannot be made again"),
        pytest.param("raises_unsendable", "process_pool", "UnsendableError: here", id="cannot be pickled"),
        pytest.param("raises_loop", "serial", "ValueError: one", id="a loop of causes"),
        pytest.param("raises_loop", "process_pool", "ValueError: one", id="a loop of causes in a pool"),
        pytest.param("raises_group", "thread_pool", "ExceptionGroup: many (2 sub-exceptions)", id="a group"),
        pytest.param(
            "compares",
            "serial",
            "item 1 of 1: results cannot be compared by ==: return what can be, or give the workload a `check` "
            "(OwnError: no comparison)",
            id="a comparison that raises",
        ),
        pytest.param("entered", "serial", "OwnError: no resource", id="entering a resource"),
        pytest.param("left", "serial", "KeyboardInterrupt", id="leaving a resource"),
        pytest.param(
            "swallowed",
            "serial",
            "the resource or the strategy swallowed the error that ended the work",
            id="a resource that swallows",
        ),
    ],
)
def test_it_is_named_however_it_comes(outcome, workload, strategy, reason):
    found = outcome(workload, strategy)
    assert (found.state, found.reason.strip()) == ("failed", reason)


@pytest.mark.parametrize("strategy", ["serial", "process_pool"])
def test_a_text_that_never_ends_costs_the_time_of_the_trial(outcome, strategy):
    found = outcome("raises_endless", strategy, seconds=SECONDS)
    heard = f"EndlessError was raised, and nothing more was heard within {SECONDS:g} s"
    assert (found.state, found.reason) == ("timed out", heard)


@pytest.mark.skipif(why_not() is not None, reason="there is no held share here")
def test_it_is_named_where_the_held_share_is_measured(outcome):
    found = outcome("raises_own", "serial", experiment="held_share")
    assert (found.state, found.reason) == ("failed", "OwnError: mine")


def test_where_it_was_raised_is_kept(outcome):
    assert "raise OwnError" in outcome("raises_own", "process_pool").tail


def test_a_result_that_cannot_be_shown_is_a_wrong_result(outcome):
    wrong = "a Unshowable (its repr cannot be had: OwnError: nothing to see)"
    assert outcome("shows", "serial").reason == f"wrong result: item 1 of 1 gave {wrong}, expected 1"


def test_work_that_raises_nothing_goes_well(outcome):
    assert outcome("good", "process_pool").state == "ok"


@pytest.mark.targets
@pytest.mark.parametrize(
    ("workload", "reason"),
    [
        pytest.param("raises_own", "OwnError: mine", id="a BaseException of its own"),
        pytest.param("raises_unsendable", "UnsendableError: here", id="cannot be pickled"),
        pytest.param("raises_stuck", "StuckError: one other", id="cannot be made again"),
        pytest.param("raises_silent", SILENT, id="a text that raises"),
    ],
)
def test_so_it_is_in_other_interpreters_of_a_process(staged, tmp_path, workload, reason):
    python = command.interpreter("3.14")
    target = describe(Host(executable=python), Question(staged, [WORK], probes=("serial",)))
    found = ran(staged, target, tmp_path, workload, "interpreter_executor")
    assert (found.state, found.reason) == ("failed", reason)
