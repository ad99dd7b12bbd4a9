"""How much of an answer stands open."""

import pytest
from tests.report import pages

from gilbench.model.blocks import Entries, Note
from gilbench.report.answers import MOST_LETTERS, MOST_PARAGRAPHS, begun

WARNING = Note("The machine was busy.", "Warning:", "warning")
TERMS = tuple((name, "said") for name in ("3.10", "3.13", "3.13t", "3.14", "3.15"))


def notes(number, letters=10, **changes):
    return [Note("a" * letters, f"3.{place}:", **changes) for place in range(number)]


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        pytest.param(notes(MOST_PARAGRAPHS), MOST_PARAGRAPHS, id="as many paragraphs as stand open"),
        pytest.param(notes(MOST_PARAGRAPHS + 3), MOST_PARAGRAPHS, id="more of them"),
        pytest.param(notes(MOST_PARAGRAPHS + 1, tone="note"), MOST_PARAGRAPHS, id="of another tone"),
        pytest.param(notes(2, MOST_LETTERS), 1, id="long ones"),
        pytest.param(notes(1, 2 * MOST_LETTERS), 1, id="a long one alone"),
        pytest.param(notes(2, MOST_LETTERS // 2 - 4), 2, id="just as long as may be"),
        pytest.param(notes(2, MOST_LETTERS // 2 - 3), 1, id="a letter longer"),
        pytest.param([pages.table(), *notes(1)], 2, id="another block"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_the_first_paragraphs_stand_open_and_the_rest_is_there_in_its_order(blocks, told):
    answer = begun(blocks)
    assert answer.told == tuple(blocks[:told])
    assert answer.rest == tuple(blocks[told:])


def test_no_warning_is_cut():
    blocks = [*notes(MOST_PARAGRAPHS + 1), WARNING]
    answer = begun(blocks)
    assert answer.told == (*blocks[:MOST_PARAGRAPHS], WARNING)
    assert answer.rest == (blocks[MOST_PARAGRAPHS],)


@pytest.mark.parametrize(
    ("number", "rest"), [pytest.param(MOST_PARAGRAPHS, 0, id="as many as stand open"), pytest.param(5, 1, id="more")]
)
def test_terms_are_cut_as_paragraphs_are(number, rest):
    answer = begun([Entries(TERMS[:number])])
    assert answer.told == (Entries(TERMS[:MOST_PARAGRAPHS]),)
    assert answer.rest == (Entries(TERMS[MOST_PARAGRAPHS:number]),) * rest


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        pytest.param(notes(5), ["3.3", "3.4"], id="by whom they speak of"),
        pytest.param([Note("said")] * 5, ["2 more answers"], id="by their number"),
        pytest.param([*notes(4), Note("said")], ["2 more answers"], id="by their number where one lacks a name"),
        pytest.param([*notes(2), *notes(2), *notes(2)], ["3.1", "3.0"], id="whoever it speaks of twice once"),
        pytest.param([Entries(TERMS)], ["3.14", "3.15"], id="terms"),
        pytest.param(notes(1), [], id="nothing is left"),
    ],
)
def test_the_rest_is_named(blocks, named):
    assert begun(blocks).named == named
