"""Which CPU each of a few threads is put on."""

import pytest

from gilbench.inside import own_cpu


@pytest.fixture
def placed(monkeypatch):
    """Return where threads were put, one after another, on a machine with these CPUs."""

    def record(cpus, threads):
        found = []
        monkeypatch.setattr(own_cpu.os, "sched_getaffinity", lambda _: set(cpus), raising=False)
        monkeypatch.setattr(own_cpu.os, "sched_setaffinity", lambda _, chosen: found.append(set(chosen)), raising=False)
        for place in range(threads):
            with own_cpu.on_a_cpu(place, threads):
                pass
        return found

    return record


@pytest.mark.parametrize(
    ("cpus", "threads", "expected"),
    [
        pytest.param({0, 1}, 2, [{0}, {0, 1}, {1}, {0, 1}], id="each has its own, and gives it back"),
        pytest.param({3, 5, 8}, 2, [{3}, {3, 5, 8}, {5}, {3, 5, 8}], id="of those that may be used"),
        pytest.param({0}, 2, [{0}, {0}], id="too few"),
        pytest.param({0, 1}, 1, [{0, 1}], id="one alone is left to the kernel"),
    ],
)
def test_threads_have_cpus_of_their_own_where_there_are_enough(cpus, threads, expected, placed):
    assert placed(cpus, threads) == expected


def test_where_threads_cannot_be_put_anywhere_the_block_runs_all_the_same(monkeypatch):
    monkeypatch.delattr(own_cpu.os, "sched_setaffinity", raising=False)
    ran = []
    with own_cpu.on_a_cpu(0, 2):
        ran.append(True)
    assert ran
