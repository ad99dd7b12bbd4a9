"""A list of items that has another length than before is other work, as another version is."""

from dataclasses import replace

import pytest
from tests.compare.compared import BASE, FIVE, again
from tests.known import between
from tests.simulated import WORKLOADS, simulate, target

from gilbench.errors import NoBaselineError


def listing(full):
    here = target("3.13")
    infos = [replace(each, listed={"small": 2, "full": full}) if each.name == "primes" else each for each in WORKLOADS]
    return replace(here, catalogue=replace(here.catalogue, workloads=infos))


def test_lists_of_other_lengths_cannot_be_compared():
    with pytest.raises(NoBaselineError, match="other work, items in the list of 'primes' was 4 and is 7"):
        between({"a": simulate(BASE, targets=(listing(4),)), "b": again(targets=(listing(7),))}, FIVE)


def test_lists_of_the_same_length_can():
    assert between({"a": simulate(BASE, targets=(listing(4),)), "b": again(targets=(listing(4),))}, FIVE).rows
