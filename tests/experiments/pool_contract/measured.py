"""Ask both pools in the interpreter that runs this: standard library only, Python 3.9 syntax.

It prints one line of JSON: the answers by pool, and the threads and processes before and after. It has little patience,
so that what it says of hanging may be wrong.
"""

from __future__ import annotations

from leaving import say_what_is_left


def main():
    say_what_is_left(lambda: {"seen": {pool: measured(pool) for pool in ("ThreadPool", "ThreadPoolExecutor")}})


def measured(pool):
    import asking  # noqa: PLC0415  what is alive before is looked at first

    from gilbench.experiments.pool_contract import measure  # noqa: PLC0415  as above
    from gilbench.experiments.pool_contract.measure import patience  # noqa: PLC0415  as above

    patience.SLICES = 5
    request = asking.request("pool_contract", {"pool": pool})
    return asking.said_of(asking.measured(measure, request))["seen"]["answers"]


if __name__ == "__main__":
    main()
