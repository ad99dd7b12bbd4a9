import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench import legible


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2026-11-22T10:15:59+00:00", "2026-11-22 10:15 UTC"),
        ("2026-11-22T10:15:59Z", "2026-11-22 10:15 UTC"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_moment_is_shown_to_the_minute(iso, text):
    assert legible.moment(iso) == text


@given(st.text())
def test_a_name_on_one_line_has_nothing_that_moves_the_cursor(text):
    assert all(letter.isprintable() for letter in legible.one_line(text))


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_keeps_to_its_length(text, letters):
    assert len(legible.shortened(text, letters)) <= letters


@given(st.text())
def test_an_inert_line_keeps_its_length_and_nothing_that_moves_the_cursor(text):
    assert len(legible.inert(text)) == len(text)
    assert legible.inert(text).isprintable()


@given(st.text())
def test_what_is_printable_keeps_its_lines(text):
    assert legible.printable(text).count("\n") == text.count("\n")
    assert all(letter.isprintable() or letter.isspace() for letter in legible.printable(text))


@given(st.lists(st.text(max_size=3), max_size=60))
def test_of_very_many_texts_the_first_are_told_and_the_others_counted(texts):
    told = legible.few(texts)
    assert told[:24] == texts[:24]
    assert told[24:] == ([f"and {len(texts) - 24} more"] if len(texts) > 24 else [])
