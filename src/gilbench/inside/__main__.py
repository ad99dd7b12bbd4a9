"""`python -m gilbench.inside describe|trial|probe-call …`: what the host starts in a measured interpreter."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; each imports only what it needs."""
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "describe":
        from gilbench.inside import describe  # noqa: PLC0415

        describe.main(arguments)
    elif command == "trial":
        from gilbench.inside import trial  # noqa: PLC0415

        trial.main(arguments)
    elif command == "probe-call":
        from gilbench.inside.probe import command as probing  # noqa: PLC0415

        probing.main(arguments)
    else:
        sys.exit(f"gilbench.inside: unknown command {command!r}")


if __name__ == "__main__":
    main()
