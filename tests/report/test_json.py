import csv
import json
from dataclasses import fields
from io import StringIO

from tests.report import pages

from gilbench.model import Page
from gilbench.report import csv_table, json_page, json_verdict


def test_the_verdict_has_the_keys_that_other_programs_rely_on():
    verdict = json.loads(json_verdict.render(pages.full()))
    assert verdict["schema"] == 1
    assert verdict["sentences"] == [
        {
            "id": "a:3.13",
            "text": "Threads do not help.",
            "value": 0.97,
            "low": 0.95,
            "high": 0.99,
            "unit": "×",
            "evidence": "matrices",
            "claim": "claim-a",
            "says": "Threads do help.",
            "decided": "holds",
            "target": "3.13",
            "about": "",
        }
    ]
    assert verdict["unsaid"] == [{"claim": "claim-b", "target": "3.13", "reason": "undecided"}]


def test_a_verdict_without_sentences_is_still_one():
    assert json.loads(json_verdict.render(pages.empty()))["sentences"] == []


def test_the_page_comes_back_without_what_is_drawn_and_told():
    page = pages.measured()
    back = json.loads(json_page.render(page))
    assert list(back) == [field.name for field in fields(Page) if field.name != "unsaid"]
    assert back["verdict"] == json.loads(json_verdict.render(page))
    assert back["sections"] == [
        {"id": each.id, "title": each.title, "question": each.question} for each in page.sections
    ]
    assert back["targets"] == [{"id": each.id, "label": each.label} for each in page.targets]


def test_a_row_has_the_values_of_the_tables_with_their_kinds():
    page = pages.measured()
    back = json.loads(json_page.render(page))
    for found, text in ((back["results"], csv_table.results(page)), (back["figures"], csv_table.figures(page))):
        rows = list(csv.DictReader(StringIO(text)))
        assert [list(each) for each in found] == [list(each) for each in rows]
        assert [{name: csv_table.cell(value) for name, value in each.items()} for each in found] == rows
    first, second, _ = back["results"]
    assert (first["version"], first["workers"], first["gil_enabled"], first["seconds"]) == ("3.13", 2, True, 0.12346)
    assert (second["reason"], second["seconds"]) == ('\'=1+1, "no"\nfibers', None)


def test_a_page_without_results_is_json_too():
    back = json.loads(json_page.render(pages.empty()))
    assert (back["results"], back["figures"]) == ([], [])


def test_hostile_names_stay_texts():
    assert json.loads(json_page.render(pages.hostile()))["run_id"] == pages.HOSTILE
