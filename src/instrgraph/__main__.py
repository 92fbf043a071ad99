"""``python -m instrgraph``: the command line."""

from instrgraph.cli import main

main()
