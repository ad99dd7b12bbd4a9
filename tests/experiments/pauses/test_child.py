"""The process beside: asked, answering, and ended whatever happens. Run in a process that has a single thread."""

import subprocess
import sys
import textwrap

import pytest
from tests.experiments.asking import SOURCES

HEAD = """
import os, sys, time
from gilbench.experiments.pauses.measure.child import ChildError, forked

def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False

"""


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(
            """
            def work(questions, answer):
                for each in questions:
                    answer([each, os.getpid()])
            with forked(work) as child:
                child.ask("a" * 200_000)
                text, pid = child.answer()
                child.ask(2)
                print(len(text), child.answer()[0], pid != os.getpid())
            print(gone(pid))
            """,
            "200000 2 True\nTrue\n",
            id="it answers, however long it takes to say, and ends with the block",
        ),
        pytest.param(
            """
            def work(questions, answer):
                answer(os.getpid())
                time.sleep(60)
            with forked(work) as child:
                pid = child.answer()
            print(gone(pid))
            """,
            "True\n",
            id="it is ended in the middle of something",
        ),
        pytest.param(
            """
            def work(questions, answer):
                os._exit(3)
            try:
                with forked(work) as child:
                    child.answer()
            except ChildError as error:
                print(error)
            """,
            "a process beside the work has ended without an answer\n",
            id="one that is gone cannot answer",
        ),
        pytest.param(
            """
            def work(questions, answer):
                os._exit(3)
            try:
                with forked(work) as child:
                    while True:
                        child.ask(1)
            except ChildError as error:
                print(error)
            """,
            "a process beside the work has ended\n",
            id="nor be asked",
        ),
    ],
)
def test_a_forked_process(body, shown):
    code = HEAD + textwrap.dedent(body)
    done = run(code)
    assert (done.stdout, done.stderr, done.returncode) == (shown, "", 0)


def test_what_goes_wrong_in_it_is_shown_and_it_never_comes_back():
    code = HEAD + textwrap.dedent(
        """
        def work(questions, answer):
            raise ValueError("no heart")
        try:
            with forked(work) as child:
                child.answer()
        except ChildError:
            print("once")
        """
    )
    done = run(code)
    assert (done.stdout, done.returncode) == ("once\n", 0)
    assert done.stderr.strip().endswith("ValueError: no heart")


def run(code):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
