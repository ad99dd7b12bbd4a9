import json
from dataclasses import fields

from tests.goldens import check
from tests.report import models

from gilbench.model import ReportModel
from gilbench.report import json_full, json_verdict


def test_the_verdict_is_as_agreed():
    check("report/verdict.json", json_verdict.render(models.full()))


def test_the_verdict_has_the_keys_that_other_programs_rely_on():
    verdict = json.loads(json_verdict.render(models.full()))
    assert verdict["schema"] == 1
    for sentence in verdict["sentences"]:
        assert {"id", "text", "value", "low", "high", "unit", "evidence"} <= sentence.keys()


def test_a_verdict_without_sentences_is_still_one():
    assert json.loads(json_verdict.render(models.empty()))["sentences"] == []


def test_the_whole_report_comes_back_as_it_is():
    model = models.full()
    back = json.loads(json_full.render(model))
    assert list(back) == [field.name for field in fields(ReportModel)]
    assert back["results"] == [dict(row) for row in model.results]
    assert back["heat_maps"][0]["rows"][0]["workload"] == "primes"


def test_hostile_names_stay_texts():
    assert json.loads(json_full.render(models.hostile()))["run_id"] == models.HOSTILE
