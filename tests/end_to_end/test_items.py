"""Items that differ, through every way to have workers: what a person writes, and what becomes of each trial."""

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

WORK = """
import asyncio
from contextlib import contextmanager
from gilbench import workload

@contextmanager
def hundred():
    yield 100

def numbers(size, much):
    return [much + number for number in range(size)]

async def added_async(item, much):
    await asyncio.sleep(0)
    return item + much

@workload(kind="io", sizes={"small": 3, "full": 5}, items=numbers, resource=hundred, async_twin=added_async,
          expect={"small": [200, 201, 202], "full": (200, 201, 202, 203, 204)}, asks="Do they?")
def added(item, much):
    return item + much

def functions(size):
    return [lambda i=i: i for i in range(size)]

@workload(kind="cpu", sizes={"small": 3, "full": 5}, items=functions, asks="Do they?")
def stays(item):
    return item()

def never(results):
    return f"never right, all {len(results)}"

@workload(kind="cpu", sizes={"small": 3, "full": 5}, items=range, check=never, asks="Do they?")
def wrong(item):
    return item

@workload(kind="cpu", sizes={"small": 0, "full": 5}, items=range, asks="Do they?")
def empty(item):
    return item
"""


def test_items_are_handed_out_and_checked_whatever_the_strategy(tmp_path):
    (tmp_path / "work.py").write_text(WORK)
    strategies = ("serial", "thread", "thread_pool", "asyncio", "process_pool[spawn]")
    asked = [word for name in strategies for word in ("--strategy", name)]
    small = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--experiment", "throughput")
    ended = command.run(tmp_path, "run", "work.py", *small, *asked, *command.HERE, "--out", "run")
    assert ended.returncode == 3, ended.stderr  # some trials failed
    rows = {
        (row["workload"], row["strategy"]): (row["state"], row["reason"]) for row in command.results(tmp_path / "run")
    }
    assert {rows["added", each.partition("[")[0]] for each in strategies} == {("ok", "")}
    assert {rows["stays", each][0] for each in ("serial", "thread", "thread_pool")} == {"ok"}
    state, reason = rows["stays", "process_pool"]
    assert state == "skipped"
    assert reason.startswith("it cannot be handed to another process: ")
    assert rows["wrong", "serial"] == ("failed", "wrong result: never right, all 3")
    assert rows["empty", "serial"] == ("skipped", "its `items` returned a list of 0: 1 to 100,000 are allowed")
