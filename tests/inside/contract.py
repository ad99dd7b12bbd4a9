"""Hold one strategy to the contract, in the interpreter that runs this: standard library only, Python 3.9 syntax.

`contract.py FILE NAME [START_METHOD]` prints one line of JSON for each clause, `[clause, problem]`, with `null` where
it holds; only the last two lines if the strategy cannot be opened. `contract.py` alone prints what the built-in files
register.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

# Everything else is imported where it is used: a spawned child imports this file, and should do so fast.

sys.path.append(str(Path(__file__).resolve().parent / "contract_tasks"))


class Subject:
    """A strategy while it is open."""

    def __init__(self, strategy, workers, run):
        import bm_contract  # noqa: PLC0415

        self.tasks = bm_contract
        self.strategy = strategy
        self.workers = workers
        self._run = run

    def run(self, task, items):
        """Run a task that never waits."""
        return self._run(partial(self.tasks.in_coroutine, task) if self.strategy.runs_async else task, items)

    def run_waiting(self, name, *arguments, items):
        """Run a task that waits for others, as a coroutine where the strategy needs that."""
        task = getattr(self.tasks, f"{name}_async" if self.strategy.runs_async else name)
        return self._run(partial(task, *arguments), items)


def more_items_than_workers_give_results_in_order(subject):
    items = list(range(2 * subject.workers + 1))
    expect(subject.run(subject.tasks.double, items), [2 * item for item in items])


def the_first_failing_item_decides_the_error(subject):
    # Item 2 fails first by order; its neighbours fail just as fast.
    error = error_of(subject.run, subject.tasks.fail_from_two, list(range(8)))
    expect((type(error), str(error)), (ValueError, "item 2 is bad"))


def a_result_that_cannot_be_pickled_arrives_itself_or_is_an_error(subject):
    items = list(range(subject.workers + 1))
    if not subject.strategy.shares_memory:
        import traceback  # noqa: PLC0415

        error = error_of(subject.run, subject.tasks.keep_lock, items)
        expect("lock" in "".join(traceback.format_exception(type(error), error, None)), True)
        return
    results = subject.run(subject.tasks.keep_lock, items)
    expect([results[item] is subject.tasks.KEPT[item] for item in items], [True for _ in items])


def run_can_be_used_after_errors(subject):
    items = list(range(subject.workers))
    expect(subject.run(subject.tasks.double, items), [2 * item for item in items])


def fewer_items_than_workers_are_enough(subject):
    items = list(range(7, 7 + max(1, subject.workers - 1)))
    expect(subject.run(subject.tasks.double, items), [2 * item for item in items])


def no_items_give_no_results(subject):
    expect(subject.run(subject.tasks.double, []), [])


def all_workers_work_at_the_same_time(subject):
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        who = subject.run_waiting("meet", folder, subject.workers, items=list(range(subject.workers)))
    here = (os.getpid(), id(sys.modules))
    places = {(process, interpreter) for process, _, interpreter, _ in who}
    expect(len(set(who)), subject.workers)
    if subject.strategy.shares_memory:
        expect(places, {here})
    else:
        expect((here in places, len(places)), (False, subject.workers))


def no_more_than_the_workers_work_at_the_same_time(subject):
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        crowds = subject.run_waiting("count_crowd", folder, items=list(range(3 * subject.workers)))
    expect(max(crowds) <= subject.workers, True)


CLAUSES = (
    more_items_than_workers_give_results_in_order,
    the_first_failing_item_decides_the_error,
    a_result_that_cannot_be_pickled_arrives_itself_or_is_an_error,
    run_can_be_used_after_errors,
    fewer_items_than_workers_are_enough,
    no_items_give_no_results,
    all_workers_work_at_the_same_time,
    no_more_than_the_workers_work_at_the_same_time,
)


def main(file=None, name=None, start_method=None):
    if file is None:
        say(built_in())
        return
    import left_behind  # noqa: PLC0415

    strategy = registered(file).strategies[name]
    before = left_behind.threads_and_processes()
    judge(it_can_be_opened_and_left, strategy, start_method)
    judge(nothing_is_left_behind, before, left_behind)


def it_can_be_opened_and_left(strategy, start_method):
    workers = 1 if strategy.family == "serial" else 3
    with strategy.open(workers, *contexts(start_method)) as run:
        subject = Subject(strategy, workers, run)
        for clause in CLAUSES:
            judge(clause, subject)


def nothing_is_left_behind(before, left_behind):
    expect(left_behind.after_settling(before), before)


def judge(clause, *arguments):
    """Print whether a clause holds, at once, so that it is known where a hang was."""
    try:
        clause(*arguments)
    except Exception as error:  # noqa: BLE001  whatever is wrong belongs into the line
        problem = f"{type(error).__name__}: {error}"
    else:
        problem = None
    say([clause.__name__.replace("_", " "), problem])


def say(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def contexts(start_method):
    if start_method is None:
        return []
    import multiprocessing  # noqa: PLC0415

    return [multiprocessing.get_context(start_method)]


def registered(file):
    from gilbench.inside.loading import load  # noqa: PLC0415
    from gilbench.inside.registry import Registry  # noqa: PLC0415

    registry = Registry()
    expect(load(file, registry), [])
    return registry


def built_in():
    """Return the name of each built-in strategy, with its file and whether it exists once per start method."""
    from gilbench.inside.loading import files_in  # noqa: PLC0415

    return {
        name: [file, strategy.per_start_method]
        for file in files_in([])
        for name, strategy in registered(file).strategies.items()
    }


def error_of(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:  # noqa: BLE001  the caller judges it
        return error
    raise AssertionError(f"no error, but {result!r}")


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r} instead of {wanted!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
