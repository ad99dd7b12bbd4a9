"""What a page says first of calls of one's own: each of them, on every interpreter."""

import pytest
from tests.experiments.throughput.own import CALL, FREE, WITH_GIL, own_run
from tests.known import gather
from tests.page.runs import full
from tests.simulated import World

from gilbench.model.blocks import Findings, Folded, Note, Table
from gilbench.page.sections import claims, verdict

FORK = "process_executor[fork]"
THREE = (WITH_GIL, "3.13", FREE)
GAINS, OPEN = {"thread": 1.9, FORK: 1.9}, {"thread": 1.0}
NOT_SHOWN = "undecided: f(x) was not measured in warm processes"


def first_screen(calls, ratios=GAINS, names=THREE):
    blocks = verdict.section(gather(own_run(ratios, names=names, calls=calls, world=World(noise=0)))).blocks
    (found,) = [each for each in blocks if isinstance(each, Findings)]
    return found.sentences, [each for each in blocks if isinstance(each, Note)]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        pytest.param(("f",), [("f", each) for each in THREE], id="one on three interpreters"),
        pytest.param(("f", "g"), [(name, each) for name in ("f", "g") for each in THREE], id="two on three"),
        pytest.param(
            ("f", "g", "h", "i"),
            [*(("f", each) for each in THREE), *((name, WITH_GIL) for name in ("g", "h", "i"))],
            id="four on three: each on one first",
        ),
        pytest.param(tuple("abcdefgh"), [(name, WITH_GIL) for name in "abcdef"], id="more than there is room for"),
    ],
)
def test_six_places_are_for_every_call_and_then_for_every_interpreter(calls, expected):
    sentences, _ = first_screen(calls)
    assert [(each.about, each.target) for each in sentences] == expected


def test_what_is_open_stands_there_with_its_reason():
    sentences, notes = first_screen((CALL,), OPEN)
    assert [each.claim for each in sentences] == ["none"]
    said = [(each.lead, each.text) for each in notes]
    assert [lead for lead, _ in said] == [f"f(x) on {each}:" for each in THREE]
    assert all(text.startswith(NOT_SHOWN) and text.endswith(".") for _, text in said)


def test_nothing_open_is_told_beside_sentences_about_more_than_one_workload():
    material = gather(full())
    blocks = verdict.section(material).blocks
    assert not [each for each in blocks if isinstance(each, Note) and each.lead]


def shown(ratios):
    material = gather(own_run(ratios, names=THREE, world=World(noise=0)))
    return material, claims.section(material)


def test_claims_about_calls_stand_first_and_those_about_other_work_are_folded():
    material, section = shown(GAINS)
    first = next(each for each in section.blocks if isinstance(each, Table))
    assert [row[0].text for row in first.rows] == ["Threads speed up f(x)."]
    assert [cell.text for cell in first.rows[0][1:]] == ["holds"] * 3
    folded = next(each for each in section.blocks if isinstance(each, Folded))
    assert folded.summary.endswith("claims about other work, of which nothing was measured")
    others = sum(len(table.rows) for table in folded.blocks)
    assert others + 1 == len(material.answered)
    assert folded.summary.startswith(str(others))


def test_they_are_counted_alone():
    _, section = shown(GAINS)
    assert section.brief[0].text == "3 hold: what is claimed of the work of this run, on each interpreter."
