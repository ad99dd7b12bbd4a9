"""One function over two values, measured for real: rows, order, the section, and the command of a row."""

import re

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

FILE = """
from gilbench import workload


@workload(
    kind="cpu",
    sizes={"small": 200, "full": 20_000},
    parameters={"factor": [10, 9]},
    expect=lambda factor: {"small": 200 * factor, "full": 20_000 * factor},
    asks="Does it scale with the factor?",
)
def grow(times: int, factor: int) -> int:
    \"\"\"Add up a factor.\"\"\"
    return sum(factor for _ in range(times))


@workload(kind="cpu", sizes={"small": 1, "full": 1}, asks="Is it refused?", parameters={"other": [1]})
def lacking(times: int) -> int:
    return times
"""
NAMES = ["grow[factor=10]", "grow[factor=9]"]
WAYS = ("--strategy", "thread", "--strategy", "process_executor[spawn]")
SHORT = ("--quick", "--budget", "10s", "--workers", "2", "--experiment", "throughput")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a file of workloads that have parameters, and a run of it."""
    path = tmp_path_factory.mktemp("parameters")
    (path / "work.py").write_text(FILE)
    ended = command.run(path, "run", "work.py", *WAYS, *SHORT, *command.HERE, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    assert "line 17: workload 'lacking': it takes no `other` by name" in ended.stderr
    return path


def test_every_value_is_measured_by_its_name_in_the_order_given(folder):
    rows = command.results(folder / "out")
    assert list(dict.fromkeys(row["workload"] for row in rows)) == NAMES
    assert {(row["workload"], row["strategy"], row["state"]) for row in rows} == {
        (name, strategy, "ok") for name in NAMES for strategy in ("serial", "thread", "process_executor")
    }


def test_the_page_draws_the_speed_up_over_the_values(folder):
    page = (folder / "out" / "index.html").read_text()
    section = page.partition("<section id=parameters")[2]
    assert re.search(r"grow over factor on [\d.]+", section)


def test_the_command_of_a_row_measures_it_alone(folder):
    ended = command.run(folder, "run", NAMES[1], "work.py", *WAYS, *SHORT, *command.HERE, "--plan")
    assert ended.returncode == 0, ended.stderr
    assert NAMES[1] in ended.stdout
    assert NAMES[0] not in ended.stdout


def test_the_list_has_every_value(folder):
    (folder / "bm_work.py").write_text(FILE)
    ended = command.run(folder, "list", "--workloads", folder)
    lines = [line.split("  ")[0] for line in ended.stdout.splitlines()]
    assert [line for line in lines if line.startswith("grow")] == NAMES
