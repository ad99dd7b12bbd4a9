"""What was found, a paragraph for each interpreter."""

from dataclasses import replace

import pytest
from tests.known import collect
from tests.simulated import simulate

from gilbench.analysis.by_interpreter import notes
from gilbench.model.blocks import Note

RUN = {f"{name}/primes/{way}": 0.2 for name in ("3.13", "3.14t") for way in ("serial/1", "thread/2")}


@pytest.fixture
def measured():
    return list(collect(simulate(RUN)).summaries.values())


def counted(here, name):
    return [f"{len(here)} trials.", f"All on {name}."] if name != "3.12" else []


def test_sentences_of_an_interpreter_are_a_paragraph(measured):
    assert notes(measured, counted) == (
        Note("2 trials. All on 3.13.", "3.13:"),
        Note("2 trials. All on 3.14t.", "3.14t:"),
    )


def test_nothing_is_said_of_what_is_in_doubt(measured):
    doubted = [replace(each, doubts=("the machine was busy",)) for each in measured if each.trial.strategy == "thread"]
    assert notes([measured[0], *doubted], counted) == (Note("1 trials. All on 3.13.", "3.13:"),)


def test_an_interpreter_of_which_nothing_is_told_has_no_paragraph(measured):
    assert notes(measured, lambda here, name: counted(here, name) if name == "3.13" else ()) == (
        Note("2 trials. All on 3.13.", "3.13:"),
    )
