import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.report.long_names import parts


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        pytest.param("thread_pool", "thread_|pool", id="after underscores"),
        pytest.param("_thread", "_thread", id="not after the first"),
        pytest.param("process_pool[fork]", "process_|pool|[fork]", id="before brackets"),
        pytest.param("InterpreterPoolExecutor", "Interpreter|Pool|Executor", id="before capitals"),
        pytest.param("asyncio.to_thread", "asyncio.|to_|thread", id="between dotted names"),
        pytest.param("1.98× (1.90–2.05)", "1.98× (1.90–2.05)", id="never within a number"),
        pytest.param("12.7 MiB", "12.7 MiB", id="nor within a unit"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_long_names_break_between_their_words(name, broken):
    assert "|".join(parts(name)) == broken


@given(st.text())
def test_nothing_is_lost(name):
    assert "".join(parts(name)) == name
