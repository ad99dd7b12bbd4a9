"""Rounds of one trial, of which earlier versions stored the time of a whole call, as pyperf stores them today."""

from collections.abc import Sequence

import pyperf

_NAME = "inner_loops"  # pyperf's metadata of it


def alike(rounds: Sequence[pyperf.Benchmark]) -> list[pyperf.Benchmark]:
    """Return the rounds, all with inner loops if any has them, since pyperf merges no others.

    A run that an earlier version began, and that was resumed, has rounds with and without.
    """
    known = [each.get_metadata().get(_NAME) for each in rounds]
    items = next((each for each in known if each is not None), None)
    if items is None:
        return list(rounds)
    return [_divided(each, items) if own is None else each for each, own in zip(rounds, known, strict=True)]


def _divided(whole: pyperf.Benchmark, items: int) -> pyperf.Benchmark:
    return pyperf.Benchmark(
        [
            pyperf.Run(
                [value / items for value in run.values],
                warmups=[(loops, value / items) for loops, value in run.warmups],
                metadata={**run.get_metadata(), _NAME: items},
                collect_metadata=False,
            )
            for run in whole.get_runs()
        ]
    )
