"""The table of claims, and the few sentences above it."""

from dataclasses import replace

import pytest
from tests.known import gather
from tests.page.runs import full
from tests.report.pages import sentence

from gilbench.analysis.answers import Answer
from gilbench.model.blocks import Cell, Findings, Folded, Table
from gilbench.page.sections import claims, verdict


@pytest.fixture(scope="module")
def material():
    return gather(full())


@pytest.fixture(scope="module")
def blocks(material):
    return claims.section(material).blocks


def rows(table):
    assert isinstance(table, Table)
    return {row[0].text: row for row in table.rows}


def essay(blocks):
    return rows(blocks[1])


def others(blocks):
    (table,) = next(block for block in blocks if isinstance(block, Folded)).blocks
    return rows(table)


def test_every_claim_has_a_row_with_a_cell_for_each_interpreter(material, blocks):
    shown = essay(blocks) | others(blocks)
    assert shown.keys() == {each.stated.claim.says for each in material.answered}
    assert {len(row) for row in shown.values()} == {1 + len(material.run.manifest.subjects)}


def test_sentences_of_the_essay_stand_open_in_its_order(material, blocks):
    told = [each.stated.claim for each in material.answered if each.stated.claim.source.place is not None]
    assert [each.source.place for each in told] == sorted(each.source.place for each in told)
    assert list(essay(blocks)) == [each.says for each in told]


def test_who_says_what_the_essay_does_not_say_stands_beside_it(blocks):
    assert others(blocks)["Without the GIL serial code is slower."][0].more == ("PEP 703",)


def test_a_cell_has_the_decision_the_figure_with_its_interval_and_the_way_to_the_evidence(material, blocks):
    (said,) = [each for each in material.verdict if each.id == "threads-pure-python:3.13"]
    assert essay(blocks)["Threads do not speed up pure-Python CPU work."][1] == Cell(
        "holds", ("0.90× (0.88–0.91)",), decided="holds", to="heat-map"
    )
    assert (said.value, said.low, said.high) == pytest.approx((0.90, 0.88, 0.91), abs=0.01)


def test_a_claim_without_meaning_on_an_interpreter_says_so(blocks):
    assert essay(blocks)["Without the GIL threads speed up pure-Python CPU work."][1] == "does not apply"


def words(material, **changes):
    return dict(claims.section(replace(material, **changes)).blocks[-1].blocks[0].entries)


def test_words_have_every_sentence_every_reason_and_what_would_refute_it(material):
    found = words(material)
    for each in material.answered:
        text = found[each.stated.claim.says.removesuffix(".")]
        assert text.endswith(f"It would be refuted by {each.stated.claim.refuted}.")
        assert all(answer.text in text for answer in each.answers)


def test_a_reason_that_interpreters_share_is_given_once(material):
    blocking = next(each for each in material.answered if each.stated.claim.id == "blocking-overlaps")
    silent = [Answer(name, "not measured", "not measured: no room", None) for name in ("3.13", "3.13t")]
    (text,) = words(material, answered=(replace(blocking, answers=tuple(silent)),)).values()
    assert text.startswith("On 3.13 and 3.13t: not measured: no room. It would be refuted by ")


def test_a_claim_that_applies_to_no_interpreter_says_why(material):
    gain = next(each for each in material.answered if each.stated.claim.id == "free-threading")
    silent = Answer("3.13", "does not apply", "", None)
    (text,) = words(material, answered=(replace(gain, answers=(silent,)),)).values()
    assert text.startswith("Does not apply: no Python of this run has its GIL off. It would be")


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        pytest.param(["holds", "undecided", "holds"], "2 hold and 1 is undecided: every claim,", id="two of four"),
        pytest.param(
            ["holds", "does not hold", "undecided", "not measured", "does not apply"],
            "1 holds, 1 does not hold, 1 is undecided and 1 was not measured: every claim,",
            id="all; what does not apply is not counted",
        ),
    ],
)
def test_it_begins_with_how_many_claims_stand_where(material, standings, expected):
    answers = tuple(Answer("3.13", each, each, None) for each in standings)
    one = replace(material.answered[0], answers=answers)
    first = claims.section(replace(material, answered=(one,))).blocks[0]
    assert first.text.startswith(expected)


def test_without_claims_there_is_no_section(material):
    assert claims.section(replace(material, answered=())) is None


def test_the_verdict_has_at_most_six_sentences_and_one_of_a_claim(material):
    many = [sentence(f"Of {claim} on {on}.", claim=claim, target=on) for on in "xyz" for claim in "abcdefgh"]
    findings = verdict.section(replace(material, verdict=tuple(many))).blocks[0]
    assert isinstance(findings, Findings)
    assert [each.claim for each in findings.sentences] == list("abcdef")
    few = verdict.section(replace(material, verdict=tuple(many[::8]))).blocks[0]
    assert [each.text for each in few.sentences] == ["Of a on x."]
