"""An interpreter whose path cannot be shown is unusable, with the reason, and the others go on."""

import json
import logging
import os
import sys

import pytest
from tests.attack import targets

from gilbench.interpreters import discovery, specs
from gilbench.interpreters.candidate import Unusable

NAMES = {
    "a line break": b"a\nb",
    "a tab": b"a\tb",
    "an escape": b"a\x1b[2Jb",
    "a change of direction": "a\u202eb".encode(),
    "no UTF-8": b"a\xff\xfeb",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_path_that_cannot_be_shown_is_unusable_and_the_others_go_on(tmp_path, name):
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    (folder / "python3.13").symlink_to(sys.executable)
    asked = [specs.parse(f"{folder}/python3.13"), specs.parse(sys.executable)]
    candidates, refused = discovery.find(asked)
    assert [each.executable for each in candidates] == [sys.executable]
    (told,) = refused
    assert told.reason.endswith("has a character in its path that cannot be shown: give a link to it that has none")
    assert (told.spec + told.reason).isprintable()
    json.dumps(told.spec + told.reason, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_so_it_is_on_the_search_path(tmp_path, monkeypatch, name):
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    script = targets.script(folder / "python3.13", "print(1)")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    # What it says of the path has no UTF-8: pytest-xdist could not pass it on.
    monkeypatch.setattr(logging.getLogger("python_discovery"), "propagate", False)
    found = discovery.survey()
    told = [each.reason for each in found if isinstance(each, Unusable) and "cannot be shown" in each.reason]
    assert len(told) == 1, script
    assert told[0].isprintable()
