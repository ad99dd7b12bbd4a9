"""What tests of processes have in common."""

import pytest


@pytest.fixture
def system(tmp_path, monkeypatch):
    """Return the system's temporary folder, as this process and those that it starts see it."""
    place = tmp_path / "system"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    return place
