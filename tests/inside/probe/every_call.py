"""Make every call of a list once, twice if it went well; print a line of JSON for each. Runs in any interpreter."""

from __future__ import annotations

import json
import os
import sys
import tempfile

from gilbench.inside.call_text import AbsentError
from gilbench.inside.probe.expression import prepare
from gilbench.inside.telling import one_line


def main() -> None:
    for call in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            sys.stdout.write(json.dumps([call["label"], outcome(call)]) + "\n")
            os.chdir("/")


def outcome(call: dict[str, str]) -> str:
    try:
        prepared = prepare(call["call"], call["setup"])
        prepared.once()
        prepared.once()
    except AbsentError as error:
        return f"absent: {error}"
    except Exception as error:  # noqa: BLE001  it is the outcome
        return one_line(error)
    return "ok"


if __name__ == "__main__":
    main()
