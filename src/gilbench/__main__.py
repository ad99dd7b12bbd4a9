"""`python -m gilbench` is `gilbench`."""

from gilbench.cli.main import main

main()
