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


class Reader:
    """Reads frames from a socket, as many bytes at a time as there are: a small frame costs one call of the system."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def next(self) -> tuple[dict[str, Any], bytes] | None:
        """Return the next frame, waiting for it; None when the other end has closed."""
        if not self._fill(PREFIX):
            return None
        header, body = unpack_lengths(self._buffer[:PREFIX])
        if not self._fill(PREFIX + header + body):
            return None
        start, end = PREFIX + header, PREFIX + header + body
        found = orjson.loads(self._buffer[PREFIX:start]), bytes(self._buffer[start:end])
        del self._buffer[:end]
        return found

    def _fill(self, count: int) -> bool:
        while len(self._buffer) < count:
            more = self._connection.recv(max(count - len(self._buffer), 1 << 16))
            if not more:
                return False
            self._buffer += more
        return True
