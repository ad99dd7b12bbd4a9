from tests.known import build, collect
from tests.simulated import World, lost, simulate, target, under_the_gil, with_problem

from gilbench.inside.schema import Problem
from gilbench.interpreters.candidate import Unusable
from gilbench.page.troubles import left_out, troubles
from gilbench.plan.naming import Names
from gilbench.plan.trial import Trial

PRIMES = "3.13/primes"
THREAD = f"{PRIMES}/thread/2"


def trouble(run):
    return troubles(collect(run))


def test_trials_that_went_wrong_are_troubles_with_their_last_output():
    lost_ones = {
        THREAD: {2: lost("failed", "exit code 1", "Traceback ...")},
        f"{PRIMES}/thread_pool/2": {1: lost("failed", "wrong result: 3")},
    }
    run = simulate(under_the_gil("3.13"), World(troubles=lost_ones))
    assert [(each.what, each.state, each.reason, each.tail) for each in trouble(run)] == [
        ("primes, Thread, 2 workers on 3.13", "failed", "exit code 1", "Traceback ..."),
        ("primes, ThreadPool, 2 workers on 3.13", "failed", "wrong result: 3", ""),
    ]
    assert build(run).counts["failed"] == 2


def test_targets_and_files_that_could_not_be_used_are_troubles():
    broken = with_problem(target("3.13"), Problem("/home/someone/bench/bm_x.py", "SyntaxError: line 3"))
    page = build(simulate({THREAD: 0.1}, targets=(broken,), unusable=(Unusable("/opt/py/python3.8", "too old"),)))
    (results,) = (each for each in page.sections if each.id == "results")
    table = results.blocks[0].blocks[0]
    assert [(what.text, state, reason) for state, reason, what in table.rows] == [
        ("bm_x.py on 3.13", "not loaded", "SyntaxError: line 3"),
        ("python3.8", "unusable", "too old"),
    ]


def test_skips_and_what_was_left_out_are_grouped():
    works = ("primes", "echo", "sleep")
    run = simulate(
        {THREAD: 0.1},
        skips={f"3.13/{each}/interpreter_executor/2": "needs 3.14" for each in works}
        | {f"3.13/sha256/{each}/2": "no hashlib" for each in ("thread", "asyncio")},
        left_out=[f"3.13/{each}/thread_pool/{count}" for each in works for count in (1, 2)] + [f"{PRIMES}/asyncio/2"],
    )
    assert [(each.what, each.reason) for each in trouble(run)] == [
        ("InterpreterPoolExecutor × 3 workloads on 3.13", "needs 3.14"),
        ("2 strategies × sha256 on 3.13", "no hashlib"),
    ]
    assert left_out(run.manifest.plan.left_out, Names(run.manifest.targets)) == [
        "ThreadPool × 3 workloads on 3.13 (6 trials)",
        "asyncio tasks × primes on 3.13",
    ]
    counts = build(run).counts
    assert (counts["skipped"], counts["left out"]) == (5, 7)


def test_trials_without_a_strategy_are_grouped_by_their_experiment():
    made = [
        Trial("pauses", None, None, None, 2, "full", 1, "3.13", parameters=(("while", each),))
        for each in ("computes", "collects")
    ]
    assert left_out(made, Names([])) == ["pauses on 3.13 (2 trials)"]
