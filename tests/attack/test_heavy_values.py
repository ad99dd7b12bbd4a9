"""Lists of nothing take twenty times as much memory as bytes in a journal: what they come to is bounded."""

import tracemalloc
from dataclasses import replace

import msgspec
import pytest
from tests.attack.conftest import RUN

from gilbench import foreign
from gilbench.errors import StoreError
from gilbench.store import reading, run_folder, weight

SEEN = {
    "lists of nothing": [[]] * 3000,
    "lists of lists": [[[[]]]] * 1500,
    "tables of nothing": [{}] * 3000,
    "words": ["жж"] * 3000,
    "numbers": [300.5] * 3000,
    "a deep list": msgspec.json.decode("[" * 80 + "1" + "]" * 80),
}


@pytest.fixture
def journal(folder):
    """Return a function that gives the run a journal in which every call saw this, so many times over."""

    def write(seen, times=1):
        records = [record for record in RUN.records if record.outcome.calls] * times
        with (folder / run_folder.JOURNAL).open("wb") as file:
            for each in records:
                calls = tuple(replace(call, seen={**call.seen, "x": seen}) for call in each.outcome.calls)
                file.write(msgspec.json.encode(replace(each, outcome=replace(each.outcome, calls=calls))) + b"\n")
        return folder

    return write


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_the_weight_of_what_was_seen_is_what_it_takes(seen):
    text = msgspec.json.encode({"x": seen})
    tracemalloc.start()
    try:
        decoded = msgspec.json.decode(text)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.5 < taken / weight.of(decoded) < 1.7


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_a_call_that_saw_a_little_more_than_most_is_read(journal, seen):
    assert run_folder.load(journal(seen)).records


@pytest.mark.parametrize(
    "seen", [pytest.param([[]] * 20_000, id="lists of nothing"), pytest.param([0.5] * 50_000, id="numbers")]
)
def test_a_call_that_saw_too_much_is_refused(gilbench, journal, seen):
    code, out, err = gilbench("report", journal(seen), "--format", "csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "line 1 is damaged: seen: it takes more than 1 MiB" in err


def test_calls_that_saw_too_much_together_are_refused(journal, monkeypatch):
    folder = journal([[]] * 3000, times=20)
    size = (folder / run_folder.JOURNAL).stat().st_size
    assert run_folder.load(folder).records
    monkeypatch.setattr(reading, "MOST", 8 * foreign.MIB)
    assert size < reading.MOST
    with pytest.raises(StoreError, match=r"cannot be read: it would take more than 8 MiB of memory$"):
        run_folder.load(folder)
