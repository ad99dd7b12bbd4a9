from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import simulate, under_the_gil

from gilbench import fmt
from gilbench.experiments.throughput.section import decision
from gilbench.model import Absent

FAMILIES = {way.label: way.family for way in made.WAYS}
TABLE = decision.table(made.decisions(), FAMILIES)


def test_there_is_a_row_per_class_and_a_column_per_target():
    assert [column.name for column in TABLE.columns] == ["class of work", *made.TARGETS]
    assert {row[0] for row in TABLE.rows} == {work.workload_class for work in made.WORKS}


def test_a_cell_says_what_to_use_with_its_gain_instead_of_what_and_how_sure_that_is():
    row = next(row for row in TABLE.rows if row[0] == "waiting")
    found = made.decisions()
    asked = next(each for each in found if each.workload_class == "waiting")
    assert (row[1].text, row[1].family) == ("asyncio", "asyncio")
    assert row[1].more == (
        fmt.ratio_interval(asked.speedup),
        "instead of threads, which are not clearly faster",
        "high confidence, from sleep",
    )


def test_serial_code_has_no_gain():
    row = next(row for row in TABLE.rows if row[0] == "shared state, written")
    assert (row[1].text, row[1].more[0], row[1].family) == ("serial", "no clear gain", "serial")


def test_a_class_that_a_target_lacks_leaves_a_gap():
    table = decision.table(made.decisions()[:-1], FAMILIES)
    assert table.rows[-1][-1] == fmt.MISSING


def test_without_a_decision_the_section_is_absent():
    found = decision.section(collect(simulate({"3.13/primes/serial/1": 0.1})))
    assert isinstance(found, Absent)
    assert "no strategy" in found.reason
    assert decision.section(collect(simulate(under_the_gil("3.13")))).blocks
