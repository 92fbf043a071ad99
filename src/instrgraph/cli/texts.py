"""``extract`` and ``mandates``: what stands in texts, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.faults import debugging, fault_of_ours
from instrgraph.cli.options import check_language, note, note_failures, paths_argument, reading_options
from instrgraph.cli.rendering import ROW_FORMATS, RowWriter, default_format, row_writer
from instrgraph.errors import InputError, UnsupportedInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instrgraph.model import Extraction
    from instrgraph.rows import Row

_FORMATS = (*ROW_FORMATS, "turtle", "jsonld", "html", "akn")
_CITATION_COLUMNS = ("source", "clause", "text", "instrument", "revision", "edition", "provision", "status", "state")
_MANDATE_COLUMNS = ("source", "clause", "mandator", "force", "addressee", "action", "state")


@click.command(
    short_help="The citations of texts.",
    cls=Exampled,
    examples=("instrgraph extract proposal.docx --format csv > citations.csv",),
)
@paths_argument
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[default: table; jsonl in a pipe]")
@reading_options
def extract(paths: tuple[str, ...], form: str | None, language: str | None, body: str | None) -> int:
    """Print the citations of texts: files, folders, ZIP archives, or - for standard input."""
    from instrgraph.rows import CITATION_FIELDS, citation_rows  # noqa: PLC0415  (--help needs none of it)

    form = form or default_format()
    run = _Run(paths, language, body)
    if form in ROW_FORMATS:
        return run.rows(citation_rows, row_writer(form, _CITATION_COLUMNS, (*CITATION_FIELDS, "reason")))
    return run.documents(form)


@click.command(
    short_help="Who is told to do what in texts.",
    cls=Exampled,
    examples=("instrgraph mandates resolution.txt --format jsonl",),
)
@paths_argument
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[default: table; jsonl in a pipe]")
@reading_options
def mandates(paths: tuple[str, ...], form: str | None, language: str | None, body: str | None) -> int:
    """Print the mandates of texts: one row for each addressee of each operative provision."""
    from instrgraph.rows import MANDATE_FIELDS, mandate_rows  # noqa: PLC0415  (--help needs none of it)

    form = form or default_format()
    run = _Run(paths, language, body)
    if form in ROW_FORMATS:
        return run.rows(mandate_rows, row_writer(form, _MANDATE_COLUMNS, (*MANDATE_FIELDS, "collaborators", "due")))
    return run.documents(form)


class _Run:
    """One pass over the sources; what could not be read is named at the end and decides the exit code."""

    def __init__(self, paths: tuple[str, ...], language: str | None, body: str | None) -> None:
        check_language(language)
        self.paths, self.language, self.body = paths, language, body
        self.failed = False

    def rows(self, rows_of: Callable[[Extraction], Iterator[Row]], writer: RowWriter) -> int:
        for _, extraction in self._extractions():
            writer.write(rows_of(extraction))
        writer.close()
        return exit_codes.UNREADABLE if self.failed else exit_codes.DONE

    def documents(self, form: str) -> int:
        from instrgraph.cli.documents import write_documents  # noqa: PLC0415  (RDF and HTML only)

        write_documents(form, self._extractions())
        return exit_codes.UNREADABLE if self.failed else exit_codes.DONE

    def _extractions(self) -> Iterator[tuple[bytes, Extraction]]:
        from instrgraph.pipeline.extraction import extract as extract_document  # noqa: PLC0415  (--help needs none)
        from instrgraph.pipeline.sources import Failure, find_sources  # noqa: PLC0415
        from instrgraph.reading import read  # noqa: PLC0415
        from instrgraph.settings import current  # noqa: PLC0415

        skipped = 0
        for source in find_sources(self.paths, current()):
            if isinstance(source, Failure):
                self._fail(source)
                continue
            try:
                document = read(source.data, name=source.name, language=self.language, body=self.body)
                found = extract_document(document)
            except InputError as error:
                if isinstance(error, UnsupportedInput) and not source.sought:
                    skipped += 1
                else:
                    self._fail(Failure(source.place, error))
                continue
            except Exception as error:  # the outer edge of a face, for one of many texts: the rest goes on
                if debugging():
                    raise
                self._fail(f"{source.place}: {fault_of_ours(error)}")
                continue
            for remark in document.notes:
                note(f"{source.place}: {remark.message}")
            yield source.data, found
        note_failures((), skipped)

    def _fail(self, failure: object) -> None:
        note(f"instrgraph: {failure}")
        self.failed = True
