"""The pytest plugin: the fixture `gil`, and what a failed comparison of its figures shows. See docs/pytest.md.

Every pytest of an environment that has gilbench loads it, so it must cost those who do not use it nothing: everything
else is imported when a test asks for the fixture.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from gilbench.testing.fixture import Gil


@pytest.fixture
def gil(request: pytest.FixtureRequest) -> Gil:
    """Measure what calls do with the GIL: `gil.held_share(f, x)`, `gil.longest_stall(f, x)`, `gil.speedup(f, x)`."""
    from gilbench.testing.fixture import Gil  # noqa: PLC0415  only for tests that ask for it

    return Gil(request.node)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show what a figure rests on where a comparison with it has failed."""
    if "gilbench.testing.fixture" not in sys.modules:
        return None
    from gilbench.testing.message import explain  # noqa: PLC0415  only where there are figures

    return explain(op, left, right)
