"""Small inputs that people have brought, each with the answer that they should get."""

import json
from pathlib import Path

import pytest
from tests.end_to_end import command

from gilbench.inside.schema import WorkloadInfo
from gilbench.plan.classes import PURE_PYTHON, lead_of_classes

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases"
SMALL = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--experiment", "throughput", "--seed", "1")


@pytest.fixture
def answer(tmp_path):
    """Return a function that measures a case and returns how that ended, with the states of its trials."""

    def measure(case, *arguments):
        out = tmp_path / "run"
        ended = command.run(tmp_path, "run", CASES / case, *SMALL, *command.HERE, *arguments, "--out", out)
        rows = command.results(out) if (out / "results.csv").exists() else []
        return ended, {(row["workload"], row["strategy"]): (row["state"], row["reason"]) for row in rows}

    return measure


def refused(ended):
    """Return what was said of definitions that were not taken, by file."""
    lines = [line for line in ended.stderr.splitlines() if line.startswith("not loaded: ")]
    return {Path(line.split(": ")[1]).name: line.split(": ", 2)[2] for line in lines}


THREADS = ("--strategy", "thread", "--strategy", "serial", "--strategy", "process_executor[spawn]")


def test_any_callable_is_measured_and_what_does_no_work_is_refused(answer):
    ended, states = answer("closures", *THREADS)
    assert ended.returncode == 0, ended.stderr
    assert refused(ended) == {
        "bm_coro.py": "line 3: workload 'coro': it is a coroutine function: give a plain function here, and this one "
        "as `async_twin`",
        "bm_gen.py": "line 2: workload 'gen': it is a generator: calling it does no work. Return the result, or a list "
        "of results",
        "bm_klass.py": "line 5: workload 'solve': it takes 2 arguments, and is called with 1: the size",
    }
    everywhere = {"scaled3", "run", "wrapped"}
    stays = {"quick", "times3"}  # a lambda and a closure
    assert {work for work, _ in states} == everywhere | stays
    for (work, strategy), (state, reason) in states.items():
        if work in stays and strategy == "process_executor":
            assert state == "skipped"
            assert reason.startswith("it cannot be handed to another process: ")
        else:
            assert (work, strategy, state) == (work, strategy, "ok")


def test_c_functions_and_cached_ones_are_measured_and_each_mistake_is_one_sentence(answer):
    ended, states = answer("builtin", *THREADS)
    assert ended.returncode == 0, ended.stderr
    assert {state for state, _ in states.values()} == {"ok"}
    assert {work for work, _ in states} == {"cached", "isqrt", "b"}  # b states no result
    said = refused(ended)
    assert said.keys() == {"bm_kind.py", "bm_onlyfull.py", "bm_positional.py", "bm_scalar.py"}
    assert "write its settings in brackets" in said["bm_positional.py"]
    assert "`sizes` is a mapping" in said["bm_scalar.py"]
    assert "Traceback" not in ended.stderr


def test_an_expected_object_says_what_is_near_enough(answer):
    ended, states = answer("float-sum", "--strategy", "serial", "--strategy", "thread")
    assert {each for (work, _), each in states.items() if work == "add_about"} == {("ok", "")}
    assert ended.returncode in {0, 3}  # the exact sum is that of some versions of Python, and of no other


def test_arrays_are_compared_by_what_was_given_for_it(answer):
    ended, states = answer("numpy-result", "--strategy", "serial")
    assert ended.returncode == 3
    state, reason = states["roots", "serial"]
    assert state == "failed"
    assert "give the workload a `check`" in reason
    assert "wrong result" not in reason
    assert states["roots_same", "serial"][0] == states["total", "serial"][0] == "ok"


def test_tasks_that_differ_are_a_list_that_every_strategy_does_whole(tmp_path):
    out = tmp_path / "run"
    ended = command.run(tmp_path, "run", CASES / "uneven", *SMALL, *THREADS, *command.HERE, "--out", out)
    assert ended.returncode == 0, ended.stderr
    rows = {(row["workload"], row["strategy"]): row for row in command.results(out)}
    assert {row["state"] for row in rows.values()} == {"ok"}
    assert {work for work, _ in rows} == {"uneven", "uneven_items"}  # what draws from a counter is measured as it is
    listed = [row for (work, _), row in rows.items() if work == "uneven_items"]
    assert {row["items"] for row in listed} == {"4"}  # two for each worker: the list once
    assert all("items that differ: 4 in a list, done once" in row["flags"] for row in listed)
    assert "items that differ" not in rows["uneven", "thread"]["flags"]
    assert "uneven_items: 4 in a list, done once" in (out / "index.html").read_text()
    assert "items that differ: uneven_items: 4 in a list, done once" in ended.stderr


def test_a_folder_in_which_nothing_is_registered_says_so_and_measures_nothing(answer):
    ended, states = answer("script-bench")
    assert (ended.returncode, states) == (2, {})
    assert "bm_pyperf_style.py is a script for pyperf" in ended.stderr
    assert "bm_script.py registers nothing" in ended.stderr
    assert "test_bench.py is for pytest-benchmark" in ended.stderr


def test_the_work_that_stands_first_speaks_for_its_class(tmp_path):
    out = tmp_path / "run"
    words = ("run", CASES / "shared-list-gc", *SMALL, *command.HERE, "--strategy", "thread", "--out", out)
    assert command.run(tmp_path, *words).returncode == 0
    catalogue = json.loads((out / "manifest.json").read_text())["targets"][0]["catalogue"]
    own = [WorkloadInfo(**each) for each in catalogue["workloads"] if each["file"].endswith("bm_growlist.py")]
    assert lead_of_classes(own)[PURE_PYTHON].name == "keep_products"  # which stands first in the file, not by name


def test_of_work_with_threads_of_its_own_no_machine_is_blamed(tmp_path):
    asked = ("--quick", "--budget", "12s", "--experiment", "throughput", "--workers", "2", "--strategy", "thread")
    on = ("--python", command.interpreter("3.13t"), "--out", "run")
    assert command.run(tmp_path, "run", CASES / "own-threads", *asked, *on).returncode == 0
    page = (tmp_path / "run" / "index.html").read_text()
    assert "this work has threads of its own" in page
    assert "took the CPU away" not in page
