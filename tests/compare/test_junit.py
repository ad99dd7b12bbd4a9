from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare.comparisons import BETWEEN, HOSTILE_NAMES, WITHIN, row
from tests.goldens import check

from gilbench.compare import junit


def parsed(comparison, **options):
    return ET.fromstring(junit.render(comparison, **options).encode())  # noqa: S314  our own document


def cases(comparison, **options):
    return list(parsed(comparison, **options).iter("testcase"))


@pytest.mark.parametrize(("name", "comparison"), [("within", WITHIN), ("between", BETWEEN)], ids=["within", "between"])
def test_the_document_is_as_agreed(name, comparison):
    check(f"compare/comparison_{name}.xml", junit.render(comparison))


def test_every_row_is_a_test_case_whatever_its_verdict():
    assert len(cases(WITHIN)) == len(WITHIN.rows)


@pytest.mark.parametrize(
    ("verdict", "undecided_fails", "result"),
    [
        ("faster", True, None),
        ("same", True, None),
        ("slower", False, ("failure", "regression")),
        ("slower", True, ("failure", "regression")),
        ("undecided", False, ("skipped", None)),
        ("undecided", True, ("failure", "undecided")),
    ],
)
def test_a_verdict_becomes_a_result(verdict, undecided_fails, result):
    comparison = replace(WITHIN, rows=(row("primes", "serial", verdict, (0.8, 0.78, 0.82)),), means=())
    root = parsed(comparison, undecided_fails=undecided_fails)
    found = [(each.tag, each.get("type")) for each in root.find("testsuite/testcase") if each.tag != "properties"]
    assert found == ([result] if result else [])
    for counted in (root, root.find("testsuite")):
        assert counted.get("tests") == "1"
        assert counted.get("failures") == str(sum(tag == "failure" for tag, _ in found))
        assert counted.get("skipped") == str(sum(tag == "skipped" for tag, _ in found))


def test_the_message_says_what_was_found_and_what_was_asked_for():
    failed = parsed(WITHIN).find(".//failure").get("message")
    assert failed == "1.25× slower (1.22–1.28), margin 5 %"
    skipped = [each.get("message") for each in parsed(WITHIN).iter("skipped")]
    assert "0.98× undecided (0.88–1.09), margin 8 %, about 8 rounds would tell" in skipped


def test_names_do_not_depend_on_the_folders_of_the_runs():
    def named(base, new):
        rows = tuple(replace(each, base=f"{base}/3.13", new=f"{new}/3.13") for each in BETWEEN.rows)
        return [(each.get("classname"), each.get("name")) for each in cases(replace(BETWEEN, rows=rows))]

    assert named("main", "2026-11-22") == named("main", "2026-11-23")
    assert named("main", "2026-11-22") == [("throughput.pure-Python CPU", "nbody/serial/1 on 3.13")]


def test_two_runs_against_the_same_baseline_are_told_apart():
    rows = tuple(replace(BETWEEN.rows[0], new=f"{name}/3.13") for name in ("after", "later"))
    names = [each.get("name") for each in cases(replace(BETWEEN, rows=rows))]
    assert names == ["nbody/serial/1 on 3.13 (after/3.13)", "nbody/serial/1 on 3.13 (later/3.13)"]


def test_properties_hold_the_figures():
    suite = parsed(WITHIN).find("testsuite")
    assert {each.get("name"): each.get("value") for each in suite.find("properties")} == {
        "paired": "true",
        "min_effect": "0.05",
        "floor": "0.031",
    }
    assert {each.get("name"): each.get("value") for each in suite.find("testcase/properties")} == {
        "verdict": "slower",
        "ratio": "0.8",
        "low": "0.78",
        "high": "0.82",
        "margin": "0.05",
    }


@given(st.text(), st.text(), st.text())
def test_the_document_is_well_formed_whatever_things_are_called(trial, side, doubt):
    rows = tuple(replace(each, trial=trial, new=side, doubts=(doubt,)) for each in WITHIN.rows)
    assert len(cases(replace(WITHIN, rows=rows, means=()))) == len(rows)


def test_hostile_names_break_out_of_nothing():
    text = junit.render(HOSTILE_NAMES)
    assert "\x1b" not in text
    assert {each.tag for each in parsed(HOSTILE_NAMES).iter()} == {
        *("testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped")
    }
