"""Every built-in workload gives its expected result, however it is run."""

import asyncio
import inspect
import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
NAMES = {
    *("alloc", "fib", "nbody", "primes", "wordcount"),
    *("json_roundtrip", "regex", "sha256", "zlib_compress", "crc32_released", "crc32_held"),
    *("sleep", "http_download", "tcp_echo", "file_fsync", "subprocess_call", "mixed"),
    *("dict_read_shared", "dict_write_locked", "dict_per_worker"),
}


@pytest.fixture(scope="module")
def spawned():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path, str(FOLDER)])  # spawned processes start with this path
        pool = multiprocessing.get_context("spawn").Pool(2)
    yield pool
    pool.close()
    pool.join()


def test_all_are_registered_and_none_is_refused(registry):
    assert set(registry.workloads) == NAMES
    assert registry.refused == []


def test_a_small_item_gives_the_expected_result(workload, arguments):
    with arguments(workload, "small") as given:
        assert workload.function(*given) == workload.expect["small"]


def test_a_full_item_gives_the_expected_result(workload, arguments):
    with arguments(workload, "full") as given:
        assert workload.function(*given) == workload.expect["full"]


def test_a_second_item_gives_the_same_result_as_the_first(workload, arguments):
    with arguments(workload, "small") as given:
        assert workload.function(*given) == workload.function(*given)


@pytest.mark.parametrize("size", ["small", "full"])
def test_the_asynchronous_twin_gives_the_same_result(async_workload, arguments, size):
    with arguments(async_workload, size) as given:
        assert asyncio.run(async_workload.async_twin(*given)) == async_workload.expect[size]


def test_asynchronous_twins_give_right_results_side_by_side(async_workload, arguments):
    async def four(given):
        return await asyncio.gather(*(async_workload.async_twin(*given) for _ in range(4)))

    with arguments(async_workload, "small") as given:
        assert asyncio.run(four(given)) == [async_workload.expect["small"]] * 4


def test_four_threads_at_once_give_right_results(workload, arguments):
    with arguments(workload, "small") as given, ThreadPoolExecutor(4) as pool:
        results = [pool.submit(workload.function, *given) for _ in range(8)]
        assert [each.result() for each in results] == [workload.expect["small"]] * 8


def test_spawned_processes_find_the_function_by_name_and_give_right_results(workload, arguments, importable, spawned):
    assert workload.function.__module__ in importable
    with arguments(workload, "small") as given:
        assert spawned.starmap(workload.function, [given] * 4) == [workload.expect["small"]] * 4


def test_every_workload_says_what_it_does_and_what_would_surprise(workload, importable):
    assert workload.asks.endswith("?")
    assert inspect.getdoc(workload.function)
    assert "surprise" in importable[workload.function.__module__].__doc__


def test_the_controlled_pair_differs_only_in_what_happens_to_the_gil(registry):
    released, held = registry.workloads["crc32_released"], registry.workloads["crc32_held"]
    assert (released.code, held.code) == ("c_releases_gil", "c_keeps_gil")
    assert released.pair == held.pair == "crc32"
    assert (released.sizes, released.expect) == (held.sizes, held.expect)


def test_the_three_dictionary_workloads_take_the_same_number_of_steps(registry):
    shared, locked, private = (
        registry.workloads[name] for name in ("dict_read_shared", "dict_write_locked", "dict_per_worker")
    )
    assert shared.sizes == locked.sizes == private.sizes
    assert [each.data for each in (shared, locked, private)] == ["read_shared", "write_shared", "private"]


@pytest.mark.parametrize(
    ("loader", "libraries", "reason"),
    [
        pytest.param("NoSuchDLL", ("libz.so.1",), "there is no ctypes.NoSuchDLL", id="no loader"),
        pytest.param("CDLL", ("no-such-libz",), "none of no-such-libz can be loaded", id="no libz"),
    ],
)
def test_the_pair_says_what_it_lacks(importable, monkeypatch, loader, libraries, reason):
    module = importable["bm_crc32"]
    monkeypatch.setattr(module, "LIBRARIES", libraries)
    monkeypatch.setattr(module, "_crc32", module._crc32.__wrapped__)  # what was found before is remembered
    assert module._lacks(loader) == reason


def test_without_true_on_the_path_python_itself_is_the_program_that_does_nothing(importable, monkeypatch):
    module = importable["bm_subprocess"]
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(module, "_command", module._command.__wrapped__)
    assert module._command()[0] == sys.executable
    assert module.subprocess_call(1) == 1


def test_no_file_is_left_behind(importable, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    importable["bm_file"].file_fsync(1)
    assert list(tmp_path.iterdir()) == []
