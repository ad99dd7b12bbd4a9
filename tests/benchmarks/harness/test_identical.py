"""Verdicts on identical code, counted from simulated runs of two targets."""

import identical
import pytest
from shares import Share
from tests.simulated import World, simulate

NAMES = ("primes", "wordcount", "sha256", "sleep")


def run_of(other=1.0, rounds=12, noise=0.005):
    """Return a run of eight rows in which the second target takes so many times as long."""
    ways = ("serial/1", "thread/2")
    both = {f"3.13/{name}/{way}": 0.2 for name in NAMES for way in ways}
    both |= {f"3.14/{name}/{way}": 0.2 * other for name in NAMES for way in ways}
    return simulate(both | {"3.13/primes/serial/1#2": 0.2}, World(rounds=rounds, noise=noise))


def test_identical_code_is_called_the_same_where_it_is_quiet():
    found = identical.judged([run_of()])
    assert (found.same, found.different, found.parts) == (Share(8, 8), Share(0, 8), Share(0, 1))
    assert found.rounds == 12
    assert 0 < found.half_width < 0.02


def test_what_is_called_different_is_a_false_alarm_either_way():
    slower, faster = (identical.judged([run_of(other=factor)]) for factor in (1.2, 1 / 1.2))
    assert slower.different == faster.different == Share(8, 8)
    assert slower.parts == Share(1, 1)


def test_thirds_share_no_round_and_leave_none_out():
    run = run_of(rounds=11)
    parts = [sorted({record.round for record in each.records}) for each in identical.thirds(run)]
    assert parts == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11]]
    assert sum(len(each.records) for each in identical.thirds(run)) == len(run.records)


def test_rows_without_rounds_enough_are_no_verdicts():
    found = identical.judged(identical.thirds(run_of(rounds=6)))
    assert (found.same, found.different, found.rounds) == (Share(0, 24), Share(0, 0), 2)


def test_both_tables_have_a_row_for_each_number_of_hogs():
    run = run_of()
    found = {hogs: (identical.judged([run]), identical.judged(identical.thirds(run))) for hogs in (0, 2)}
    lines = identical.text(found).splitlines()
    rows = [line.split()[:2] for line in lines if line.strip()[:1].isdigit()]
    assert rows == [["0", "12"], ["2", "12"], ["0", "4"], ["2", "4"]]
    assert "8 of 8" in lines[2]


@pytest.mark.parametrize(("low", "high", "half"), [(None, None, float("inf")), (1 / 1.05, 1.05, 0.05)])
def test_half_an_interval_is_a_share_of_the_ratio(low, high, half):
    assert identical.half_width(identical.Estimate(1.0, low, high, 5)) == pytest.approx(half)
