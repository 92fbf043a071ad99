"""One document of twelve pages in several formats: the words are written for the tests, the instruments are real."""

from __future__ import annotations

import io
from html import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from making.word import docx, p

Line = tuple[str, str, str]
"""What it is (title, plain, opener, item), its label, its words."""

_SUBJECTS = (
    "strengthening the role of the Union in building confidence and security in the use of technologies",
    "bridging the standardization gap between developing and developed countries",
    "measures to assist small island developing States and landlocked developing countries",
    "protecting telecommunication users and consumers of services provided across borders",
    "the use of telecommunications for monitoring and managing emergency and disaster situations",
    "public policy issues pertaining to the Internet and the management of Internet resources",
    "promotion of the effective participation of youth, women and indigenous peoples in the digital economy",
)
_OPENERS = ("recalling", "considering", "recognizing", "noting", "bearing in mind", "taking into account")
_OPERATIVE = ("resolves", "instructs the Secretary-General", "instructs the Council", "invites Member States")


def lines(clauses: int = 12) -> list[Line]:
    """Return the lines of the document; each opener has ``clauses`` items."""
    found: list[Line] = [
        ("title", "", "RESOLUTION 130 (REV. DUBAI, 2018)"),
        ("title", "", "Strengthening the role of ITU in building confidence and security"),
        ("plain", "", "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),"),
    ]
    number = 70
    for opener in (*_OPENERS, *_OPERATIVE):
        found.append(("opener", "", opener))
        operative = opener in _OPERATIVE
        for index in range(clauses):
            number += 1
            subject = _SUBJECTS[number % len(_SUBJECTS)]
            label = str(index + 1) if operative else f"{chr(97 + index)})"
            start = "to report to the next conference on the implementation of" if operative else "the importance of"
            words = (
                f"{start} Resolution {number} (Rev. Busan, 2014) of the Plenipotentiary Conference, on {subject}, and "
                f"of Resolution {number - 20} (Rev. Hammamet, 2016) of the World Telecommunication Standardization "
                f"Assembly, so that well-founded decisions can be taken within the {2000 + number}-year horizon of it;"
            )
            found.append(("item", label, words))
    return found


def shown(line: Line) -> str:
    """Return a line as a reader sees it."""
    return f"{line[1]}\t{line[2]}" if line[1] else line[2]


def as_text(document: list[Line]) -> bytes:
    return "\n".join(shown(line) for line in document).encode()


def as_docx(document: list[Line]) -> bytes:
    return docx(*(p(*_tabbed(shown(line))) for line in document))


def _tabbed(text: str) -> list[str]:
    label, tab, words = text.partition("\t")
    return [label, "<w:r><w:tab/></w:r>", words] if tab else [text]


def as_html(document: list[Line]) -> bytes:
    tags = {"title": "h1", "plain": "p", "opener": "p", "item": "p"}
    body = "\n".join(f"<{tags[line[0]]}>{escape(shown(line))}</{tags[line[0]]}>" for line in document)
    head = "<!doctype html><html lang=en><head><title>x</title><style>p {}</style></head>"
    return f"{head}<body>{body}</body></html>".encode()


def as_markdown(document: list[Line]) -> bytes:
    signs = {"title": "# "}
    return "\n\n".join(signs.get(line[0], "") + shown(line) for line in document).encode()


def as_akoma_ntoso(document: list[Line]) -> bytes:
    inner = "".join(f"<p>{escape(shown(line))}</p>" for line in document)
    namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    return f'<akomaNtoso xmlns="{namespace}"><doc name="x"><mainBody>{inner}</mainBody></doc></akomaNtoso>'.encode()


def as_pdf(document: list[Line], *, justified: bool = True, furniture: bool = True) -> bytes:
    plain = ParagraphStyle("plain", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=6)
    plain.alignment = TA_JUSTIFY if justified else 0
    styles = {
        "title": ParagraphStyle(
            "title", parent=plain, fontName="Times-Bold", fontSize=14, leading=18, alignment=TA_CENTER
        ),
        "plain": plain,
        "opener": ParagraphStyle("opener", parent=plain, fontName="Times-Italic", leftIndent=24),
        "item": ParagraphStyle("item", parent=plain, leftIndent=24),
    }
    story = [Paragraph(escape(line[2]), styles[line[0]], bulletText=line[1] or None) for line in document]
    buffer = io.BytesIO()

    def draw(canvas, template):
        if furniture:
            canvas.setFont("Times-Roman", 9)
            canvas.drawCentredString(297, 806, f"- {template.page} -")
            canvas.drawCentredString(297, 794, "PP18/130-E")
            canvas.drawString(72, 30, "M:\\RESOLUTIONS\\130.DOCX")

    SimpleDocTemplate(buffer, pagesize=A4).build(story, onFirstPage=draw, onLaterPages=draw)
    return buffer.getvalue()
