"""Commands that show examples in their help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


class Exampled(click.Command):
    """A command with examples: whole command lines, each of which works as it stands."""

    def __init__(self, *arguments: Any, examples: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options."""
        super().format_epilog(ctx, formatter)
        write_examples(self.examples, formatter)


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write examples as they are to be typed, unwrapped."""
    formatter.write_paragraph()
    formatter.write("Examples:\n" if len(examples) > 1 else "Example:\n")
    for example in examples:
        formatter.write(f"  {example}\n")
