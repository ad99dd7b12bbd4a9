"""How to go on with a run that was stopped."""

import pytest

from gilbench.cli.stopped import hinted


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        pytest.param('{"finished": true}', "gilbench: go on with: gilbench report {}\n", id="finished"),
        pytest.param('{"finished": false}', "gilbench: go on with: gilbench run --resume {}\n", id="not finished"),
        pytest.param("{}", "gilbench: go on with: gilbench run --resume {}\n", id="begun"),
        pytest.param("[", "", id="damaged"),
        pytest.param(None, "", id="not begun"),
    ],
)
def test_ctrl_c_says_how_to_go_on(tmp_path, capsys, manifest, told):
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(KeyboardInterrupt), hinted(tmp_path):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == told.format(tmp_path)


def test_other_errors_tell_for_themselves(tmp_path, capsys):
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(ValueError, match="no"), hinted(tmp_path):
        raise ValueError("no")
    assert capsys.readouterr().err == ""
