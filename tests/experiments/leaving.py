"""Say what a program saw and what it left behind: for programs that run in other interpreters, Python 3.9 syntax.

It imports nothing of gilbench, so that what is imported to measure counts as what may leave something behind.
"""

import json
import sys

import left_behind


def say_what_is_left(measuring):
    """Print what a function returns as one line of JSON, with the threads and processes before and after it."""
    before = left_behind.threads_and_processes()
    said = measuring()
    said["left"] = [before, left_behind.after_settling(before)]
    sys.stdout.write(json.dumps(said) + "\n")
