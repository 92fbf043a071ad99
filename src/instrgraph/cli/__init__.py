"""The command line: parse, call the Library, print. Results go to standard output, all else to standard error."""

from instrgraph.cli.program import main

__all__ = ["main"]
