"""Whatever a workload does costs its own trial and nothing else, and says so in one clear line."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent
ESCAPED = "the workload forked and its child came back: end children with os._exit(), or use subprocess"
NO_RESULT = "the interpreter ended without a result: "
BROKEN_POOL = (  # as concurrent.futures words it while an item is under way, and while one is still to be submitted
    "BrokenProcessPool: A process in the process pool was terminated abruptly",
    "BrokenProcessPool: A child process terminated abruptly",
)
LATE = "the work was done but the interpreter did not end within 3 s: "
IN_PROCESS = ("serial", "my_threads")
POOL = "process_executor"
IN_WORDS = {POOL: "ProcessPoolExecutor (fork)"}


@dataclass(frozen=True)
class Run:
    """A finished `gilbench run`."""

    ended: object
    out: Path

    def cell(self, workload, strategy):
        """Return state and reason of a trial, as results.csv has them."""
        (row,) = [
            row for row in command.results(self.out) if (row["workload"], row["strategy"]) == (workload, strategy)
        ]
        return row["state"], row["reason"]

    def notes(self, workload, strategy):
        """Return what was noted about a trial that went well, in its rounds."""
        found = [
            outcome["surroundings"]["notes"]
            for (trial, _), outcome in command.records(self.out).items()
            if f"/{workload}/{strategy}" in trial and not trial.endswith("#2")
        ]
        assert found
        return found


def finished(folder, workloads, *arguments):
    settings = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--timeout", "3s", "--seed", "1")
    ended = command.run(
        folder, "run", *arguments, *command.HERE, *settings, "--workloads", FOLDER / workloads, "--out", folder / "out"
    )
    return Run(ended, folder / "out")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return finished(
        tmp_path_factory.mktemp("hostile"),
        "hostile",
        *("good_*", "bad_*", "--strategy", "my_*", "--strategy", "process_executor[fork]"),
    )


@pytest.fixture(scope="module")
def slow_to_end(tmp_path_factory):
    return finished(tmp_path_factory.mktemp("slow"), "slow_to_end", "slow_*", "--strategy", "process_executor[fork]")


@pytest.mark.parametrize("run", ["hostile", "slow_to_end"])
def test_lost_trials_are_told_by_the_exit_code_and_without_a_traceback(run, request):
    ended = request.getfixturevalue(run).ended
    assert ended.returncode == 3
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("strategy", [*IN_PROCESS, POOL])
@pytest.mark.parametrize("workload", ["good_first", "good_but_loud", "good_but_garbled", "good_last", "good_beside"])
def test_good_workloads_are_measured_in_every_round(hostile, workload, strategy):
    assert hostile.cell(workload, strategy) == ("ok", "")
    assert {number for trial, number in command.records(hostile.out) if f"/{workload}/{strategy}" in trial} == {1, 2, 3}


@pytest.mark.parametrize(
    ("workload", "strategies", "reason"),
    [
        pytest.param("bad_raises", (*IN_PROCESS, POOL), "ValueError: bad luck with 1", id="raises"),
        pytest.param("bad_exits", (*IN_PROCESS, POOL), "the workload called sys.exit(3)", id="sys.exit"),
        pytest.param("bad_ends", IN_PROCESS, NO_RESULT + "exit code 3", id="os._exit"),
        pytest.param("bad_ends", (POOL,), BROKEN_POOL, id="os._exit in a worker process"),
        pytest.param("bad_crashes", IN_PROCESS, NO_RESULT + "killed by SIGSEGV", id="crash"),
        pytest.param("bad_crashes", (POOL,), BROKEN_POOL, id="crash of a worker process"),
        pytest.param("bad_forks", (*IN_PROCESS, POOL), ESCAPED, id="fork"),
        pytest.param("bad_result", ("serial",), "wrong result: item 1 of 1 gave 2, expected 1", id="wrong result"),
        pytest.param(
            "bad_result",
            ("my_threads", POOL),
            "wrong result: item 1 of 2 gave 2, expected 1",
            id="wrong result of two workers",
        ),
        pytest.param("bad_unpicklable", (POOL,), "TypeError: cannot pickle '_thread.lock' object", id="unpicklable"),
    ],
)
def test_a_bad_workload_fails_with_one_clear_line(hostile, workload, strategies, reason):
    for strategy in strategies:
        state, said = hostile.cell(workload, strategy)
        assert (state, said.startswith(reason), said.count("\n")) == ("failed", True, 0), said
        assert f"{workload}, {IN_WORDS.get(strategy, strategy)}" in hostile.ended.stderr


def test_what_cannot_be_pickled_is_fine_where_nothing_is(hostile):
    assert {hostile.cell("bad_unpicklable", strategy) for strategy in IN_PROCESS} == {("ok", "")}


def test_a_lost_trial_is_not_tried_again(hostile):
    rounds = [number for trial, number in command.records(hostile.out) if trial.endswith("/bad_crashes/serial/1")]
    assert rounds == [1]


def test_printing_is_noted(hostile):
    for workload, size in (("good_but_loud", 400_000), ("good_but_garbled", 900)):
        # An item to warm, four in a value; and four more if they are so short that their ledger needs a call.
        expected = [[f"printed {items * size} bytes while being measured"] for items in (1 + 4, 1 + 2 * 4)]
        assert [notes in expected for notes in hostile.notes(workload, "serial")] == [True] * 3


def test_a_strategy_that_does_not_work_is_skipped_with_its_reason(hostile):
    assert hostile.cell("good_first", "my_sieve") == ("skipped", "gave [3] for a task whose results are [2, 3]")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("bm_second.py", "line 6: workload 'good_first': it is already defined in "),
        (
            "bm_unimportable.py",
            "could not be imported: ModuleNotFoundError: No module named 'a_module_that_nobody_has'",
        ),
        ("bm_ends.py", "took the interpreter down: exit code 5"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_reason(hostile, file, reason):
    path = FOLDER / "hostile" / file
    (told,) = [line for line in hostile.ended.stderr.splitlines() if line.startswith(f"not loaded: {path}: ")]
    assert told.startswith(f"not loaded: {path}: {reason}")


def test_what_never_ends_is_timed_out(slow_to_end):
    for strategy in ("serial", POOL):
        assert slow_to_end.cell("slow_hangs", strategy) == ("timed out", "no result within 3 s")


def test_a_thread_that_keeps_the_interpreter_from_ending_is_told(slow_to_end):
    state, reason = slow_to_end.cell("slow_thread", "serial")
    assert state == "timed out"
    assert reason in {LATE + f"left {threads} thread(s) running" for threads in (1 + 4, 1 + 2 * 4)}


def test_threads_that_do_not_keep_it_are_noted(slow_to_end):
    assert slow_to_end.cell("slow_daemon", "serial") == ("ok", "")
    expected = [[f"left {threads} thread(s) running"] for threads in (1 + 4, 1 + 2 * 4)]
    assert [notes in expected for notes in slow_to_end.notes("slow_daemon", "serial")] == [True] * 3


@pytest.mark.parametrize("strategy", ["serial", POOL])
def test_processes_left_behind_are_noted(slow_to_end, strategy):
    assert slow_to_end.cell("slow_child", strategy) == ("ok", "")
    assert slow_to_end.notes("slow_child", strategy) == [["left processes running"]] * 3


@pytest.mark.parametrize("strategy", ["serial", POOL])
def test_the_others_go_on(slow_to_end, strategy):
    assert slow_to_end.cell("slow_not", strategy) == ("ok", "")
    assert slow_to_end.notes("slow_not", strategy) == [[]] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize("run", ["hostile", "slow_to_end"])
def test_nothing_of_a_finished_run_is_alive(run, request):
    assert command.alive(request.getfixturevalue(run).out) == {}
