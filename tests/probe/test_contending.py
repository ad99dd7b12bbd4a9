"""What is said of threads that make a call at once."""

from dataclasses import replace

import pytest
from tests.probe.probed import ALL, ALONE, BUSY, CONTENDS, FREE, HOLDS, TURNS, probes

from gilbench.experiments.calls.section import section_of
from gilbench.probe import contending, markdown, terminal
from gilbench.probe.columns import columns


@pytest.mark.parametrize(
    ("result", "told"),
    [
        pytest.param(
            CONTENDS,
            [
                (
                    "Two threads at once use 4.25× (4.10–4.40) the CPU time per call and make 0.47× (0.45–0.48) the "
                    "calls of one alone: it contends."
                ),
                (
                    "With table = dict(table) in each thread, two use 1.00× (0.98–1.02) the CPU time per call and make "
                    "1.98× (1.95–2.00) the calls: what they share is the reason."
                ),
            ],
            id="contends, cured",
        ),
        pytest.param(
            TURNS,
            [
                (
                    "Two threads at once use 1.04× (1.01–1.07) the CPU time per call and make 0.97× (0.90–1.02) the "
                    "calls of one alone: they take turns, waiting for each other."
                )
            ],
            id="takes turns",
        ),
        pytest.param(FREE, [], id="not known"),
        pytest.param(HOLDS, [], id="with a GIL"),
    ],
)
def test_sentences_have_the_numbers_and_what_they_mean(result, told):
    assert contending.sentences(result) == told


@pytest.mark.parametrize(
    ("cures", "told"),
    [
        ("yes", "what they share is the reason."),
        ("partly", "what they share is the reason, at least in part."),
        ("no", "what they no longer share is not the reason."),
        ("undecided", "whether what they share is the reason is undecided."),
        (None, "there was nothing to cure."),
    ],
)
def test_a_cure_is_told_by_what_it_did(cures, told):
    assert contending.private(replace(CONTENDS, private_cures=cures))[0].endswith(f"calls: {told}")


def test_a_busy_machine_is_named_where_it_is_the_reason():
    told = "for other programs kept the threads from a CPU for 61 % of their time"
    assert told in contending.sentences(BUSY)[0]
    calm = replace(BUSY.contention, busy=0.1)
    assert told[:20] not in contending.sentences(replace(BUSY, contention=calm))[0]


@pytest.mark.parametrize(
    ("result", "cell"),
    [(CONTENDS, "4.25×"), (TURNS, "turns"), (ALONE, "no"), (BUSY, "?"), (FREE, "–"), (HOLDS, "–")],
)
def test_a_cell_is_short(result, cell):
    assert contending.cell(result) == cell


def test_a_column_stands_there_only_if_something_is_known():
    assert contending.HEAD in [each.head for each in columns([HOLDS, CONTENDS])]
    assert contending.HEAD not in [each.head for each in columns([HOLDS, FREE])]
    assert contending.how_to_read([HOLDS, FREE]) == []


def test_a_table_says_why_it_is_undecided_and_leaves_out_what_stands_in_it():
    assert contending.remarks(BUSY) == contending.sentences(BUSY)
    assert contending.remarks(CONTENDS) == contending.private(CONTENDS)
    assert contending.remarks(TURNS) == contending.remarks(FREE) == []


@pytest.mark.parametrize("render", [terminal.render, markdown.render])
def test_tables_say_how_to_read_it_and_what_a_cure_did(render):
    text = " ".join(render(probes(HOLDS, CONTENDS)).split())
    assert "?: undecided." in text
    assert "what they share is the reason." in text
    assert "4.25×" in text


def test_the_page_has_the_column_and_the_remark():
    section = section_of(probes(*ALL))
    _, free, *_ = [block for block in section.blocks if hasattr(block, "columns")]
    assert contending.HEAD in [column.name for column in free.columns]
    assert "?: undecided." in section.blocks[-1].text
    assert "what they share is the reason" in repr(section.blocks)


def test_a_long_statement_does_not_fill_the_line():
    (told,) = contending.private(replace(CONTENDS, private="x" * 500 + "\n\x1b[31m"))
    assert len(told) < 250
    assert "\x1b" not in told
