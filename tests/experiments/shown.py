"""What the section of an experiment shows, and why it shows nothing."""

import pytest
from tests.simulated import lost

from gilbench.model.blocks import Note


def of_kind(kind, section):
    return [each for each in section.blocks if isinstance(each, kind)]


def answers(section):
    """Return the texts of its notes that are no warnings."""
    return [each.text for each in of_kind(Note, section) if each.tone == "note"]


def absences(experiment, name, skips):
    """Return runs without a figure, as outcomes of this trial and more of the run, and the reason that is to be told.

    skips: what one of these runs has skipped, by its name, with the reason.
    """
    (skipped,) = skips.values()
    unasked = f"it was not asked for; gilbench run --experiment {experiment} measures it"
    return [
        pytest.param({}, {}, unasked, id="not planned"),
        pytest.param({name: []}, {}, "the run ended before it", id="not run"),
        pytest.param({name: [lost("failed", "exit code 1")]}, {}, "exit code 1", id="failed"),
        pytest.param({}, {"skips": skips}, skipped, id="skipped"),
    ]
