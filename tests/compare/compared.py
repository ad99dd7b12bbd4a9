"""Runs to compare: simulated, nothing was measured."""

from tests.simulated import World, free_threaded, scenario, simulate, under_the_gil

from gilbench.compare.thresholds import Thresholds

FIVE = Thresholds(0.05)
BASE = scenario("3.13/primes", {"thread": 0.9, "thread_pool": 0.95})
NEW = {name: seconds * (1.25 if "pool" in name else 1.0) for name, seconds in BASE.items()}
TWO = under_the_gil("3.13") | free_threaded("3.13t")


def verdicts(comparison):
    return {(row.workload, row.strategy): row.verdict for row in comparison.rows}


def again(seconds=NEW, **manifest):
    return simulate(seconds, World(seed=2), **manifest)
