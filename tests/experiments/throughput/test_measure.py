from contextlib import contextmanager

from gilbench.experiments.throughput.measure import prepared, seen
from gilbench.inside import ledger
from gilbench.inside.experiment import Subject
from gilbench.inside.registering import strategy, workload
from gilbench.inside.registry import Registry, collecting
from gilbench.inside.schema import TrialRequest, WorkerTime
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


def test_nothing_is_left_to_import_for_a_reading_when_a_pool_may_fork(monkeypatch, tmp_path):
    """A process that is forked in the midst of an import never gets to the end of its own."""
    seen_by_pool = []
    monkeypatch.setattr(ledger, "full", lambda: seen_by_pool.append("reading"))
    registry = Registry()
    with collecting(registry):

        @workload(kind="cpu", sizes={"small": 1, "full": 1}, asks="Is it read before?")
        def one(size):
            return size

        @strategy(shares_memory=True)
        @contextmanager
        def pool(_workers):
            seen_by_pool.append("opened")
            yield lambda task, items: [task(item) for item in items]

    request = TrialRequest(
        *("throughput", "a/one/pool/1", "one", "bm_b.py", "pool", "c.py", None, 1, "small", 1, None, {}, None, None, 1),
        *(str(tmp_path / "metrics.jsonl"), "pyperf.json", "", "fork"),
    )
    subject = Subject(request, registry.workloads["one"], registry.strategies["pool"], lambda: None)
    with prepared(subject):
        assert seen_by_pool[:2] == ["reading", "opened"]
