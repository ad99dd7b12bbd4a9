import json
import multiprocessing
import os
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.known import EXPERIMENTS

from gilbench.errors import StoreError
from gilbench.interpreters.description import Question, describe
from gilbench.plan.trial import Trial
from gilbench.processes import process
from gilbench.run import asking
from gilbench.run.runner import TAIL, Repetition, SubprocessRunner

TASKS = Path(__file__).parent / "tasks"
CPUS = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {0}
DEFAULT_START_METHOD = multiprocessing.get_all_start_methods()[0]


@dataclass(frozen=True)
class Host:
    """The interpreter of these tests."""

    spec: str = "this"
    executable: str = sys.executable
    environment: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return asking.stage(tmp_path_factory.mktemp("staged"), EXPERIMENTS)


@pytest.fixture(scope="module")
def target(staged):
    """Return this interpreter with the workloads of these tests, as it describes itself."""
    found = describe(Host(), Question(staged, [TASKS], probes=("serial", "thread")))
    assert found.catalogue.problems == []
    return found


@pytest.fixture
def runner(staged, target, tmp_path):
    """Return a runner of two values after one warm-up."""
    repetition = Repetition(values=2, timeout=30.0)
    return SubprocessRunner({target.id: target}, staged, tmp_path / "work", repetition)


def trial(runner, workload, strategy="serial", workers=1):
    (target,) = runner.targets
    return Trial("throughput", workload, strategy, None, workers, "small", 2, target)


def with_target(runner, **changes):
    ((name, target),) = runner.targets.items()
    return replace(runner, targets={name: replace(target, **changes)})


def with_facts(runner, **changes):
    (target,) = runner.targets.values()
    return with_target(runner, facts=replace(target.facts, **changes))


def test_a_trial_gives_one_call_per_value_and_what_pyperf_wrote(runner):
    outcome = runner.run(trial(runner, "good", "thread", 2))
    assert (outcome.state, outcome.reason, outcome.tail) == ("ok", "", "")
    (pyperf_run,) = outcome.pyperf["benchmarks"][0]["runs"]
    assert "warmups" not in pyperf_run
    assert [call.seconds for call in outcome.calls] == pyperf_run["values"]
    assert len(outcome.calls) == 2
    assert all(call.seconds < outcome.elapsed for call in outcome.calls)
    assert outcome.pyperf["metadata"]["name"] == "throughput/good/thread/2"
    assert outcome.surroundings.notes == []
    assert outcome.surroundings.gil_after is outcome.surroundings.gil_before
    assert bool(outcome.settling) is (outcome.surroundings.jit == "on")


def test_pyperf_divides_by_the_items_where_a_call_is_made_of_them(runner):
    outcome = replace(runner, of_items=frozenset({"throughput"})).run(trial(runner, "good"))
    (pyperf_run,) = outcome.pyperf["benchmarks"][0]["runs"]
    assert outcome.pyperf["metadata"]["inner_loops"] == 2
    assert pyperf_run["values"] == pytest.approx([call.seconds / 2 for call in outcome.calls])


@pytest.mark.parametrize("workload", ["here", "environment"])
def test_a_trial_finds_an_empty_folder_and_no_python_variable_but_the_path(runner, workload, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    runner.run(trial(runner, "litters"))
    outcome = runner.run(trial(runner, workload))
    assert (outcome.state, outcome.reason) == ("ok", "")


@pytest.mark.parametrize(
    ("workload", "reason"),
    [
        pytest.param("raises", "ValueError: bad luck ?", id="raises"),
        pytest.param("exits", "the workload called sys.exit(3)", id="calls sys.exit"),
        pytest.param("ends", "the interpreter ended without a result: exit code 3", id="calls os._exit"),
        pytest.param("crashes", "the interpreter ended without a result: killed by SIGSEGV", id="crashes"),
        pytest.param("wrong", r"wrong result: item 1 of 1 gave 'one\ntwo', expected 1", id="a wrong result"),
        pytest.param(
            "nasty", f"wrong result: item 1 of 1 gave one two {'x' * 49}..., expected 1", id="a nasty wrong result"
        ),
        pytest.param(
            "forks",
            "the workload forked and its child came back: end children with os._exit(), or use subprocess",
            id="forks",
        ),
    ],
)
def test_a_trial_that_goes_wrong_fails_with_one_clear_line(runner, workload, reason):
    outcome = runner.run(trial(runner, workload))
    assert (outcome.state, outcome.reason) == ("failed", reason)
    assert (outcome.calls, outcome.surroundings, outcome.pyperf) == ((), None, None)


def test_what_a_failed_trial_printed_last_is_kept(runner):
    outcome = runner.run(trial(runner, "raises"))
    assert "ValueError: bad luck" in outcome.tail
    assert len(outcome.tail) <= TAIL


def test_printing_is_noted_and_costs_nothing_else(runner):
    outcome = runner.run(trial(runner, "prints"))
    assert outcome.state == "ok"
    calls = (2, 3)  # so short an item may need a third call, for its ledger
    assert outcome.surroundings.notes in [
        [f"printed {(1 + 2 * n) * (100 + 3)} bytes while being measured"] for n in calls
    ]


def test_work_that_never_ends_times_out_and_keeps_what_it_printed(runner):
    outcome = replace(runner, repetition=Repetition(1, timeout=1.5)).run(trial(runner, "hangs"))
    assert (outcome.state, outcome.reason) == ("timed out", "no result within 1.5 s")
    assert outcome.tail == "waiting for Godot\n"


def test_an_interpreter_that_cannot_end_after_its_work_times_out_and_says_why(runner):
    outcome = replace(runner, repetition=Repetition(1, timeout=2.5)).run(trial(runner, "lingers"))
    assert outcome.state == "timed out"
    assert re.fullmatch(
        r"the work was done but .* did not end within 2.5 s: left \d thread\(s\) running", outcome.reason
    )


def test_a_process_that_is_left_behind_is_noted(runner, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.1)
    outcome = runner.run(trial(runner, "leaves"))
    assert (outcome.state, outcome.surroundings.notes) == ("ok", ["left processes running"])


@pytest.mark.parametrize(
    ("workload", "field", "after"),
    [
        pytest.param("changes_switch_interval", "switch_interval", 0.25, id="switch interval"),
        pytest.param("changes_recursion_limit", "recursion_limit", 4321, id="recursion limit"),
        pytest.param(
            "changes_start_method",
            "start_method",
            "spawn",
            id="start method",
            marks=pytest.mark.skipif(DEFAULT_START_METHOD == "spawn", reason="it is spawn already"),
        ),
        pytest.param(
            "changes_cpus",
            "affinity",
            [min(CPUS)],
            id="CPU set",
            marks=pytest.mark.skipif(len(CPUS) < 2, reason="takes a second CPU, and a platform that can take it away"),
        ),
    ],
)
def test_what_the_work_changes_of_its_conditions_is_told_from_what_was_before(runner, workload, field, after):
    around = runner.run(trial(runner, workload)).surroundings
    assert getattr(around.conditions_after, field) == after
    assert around.conditions_after == replace(around.conditions_before, **{field: after})
    assert around.conditions_after != around.conditions_before


def test_work_that_puts_back_what_it_sets_has_changed_nothing(runner):
    around = runner.run(trial(runner, "changes_and_puts_back")).surroundings
    assert around.conditions_after == around.conditions_before
    assert around.conditions_before.start_method == DEFAULT_START_METHOD


def test_a_target_that_has_vanished_fails_its_trials(runner):
    outcome = with_target(runner, executable="/nowhere/python").run(trial(runner, "good"))
    assert outcome.state == "failed"
    assert outcome.reason == "/nowhere/python could not be started: No such file or directory"


def test_a_target_that_vanishes_while_it_runs_is_said_to_have_done_so(runner, tmp_path):
    script = tmp_path / "python"
    script.write_text('#!/bin/sh\nrm "$0"\nexit 3\n')
    script.chmod(0o755)
    outcome = with_target(runner, executable=str(script)).run(trial(runner, "good"))
    assert outcome.state == "failed"
    assert outcome.reason == (f"{script} vanished while it ran: the interpreter ended without a result: exit code 3")


def test_a_workload_that_has_vanished_fails_its_trials(runner, tmp_path):
    (target,) = runner.targets.values()
    gone = [replace(each, file=str(tmp_path / "bm_gone.py")) for each in target.catalogue.workloads]
    outcome = with_target(runner, catalogue=replace(target.catalogue, workloads=gone)).run(trial(runner, "good"))
    assert outcome.state == "failed"
    assert outcome.reason == "ImportError: could not be imported: ModuleNotFoundError: No module named 'bm_gone'"


def test_a_gil_that_is_not_in_the_state_asked_for_fails_the_trial(runner):
    (target,) = runner.targets.values()
    words = {True: "on", False: "off"}
    state = target.facts.gil_enabled
    outcome = with_facts(runner, gil_enabled=not state).run(trial(runner, "good"))
    assert outcome.state == "failed"
    assert outcome.reason == f"the GIL is {words[state]} although it was asked to be {words[not state]}"


def test_a_jit_that_is_not_in_the_state_asked_for_fails_the_trial(runner):
    (target,) = runner.targets.values()
    wanted = "off" if target.facts.jit == "on" else "on"
    outcome = with_facts(runner, jit=wanted).run(trial(runner, "good"))
    assert outcome.state == "failed"
    assert outcome.reason == f"the JIT is {target.facts.jit} although it was asked to be {wanted}"


@pytest.fixture
def answered(runner, tmp_path):
    """Return a function that gives the outcome of an interpreter with these lines, this suite and this ending."""

    def run(lines, suite, ending):
        answer = tmp_path / "answer"
        answer.mkdir()
        (answer / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        (answer / "pyperf.json").write_text(suite)
        script = tmp_path / "python"
        script.write_text(f"#!/bin/sh\ncp {answer}/* ..\n{ending}\n")
        script.chmod(0o755)
        return with_target(runner, executable=str(script)).run(trial(runner, "good"))

    return run


SEEN = {"cpu_seconds": 1.0, "voluntary": 0, "involuntary": 0, "overlap": 1.0, "start_skew": 0.0}
CALL = {"seconds": 1.0, "workers": [], "seen": SEEN}
AROUND = {"gil_before": True, "gil_after": True, "jit": "absent", "switch_interval": 0.005, "affinity": [0]}
AROUND |= {"start_method": None, "notes": []}
WHOLE = [{"call": CALL}] * 2 + [{"surroundings": AROUND}]
SUITE = '{"benchmarks": [{"runs": [{"values": [0.1]}]}]}'
ENDED = "the interpreter ended without a result"
ODD, SERIES = {"call": {"seconds": "1"}}, {"settling": [0.1, None]}


@pytest.mark.parametrize(
    ("lines", "suite", "why"),
    [
        pytest.param([], "", "", id="nothing"),
        pytest.param(WHOLE, "", ": pyperf.json: Input data was truncated", id="no suite, or garbage"),
        pytest.param(WHOLE, "{}", ": Object missing required field `benchmarks`", id="an empty suite"),
        pytest.param(WHOLE[:2], SUITE, "", id="no surroundings"),
        pytest.param([ODD, *WHOLE], SUITE, ": Expected `float`, got `str` - at `$.seconds`", id="an odd call"),
        pytest.param([SERIES, *WHOLE], SUITE, ": Expected `float`, got `null` - at `$[1]`", id="an odd series"),
    ],
)
def test_what_cannot_be_read_says_why(answered, lines, suite, why):
    outcome = answered(lines, suite, "exit 0")
    assert outcome.reason == f"the interpreter ended well but left no readable result{why}"


@pytest.mark.parametrize(
    ("lines", "ending", "expected"),
    [
        pytest.param(WHOLE, "exit 0", ("ok", ""), id="whole"),
        pytest.param(WHOLE[1:], "exit 0", ("failed", "1 timed calls instead of 2"), id="too few calls"),
        pytest.param(WHOLE, "exit 9", ("failed", f"{ENDED}: exit code 9"), id="an exit code"),
        pytest.param(WHOLE, "kill -9 $$", ("failed", f"{ENDED}: killed by SIGKILL"), id="a signal"),
        pytest.param([*WHOLE, {"failed": "So."}], "exit 0", ("failed", "So."), id="a refusal"),
    ],
)
def test_only_a_whole_answer_counts(answered, lines, ending, expected):
    outcome = answered(lines, SUITE, ending)
    assert (outcome.state, outcome.reason) == expected


def test_the_series_of_a_jit_that_did_not_settle_is_kept_and_noted(answered):
    outcome = answered([{"settling": [0.5, 0.4, 0.3, 0.2]}, *WHOLE], SUITE, "exit 0")
    assert outcome.settling == (0.5, 0.4, 0.3, 0.2)
    assert outcome.surroundings.notes == ["still getting faster after 4 warm-up calls"]


def test_a_work_folder_that_cannot_be_made_ends_the_run_with_an_error_that_names_it(runner, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=f"cannot write {tmp_path}/file/work: Not a directory"):
        replace(runner, folder=tmp_path / "file" / "work").run(trial(runner, "good"))
