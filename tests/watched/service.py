"""A small HTTP service: answers at once, computes in Python, or sorts, which keeps the GIL. Not a test."""

from __future__ import annotations

import random
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NUMBERS = [random.random() for _ in range(200_000)]  # noqa: S311  no secret


def answer() -> str:
    """Answer at once."""
    return "hello"


def compute() -> str:
    """Compute in Python, which hands the GIL over when asked."""
    return str(sum(number * number for number in range(100_000)))


def order() -> str:
    """Sort, in one call into C that does not."""
    return str(sorted(NUMBERS)[:3])


PAGES = {"/": answer, "/compute": compute, "/order": order}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self) -> None:
        """Answer with what the page returns."""
        body = PAGES[self.path]().encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve on a free port, which is printed, until SIGTERM or Ctrl-C."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
    sys.stdout.write("closed\n")


if __name__ == "__main__":
    main()
