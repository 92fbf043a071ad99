"""Errors as RFC 9457 problems: one table from the tree in ``errors`` to a status, a stable type and a title.

``Refusal`` is how this face says no for reasons of its own (a method, a token, a full queue).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from instrgraph import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
_TYPES = "https://w3id.org/instrgraph/problems#"


@dataclass(frozen=True, slots=True)
class Kind:
    """What all problems of one type share."""

    status: int
    name: str
    title: str

    @property
    def type(self) -> str:
        """The stable IRI that tells this type."""
        return _TYPES + self.name


OF_ERROR: Mapping[str, Kind] = {
    kind.__name__: entry
    for kind, entry in (
        (errors.InstrgraphError, Kind(500, "failed", "The server failed")),
        (errors.OwnFileError, Kind(500, "own-file", "A file of the server is wrong")),
        (errors.GrammarError, Kind(500, "own-file", "A file of the server is wrong")),
        (errors.RegistryError, Kind(500, "own-file", "A file of the server is wrong")),
        (errors.OntologyError, Kind(500, "own-file", "A file of the server is wrong")),
        (errors.InputError, Kind(422, "input", "The input cannot become a document")),
        (errors.UnsupportedInput, Kind(415, "unsupported-input", "No reader for this type of file")),
        (errors.UnreadableInput, Kind(422, "unreadable-input", "The input is broken or empty")),
        (errors.InputTooLarge, Kind(413, "input-too-large", "The input is over a limit")),
        (errors.EncryptedInput, Kind(422, "encrypted-input", "The input needs a password")),
        (errors.MalformedIdentifier, Kind(400, "malformed-identifier", "Not an identifier in any form that we read")),
        (errors.AmbiguousIdentifier, Kind(409, "ambiguous-identifier", "Several instruments bear this name")),
        (errors.NotFound, Kind(404, "not-found", "Nothing there by that name")),
        (errors.SettingsError, Kind(500, "settings", "A setting of the server is wrong")),
        (errors.StoreError, Kind(500, "store", "The store failed")),
        (errors.StoreUnavailable, Kind(503, "store-unavailable", "The store is not there")),
        (errors.StoreLocked, Kind(503, "store-locked", "The store is being written")),
        (errors.StoreFull, Kind(507, "store-full", "No room is left for the store")),
        (errors.QueryFault, Kind(400, "query-fault", "The query is at fault")),
        (errors.QueryTimeout, Kind(503, "query-timeout", "The query took longer than the limit allows")),
        (errors.ResultTooLarge, Kind(503, "result-too-large", "The result is over a limit")),
    )
}
"""Every class of the tree has its line here; a test fails for one that lacks it."""

MALFORMED = Kind(400, "malformed-request", "The request is malformed")
INVALID = Kind(422, "invalid-parameter", "A parameter has a value that it cannot have")
UNAUTHORIZED = Kind(401, "token-needed", "A token is needed")
FORBIDDEN = Kind(403, "forbidden", "This is not allowed here")
NOTHING = Kind(404, "not-found", "Nothing there by that name")
METHOD = Kind(405, "method-not-allowed", "This method is not allowed here")
NOT_ACCEPTABLE = Kind(406, "not-acceptable", "Not available in the format asked for")
GONE = Kind(410, "gone", "It was there in an earlier snapshot")
TOO_LARGE = Kind(413, "request-too-large", "The request is over a limit")
MEDIA = Kind(415, "unsupported-media-type", "This media type cannot be read here")
TOO_MANY = Kind(429, "too-many-requests", "Too many requests at once")
FAILED = Kind(500, "failed", "The server failed")
MEMORY = Kind(503, "memory-limit", "The query needs more memory than the limit allows")
CRASHED = Kind(503, "worker-ended", "The worker of this request ended")
STOPPING = Kind(503, "stopping", "The server is stopping")


class Refusal(Exception):
    """A request that is answered with a problem."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        headers: Mapping[str, str] | None = None,
        extensions: Mapping[str, Any] | None = None,
    ) -> None:
        self.problem = Problem(kind, detail, headers or {}, extensions or {})
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its kind, what happened, the headers that go with it, and further members of the body."""

    kind: Kind
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def body(self, instance: str | None = None) -> bytes:
        """Return the JSON body.

        >>> Problem(NOTHING, "no such instrument").body()[:58]
        b'{"type":"https://w3id.org/instrgraph/problems#not-found","'
        """
        content = {
            "type": self.kind.type,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            **self.extensions,
        }
        if instance:
            content["instance"] = instance
        return orjson.dumps(content)


def from_description(facts: Mapping[str, Any]) -> Problem:
    """Return the problem for an error as ``worker.describe`` tells it."""
    kind = OF_ERROR.get(facts["class"], FAILED)
    if "status" in facts:
        kind = Kind(facts["status"], facts["name"], facts["title"])
    extensions = {
        name: facts[name] for name in ("line", "column", "candidates", "limit") if facts.get(name) is not None
    }
    headers = {"Retry-After": "10"} if facts["class"] in ("StoreLocked", "StoreUnavailable") else {}
    return Problem(kind, facts["message"], headers, extensions)
