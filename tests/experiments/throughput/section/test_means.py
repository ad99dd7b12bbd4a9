from gilbench.experiments.throughput.analysis.interpreters import ClassMean
from gilbench.experiments.throughput.section.means import tables
from gilbench.model import Estimate

HALF = Estimate(0.5, 0.49, 0.51, 12)


def mean(other, rows=2, base="3.11"):
    return ClassMean("waiting", "thread", base, other, HALF, rows)


def test_there_is_one_table_per_base_with_a_column_per_other_target():
    first, second = tables([mean("3.13"), mean("3.14"), mean("3.15", base="3.12")])
    assert [column.name for column in first.columns[3:]] == ["3.13", "3.14"]
    assert first.rows == (("waiting", "thread", "2", "0.50× (0.49–0.51)", "0.50× (0.49–0.51)"),)
    assert "time per item on 3.12 ÷" in second.caption


def test_a_pair_that_was_not_measured_leaves_a_gap():
    other_class = ClassMean("mixed", "thread", "3.11", "3.14", HALF, 1)
    (table,) = tables([mean("3.13"), other_class])
    assert [row[3:] for row in table.rows] == [("0.50× (0.49–0.51)", "–"), ("–", "0.50× (0.49–0.51)")]


def test_different_numbers_of_workloads_are_both_told():
    (table,) = tables([mean("3.13", rows=1), mean("3.14", rows=3)])
    assert table.rows[0][2] == "1–3"
