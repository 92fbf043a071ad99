"""Which normative text a document carries, and in which text each of its provisions stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from instrgraph.identifiers import revision_id
from instrgraph.model import DocumentKind, Extraction, Part, Provision, SourceDocument, State

_OUTSIDE = frozenset({Part.SUMMARY, Part.ACTION})
_BASE_SUFFIX = ".base"


class TextKind(StrEnum):
    """What the citing text of a document is."""

    DRAFT = "draft"
    REVISION = "revision"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one document, by local identifier.

    ``text`` is the draft, the adopted revision or, where the document carries neither, the document itself. ``base``
    is the adopted revision that a draft modifies, where the document names it.
    """

    document: str
    text: str
    kind: TextKind
    instrument: str | None
    base: str | None
    enacted_at: int
    action: str | None = None
    """What is proposed for the instrument: MOD, ADD, SUP or NOC, where the document says so."""
    provisions: dict[str, Provision] = field(default_factory=dict)

    def text_of(self, provision: Provision | None) -> str:
        """Return the text in which a provision stands: a summary is the document's, not the draft's."""
        if provision is None or self.kind is TextKind.DOCUMENT:
            return self.text
        before = provision.part is Part.BODY and provision.span.start < self.enacted_at
        return self.document if provision.part in _OUTSIDE or before else self.text

    def mandate_id(self, path: str, number: int, *, base: bool = False) -> str:
        """Return the local identifier of a mandate, in rows as in the graph: ``{text}/mandate/{section.label}[.{k}]``.

        Args:
            path: the path of its provision in the text that makes it.
            number: which of the mandates of that provision it is, from 1: each addressee has one.
            base: whether it is one of the adopted text that a draft modifies.
        """
        text = self.base if base and self.base else self.text
        name = path.removesuffix("/text").replace("/", ".")
        return f"{text}/mandate/{name}" + (f".{number}" if number > 1 else "")

    def provision_id(self, provision: Provision) -> str:
        """Return the local identifier of a provision of this document."""
        return f"{self.text_of(provision)}/part/{provision.path}"


def texts_of(extraction: Extraction) -> Texts:
    """Return which texts a document carries.

    A proposal, and whatever else has tracked changes or makes demands without being an adopted text, carries a draft.
    """
    document = extraction.document
    facts = document.facts
    adopted = _adopted(document)
    if adopted:
        text, kind = adopted, TextKind.REVISION
    elif facts.kind is DocumentKind.PROPOSAL or extraction.changes or extraction.mandates:
        text, kind = _draft(document), TextKind.DRAFT
    else:
        text, kind = document.id, TextKind.DOCUMENT
    base = None
    if kind is TextKind.DRAFT and facts.instrument and facts.base_revision:
        base = revision_id(facts.instrument, facts.base_revision)
    starts = [enacting.span.start for enacting in extraction.enacting]
    return Texts(
        document=document.id,
        text=text,
        kind=kind,
        instrument=facts.instrument,
        base=base,
        enacted_at=min(starts, default=0),
        action=facts.action,
        provisions={provision.path: provision for provision in extraction.provisions},
    )


def base_path(provision: Provision, labels: dict[int, tuple[str, str]]) -> str:
    """Return the path that a provision had in the base text.

    Args:
        provision: a provision that stands in the base text.
        labels: old and new label by the offset at which the label begins, for labels that the draft renumbers.
    """
    path = provision.path.removesuffix(_BASE_SUFFIX)
    moved = labels.get(provision.span.start)
    if moved is None or provision.state is not State.BOTH:
        return path
    old, new = moved
    head, _, last = path.rpartition("/")
    return f"{head}/{old}" if last == new and head else path


def _adopted(document: SourceDocument) -> str | None:
    facts = document.facts
    if facts.kind is not DocumentKind.ADOPTED or not facts.instrument:
        return None
    year = facts.revision or (facts.date.year if facts.date else None)
    return revision_id(facts.instrument, year) if year else None


def _draft(document: SourceDocument) -> str:
    instrument = document.facts.instrument
    return f"{document.id}/draft/{instrument}" if instrument else f"{document.id}/draft"
