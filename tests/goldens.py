"""Compare with a golden file; GILBENCH_UPDATE_GOLDEN=1 writes it anew."""

import os
from pathlib import Path

HERE = Path(__file__).parent


def check(name: str, text: str) -> None:
    """Assert that a text is what the golden file of that name holds: "report/verdict.json" is in report/golden."""
    folder, _, file = name.rpartition("/")
    path = HERE / folder / "golden" / file
    if os.environ.get("GILBENCH_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
