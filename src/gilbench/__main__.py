"""`python -m gilbench` is `gilbench`."""

from gilbench.cli import main

main()
