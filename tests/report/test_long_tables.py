"""Where long tables, maps and lists are cut, and that nothing of them is lost."""

import gzip
import json
from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report import pages
from tests.report.page import read

from gilbench.model.blocks import Column, Entries, Folded, MatrixRow, Note, Table
from gilbench.report import html
from gilbench.report.long_tables import MOST_OF_MAP, MOST_ROWS, MOST_TERMS, cut, first_rows


def table(rows, **changes):
    made = Table("What", (Column("name"), Column("n", numeric=True)), tuple((f"row {n}", str(n)) for n in range(rows)))
    return replace(made, **changes)


def page_of(block):
    return read(html.render(pages.page(pages.section("one", block))))


def packed(page):
    """Return what is packed in a page by the name of what it belongs to, as elements."""
    found = [each for each in page.all("script") if each.attributes.get("id") == "rest"]
    texts = json.loads(gzip.decompress(b64decode(found[0].text))) if found else {}
    return {name: read(text) for name, text in texts.items()}


@pytest.mark.parametrize(
    ("rows", "changes", "expected"),
    [
        pytest.param(5, {}, (5, 5), id="short"),
        pytest.param(5, {"shown": 3}, (3, 5), id="short, begun"),
        pytest.param(12, {}, (12, 12), id="as long as may be"),
        pytest.param(13, {}, (12, 12), id="longer"),
        pytest.param(100, {"shown": 6}, (6, 12), id="long, begun"),
        pytest.param(100, {"shown": 50}, (12, 12), id="long, much of it open"),
        pytest.param(100, {"shape": "wide cards"}, (100, 100), id="cards"),
        pytest.param(0, {}, (0, 0), id="empty"),
    ],
)
def test_so_many_rows_stand_open_and_in_the_page(rows, changes, expected):
    assert MOST_ROWS == 12
    assert cut(table(rows, **changes)) == expected


@pytest.mark.parametrize(
    ("block", "more"),
    [
        pytest.param(table(30), "24 more rows", id="of which the first stand open"),
        pytest.param(Folded("folded", (Note("said"), table(30))), "18 more rows", id="that is folded itself"),
    ],
)
def test_the_rows_that_do_not_stand_in_the_page_are_packed(block, more):
    page = page_of(block)
    standing = [row.all("th")[0].text for body in page.all("tbody") for row in body.all("tr")]
    (hint,) = [each for each in page.all("p") if "data-rest" in each.attributes]
    (rest,) = packed(page).values()
    assert standing == [f"row {n}" for n in range(12)]
    assert [row.all("th")[0].text for row in rest.all("tr")] == [f"row {n}" for n in range(12, 30)]
    assert "The first 12 of 30 rows" in hint.text
    assert hint.attributes["data-rest"] in packed(page)
    assert more in [each.text for each in page.one("one").all("summary")]


def test_packed_rows_look_like_those_that_stand_in_the_page():
    made = pages.table()
    (rest,) = packed(page_of(replace(made, rows=made.rows * 5))).values()
    first = page_of(made).one("one").all("tbody")[0].all("tr")
    assert [each.attributes for each in rest.all("tr")[2].all()] == [each.attributes for each in first[2].all()]


def test_a_short_table_brings_no_script():
    page = page_of(table(12))
    assert packed(page) == {}
    assert len(page.all("script")) == 1


GROUPS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 20)), max_size=6, unique_by=lambda each: each[0])


@given(GROUPS)
def test_a_map_keeps_as_many_rows_of_each_group(groups):
    rows = tuple(MatrixRow(f"{group}{n}", group, "", "", ()) for group, size in groups for n in range(size))
    first, others = first_rows(replace(pages.matrix(), rows=rows))
    assert sorted((*first, *others), key=rows.index) == list(rows)
    assert len(first) <= max(MOST_OF_MAP, len(groups))
    assert {each.group for each in first} == {group for group, _ in groups}
    kept = [sum(each.group == group for each in first) for group, _ in groups]
    most = max(kept, default=0)
    assert kept == [min(most, size) for _, size in groups]
    if len(rows) <= MOST_OF_MAP:
        assert others == []


def test_the_other_rows_of_a_map_are_packed_under_their_groups():
    matrix = pages.matrix()
    made = replace(matrix, rows=tuple(replace(matrix.rows[0], name=f"work {n}") for n in range(40)))
    page = page_of(made)
    (rest,) = packed(page).values()
    names = [each.text for each in rest.all("th") if each.attributes["scope"] == "row"]
    assert names == [f"work {n}" for n in range(MOST_OF_MAP, 40)]
    assert rest.all("th")[0].all("span")[0].text == "computing"
    assert "24 more rows" in [each.text for each in page.one("one").all("summary")]


@pytest.mark.parametrize(
    ("term", "tag"), [pytest.param("term", "dd", id="with terms"), pytest.param("", "li", id="a plain list")]
)
def test_a_long_list_is_cut_too(term, tag):
    page = page_of(Entries(tuple((f"{term}", f"text {n}") for n in range(50))))
    (rest,) = packed(page).values()
    assert [each.text for each in page.one("one").all(tag)] == [f"text {n}" for n in range(MOST_TERMS)]
    assert [each.text for each in rest.all(tag)] == [f"text {n}" for n in range(MOST_TERMS, 50)]
    assert "10 more lines" in [each.text for each in page.one("one").all("summary")]


def test_packed_texts_are_escaped_like_others():
    text = html.render(pages.page(pages.section("one", replace(table(0), rows=((pages.HOSTILE, "1"),) * 13))))
    (rest,) = packed(read(text)).values()
    assert rest.all("img") == []
    assert rest.all("th")[0].text.startswith(pages.HOSTILE.splitlines()[0])
