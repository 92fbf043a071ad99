"""The task of a worker that reads a text for someone: rows go back, nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from instrgraph.rows import citation_rows, mandate_rows
from instrgraph.web.answer_task import table
from instrgraph.web.worker import Answer

if TYPE_CHECKING:
    from instrgraph.model import Extraction
    from instrgraph.web.worker import Context


def run(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Read ``body`` (a file's content, or a text where ``text`` is true) and return its rows.

    Raises:
        InputError: it cannot become a document.
    """
    from instrgraph.pipeline.extraction import extract  # noqa: PLC0415  (loads the grammar)
    from instrgraph.reading import read  # noqa: PLC0415
    from instrgraph.reading.office import without_programs  # noqa: PLC0415

    _ = context
    source: str | bytes = body.decode() if arguments["text"] else body
    # Nobody's file starts a word processor on the server.
    with without_programs():
        document = read(source, name=arguments["name"], language=arguments["language"], body=arguments["body"])
    found = extract(document)
    if arguments["form"] == "csv":
        return Answer(table(citation_rows(found)), {"type": "text/csv; charset=utf-8"})
    return Answer(orjson.dumps(_described(found)), {"type": "application/json"})


def _described(found: Extraction) -> dict[str, Any]:
    document = found.document
    return {
        "document": {
            "id": document.id,
            "name": document.name,
            "language": document.language,
            "media_type": document.media_type,
            "characters": len(document.text),
            "kind": document.facts.kind.value,
            "instrument": document.facts.instrument,
            "body": document.facts.body,
        },
        "citations": list(citation_rows(found)),
        "mandates": list(mandate_rows(found)),
        "changes": [
            {
                "id": change.id,
                "type": change.type,
                "evidence": change.evidence,
                "confidence": change.confidence,
                "removes": change.removes,
                "adds": change.adds,
                "start": change.span.start,
                "end": change.span.end,
            }
            for change in found.changes
        ],
    }
