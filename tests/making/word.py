"""Word files from their markup: each function returns a piece of WordprocessingML, ``docx`` zips the parts."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_AUTHOR = 'w:author="A. Delegate" w:date="2022-09-26T10:00:00Z"'
_count = 0


def _id() -> str:
    global _count  # noqa: PLW0603  (identifiers must differ within a file)
    _count += 1
    return f'w:id="{_count}" {_AUTHOR}'


def r(text: str, properties: str = "") -> str:
    """A run."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raw(inner: str) -> str:
    """A run of other things than text."""
    return f"<w:r>{inner}</w:r>"


def ins(*parts: str) -> str:
    return f"<w:ins {_id()}>{''.join(_run(one) for one in parts)}</w:ins>"


def dele(*parts: str) -> str:
    inner = "".join(_run(one) for one in parts).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:del {_id()}>{inner.replace('w:instrText', 'w:delInstrText')}</w:del>"


def move_from(name: str, *parts: str) -> str:
    inner = "".join(_run(one) for one in parts)
    start = _id()
    number = start.split('"')[1]
    return (
        f'<w:moveFromRangeStart {start} w:name="{name}"/><w:moveFrom {_id()}>{inner}</w:moveFrom>'
        f'<w:moveFromRangeEnd w:id="{number}"/>'
    )


def move_to(name: str, *parts: str) -> str:
    inner = "".join(_run(one) for one in parts)
    start = _id()
    number = start.split('"')[1]
    return (
        f'<w:moveToRangeStart {start} w:name="{name}"/><w:moveTo {_id()}>{inner}</w:moveTo>'
        f'<w:moveToRangeEnd w:id="{number}"/>'
    )


def _run(part: str) -> str:
    return part if part.startswith("<") else r(part)


def p(*parts: str, mark: str = "", style: str = "", num: tuple[int, int] | None = None, extra: str = "") -> str:
    """A paragraph; ``mark`` is ins, del, moveFrom or moveTo for its end mark, ``num`` its list and level."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner += numpr(*num) if num else ""
    inner += f"<w:rPr><w:{mark} {_id()}/></w:rPr>" if mark else ""
    inner += extra
    properties = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    return f"<w:p>{properties}{''.join(_run(one) for one in parts)}</w:p>"


def numpr(number: int, level: int = 0, inner: str = "") -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>{inner}</w:numPr>'


def changed_from(inner: str) -> str:
    """The mark of a change of paragraph properties."""
    return f"<w:pPrChange {_id()}><w:pPr>{inner}</w:pPr></w:pPrChange>"


def numbering_inserted(number: int, level: int = 0) -> str:
    return numpr(number, level, f"<w:ins {_id()}/>")


def row(*cells: str, change: str = "") -> str:
    properties = f"<w:trPr><w:{change} {_id()}/></w:trPr>" if change else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(*paragraphs: str, change: str = "") -> str:
    mark = f"<w:{change} {_id()}/>" if change else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{mark}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows: str) -> str:
    return (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def field(code: str, result: str) -> str:
    return (
        raw('<w:fldChar w:fldCharType="begin"/>')
        + raw(f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>')
        + raw('<w:fldChar w:fldCharType="separate"/>')
        + _run(result)
        + raw('<w:fldChar w:fldCharType="end"/>')
    )


def note(number: int, kind: str = "footnote") -> str:
    return raw(f'<w:{kind}Reference w:id="{number}"/>')


def box(*paragraphs: str) -> str:
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return raw(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def lvl(index: int, form: str, text: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + lvl(0, "lowerLetter", "%1)")
    + lvl(1, "lowerRoman", "%2)")
    + lvl(2, "decimal", "%3.")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + lvl(0, "decimal", "%1")
    + lvl(1, "decimal", "%1.%2")
    + lvl(2, "lowerLetter", "%3)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>'
    + lvl(0, "bullet", "\uf0b7")
    + lvl(1, "bullet", "o")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="hybridMultilevel"/>'
    + lvl(0, "upperRoman", "%1.", 3)
    + lvl(1, "upperLetter", "(%2)")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ItemChild"><w:name w:val="Item Child"/><w:basedOn w:val="Item"/></w:style>'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(
    *blocks: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    comments: dict[int, str] | None = None,
    lists: str = LISTS,
    namespace: str = W,
    extra: dict[str, bytes] | None = None,
    main: str = f"{_TYPE}.document.main+xml",
) -> bytes:
    """A Word file with these blocks in its body."""
    parts = {
        "styles": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {NAMESPACES}>{lists}</w:numbering>",
        "header1": f"<w:hdr {NAMESPACES}><w:p>{r('HEADER THAT NO TEXT HOLDS')}</w:p></w:hdr>",
        "footnotes": _notes("footnote", footnotes or {}),
        "endnotes": _notes("endnote", endnotes or {}),
        "comments": f"<w:comments {NAMESPACES}>"
        + "".join(
            f'<w:comment w:id="{number}" w:author="B. Chair"><w:p>{r(text)}</w:p></w:comment>'
            for number, text in (comments or {}).items()
        )
        + "</w:comments>",
    }
    kinds = {"header1": "header"}
    related = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATION}/{kinds.get(name, name)}" Target="{name}.xml"/>'
        for index, name in enumerate(parts)
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kinds.get(name, name)}+xml"/>' for name in parts
    )
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r2"/></w:sectPr>'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        f"{types}</Types>",
        "_rels/.rels": _relations(
            f'<Relationship Id="d" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(related),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}{section}</w:body></w:document>",
        **{f"word/{name}.xml": part for name, part in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(
                name, ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text).replace(W, namespace)
            )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relations(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _notes(kind: str, notes: dict[int, str]) -> str:
    inner = f'<w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    inner += "".join(f'<w:{kind} w:id="{number}">{content}</w:{kind}>' for number, content in notes.items())
    return f"<w:{kind}s {NAMESPACES}>{inner}</w:{kind}s>"
