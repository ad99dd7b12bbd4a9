from dataclasses import replace

from tests.known import gather
from tests.page import runs

from gilbench.model import SpentOn
from gilbench.model.blocks import Facts, Folded, Note
from gilbench.page.sections import trust


def blocks(run, kind):
    return [block for block in trust.section(gather(run)).blocks if isinstance(block, kind)]


def test_what_was_spent_shows_the_fewest_and_the_most_rounds():
    spent = SpentOn("waiting", 30, 620.0, 12, 20, 120, 118, 0.07)
    assert trust.class_row(spent) == ("waiting", "10 min 20 s", "12–20", "120", "118")
    assert trust.class_row(replace(spent, most_rounds=12))[2] == "12"
    assert trust.rank_row(spent) == ("waiting", "30", "10 min 20 s", "12–20", "± 7 %")
    assert trust.rank_row(replace(spent, comparisons=0, worst=None))[-1] == "–"


def test_the_worst_remark_comes_first_and_the_others_are_counted():
    material = gather(runs.full())
    first = trust.section(material).blocks[0]
    assert first.text.startswith(material.alerts[0].text)
    assert f"{len(material.alerts)} remarks in all" in first.text
    assert first.tone == material.alerts[0].severity


def test_a_run_without_copies_has_no_floor_and_no_list_of_them():
    with_floor, without = blocks(runs.full(), Facts)[0], blocks(runs.one_target(), Facts)[0]
    assert "Noise floor" in {fact.name for fact in with_floor.facts}
    assert "Noise floor" not in {fact.name for fact in without.facts}
    assert len(blocks(runs.full(), Folded)) == len(blocks(runs.one_target(), Folded)) + 1


def test_every_state_that_trials_ended_in_is_counted():
    (facts,) = blocks(runs.full(), Facts)
    trials = next(fact for fact in facts.facts if fact.name == "Trials")
    assert trials.detail == "ok, 2 failed, 1 timed out, 2 skipped, 4 left out"


def test_nothing_measured_is_nothing_to_trust():
    assert not [note for note in blocks(runs.empty(), Note) if "Nothing found to distrust" in note.lead]
