import pytest
from tests.known import gather
from tests.simulated import scenario, simulate

from gilbench.model.blocks import Command, Group, Note
from gilbench.page.sections import reproduce


def groups(*command):
    """Return the blocks below each heading of the section of a run that was started like this."""
    run = simulate(scenario("3.13/primes", {}), command=("gilbench", "run", *command))
    return {each.title: each.blocks for each in reproduce.section(gather(run)).blocks if isinstance(each, Group)}


def test_the_run_itself_says_what_to_measure_again():
    again, note = groups("--python", "/home/joe/venv/bin/python")["Measure again"]
    assert again == Command(("gilbench", "run", "--again", "2026-11-22"))
    assert "it stops where an interpreter has changed" in note.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param(("--python", "/home/joe/venv/bin/python"), ("--python", "…/python"), id="path"),
        pytest.param(("--python=/home/joe/py+nojit",), ("--python=…/py+nojit",), id="in one word"),
    ],
)
def test_a_folder_that_is_not_shown_is_a_placeholder_that_is_explained(typed, shown):
    command, note = groups(*typed)["The command line as it was typed"]
    assert command == Command(("gilbench", "run", *shown))
    assert note == Note("…/ stands for folders that a page does not show: put in your own.")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(("primes", "--python", "3.13"), id="no path"),
        pytest.param(("--python", "../venv/bin/python", "--out=runs/a"), id="relative paths"),
    ],
)
def test_what_names_no_private_folder_stands_as_it_was_typed(typed):
    assert groups(*typed)["The command line as it was typed"] == (Command(("gilbench", "run", *typed)),)


def test_it_says_how_the_command_of_a_result_is_made_and_where_workloads_are():
    found = groups()
    one, note = found["Measure one result again"]
    assert " ".join(one.words).startswith("gilbench run WORKLOAD --experiment NAME --strategy NAME --workers N")
    assert one.words[-2:] == ("--like", "2026-11-22")
    assert "All results" in note.text
    assert found["Workloads"][0].entries[0][0] == "primes"
