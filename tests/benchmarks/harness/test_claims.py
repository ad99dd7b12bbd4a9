"""docs/claims.md: what is written between its comments, and nothing else of it."""

from dataclasses import replace

import claims
import pytest
from tests.known import gather
from tests.page import runs


@pytest.fixture(scope="module")
def kept():
    return claims.as_json(claims.of_run(gather(runs.full())))


@pytest.fixture(scope="module")
def page(kept):
    return claims.written(f"before\n{claims.BEGIN}old{claims.END}\nafter\n", kept)


def row(page, claim):
    (line,) = [line for line in page.splitlines() if line.startswith("|") and f"(#{claim})" in line]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_what_is_by_hand_stays(page):
    assert page.startswith(f"before\n{claims.BEGIN}\n")
    assert page.endswith(f"{claims.END}\nafter\n")
    assert "old" not in page.partition(claims.BEGIN)[2].partition("##")[0]


def test_written_again_it_is_the_same(page, kept):
    assert claims.written(page, kept) == page


def test_a_row_has_the_answer_of_each_interpreter(page):
    assert row(page, "threads-pure-python") == ["✓ 0.90× (0.88–0.91)", "does not apply"]
    assert row(page, "blocking-overlaps") == ["✓ 1.95× (1.91–1.99)", "– not measured"]


def test_a_claim_that_the_run_did_not_know_says_so(page):
    assert row(page, "unlocked-counters-race") == ["not in this run"] * 2


def test_every_claim_is_there_with_its_source_its_rule_and_what_would_refute_it(page):
    for each in claims.built_in().claims:
        block = page.partition(f"### {each.id}\n")[2].partition("\n### ")[0]
        assert f"> {each.says}\n" in block
        assert f"- said by: {each.source.told}" in block
        assert f".md#{each.id}), which has the rule" in block
        assert "- refuted by: " in block


def test_it_says_where_and_by_what_it_was_found(page):
    where = page.partition("## Where this was found")[2]
    assert "with 2 usable CPUs" in where
    assert "- 3.13t: CPython 3.13.5, free-threaded, GIL off" in where


def test_the_command_does_not_name_the_folder_of_the_run():
    run = runs.full()
    command = ("gilbench", "run", "--quick", "--out", "/home/someone/run", "--seed", "7")
    found = claims.of_run(gather(replace(run, manifest=replace(run.manifest, command=command))))
    assert found.command == "gilbench run --quick --seed 7"


def test_the_page_is_as_the_records_of_claims_would_write_it():
    page = claims.PAGE.read_text(encoding="utf-8")
    assert claims.written(page, claims.FOUND.read_text(encoding="utf-8")) == page
