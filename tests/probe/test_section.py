from dataclasses import replace

from markdown_it import MarkdownIt
from tests.probe.probed import ALL, FREE, HOLDS, RELEASES, WAITS, probes
from tests.report import models
from tests.report.page import read

from gilbench.probe.privacy import mailable
from gilbench.probe.tables import SHOWN, tables
from gilbench.report import html, markdown, sections

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def many(count):
    return probes(*(replace(HOLDS, call=f"f({n})", longest_stall=n * 1e-4) for n in range(count)))


def test_each_target_with_results_has_a_table_with_the_longest_stall_first():
    held, free = tables(probes(WAITS, RELEASES, HOLDS, FREE))
    assert (held.target, held.label) == ("3.13", "CPython 3.13.5, GIL on")
    assert [row[0] for row in held.rows] == [HOLDS.call, RELEASES.call, WAITS.call]
    assert [row[0] for row in free.rows] == [FREE.call]
    (remark,) = free.remarks
    assert remark.startswith("json.loads(text) on 3.13t: from two threads at once it took the interpreter down: ")


def test_every_row_has_a_cell_for_every_column():
    for table in tables(probes(*ALL)):
        assert {len(row) for row in (*table.rows, *table.rest)} == {len(table.columns)}
        assert set(table.numeric) <= set(table.columns)


def test_a_report_without_probes_has_no_such_section():
    assert tables(None) == ()
    assert "what-holds-the-gil" not in {each.id for each in sections.present(models.full())}


def test_the_page_shows_the_worst_calls_and_folds_the_others():
    page = read(html.render(replace(models.full(), probes=many(SHOWN + 3))))
    section = page.one("what-holds-the-gil")
    assert section.all("h2")[0].text == "What holds the GIL"
    shown, folded = section.all("table")
    assert len(shown.all("tr")) == 1 + SHOWN
    assert len(folded.all("tr")) == 1 + 3
    assert section.all("summary")[0].text == "3 calls with shorter stalls"


def test_markdown_has_all_calls_folded():
    made = PARSER.render(markdown.render(replace(models.full(), probes=many(SHOWN + 3))))
    assert made.count("<code>f(") == SHOWN + 3
    assert "What holds the GIL on CPython 3.13.5, GIL on" in made


def test_folders_do_not_reach_a_page():
    path = "/home/somebody/secret/file.py"
    found = mailable(probes(replace(HOLDS, call=f"run('{path}')", reason=path, together_detail=path, notes=(path,))))
    assert "somebody" not in str(found)
    assert "secret" not in str(found)
