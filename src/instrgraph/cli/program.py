"""The program: its commands, each imported when it is called, and the one edge where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

import instrgraph
from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import write_examples
from instrgraph.cli.faults import debugging, fault_of_ours
from instrgraph.errors import AmbiguousIdentifier, InstrgraphError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "extract": ("texts", "The citations of texts."),
    "mandates": ("texts", "Who is told to do what in texts."),
    "build": ("building", "Read texts into a store and publish a snapshot."),
    "query": ("asking", "Ask the store in SPARQL."),
    "ask": ("asking", "Ask a named question."),
    "show": ("instruments", "One instrument: titles, revisions, citations, mandates."),
    "cites": ("instruments", "What an instrument cites."),
    "cited-by": ("instruments", "Who cites an instrument."),
    "lineage": ("instruments", "Revisions of an instrument, and the mandates that run through them."),
    "diff": ("drafts", "Compare two texts of one instrument."),
    "export": ("exporting", "Write the graph, or one document of it, to a file."),
    "serve": ("serving", "Serve SPARQL, the API and pages."),
    "validate": ("examining", "Check the store against the shapes of the ontology."),
    "evaluate": ("examining", "Precision and recall against annotated texts."),
    "doctor": ("examining", "What is installed, which store, which registry."),
}
"""Name, module and summary of each command, so that ``--help`` imports none of them."""


class Program(click.Group):
    """A group that imports a command when it is called."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the commands."""
        super().format_epilog(ctx, formatter)
        write_examples(self.examples, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click calls it so)
        """Return the names of the commands, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (as above)
        """Return a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"instrgraph.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101  (the table above is ours; a test calls each)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where whoever reads its output has seen enough ("| head"), that is no failure."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return exit_codes.DONE
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=(
        "instrgraph extract proposal.docx",
        'instrgraph build texts/ && instrgraph cited-by "Resolution 130 (Rev. Dubai, 2018)"',
    ),
)
@click.version_option(instrgraph.__version__, prog_name="instrgraph")
def program() -> None:
    """Follow citations and mandates through the instruments of the ITU and the United Nations."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = program.main(arguments, prog_name="instrgraph", standalone_mode=False)
    except InstrgraphError as error:
        return _told(error)
    except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, OSError) as error:
        return _ended(error)
    except Exception as error:  # the outer edge of a face
        if debugging():
            raise
        click.echo(f"instrgraph: {fault_of_ours(error)}", err=True)
        return exit_codes.FAILED
    return code if isinstance(code, int) else exit_codes.DONE


def _ended(error: BaseException) -> int:
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return exit_codes.USAGE
    if isinstance(error, OSError):
        click.echo(f"instrgraph: {error.filename or 'system'}: {error.strerror or error}", err=True)
        return exit_codes.UNREADABLE
    click.echo("interrupted", err=True)
    return exit_codes.INTERRUPTED


def _told(error: InstrgraphError) -> int:
    click.echo(f"instrgraph: {error}", err=True)
    if isinstance(error, AmbiguousIdentifier):
        for candidate in error.candidates:
            click.echo(f"  {candidate}", err=True)
    return exit_codes.exit_code(error)
