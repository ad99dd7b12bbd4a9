"""`python -m gilbench.target describe|trial|probe-call …`: what the host starts in a measured interpreter."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; each imports only what it needs."""
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "describe":
        from gilbench.target import describe  # noqa: PLC0415

        describe.main(arguments)
    elif command == "trial":
        from gilbench.target import trial  # noqa: PLC0415

        trial.main(arguments)
    elif command == "probe-call":
        from gilbench.target.probing import command as probing  # noqa: PLC0415

        probing.main(arguments)
    else:
        sys.exit(f"gilbench.target: unknown command {command!r}")


if __name__ == "__main__":
    main()
