"""Every strategy keeps the contract in every interpreter of this machine (tests/inside/contract.py).

Those of processes take longest, and have files of their own that are tested beside this one.
"""

import json
import os
from pathlib import Path

import pytest
from tests.inside.clauses import (
    ALONE,
    CLAUSES,
    PROCESSES,
    START_METHODS,
    TUNED,
    Variant,
    judged,
    require_every_clause,
    run_contract,
)

pytestmark = pytest.mark.targets

USER_STRATEGIES = """
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from gilbench import strategy


@strategy(shares_memory=True)
@contextmanager
def my_threads(workers):
    with ThreadPoolExecutor(workers) as pool:
        yield lambda task, items: list(pool.map(task, items))


@strategy(shares_memory=False, per_start_method=True)
@contextmanager
def my_processes(workers, context):
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda task, items: list(pool.map(partial(call, task), items))


def call(task, item):
    return task(item)
"""


@pytest.mark.parametrize("variant", ALONE, ids=lambda variant: variant.id)
def test_a_built_in_strategy_keeps_every_clause_or_is_absent_for_a_known_reason(interpreter, variant):
    require_every_clause(interpreter, variant)


@pytest.mark.parametrize(
    "variant",
    [Variant("strategy_mine.py", "my_threads"), Variant("strategy_mine.py", "my_processes", "spawn")],
    ids=lambda variant: variant.id,
)
def test_a_strategy_of_a_users_folder_keeps_every_clause(interpreter, variant, tmp_path):
    (tmp_path / variant.file).write_text(USER_STRATEGIES)
    assert judged(interpreter, tmp_path, variant) == dict.fromkeys(CLAUSES)


def test_the_contract_is_asked_of_every_strategy_that_the_built_in_files_register(interpreter):
    registered = {
        (Path(file).name, name, method)
        for name, (file, per_start_method) in json.loads(run_contract(interpreter)).items()
        for method in (START_METHODS if per_start_method else (None,))
    }
    tuned = {(each.file, each.name) for each in TUNED}
    in_every_way = {(each.file, each.name, each.start_method) for each in (*ALONE, *PROCESSES)}
    assert {each for each in registered if each[:2] not in tuned} == in_every_way
    assert {each[:2] for each in registered} >= tuned


def test_every_interpreter_that_must_be_tested_is_on_this_machine(found_interpreters):
    required = set(os.environ.get("GILBENCH_REQUIRE_TARGETS", "").split())
    assert found_interpreters
    assert required - found_interpreters.keys() == set()
