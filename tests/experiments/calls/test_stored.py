import re

import pytest
from tests.probe.probed import ALL, probes

from gilbench.errors import StoreError
from gilbench.experiments.calls import stored
from gilbench.probe import data


def test_what_is_written_is_read_again(tmp_path):
    (tmp_path / stored.FILE).write_text(data.as_json(probes(*ALL)), encoding="utf-8")
    assert stored.load(tmp_path) == probes(*ALL)


def test_a_run_into_which_nothing_was_probed_has_none(tmp_path):
    assert stored.load(tmp_path) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("", "is damaged", id="empty"),
        pytest.param("[]", "is damaged", id="no object"),
        pytest.param("{}", "has schema None", id="no schema"),
        pytest.param('{"schema": 99}', "has schema 99", id="of the future"),
        pytest.param('{"schema": 1, "calls": 1}', "is damaged", id="other types"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, content, told):
    (tmp_path / stored.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=re.escape(told)):
        stored.load(tmp_path)
