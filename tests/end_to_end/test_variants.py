"""Variants of pools are measured where they are named, under real pyperf, and stay away where they are not."""

import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

RUN = ("run", "sha256", *command.HERE, "--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--seed", "1")


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """Return the results of a run that names a pool and its variants, by strategy."""
    folder = tmp_path_factory.mktemp("variants")
    globs = ("--strategy", "ThreadPool*", "--strategy", "Pool*[fork]", "--strategy", "*_renewed[fork]")
    ended = command.run(folder, *RUN, "--experiment", "throughput", *globs, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    return {row["strategy"]: row for row in command.results(folder / "out")}


def test_each_variant_that_a_glob_means_is_measured(named):
    measured = {name for name, row in named.items() if row["state"] == "ok"}
    variants = {"thread_pool_chunked", "process_pool_chunked", "process_pool_renewed"}
    assert measured - {"thread_executor"} == {"serial", "thread_pool", "process_pool", *variants}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="there is another reason where Python has no such setting")
def test_one_that_python_cannot_have_is_a_skip_with_pythons_reason(named):
    row = named["process_executor_renewed"]
    assert row["state"] == "skipped"
    assert row["reason"].startswith("ValueError: max_tasks_per_child is incompatible with the 'fork'")


def test_a_workload_that_is_named_brings_none(tmp_path):
    ended = command.run(tmp_path, *RUN, "--dry-run", "--out", "out")
    assert ended.returncode == 0, ended.stderr
    assert not [row for row in command.results(tmp_path / "out") if row["strategy"].endswith(("_chunked", "_renewed"))]
