import json
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from tests.goldens import check
from tests.probe.probed import ALL, FAILED, FREE, HOLDS, RELEASES, THREADED, WAITS, probes

from gilbench.probe import data, markdown, terminal
from gilbench.probe.results import Probed, by_stall
from gilbench.probe.words import remarks, sentence

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def test_the_table_is_as_agreed():
    check("probe/probe.txt", terminal.render(probes(*ALL)))
    check("probe/probe.md", markdown.render(probes(*ALL)))


def test_what_other_programs_read_is_as_agreed():
    check("probe/probe.json", data.as_json(probes(*ALL)))


def test_one_call_is_told_in_sentences():
    check("probe/probe_sentences.txt", "\n".join(terminal.render(probes(each)) for each in ALL))


def test_the_json_has_the_keys_that_other_programs_rely_on():
    content = json.loads(data.as_json(probes(*ALL)))
    assert content["schema"] == 1
    named = {"call", "target", "held_share", "held_low", "held_high", "verdict", "longest_stall", "speedup_2", "reason"}
    assert all(named <= set(each) for each in content["calls"])
    assert {tuple(each) for each in content["calls"]} == {data.KEYS}
    assert set(data.KEYS) == set(Probed.__dataclass_fields__)


@pytest.mark.parametrize("count", [2, 4])
def test_a_column_for_more_threads_appears_if_there_are_more(count):
    heads = [
        text.splitlines()[0]
        for text in (terminal.render(probes(replace(HOLDS, threads=count), replace(RELEASES, threads=count))),)
    ]
    assert ("×4" in heads[0]) is (count == 4)


def test_what_bounds_the_speedups_is_explained_where_there_are_some():
    explained = "The last columns are bounds, not forecasts"
    assert explained in markdown.render(probes(HOLDS, RELEASES))
    for render in (markdown.render, terminal.render):
        assert explained not in render(probes(THREADED, THREADED))


@pytest.mark.parametrize(
    ("together", "told"),
    [
        ("same", ""),
        ("varies", ""),
        ("different", "From two threads at once it gave another result: why."),
        ("raised", "From two threads at once it raised why."),
        ("stuck", "From two threads at once it did not return."),
        ("crashed", "From two threads at once it took the interpreter down: why."),
        ("not tried", "It was not tried from two threads at once: why."),
    ],
)
def test_two_threads_are_worth_a_word_if_something_happened(together, told):
    assert "".join(remarks(replace(HOLDS, together=together, together_detail="why"))) == told


def test_the_worst_stall_stands_first_and_what_has_none_last():
    assert by_stall([WAITS, FAILED, RELEASES, HOLDS, FREE]) == [HOLDS, RELEASES, WAITS, FAILED, FREE]


@pytest.mark.parametrize("name", ["f('<b>|`*_')", "a\x1b[31m\nb()", "x" * 300])
def test_a_call_cannot_break_what_stands_around_it(name):
    hostile = replace(HOLDS, call=name, notes=("<script>|`",))
    html = PARSER.render(markdown.render(probes(hostile, RELEASES)))
    assert html.count("<tr>") == 3
    assert "<b>" not in html
    assert "<script>" not in html
    for text in (terminal.render(probes(hostile, RELEASES)), sentence(hostile, 2)):
        assert "\x1b" not in text
    assert json.loads(data.as_json(probes(hostile)))["calls"][0]["call"] == name


def test_a_terminal_without_the_signs_gets_ascii():
    assert terminal.render(probes(*ALL), unicode=False).isascii()
