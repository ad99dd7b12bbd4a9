"""Ask a service for pages, some at a time, for some seconds: `visiting.py URL SECONDS`. Not a test."""

from __future__ import annotations

import itertools
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

VISITORS = 3
PAGES = ("/", "/", "/compute", "/", "/order")


def visit(url: str, until: float, first: int) -> int:
    """Ask for one page after another; return how many were answered."""
    pages = itertools.islice(itertools.cycle(PAGES), first, None)
    answered = 0
    for page in pages:
        if time.monotonic() > until:
            break
        with urllib.request.urlopen(url + page) as answer:  # noqa: S310  the scheme is our own
            answered += answer.status == 200
        time.sleep(0.01)  # a person, or another service, has something else to do as well
    return answered


def main() -> None:
    """Visit, and print how many pages were answered."""
    url, seconds = sys.argv[1], float(sys.argv[2])
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(VISITORS) as visitors:
        answered = sum(visitors.map(visit, [url] * VISITORS, [until] * VISITORS, range(VISITORS)))
    sys.stdout.write(f"{answered} pages\n")


if __name__ == "__main__":
    main()
