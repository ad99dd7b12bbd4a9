import json
from dataclasses import fields

from tests.report import pages

from gilbench.model import Page
from gilbench.report import json_page, json_verdict


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
        }
    ]
    assert verdict["unsaid"] == [{"claim": "claim-b", "target": "3.13", "reason": "undecided"}]


def test_a_verdict_without_sentences_is_still_one():
    assert json.loads(json_verdict.render(pages.empty()))["sentences"] == []


def test_the_whole_page_comes_back_as_it_is():
    page = pages.full()
    back = json.loads(json_page.render(page))
    assert list(back) == [field.name for field in fields(Page)]
    assert [section["id"] for section in back["sections"]] == [section.id for section in page.sections]
    assert back["sections"][1]["blocks"][0]["rows"][0]["name"] == "primes"


def test_hostile_names_stay_texts():
    assert json.loads(json_page.render(pages.hostile()))["run_id"] == pages.HOSTILE
