"""The server that `bm_example.py` asks: answers every line with its length, 5 ms late. Not a workload file."""

from __future__ import annotations

import socketserver
import sys
import threading
import time


class Answer(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Answer line by line until the client has gone."""
        for line in self.rfile:
            time.sleep(0.005)
            self.wfile.write(b"%d\n" % (len(line) - 1))


def main() -> None:
    """Serve at the path given on the command line until standard input closes."""
    server = socketserver.ThreadingUnixStreamServer(sys.argv[1], Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()  # its end means that whoever started us has left the block, or died


if __name__ == "__main__":
    main()
