from itertools import repeat

from gilbench.inside.probe.expression import Prepared
from gilbench.inside.probe.repetition import Repeater


def test_a_call_is_made_once_at_least_and_counted_by_chunks():
    made = []
    repeater = Repeater(Prepared(lambda: None, made.extend, compile("None", "", "eval"), {}), 3)
    repeater.run_for(0.0)
    repeater.run_for(0.0)
    assert (repeater.calls, made) == (6, list(repeat(None, 6)))
