"""Compare with a golden file; GILBENCH_UPDATE_GOLDEN=1 writes it anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Assert that a text is what the golden file of that name holds."""
    path = FOLDER / name
    if os.environ.get("GILBENCH_UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
