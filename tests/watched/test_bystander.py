"""The bystander has the signals that were sent to it, and nothing else of it is to be seen."""

import os
import signal
from pathlib import Path

import pytest

from gilbench.inside.held import sampler
from gilbench.watched.bystander import Bystander

pytestmark = pytest.mark.skipif(sampler.why_not() is not None, reason="there is no /proc")
NUMBERS = {signal.SIGTERM, signal.SIGUSR1}


@pytest.fixture
def bystander():
    found = Bystander(NUMBERS)
    yield found
    found.end()


def test_it_has_the_signals_that_were_sent_to_it(bystander):
    assert not bystander.has(signal.SIGTERM)
    os.kill(bystander._pid, signal.SIGTERM)
    assert bystander.has(signal.SIGTERM)
    assert not bystander.has(signal.SIGUSR1)


def test_the_next_one_has_none_of_them(bystander):
    before = bystander._pid
    os.kill(before, signal.SIGUSR1)
    bystander.replace()
    assert not bystander.has(signal.SIGUSR1)
    assert not Path(f"/proc/{before}").exists()


def test_a_bystander_that_has_gone_has_nothing():
    found = Bystander(NUMBERS)
    found.end()
    assert not found.has(signal.SIGTERM)


def test_it_is_in_the_group_and_keeps_none_of_our_streams_open(bystander):
    assert os.getpgid(bystander._pid) == os.getpgrp()
    streams = [Path(f"/proc/{bystander._pid}/fd/{file}").readlink() for file in (1, 2)]
    assert streams == [Path(os.devnull)] * 2


def test_it_ends_when_whoever_started_it_has_gone(bystander):
    os.close(bystander._input)
    os.waitpid(bystander._pid, 0)
    bystander._pid, bystander._input = bystander._started()
