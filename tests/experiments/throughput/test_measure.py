from gilbench.experiments.throughput.measure import seen
from gilbench.inside.schema import WorkerTime
from gilbench.inside.stamps import Stamp


def stamps(*spans):
    """Return one stamp per (start, end, worker)."""
    return [Stamp((1, worker), start, end, None, None) for start, end, worker in spans]


def test_what_a_call_saw_sums_over_the_workers():
    times = [WorkerTime(1.0, 0.5, 0.25, 2, 1), WorkerTime(1.0, 0.25, 0.0, 1, 5)]
    found = seen(stamps((0.0, 1.0, 1), (0.0, 1.0, 2)), 2, times, 1.5)
    assert (found.cpu_seconds, found.voluntary, found.involuntary) == (0.75, 3, 6)
    assert found.process_seconds == 1.5
    assert (found.overlap, found.start_skew) == (1.0, 0.0)


def test_switches_that_one_worker_cannot_tell_are_not_told_at_all():
    found = seen(stamps((0, 1, 0)), 2, [WorkerTime(1.0, 0.5, None, 2, 1), WorkerTime(1.0, 0.5, None, None, None)])
    assert (found.voluntary, found.involuntary) == (None, None)
