"""What every claim comes to on every interpreter."""

import pytest
from tests.report.pages import sentence
from tests.simulated import target

from gilbench.analysis.answers import answered
from gilbench.analysis.claims import GILBENCH, Claim, Stated, any_target, essay
from gilbench.model import Unsaid

OLD, FREE = target("3.13"), target("3.14t")


def stated(name, *, order=1, source=GILBENCH):
    claim = Claim(name, order, f"{name} is so.", source, "trials", "its opposite", any_target, "no GIL here", None)
    return Stated("throughput", claim)


def of(*claims, said=(), unsaid=()):
    return answered(claims, [OLD, FREE], said, unsaid)


def test_a_sentence_is_the_answer_on_its_interpreter():
    said = sentence("Yes.", claim="a", target="3.13", decided="does not hold")
    (found,) = of(stated("a"), said=[said])
    first, second = found.answers
    assert (first.target, first.standing, first.text, first.sentence) == ("3.13", "does not hold", "Yes.", said)
    assert (second.target, second.sentence) == ("3.14t", None)


@pytest.mark.parametrize(
    ("reason", "standing"),
    [
        pytest.param("undecided: too wide", "undecided", id="undecided"),
        pytest.param("not measured: failed", "not measured", id="not measured"),
        pytest.param("a reason of somebody's own", "not measured", id="without a beginning that is known"),
    ],
)
def test_a_reason_tells_where_a_claim_stands(reason, standing):
    (found,) = of(stated("a"), unsaid=[Unsaid("a", "3.13", reason), Unsaid("b", "3.14t", "undecided: another claim")])
    assert [each.standing for each in found.answers] == [standing, "does not apply"]
    assert [each.text for each in found.answers] == [reason, ""]


def test_the_essay_comes_first_in_its_order_and_then_the_rest_by_how_useful_it_is():
    claims = (
        stated("useful", order=5),
        stated("less", order=7),
        stated("last sentence", order=1, source=essay(15)),
        stated("first sentence", order=99, source=essay(1)),
        stated("first too", order=3, source=essay(1)),
    )
    ordered = sorted(claims, key=lambda each: each.place)
    assert [each.claim.id for each in ordered] == ["first too", "first sentence", "last sentence", "useful", "less"]
    assert [each.stated for each in of(*ordered)] == ordered
