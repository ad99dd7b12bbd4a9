import itertools
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from tests.report import models
from tests.report.page import read

from gilbench import fmt
from gilbench.model import Sentence
from gilbench.report import html

MODELS = ("full", "one_target", "empty", "invented", "many_cores", "hostile")
SECTIONS = [
    "verdict",
    "trust",
    "decision",
    "heat-map",
    "ledger",
    "gil-gap",
    "scaling",
    "interpreters",
    "environment",
    "results",
    "reproduce",
    "absent",
]


@cache
def text_of(name):
    return html.render(getattr(models, name)())


@cache
def page_of(name):
    return read(text_of(name))


@pytest.mark.parametrize("name", MODELS)
def test_no_id_is_given_twice(name):
    ids = Counter(element.attributes["id"] for element in page_of(name).all() if "id" in element.attributes)
    assert [identifier for identifier, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("name", MODELS)
def test_everything_that_is_referred_to_is_there(name):
    elements = page_of(name).all()
    ids = {element.attributes.get("id") for element in elements}
    wanted = {element.attributes["href"].removeprefix("#") for element in elements if "href" in element.attributes}
    for element in elements:
        wanted |= set(element.attributes.get("aria-labelledby", "").split())
        wanted |= set(re.findall(r"url\(#([^)]+)\)", " ".join(element.attributes.values())))
    assert wanted <= ids


@pytest.mark.parametrize("name", MODELS)
def test_nothing_is_fetched(name):
    for element in page_of(name).all():
        assert "src" not in element.attributes
        assert element.attributes.get("href", "#").startswith("#")
        assert element.tag not in {"link", "img", "iframe", "object", "embed"}
    assert not re.search(r"url\(\s*['\"]?(?!#)|@import", text_of(name))


def test_the_page_forbids_itself_to_fetch_and_allows_only_its_own_script():
    (policy,) = [
        element.attributes["content"]
        for element in page_of("full").all("meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}';", policy)


@pytest.mark.parametrize("name", MODELS)
def test_headings_descend_one_level_at_a_time(name):
    levels = [int(element.tag[1]) for element in page_of(name).all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", MODELS)
def test_tables_have_a_caption_and_headers_with_a_scope(name):
    for table in page_of(name).all("table"):
        assert table.all("caption")[0].text.strip()
        assert all(header.attributes.get("scope") for header in table.all("th"))


@pytest.mark.parametrize("name", MODELS)
def test_scrolling_regions_can_be_focused_and_have_names_of_their_own(name):
    regions = [each for each in page_of(name).all("div") if "scroll" in each.attributes.get("class", "").split()]
    assert all(region.attributes["tabindex"] == "0" for region in regions)
    names = Counter(region.attributes["aria-label"] for region in regions)
    assert set(names.values()) <= {1}


@pytest.mark.parametrize("name", ["full", "one_target", "many_cores"])
def test_every_chart_has_a_name_a_description_and_its_values(name):
    charts = page_of(name).all("svg")
    assert charts
    for figure in page_of(name).all("figure"):
        for chart in figure.all("svg"):
            assert chart.attributes["role"] == "img"
            assert chart.all("title")[0].text
            assert chart.all("desc")[0].text
            assert figure.all("table")


def test_sections_come_in_order_and_the_contents_list_names_them():
    page = page_of("full")
    found = [section.attributes["id"] for section in page.all("section")]
    assert found == SECTIONS
    assert [link.attributes["href"] for link in page.all("nav")[0].all("a")] == [f"#{section}" for section in found]


def test_an_empty_section_is_left_out_and_its_reason_is_given():
    page = page_of("empty")
    assert [each.attributes["id"] for each in page.all("section")] == [
        "verdict",
        "trust",
        "environment",
        "reproduce",
        "absent",
    ]
    assert "Heat map" in page.one("absent").text


def test_every_sentence_links_to_its_evidence():
    page, model = page_of("full"), models.full()
    findings = [each for each in page.all("li") if "finding" in each.attributes.get("class", "").split()]
    assert [each.all("a")[0].attributes["href"] for each in findings] == [f"#{each.evidence}" for each in model.verdict]
    assert all(each.text in finding.text for each, finding in zip(model.verdict, findings, strict=True))


def test_six_findings_are_shown_and_the_rest_is_folded():
    page = page_of("full")
    folded = page.one("verdict").all("details")[0]
    assert folded.all("summary")[0].text == "2 more findings"
    assert len(folded.all("li")) == 2


def test_evidence_in_a_section_that_is_not_there_is_no_link():
    sentence = Sentence("a:b", "a", "holds", "Something holds.", None, None, None, "×", "heat-map", None)
    page = read(html.render(replace(models.empty(), verdict=(sentence,))))
    assert "Something holds." in page.one("verdict").text
    assert page.one("verdict").all("a") == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("invented", "Invented timings: dry run."), ("empty", "Interrupted: 0 trials measured.")],
)
def test_what_is_not_a_whole_measurement_says_so_loudly(name, words):
    banners = [each for each in page_of(name).all("p") if "banner" in each.attributes.get("class", "").split()]
    assert any(words in banner.text for banner in banners)


def test_a_finished_measurement_has_no_banner():
    assert "banner" not in {each.attributes.get("class", "").split(" ")[0] for each in page_of("full").all("p")}


def test_hostile_names_are_only_text():
    text, page = text_of("hostile"), page_of("hostile")
    assert "<img" not in text
    assert text.count("<script") == text.count("</script") == 1
    assert "\x1b" not in text
    assert models.HOSTILE.splitlines()[0] in page.one("verdict").text


def test_the_heat_map_says_each_number_in_words_of_its_state():
    table = page_of("full").one("heat-1").all("table")[0]
    model = models.full().heat_maps[0]
    rows = [each for each in table.all("tr") if each.all("td")]
    assert len(rows) == len(model.rows)
    for shown, row in zip(rows, model.rows, strict=True):
        cells = shown.all("td")[1:]
        assert ["best" in cell.attributes["class"].split() for cell in cells] == [cell.best for cell in row.cells]
        assert all(cell.text.strip() for cell in cells)


def test_one_cell_of_the_heat_map_is_read_out_with_the_figure_that_it_shows():
    heat_map = models.full().heat_maps[0]
    said = html.example(heat_map)
    row = next(row for row in heat_map.rows if said.startswith(f"{row.workload} takes "))
    best = next(cell for cell in row.cells if cell.best and cell.speedup)
    assert f"is {fmt.ratio(best.speedup.value)} as fast" in said
    assert said in page_of("full").one("heat-1").text
    assert html.example(replace(heat_map, rows=())) == ""


def test_a_long_table_of_results_is_cut_and_names_the_whole_one():
    page = page_of("full")
    assert len(page.one("all-results").all("tr")) == 1 + html.RESULTS_SHOWN
    assert "results.csv" in page.one("results").text


def test_a_short_table_of_results_is_complete():
    page, model = page_of("one_target"), models.one_target()
    assert len(page.one("all-results").all("tr")) == 1 + len(model.results)
    assert "results.csv" not in page.one("results").text


@pytest.mark.parametrize(("results", "kib"), [(200, 400), (1000, 800)])
def test_the_page_stays_small(results, kib):
    assert len(html.render(models.of_size(results)).encode()) <= kib * 1024


def test_its_own_script_and_style_stay_small():
    assert len(page_of("full").all("script")[0].text.encode()) <= 3 * 1024
    assert len(page_of("full").all("style")[0].text.encode()) <= 16 * 1024


def test_the_same_model_gives_the_same_bytes():
    assert html.render(models.full()) == html.render(models.full())
