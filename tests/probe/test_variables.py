"""What was passed on with `--env` stands with the results that were measured under it."""

from dataclasses import replace

import pytest
from tests.probe.probed import HOLDS, RELEASES, probes

from gilbench.experiments.calls.section import section_of
from gilbench.model import Section
from gilbench.model.blocks import Note
from gilbench.probe import markdown, terminal
from gilbench.report.markdown import text

PASSED = {"LIBRARIES": "/home/joe doe/lib", "OMP_NUM_THREADS": "2"}
TOLD = "Targets had LIBRARIES=…/lib and OMP_NUM_THREADS=2 in their environment."


@pytest.mark.parametrize("calls", [(HOLDS,), (HOLDS, RELEASES)], ids=["a sentence", "a table"])
def test_every_form_says_so_where_something_was(calls):
    found = replace(probes(*calls), variables=PASSED)
    assert terminal.render(found).splitlines()[-1] == TOLD
    assert f"- {text(TOLD)}" in markdown.render(found).splitlines()
    section = section_of(found)
    assert isinstance(section, Section)
    assert section.blocks[0] == Note(TOLD)


def test_nothing_is_said_where_nothing_was():
    for said in (terminal.render(probes(HOLDS)), markdown.render(probes(HOLDS))):
        assert "environment" not in said
