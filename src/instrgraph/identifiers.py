"""Identifiers: local paths and IRIs, revisions, provisions, and what an identifier says of the instrument it names.

A *local identifier* is the path below the base IRI (``itu/pp/res/130/rev/2018/part/resolves/2``). It is ASCII where it
names an instrument; labels of provisions may hold letters of any script, which an IRI percent-encodes. `iri` and
`local` are inverse to each other. The scheme is that of ``ontology/README.md``, section 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from instrgraph.errors import MalformedIdentifier
from instrgraph.settings import current

_PLAIN = "A-Za-z0-9" + re.escape("/-._~!$&'()*+,;=:@#")
# Letters and digits of other scripts may stand in labels; white space, controls and the delimiters of IRIs may not,
# save the plain space, which automatic labels ("1 bis") hold.
_LOCAL = re.compile(rf"(?:[{_PLAIN} ]|[^\W_]|[^\x00-\x7f\s\W])+")
_SAFE = "/-._~!$&'()*+,;=:@#"
_ROMAN = r"[IVXLC]+"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBER = r"[1-9]\d*[A-Z]?"

FIRST_YEAR, LAST_YEAR = 1865, 2100
"""The years that a revision may bear: from the first International Telegraph Convention on."""

_TEXTS = {"itu/cs": "treaty", "itu/cv": "treaty", "itu/gr": "regulations", "itu/itr": "treaty", "itu/rr": "treaty",
          "un/charter": "treaty", "un/icj-statute": "treaty", "un/udhr": "declaration"}  # fmt: skip
_MAKERS = {"itu/cs": "itu/pp", "itu/cv": "itu/pp", "itu/gr": "itu/pp", "itu/itr": "itu/wcit", "itu/rr": "itu/wrc",
           "un/charter": "un", "un/icj-statute": "un", "un/udhr": "un/ga"}  # fmt: skip
_TYPES = {"res": "resolution", "dec": "decision", "rec": "recommendation", "op": "opinion", "q": "question",
          "prst": "statement", "sup": "recommendation", "treaty": "treaty", "guidelines": "guidelines",
          "doc": "document"}  # fmt: skip

_SHAPES = (
    rf"itu/(?:pp|wtsa|wtdc|wrc|ra|wcit|council|wtpf)/(?:res|dec|rec|op)/{_NUMBER}",
    r"itu/t/rec/[A-Z]\.[1-9]\d*(?:\.\d+)*(?:bis|ter|quater|[A-Z])?(?:/[A-Z]\.[1-9]\d*(?:\.\d+)*(?:bis|ter|quater|[A-Z])?)?",
    r"itu/t/sup/[A-Z]/[1-9]\d*",
    r"itu/r/rec/[A-Z]{1,4}\.[1-9]\d*",
    rf"itu/d/(?:rec|op)/{_NUMBER}",
    r"itu/[trd]/q/[1-9]\d*[A-Za-z]?(?:-\d+)*-[1-9]\d*",
    rf"un/(?:ga|hrc|unep)/(?:res|dec|prst)/(?:\d+|(?:E?S-)?(?:\d+|{_ROMAN}))/{_NUMBER}",
    rf"un/ga/(?:res|dec)/{_ROMAN}/{_NUMBER}",
    r"un/sc/res/[1-9]\d*",
    r"un/sc/prst/(?:19|20)\d\d/[1-9]\d*",
    rf"un/ecosoc/(?:res|dec)/(?:(?:19|20)\d\d|{_ROMAN}|S-[1-9]\d*)/{_NUMBER}",
    rf"un/(?:treaty|named|guidelines)/{_SLUG}",
    rf"itu/named/{_SLUG}",
    r"un/doc/[A-Z][A-Za-z0-9.()-]*(?:/[A-Za-z0-9.()+-]+)+",
    rf"wsis/(?:19|20)\d\d/{_SLUG}",
    r"wsis/al/c(?:[1-9]|1[01])",
    *(re.escape(text) for text in _TEXTS),
)
_INSTRUMENT = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))
_EDITION = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])|\d{4}|\d{1,3}")
_TAIL = re.compile(
    r"(?:/rev/(?P<revision>\d{4}-\d\d|\d{1,4}))?(?:/amd/(?P<amendment>\d+))?"
    r"(?:/(?P<language>en|fr|es|ru|ar|zh)(?:\.(?P<format>[a-z0-9]+))?)?(?:/part/(?P<part>.+))?"
)


# ---------------------------------------------------------------------------------------------------------- IRIs


def _checked(identifier: str) -> str:
    if not _LOCAL.fullmatch(identifier) or identifier != identifier.strip():
        raise MalformedIdentifier(f"{identifier!r}: not a local identifier; give a path such as 'itu/pp/res/130'")
    if any(part in {"", ".", ".."} for part in identifier.partition("#")[0].split("/")):
        raise MalformedIdentifier(f"{identifier!r}: an empty or relative segment; write 'itu/pp/res/130'")
    if identifier.count("#") > 1:
        raise MalformedIdentifier(f"{identifier!r}: more than one fragment; keep the first '#' only")
    return identifier


@lru_cache(maxsize=100_000)
def iri(identifier: str, base: str | None = None) -> str:
    """Return the full IRI of a local identifier below ``base`` (by default the base of the settings).

    Raises:
        MalformedIdentifier: empty, or with characters or segments that no identifier has.

    >>> iri("itu/pp/res/130", base="https://example.org/id/")
    'https://example.org/id/itu/pp/res/130'
    """
    return (current().base if base is None else base) + quote(_checked(identifier), safe=_SAFE)


@lru_cache(maxsize=100_000)
def local(full: str, base: str | None = None) -> str:
    """Return the local identifier of a full IRI below ``base``: the inverse of `iri`.

    Raises:
        MalformedIdentifier: not below the base, or not in the form that `iri` gives.

    >>> local("https://example.org/id/itu/pp/res/130", base="https://example.org/id/")
    'itu/pp/res/130'
    """
    start = current().base if base is None else base
    if not full.startswith(start):
        raise MalformedIdentifier(f"{full!r}: not below {start}; give an IRI of this graph or a local identifier")
    try:
        found = unquote(full[len(start) :], encoding="utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise MalformedIdentifier(f"{full!r}: percent-encoded bytes that are no UTF-8; encode it again") from error
    if iri(found, start) != re.sub(r"%[0-9a-f]{2}", lambda match: match[0].upper(), full, flags=re.IGNORECASE):
        raise MalformedIdentifier(f"{full!r}: not in canonical form; write {iri(found, start)!r}")
    return found


# --------------------------------------------------------------------------------------------------- instruments


@dataclass(frozen=True, slots=True)
class Address:
    """A local identifier of an instrument or of something below it, taken apart.

    ``revision`` is a year ("2018") or an edition ("2019-10", "15"); ``part`` the path of a provision ("art/14").
    """

    instrument: str
    revision: str | None = None
    amendment: str | None = None
    language: str | None = None
    format: str | None = None
    part: str | None = None

    def __str__(self) -> str:
        tail = (("/rev/", self.revision), ("/amd/", self.amendment), ("/", self.language), (".", self.format),
                ("/part/", self.part))  # fmt: skip
        return self.instrument + "".join(mark + value for mark, value in tail if value is not None)


@lru_cache(maxsize=100_000)
def parse_address(identifier: str) -> Address:
    """Return the parts of a local identifier that names an instrument or something below it.

    Raises:
        MalformedIdentifier: it names no instrument in the forms of the scheme.

    >>> parse_address("itu/pp/res/130/rev/2018/part/resolves/2")
    Address(instrument='itu/pp/res/130', revision='2018', amendment=None, language=None, format=None, part='resolves/2')
    """
    _checked(identifier)
    segments = identifier.split("/")
    # The longest head that is an instrument wins: Y.4000/Y.2060 has a slash, and so have symbols of documents.
    for count in range(_tail_start(segments), 1, -1):
        head = "/".join(segments[:count])
        found = _TAIL.fullmatch(identifier[len(head) :])
        if found and _INSTRUMENT.fullmatch(head):
            return Address(head, **found.groupdict())
    raise MalformedIdentifier(
        f"{identifier!r}: no instrument of the scheme; write for example 'itu/pp/res/130' or 'un/ga/res/71/199'"
    )


def _tail_start(segments: list[str]) -> int:
    marks = [segments.index(mark) for mark in ("rev", "part", "amd") if mark in segments]
    return min(marks, default=len(segments))


def is_instrument(identifier: str) -> bool:
    """Return whether a local identifier is that of an instrument itself, not of a revision or a part.

    >>> is_instrument("itu/wtsa/res/50"), is_instrument("itu/wtsa/res/50/rev/2012"), is_instrument("itu/wtsa")
    (True, False, False)
    """
    return _INSTRUMENT.fullmatch(identifier) is not None


def _instrument(identifier: str) -> str:
    if not is_instrument(identifier):
        raise MalformedIdentifier(f"{identifier!r}: not an instrument's identifier; write for example 'itu/pp/res/130'")
    return identifier


def revision_id(instrument: str, revision: int | None, edition: str | None = None) -> str:
    """Return the identifier of a revision, by its edition where it has one, else by its year.

    Raises:
        MalformedIdentifier: no instrument, neither year nor edition, or one that cannot be.

    >>> revision_id("itu/pp/res/130", 2018), revision_id("itu/t/rec/X.509", None, "2019-10")
    ('itu/pp/res/130/rev/2018', 'itu/t/rec/X.509/rev/2019-10')
    >>> revision_id("itu/ra/res/1", None, "8"), revision_id("un/ga/res/71/199", 2016)
    ('itu/ra/res/1/rev/8', 'un/ga/res/71/199/rev/2016')
    """
    _instrument(instrument)
    if edition is not None:
        if not _EDITION.fullmatch(edition):
            raise MalformedIdentifier(f"{edition!r}: not an edition; write '2019-10', '2008' or '15'")
        return f"{instrument}/rev/{edition}"
    if revision is None or not FIRST_YEAR <= revision <= LAST_YEAR:
        raise MalformedIdentifier(f"{instrument}: {revision} is no year of a revision; give one from {FIRST_YEAR} on")
    return f"{instrument}/rev/{revision}"


@lru_cache(maxsize=100_000)
def body_of(instrument: str) -> str | None:
    """Return the body that makes an instrument, told from its identifier; None where the identifier does not say.

    Raises:
        MalformedIdentifier: not an instrument.

    >>> body_of("itu/pp/res/130"), body_of("itu/d/q/3-2"), body_of("un/ga/res/71/199"), body_of("itu/rr")
    ('itu/pp', 'itu/d/sg/2', 'un/ga', 'itu/wrc')
    """
    _instrument(instrument)
    if instrument in _MAKERS:
        return _MAKERS[instrument]
    first, second, third = (*instrument.split("/"), "")[:3]
    if first == "wsis":
        return "wsis"
    if third == "q":
        return f"{first}/{second}/sg/{instrument.rpartition('-')[2]}"
    if second in {"treaty", "named", "guidelines", "doc"}:
        return None
    return f"{first}/{second}"


@lru_cache(maxsize=100_000)
def type_of(instrument: str) -> str:
    """Return the type of an instrument, a concept of ``igv:InstrumentType`` without its prefix.

    Raises:
        MalformedIdentifier: not an instrument.

    >>> type_of("itu/pp/res/130"), type_of("un/treaty/crc"), type_of("wsis/al/c5"), type_of("un/named/2030-agenda")
    ('resolution', 'treaty', 'actionLine', 'planOfAction')
    """
    _instrument(instrument)
    if instrument in _TEXTS:
        return _TEXTS[instrument]
    segments = instrument.split("/")
    if instrument.startswith("wsis/al/"):
        return "actionLine"
    kind = segments[1] if segments[1] in {"treaty", "guidelines", "doc"} else segments[2]
    if kind in _TYPES and segments[1] != "named":
        return _TYPES[kind]
    return _type_of_name(segments[-1])


def _type_of_name(slug: str) -> str:
    words = set(slug.split("-"))
    if words & {"regulations", "protocol"}:
        return "treaty" if "protocol" in words else "regulations"
    if words & {"agenda", "plan", "programme", "platform", "framework", "strategy", "pathway"}:
        return "planOfAction"
    return "guidelines" if "principles" in words else "declaration"


# ---------------------------------------------------------------------------------------------------- provisions

_UNITS = {"art": "art", "no": "no", "annex": "annex", "appendix": "appendix", "chap": "chap", "part": "part",
          "section": "section", "goal": "goal", "target": "target", "objective": "objective", "para": "para",
          "strategic goal": "strategic-goal", "supplement": "supplement", "footnote": "footnote"}  # fmt: skip
_UNIT = re.compile(rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\.?[ ](?P<label>\S.*)")
_LABEL = r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*(?:(?:\s|-)?(?:bis|ter|quater))?(?:\([^()\s]+\))*"
_RANGE = re.compile(r"(\S+?)[-‑–](\S+)")
_CLAUSE = re.compile(r"(?P<opener>[^\W\d_][^\d]*?)(?:[ ](?P<label>\d\S*(?:[ ]\S+)*|[a-z](?:\(\S+)?|[ivx]+))?")
_LONGEST_RANGE = 200
# The addressees of a clause opener in our own closed notation (not in texts), and what paths call them.
_ADDRESSEES = (
    ("secretary-general", "sg"), ("deputy secretary-general", "dsg"),
    ("directors of the bureaux", "directors"), ("director of tsb", "director-tsb"),
    ("director of br", "director-br"), ("director of bdt", "director-bdt"),
    ("director of the telecommunication standardization bureau", "director-tsb"),
    ("director of the radiocommunication bureau", "director-br"),
    ("director of the telecommunication development bureau", "director-bdt"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def provision_parts(notation: str) -> tuple[str, ...]:
    """Return the paths below ``part/`` of the provisions that a pinpoint names, ranges expanded.

    The notation is the closed one of ``data/gold/GUIDE.md``.

    Raises:
        MalformedIdentifier: empty.

    >>> provision_parts("13(e)"), provision_parts("art. 1, art. 50"), provision_parts("no. 1002")
    (('para/13/e',), ('art/1', 'art/50'), ('no/1002',))
    >>> provision_parts("5-8"), provision_parts("no. 160A-160C")
    (('para/5', 'para/6', 'para/7', 'para/8'), ('no/160A', 'no/160B', 'no/160C'))
    >>> provision_parts("target 9.c"), provision_parts("annex")
    (('target/9.c',), ('annex',))
    >>> provision_parts("resolves 2"), provision_parts("instructs the Director of BDT 3")
    (('resolves/2',), ('instructs-director-bdt/3',))
    """
    if not notation.strip():
        raise MalformedIdentifier("an empty pinpoint; write for example 'art. 14' or '13(e)'")
    found = (part for piece in re.split(r",\s*", notation.strip()) if piece for part in _parts(piece.strip()))
    return tuple(dict.fromkeys(found))


def _parts(piece: str) -> tuple[str, ...]:
    unit = _UNIT.fullmatch(piece)
    if unit:
        return tuple(f"{_UNITS[unit['unit']]}/{label}" for label in _labels(unit["label"]))
    if re.match(r"\d", piece):
        return tuple(f"para/{label}" for label in _labels(piece))
    clause = _CLAUSE.fullmatch(piece)
    if clause is None:
        return (_segment(piece),)
    head = _slug(clause["opener"])
    return tuple(f"{head}/{label}" for label in _labels(clause["label"])) if clause["label"] else (head,)


def _labels(label: str) -> tuple[str, ...]:
    ends = _RANGE.fullmatch(label)
    if ends and re.fullmatch(_LABEL, ends[1]) and re.fullmatch(_LABEL, ends[2]):
        return tuple(_path(one) for one in _between(ends[1], ends[2]))
    return (_path(label),)


def _between(first: str, last: str) -> tuple[str, ...]:
    """Return all labels of a range where it is clear what they are, else its two ends."""
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    stem, letter = first[:-1], first[-1]
    ends = (letter, last[-1] if last[:-1] in {stem, ""} else "")
    if all(len(one) == 1 and one.isascii() and one.isalpha() for one in ends) and (
        (stem[-1:].isdecimal() or not stem) and ends[0] < ends[1] and ends[0].islower() == ends[1].islower()
    ):
        return tuple(stem + chr(code) for code in range(ord(ends[0]), ord(ends[1]) + 1))
    return (first, last)


def _path(label: str) -> str:
    """Return a label as path segments: "13(e)(ii)" is "13/e/ii", "4 bis" is "4bis"."""
    apart = re.sub(r"[()]+", " ", re.sub(r"\s+(?=(?:bis|ter|quater)\b)", "", label))
    return "/".join(_segment(part) for part in re.split(r"[\s/]+", apart.strip()) if part) or _segment(label)


def _slug(opener: str) -> str:
    words = re.sub(r"\b(?:the|also|further)\b", " ", opener.lower().replace("‑", "-"))
    words = " ".join(words.split())
    for name, short in sorted(_ADDRESSEES, key=lambda pair: -len(pair[0])):
        words = words.replace(name.replace(" the ", " "), short)
    return _segment("-".join(re.split(r"[\s,]+", words.replace(" and ", " ").replace(" to ", " "))))


def _segment(text: str) -> str:
    # What no identifier may hold becomes a hyphen, so that any pinpoint of a text has a path.
    return re.sub(rf"[^{_PLAIN}\w]|[#/]", "-", text).strip("-.") or "-"
