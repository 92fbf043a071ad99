"""The formats in which results and graphs are written, and the choice among them by ``Accept`` or by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from instrgraph.web.problems import MALFORMED, NOT_ACCEPTABLE, Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    ``engine`` is the engine's name for it; of the ``media_types`` that ask for it the first is sent unless another was
    asked for; ``names`` are those that ``format=`` and suffixes take.
    """

    engine: str
    media_types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def media_type(self) -> str:
        """The media type that stands for the format."""
        return self.media_types[0]


RESULTS = (
    Format("JSON", ("application/sparql-results+json", "application/json"), ("json", "srj")),
    Format("XML", ("application/sparql-results+xml", "application/xml", "text/xml"), ("xml", "srx")),
    Format("CSV", ("text/csv",), ("csv",)),
    Format("TSV", ("text/tab-separated-values",), ("tsv",)),
)
"""For SELECT and ASK; the first serves who has no preference."""

GRAPHS = (
    Format("TURTLE", ("text/turtle", "application/x-turtle"), ("turtle", "ttl")),
    Format("N_TRIPLES", ("application/n-triples", "text/plain"), ("ntriples", "n-triples", "nt")),
    Format("RDF_XML", ("application/rdf+xml", "application/xml"), ("rdfxml", "rdf+xml", "rdf-xml", "rdf", "xml")),
    Format("JSON_LD", ("application/ld+json", "application/json"), ("jsonld", "json-ld", "json")),
    Format("N3", ("text/n3", "text/rdf+n3"), ("n3",)),
    Format("N_QUADS", ("application/n-quads",), ("nquads", "n-quads", "nq")),
    Format("TRIG", ("application/trig",), ("trig",)),
)
"""For CONSTRUCT and DESCRIBE, and for descriptions."""

_TEXT = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/n3", "text/rdf+n3", "text/plain"})


def content_type(media_type: str) -> str:
    """Return the media type as ``Content-Type`` says it.

    >>> content_type("text/csv"), content_type("application/json")
    ('text/csv; charset=utf-8', 'application/json')
    """
    return f"{media_type}; charset=utf-8" if media_type in _TEXT else media_type


@lru_cache(maxsize=512)
def preferences(accept: str) -> tuple[tuple[str, float, int], ...]:
    """Return the media ranges of an ``Accept`` header with their quality and how exact they are.

    >>> preferences("text/turtle;q=0.5, */*;q=0.1")
    (('text/turtle', 0.5, 2), ('*/*', 0.1, 0))
    """
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if not media:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value)
        exactness = 0 if media == "*/*" else 1 if media.endswith("/*") else 2
        found.append((media.lower(), quality, exactness))
    return tuple(found)


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def quality(accept: str, media_type: str) -> float:
    """Return how welcome a media type is: the most exact range that covers it decides; 0 is "not at all".

    >>> quality("text/*;q=0.5, text/turtle;q=0", "text/turtle"), quality("", "text/turtle")
    (0.0, 1.0)
    """
    if not accept.strip():
        return 1.0
    kind = media_type.partition("/")[0]
    best = (-1, 0.0)
    for media, value, exactness in preferences(accept):
        if media in (media_type, f"{kind}/*", "*/*"):
            best = max(best, (exactness, value))
    return best[1]


def by_name(name: str, formats: tuple[Format, ...]) -> tuple[Format, str] | None:
    """Return the format that a short name or a media type means, with the media type to send; None where none does."""
    wanted = name.strip().lower()
    for choice in formats:
        if wanted in choice.names:
            return choice, choice.media_type
    for choice in formats:
        if wanted in choice.media_types:
            return choice, wanted
    return None


@lru_cache(maxsize=512)
def choose(accept: str, name: str, formats: tuple[Format, ...]) -> tuple[Format, str]:
    """Return the format to write and the media type to send: by name where one is given, else by ``Accept``.

    Of formats that are equally welcome the one that stands first is taken.

    Raises:
        Refusal: there is none.

    >>> choose("text/csv;q=0.9, application/sparql-results+xml", "", RESULTS)[1]
    'application/sparql-results+xml'
    >>> choose("", "tsv", RESULTS)[1]
    'text/tab-separated-values'
    """
    known = ", ".join(choice.media_type for choice in formats)
    if name:
        named = by_name(name, formats)
        if named is None:
            names = ", ".join(choice.names[0] for choice in formats)
            raise Refusal(MALFORMED, f"format={name}: this answer can be had as {names}")
        return named
    best: tuple[float, int, Format, str] | None = None
    for rank, choice in enumerate(formats):
        for media_type in choice.media_types:
            value = quality(accept, media_type)
            # An alias counts only where it is named: */* means the format's own media type.
            named_exactly = media_type == choice.media_type or any(
                media_type == part[0] for part in preferences(accept)
            )
            if value > 0 and named_exactly and (best is None or value > best[0]):
                best = (value, -rank, choice, media_type)
    if best is None:
        raise Refusal(NOT_ACCEPTABLE, f"Accept: {accept}: this answer can be had as {known}")
    return best[2], best[3]
