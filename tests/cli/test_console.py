import io

import pytest

from gilbench.cli import console


def test_text_goes_to_standard_output_or_to_a_file(tmp_path, capsys):
    path = tmp_path / "new" / "file"
    console.put("a\nb\n", None)
    console.put("c\n", path)
    assert capsys.readouterr().out == f"a\nb\n{path}\n"
    assert path.read_text() == "c\n"


@pytest.mark.parametrize(("encoding", "can"), [("utf-8", True), ("latin-1", False), ("ascii", False)])
def test_what_can_be_printed_is_the_encodings_to_say(monkeypatch, encoding, can):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert console.can_print() is can
    assert console.can_print("plain")


def test_a_name_that_is_no_utf_8_can_be_written_into_a_file(tmp_path):
    console.put("run \udcff", tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "run \\udcff"
