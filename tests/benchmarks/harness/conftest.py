"""Make the scripts of the harness importable: last on the path, so that none of their names shadows another module."""

import sys
from pathlib import Path

FOLDER = str(Path(__file__).parents[3] / "benchmarks" / "harness")
if FOLDER not in sys.path:
    sys.path.append(FOLDER)
