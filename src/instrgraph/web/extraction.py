"""``POST /api/v1/extract``: a text or a file comes in, rows go out, nothing is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import ValidationError

from instrgraph.web.models import TextModel
from instrgraph.web.presenting import form_of
from instrgraph.web.problems import INVALID, MALFORMED, MEDIA, Refusal

if TYPE_CHECKING:
    from instrgraph.web.exchange import Exchange
    from instrgraph.web.service import Service

REQUEST: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": TextModel.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "language": {"type": "string", "enum": ["en", "fr", "es", "ru", "ar", "zh"]},
                        "body": {"type": "string", "maxLength": 100, "pattern": "^[a-z0-9/.-]+$"},
                    },
                }
            },
            "text/plain": {"schema": {"type": "string", "minLength": 1}},
        },
    }
}
"""What OpenAPI says of the request."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: a text or the content of a file, and what the sender says of it."""

    content: bytes
    text: bool
    name: str | None = None
    language: str | None = None
    body: str | None = None


async def answer(service: Service, exchange: Exchange) -> None:
    """Read what was sent and answer with its rows.

    Raises:
        Refusal: it is too large, malformed, or takes too long.
    """
    form = form_of(exchange, "", ("json", "csv"))
    kind = exchange.header(b"content-type").partition(";")[0].strip().lower()
    content = await exchange.body(service.settings.request_bytes)
    upload = _upload(kind, exchange.header(b"content-type"), content)
    arguments = {
        "text": upload.text,
        "name": upload.name,
        "language": upload.language,
        "body": upload.body,
        "form": form,
    }
    reply = await exchange.unless_gone(
        service.readings.run("instrgraph.web.extract_task:run", arguments, upload.content)
    )
    await exchange.respond(
        200, ((b"content-type", reply.header["type"].encode()), (b"cache-control", b"no-store")), reply.body
    )


def _upload(kind: str, header: str, content: bytes) -> Upload:
    if kind == "application/json":
        return _from_json(content)
    if kind == "multipart/form-data":
        return _from_form(header, content)
    if kind == "text/plain":
        return _checked_text(Upload(content, text=True))
    raise Refusal(MEDIA, f"Content-Type: {header or 'none'}; send application/json, multipart/form-data or text/plain")


def _checked_text(upload: Upload) -> Upload:
    try:
        words = upload.content.decode()
    except UnicodeDecodeError as error:
        raise Refusal(
            MALFORMED, f"the text is not UTF-8: {error}; send a file in another encoding as multipart/form-data"
        ) from error
    if not words.strip():
        raise Refusal(INVALID, "the text is empty; send some")
    return upload


def _from_json(content: bytes) -> Upload:
    try:
        given = TextModel.model_validate(orjson.loads(content))
    except orjson.JSONDecodeError as error:
        raise Refusal(MALFORMED, f"the body is not JSON: {error}") from error
    except ValidationError as error:
        faults = [
            {"at": ".".join(str(part) for part in fault["loc"]), "fault": fault["msg"]} for fault in error.errors()
        ]
        detail = "; ".join(f"{one['at']}: {one['fault']}" for one in faults)
        raise Refusal(INVALID, detail, {}, {"faults": faults}) from error
    return _checked_text(
        Upload(given.text.encode("utf-8", "surrogatepass"), True, given.name, given.language, given.body)
    )


def _from_form(header: str, content: bytes) -> Upload:
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415  (only uploads pay for it)
    from python_multipart.multipart import parse_form  # noqa: PLC0415

    fields: dict[str, str] = {}
    files: list[tuple[bytes, str | None]] = []

    def field(found: Any) -> None:
        fields[(found.field_name or b"").decode("utf-8", "replace")] = (found.value or b"").decode("utf-8", "replace")

    def file(found: Any) -> None:
        found.file_object.seek(0)
        files.append((found.file_object.read(), (found.file_name or b"").decode("utf-8", "replace") or None))

    headers = {"Content-Type": header.encode("latin-1"), "Content-Length": str(len(content)).encode()}
    try:
        parse_form(headers, io.BytesIO(content), field, file)
    except (FormParserError, ValueError) as error:
        raise Refusal(MALFORMED, f"the form cannot be read: {error}") from error
    if len(files) != 1:
        raise Refusal(INVALID, f"{len(files)} files; send one, in the field file")
    try:
        given = TextModel(text="-", language=fields.get("language") or None, body=fields.get("body") or None)  # type: ignore[arg-type]
    except ValidationError as error:
        raise Refusal(INVALID, "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())) from error
    name = (files[0][1] or "upload").replace("\\", "/").rpartition("/")[2][:200]
    return Upload(files[0][0], False, name, given.language, given.body)
