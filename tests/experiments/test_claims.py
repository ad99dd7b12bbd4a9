"""What every claim keeps: who says it, what would refute it, and that it rests on nothing that went wrong."""

import math
from dataclasses import replace

import pytest
from tests.experiments.test_contract import KNOWN
from tests.experiments.test_ranks import invented
from tests.simulated import lost

from gilbench import fmt
from gilbench.analysis.answers import answered
from gilbench.analysis.verdict import verdict
from gilbench.inside.schema import Conditions

CLAIMS = pytest.mark.parametrize("claim", KNOWN.claims, ids=lambda each: each.id)
LONGEST = 25  # words of a statement


@pytest.fixture(scope="module")
def run():
    return invented(KNOWN)


def said(run):
    return verdict(KNOWN.evidence(run), KNOWN.claims)


@CLAIMS
def test_it_is_one_short_sentence(claim):
    assert claim.says.endswith(".")
    assert claim.says[0].isupper()
    assert len(claim.says.split()) <= LONGEST


@CLAIMS
def test_it_tells_who_says_it_and_what_would_refute_it(claim):
    assert claim.source.told
    assert claim.refuted
    assert claim.refuted[-1] not in ".!"
    assert claim.refuted != claim.says


def test_no_two_experiments_answer_one_another_s_claims():
    assert [each.claim.id for each in KNOWN.stated] == [
        each.stated.claim.id for each in answered(KNOWN.stated, [], [], [])
    ]
    assert {each.claim.id for each in KNOWN.stated} == {each.id for each in KNOWN.claims}


def test_every_sentence_has_its_number_within_its_interval_and_in_a_unit_that_can_be_read(run):
    sentences, _ = said(run)
    assert len({each.claim for each in sentences}) > len(KNOWN.claims) // 2
    for each in sentences:
        assert each.decided in {"holds", "does not hold"}
        assert each.says == next(claim.says for claim in KNOWN.claims if claim.id == each.claim)
        assert each.target in each.text
        if each.value is not None:
            assert math.isfinite(each.value)
            assert fmt.quantity(each.value, each.unit)
        if each.low is not None and each.high is not None:
            assert each.low <= each.value <= each.high


def test_every_claim_is_answered_or_its_silence_is_explained(run):
    found = answered(KNOWN.stated, run.manifest.subjects, *said(run))
    facts = {each.id: each.facts for each in run.manifest.subjects}
    for each in found:
        assert len(each.answers) == len(run.manifest.subjects)
        for answer in each.answers:
            assert bool(answer.text) == each.stated.claim.applies(facts[answer.target])
            assert answer.standing in {"holds", "does not hold"} or answer.sentence is None


def _failed(_outcome):
    return lost("failed", "exit code 1")


def _timed_out(_outcome):
    return lost("timed out", "no result")


def _wrong(_outcome):
    return lost("failed", "wrong result: 3")


def _under_other_conditions(outcome):
    before, after = (Conditions(seconds, [0, 1]) for seconds in (0.005, 0.1))
    return replace(
        outcome, surroundings=replace(outcome.surroundings, conditions_before=before, conditions_after=after)
    )


@pytest.mark.parametrize(
    "gone_wrong",
    [
        pytest.param(_failed, id="failed"),
        pytest.param(_timed_out, id="timed out"),
        pytest.param(_wrong, id="wrong results"),
        pytest.param(_under_other_conditions, id="conditions that changed during the work"),
    ],
)
def test_no_claim_speaks_from_what_went_wrong(run, gone_wrong):
    records = tuple(replace(each, outcome=gone_wrong(each.outcome)) for each in run.records)
    sentences, unsaid = said(replace(run, records=records))
    assert [each.claim for each in sentences] == ["none"]
    assert {each.claim for each in unsaid} == {claim.id for claim in KNOWN.claims}
    assert not [each for each in unsaid if each.reason.startswith("undecided")]
