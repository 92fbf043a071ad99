"""What passes between the server and its workers: a frame is a header (JSON) and a body (bytes)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import socket

_LENGTHS = struct.Struct("<IQ")
PREFIX = _LENGTHS.size
"""How many bytes tell the lengths of a header and a body."""


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a frame.

    >>> unpack_lengths(pack({"a": 1}, b"xy")[:PREFIX])
    (7, 2)
    """
    words = orjson.dumps(header)
    return _LENGTHS.pack(len(words), len(body)) + words + body


def unpack_lengths(prefix: bytes | bytearray | memoryview) -> tuple[int, int]:
    """Return the lengths of the header and of the body that follow."""
    header, body = _LENGTHS.unpack(prefix)
    return header, body


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Return the next frame, waiting for it; None when the other end has closed."""
    prefix = _exactly(connection, PREFIX)
    if prefix is None:
        return None
    header_length, body_length = unpack_lengths(prefix)
    content = _exactly(connection, header_length + body_length)
    if content is None:
        return None
    return orjson.loads(content[:header_length]), bytes(content[header_length:])


def _exactly(connection: socket.socket, count: int) -> bytes | bytearray | None:
    first = connection.recv(count)
    if len(first) == count:
        return first
    if not first:
        return None
    content = bytearray(first)
    while len(content) < count:
        more = connection.recv(min(count - len(content), 1 << 20))
        if not more:
            return None
        content += more
    return content
