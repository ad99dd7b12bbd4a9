"""What HTML lets one leave out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from tests.report import pages
from tests.report.page import read

from gilbench.report import html
from gilbench.report.short_html import short


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        pytest.param("<tr><td>a</td>\n<td>b</td></tr>\n", "<tr><td>a<td>b", id="cells and rows"),
        pytest.param("<table><tbody><tr></tr></tbody></table>", "<table><tbody><tr></table>", id="parts of a table"),
        pytest.param("<ul><li>a</li>\n</ul>", "<ul><li>a</ul>", id="items"),
        pytest.param("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a<dd>b</dl>", id="terms"),
        pytest.param("<td><p>a</p><p>b</p></td>", "<td><p>a<p>b", id="paragraphs of a cell"),
        pytest.param("<p>a</p><details>", "<p>a</p><details>", id="other paragraphs"),
        pytest.param('<td class="n" id="a-1">', "<td class=n id=a-1>", id="attributes of a word"),
        pytest.param('<td class="n up">', '<td class="n up">', id="attributes of several"),
        pytest.param('<td title="">', '<td title="">', id="nothing"),
        pytest.param('<use href="#m"/>', '<use href="#m"/>', id="before a slash"),
        pytest.param('<circle cx="1.5" cy="-2"/>', '<circle cx=1.5 cy="-2"/>', id="before a blank"),
        pytest.param('<script id="rows">', '<script id="rows">', id="scripts"),
        pytest.param('a id="b" </td', 'a id="b" </td', id="text"),
    ],
)
def test_ends_and_quotation_marks_are_left_out_where_a_browser_needs_none(whole, left):
    assert short(Markup(whole)) == left  # noqa: S704  nothing of others


@given(st.text(), st.text())
def test_text_and_values_stay_what_they_are(text, value):
    made = Markup('<table><tr><td title="{}">{}</td></tr></table>').format(value, text)
    if set(value + text) & set("\r\0"):
        return  # which no parser keeps
    (cell,) = read(short(made)).all("td")
    assert (cell.text, cell.attributes["title"]) == (text, value)


def test_what_looks_like_a_tag_in_a_name_stays_text():
    name = '</td> <p id="a">'
    assert short(Markup("<td>{}</td>").format(name)) == f"<td>{escape(name)}"


def test_a_page_is_the_same_in_fewer_letters(monkeypatch):
    page = pages.full()
    written = html.render(page)
    monkeypatch.setattr(html, "short", lambda whole: whole)
    html._environment.cache_clear()
    try:
        whole = html.render(page)
    finally:
        html._environment.cache_clear()
    assert len(written) < len(whole)

    def told(text):
        elements = read(text).all()  # between elements that end by themselves no blank is shown
        return [(each.tag, each.attributes, "".join(each.text.split())) for each in elements]

    assert told(written) == told(whole)
