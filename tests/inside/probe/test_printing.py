"""What was printed between two marks is told from what was printed before and after them."""

import pytest

from gilbench.inside.probe.printing import BEGINS, RETURNED, between

MUCH = b"x" * 1000


@pytest.mark.parametrize(
    ("head", "tail", "printed"),
    [
        pytest.param(b"", b"", False, id="nothing at all"),
        pytest.param(BEGINS + RETURNED, b"", False, id="only the marks"),
        pytest.param(b"setup" + BEGINS + RETURNED + b"after", b"", False, id="before and after"),
        pytest.param(BEGINS + b"loud" + RETURNED, b"", True, id="between"),
        pytest.param(BEGINS + b"\n" + RETURNED, b"", True, id="an empty line between"),
        pytest.param(BEGINS + MUCH, MUCH + RETURNED, True, id="more between than is kept"),
        pytest.param(MUCH, MUCH + BEGINS + RETURNED, False, id="more before than is kept"),
        pytest.param(MUCH, MUCH + BEGINS + b"loud" + RETURNED, True, id="more before than is kept, and some between"),
        pytest.param(MUCH, RETURNED, False, id="a mark that is lost"),
    ],
)
def test_only_what_is_between_the_marks_counts(head, tail, printed):
    assert between(head, tail) is printed
