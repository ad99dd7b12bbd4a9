"""What variants of pools do otherwise than the pools: items travel in chunks, or each has a process of its own."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import Pool, ThreadPool

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside.strategies import _chunks
from gilbench.inside.strategies.process_executor_chunked import process_executor_chunked
from gilbench.inside.strategies.process_executor_renewed import process_executor_renewed
from gilbench.inside.strategies.process_pool_chunked import process_pool_chunked
from gilbench.inside.strategies.process_pool_renewed import process_pool_renewed
from gilbench.inside.strategies.thread_pool_chunked import thread_pool_chunked

WORKERS, ITEMS = 2, 24  # which is three a chunk


def own_process(_item):
    return os.getpid()


@given(items=st.integers(0, 3000), workers=st.integers(1, 64))
def test_no_chunk_is_empty_and_each_worker_gets_no_more_than_four(items, workers):
    size = _chunks.size(items, workers)
    assert size >= 1
    assert items <= 4 * workers * size
    assert size == 1 or items > 4 * workers * (size - 1)


@pytest.mark.parametrize("items", [1, 7, 8, 9, 16, 17, 24, 25])
def test_chunks_are_as_large_as_those_that_map_chooses(items, monkeypatch):
    chosen = []
    ours = Pool._get_tasks  # nothing public tells how large the chunks of `map` are
    monkeypatch.setattr(
        Pool,
        "_get_tasks",
        staticmethod(lambda task, all_of_them, size: chosen.append(size) or ours(task, all_of_them, size)),
    )
    with ThreadPool(WORKERS) as pool:
        pool.map(abs, range(items))
    assert chosen == [_chunks.size(items, WORKERS)]


@pytest.mark.parametrize(
    ("opened", "kind", "method"),
    [
        pytest.param(lambda: thread_pool_chunked(WORKERS), ThreadPool, "imap", id="ThreadPool"),
        pytest.param(lambda: process_pool_chunked(WORKERS, fork()), Pool, "imap", id="Pool"),
        pytest.param(lambda: process_executor_chunked(WORKERS, fork()), ProcessPoolExecutor, "map", id="executor"),
    ],
)
def test_items_are_handed_over_in_chunks(opened, kind, method, monkeypatch):
    seen, theirs = [], getattr(kind, method)

    def watched(pool, *arguments, chunksize):
        seen.append(chunksize)
        return theirs(pool, *arguments, chunksize=chunksize)

    monkeypatch.setattr(kind, method, watched)
    with opened() as run:
        assert run(abs, list(range(-ITEMS, 0))) == list(range(ITEMS, 0, -1))
    assert seen == [3]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opened", "method"),
    [
        pytest.param(process_pool_renewed, "fork", id="Pool, fork"),
        pytest.param(process_pool_renewed, "forkserver", id="Pool, forkserver"),
        pytest.param(process_executor_renewed, "forkserver", id="executor, forkserver"),
    ],
)
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the pool forks beside its threads
def test_each_item_has_a_process_of_its_own_however_often_the_pool_is_used(opened, method):
    with opened(WORKERS, multiprocessing.get_context(method)) as run:
        found = [*run(own_process, range(ITEMS)), *run(own_process, range(ITEMS))]
    assert len(set(found)) == 2 * ITEMS


def fork():
    return multiprocessing.get_context("fork")
