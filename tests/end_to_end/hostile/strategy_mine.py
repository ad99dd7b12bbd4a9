"""A good strategy, and one that loses what it is given."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from gilbench import strategy


@strategy(shares_memory=True)
@contextmanager
def my_threads(workers):
    with ThreadPoolExecutor(workers) as pool:
        yield lambda task, items: list(pool.map(task, items))


@strategy(shares_memory=True)
@contextmanager
def my_sieve(workers):
    yield lambda task, items: [task(item) for item in items[workers:]]
