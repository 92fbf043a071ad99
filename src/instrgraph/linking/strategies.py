"""The strategies that link a citation, each with a name that goes into the graph.

Each is a function from a citation as printed and the context to a `Choice`, or None where it has nothing to say. The
measured precision of a strategy is the only confidence that is published; see ``docs/accuracy.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.citations.numbers import Shape
from instrgraph.citations.printed import BodyCue, Cue, How, Printed
from instrgraph.linking.context import ORGANS, Choice, Context, organ

if TYPE_CHECKING:
    from collections.abc import Callable

_ADJACENT = (How.INSIDE, How.BEFORE, How.AFTER)
_LAST_SESSION = 90  # sessions of the General Assembly number 81 in 2026
_FIRST_SLASH_SESSION = 31  # the General Assembly numbers "31/1" since 1976, "1 (I)" before
_LAST_COUNCIL_SESSION = 66  # sessions of the Human Rights Council: the 61st met in 2026
_LAST_ROMAN_ASSEMBLY = 30
_UN_MAKERS = ("un/ga", "un/sc", "un/ecosoc", "un/hrc", "un/unep", "un/chr")
_RADIO_SERIES = frozenset({"BO", "BR", "BS", "BT", "RA", "RS", "SA", "SF", "SM", "SNG", "TF"})
_SHARED_SERIES = frozenset({"F", "M", "P", "S", "V"})


def _adjacent(printed: Printed) -> tuple[BodyCue, ...]:
    return tuple(cue for cue in printed.cues if cue.how in _ADJACENT)


def _near(printed: Printed) -> tuple[BodyCue, ...]:
    return tuple(cue for cue in printed.cues if cue.how not in _ADJACENT)


def _makes(kind: str, body: str) -> bool:
    return organ(kind, body) in ORGANS.get(kind, ()) or organ(kind, body) in _UN_MAKERS


def _plain(printed: Printed, body: str) -> str:
    """Return the identifier of a plainly numbered instrument of a body."""
    number = printed.number.number if printed.number else ""
    return f"{organ(printed.kind, body)}/{printed.kind}/{number}"


# ------------------------------------------------------------------------------------- told by the form itself


def by_form(printed: Printed, context: Context) -> Choice | None:
    """A symbol or a name: the form itself names the instrument."""
    if printed.instrument is None:
        return None
    if printed.number is not None and printed.number.shape is Shape.SYMBOL:
        return Choice("symbol", printed.instrument)
    if printed.in_context:
        family = printed.instrument.split("/")[0]
        if family not in context.families:
            return Choice("name-in-context", None, (printed.instrument,),
                          f"the text does not speak of {family} elsewhere")  # fmt: skip
        return Choice("name-in-context", printed.instrument)
    return Choice("name", printed.instrument)


def by_line(printed: Printed, context: Context) -> Choice | None:
    """A WSIS action line."""
    if printed.kind != "line" or printed.number is None:
        return None
    return Choice("action-line", f"wsis/al/c{printed.number.number}")


def by_recommendation(printed: Printed, context: Context) -> Choice | None:
    """A Recommendation with its series: the sector is named, told by the series, or known to the registry."""
    number = printed.number
    if printed.kind != "rec" or number is None or number.shape is not Shape.RECOMMENDATION:
        return None
    for cue in printed.cues:
        if cue.value in ("itu/t", "itu/r") and cue.how in _ADJACENT:
            return Choice("recommendation", f"{cue.value}/rec/{number.number}")
    series = number.session or ""
    if series in _RADIO_SERIES:
        return Choice("recommendation-series", f"itu/r/rec/{number.number}")
    sectors = ("itu/t", "itu/r") if series in _SHARED_SERIES else ("itu/t",)
    earlier = context.earlier.get(("rec", number.number), [])
    known = [f"{sector}/rec/{number.number}" for sector in sectors]
    if earlier:
        return Choice("recommendation-series", earlier[-1])
    if len(known) == 1:
        return Choice("recommendation-series", known[0])
    near = {one.split("/rec/")[0] for one in context.instruments if f"/rec/{series}." in one}
    if len(near) == 1:
        return Choice("recommendation-series", f"{next(iter(near))}/rec/{number.number}")
    found = context.registry.recommendation(number.number)
    kept = tuple(one for one in known if one in found)
    if len(kept) == 1:
        return Choice("recommendation-series", kept[0])
    return Choice("recommendation-series", None, tuple(known), "the series is one of ITU-T and of ITU-R")


def by_question(printed: Printed, context: Context) -> Choice | None:
    """A study group's Question: its sector is named near, is the document's own, or has a group of that number."""
    number = printed.number
    if printed.kind != "q" or number is None:
        return None
    group = int(number.session or 0)
    name = f"{number.number.replace('/', '-')}-{group}"
    for cue in printed.cues:
        sector = _sector(cue.value)
        if sector:
            return Choice("question", f"{sector}/q/{name}")
    earlier = context.earlier.get(("q", number.number), [])
    same = [one for one in earlier if one.endswith(f"-{group}")]
    if same:
        return Choice("question", same[-1])
    own = _sector(context.own_body or "")
    mentioned = own or _sector_of_mentions(printed, context)
    if mentioned:
        return Choice("question-of-own-sector", f"{mentioned}/q/{name}")
    listed = [one for one in (f"itu/{sector}/q/{name}" for sector in "tdr") if context.registry.instrument(one)]
    if len(listed) == 1:
        return Choice("question-registry", listed[0])
    if group > 7:
        return Choice("question-group", f"itu/t/q/{name}")
    candidates = tuple(f"itu/{sector}/q/{name}" for sector in "tdr")
    return Choice("question", None, candidates, "no Sector is named near the Question")


def _sector(body: str) -> str | None:
    if body in ("itu/t", "itu/wtsa", "itu/tsag") or body.startswith("itu/t/"):
        return "itu/t"
    if body in ("itu/d", "itu/wtdc", "itu/tdag") or body.startswith("itu/d/"):
        return "itu/d"
    if body in ("itu/r", "itu/ra", "itu/wrc", "itu/rag") or body.startswith("itu/r/"):
        return "itu/r"
    return None


def _sector_of_mentions(printed: Printed, context: Context) -> str | None:
    sectors = {_sector(body) for body in context.bodies} - {None}
    return next(iter(sectors)) if len(sectors) == 1 else None


# ------------------------------------------------------------------------------- numbers of the United Nations


def by_united_nations(printed: Printed, context: Context) -> Choice | None:
    """A number of a shape that only the organs of the United Nations use: 71/199, 1325 (2000), 217 A (III), S-27/2."""
    number = printed.number
    if number is None or printed.kind not in ("res", "dec", "rec", "op"):
        return None
    if number.shape is Shape.SPECIAL:
        body = "un/hrc" if _explicit(printed, context) == "un/hrc" else "un/ga"
        return Choice("shape", f"{body}/{printed.kind}/{number.session}/{number.number}")
    if number.shape is Shape.SESSION:
        return _old_assembly(printed, context)
    if number.shape is Shape.YEAR:
        return _security_council(printed, context)
    if number.shape is Shape.SLASH and printed.kind in ("res", "dec"):
        return _slashed(printed, context)
    return None


def _explicit(printed: Printed, context: Context) -> str | None:
    """Return the organ that a word right beside the citation names, or leans on."""
    for cue in _adjacent(printed):
        if cue.cue in (Cue.BODY, Cue.SESSION) and cue.value in _UN_MAKERS:
            return cue.value
        if cue.cue is Cue.BARE:
            bare = _bare(cue.value, printed, context)
            if bare:
                return bare
        if cue.cue is Cue.ITS:
            return _possessor(printed, context)
        if cue.cue in (Cue.THIS,) and context.is_un:
            return context.own_body
    return None


def _bare(word: str, printed: Printed, context: Context) -> str | None:
    number = printed.number
    if word == "assembly" and number is not None and number.shape is not Shape.PLAIN:
        return "un/ga"
    if word != "council" or number is None:
        return None
    if number.shape is Shape.SLASH and number.session:
        return "un/ecosoc" if len(number.session) == 4 else "un/hrc"
    if number.shape is Shape.YEAR:
        return "un/sc"
    if number.shape is Shape.SESSION:
        return "un/ecosoc"
    return None


def _possessor(printed: Printed, context: Context) -> str | None:
    """Return whose "its" is: the body named before it in the sentence, else the document's own."""
    slashed = printed.number is not None and printed.number.shape is not Shape.PLAIN
    for cue in printed.cues:
        if cue.cue in (Cue.BODY, Cue.SESSION) and cue.how is not How.AFTER and (
                _makes(printed.kind, cue.value) and (cue.value in _UN_MAKERS or not slashed)):  # fmt: skip
            return cue.value
        if cue.cue is Cue.BARE and cue.how is not How.AFTER:
            bare = _bare(cue.value, printed, context) if slashed else _bare_itu(cue.value, context)
            if bare:
                return bare
    return context.own_body


def _old_assembly(printed: Printed, context: Context) -> Choice:
    number = printed.number
    assert number is not None and number.session is not None  # noqa: S101, PT018 (the shape promises both)
    name = f"{number.session}/{number.number}{number.letter or ''}"
    explicit = _explicit(printed, context)
    if explicit in ("un/ecosoc", "un/ga"):
        return Choice("number-body", f"{explicit}/{printed.kind}/{name}")
    if number.session.startswith(("S-", "ES-")) or _roman_value(number.session) <= _LAST_ROMAN_ASSEMBLY:
        if any(cue.cue is Cue.FOREIGN for cue in printed.cues):
            return Choice("shape", None, (f"un/ga/{printed.kind}/{name}", f"un/ecosoc/{printed.kind}/{name}"),
                          "the sentence names another maker of such numbers")  # fmt: skip
        body = "un/ecosoc" if context.own_body == "un/ecosoc" else "un/ga"
        return Choice("shape", f"{body}/{printed.kind}/{name}")
    return Choice("shape", f"un/ecosoc/{printed.kind}/{name}")


def _roman_value(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for one, following in zip(text, [*text[1:], ""], strict=True):
        value = values.get(one, 0)
        total += -value if following and values.get(following, 0) > value else value
    return total


def _security_council(printed: Printed, context: Context) -> Choice:
    number = printed.number
    assert number is not None  # noqa: S101 (the shape promises it)
    instrument = f"un/sc/{printed.kind}/{number.number}"
    fact = context.registry.security_council_resolution(instrument)
    known = fact.year if fact else None
    if any(cue.value == "itu/council" for cue in _adjacent(printed)) and context.own_body != "un/sc":
        return Choice("number-body", f"itu/council/{printed.kind}/{number.number}", year=number.year)
    named = _explicit(printed, context) == "un/sc" or any(cue.value == "un/sc" for cue in printed.cues)
    if named:
        return Choice("number-body", instrument)
    if known == number.year and printed.kind == "res":
        return Choice("number-year", instrument)
    if context.own_body == "un/sc" or instrument in context.instruments:
        return Choice("antecedent", instrument)
    if known is None and (number.year or 0) >= 2015 and int(number.number) > 2000:  # later than the registry
        return Choice("number-year", instrument)
    return Choice("number-year", None, (instrument,),
                  f"Security Council resolution {number.number} is of {known or 'an unknown year'}, not {number.year}")  # fmt: skip


def _slashed(printed: Printed, context: Context) -> Choice:
    number = printed.number
    assert number is not None and number.session is not None  # noqa: S101, PT018 (the shape promises both)
    session, ordinal = int(number.session), int(number.number)
    if printed.language == "ar" and session > _LAST_SESSION and not 1946 <= session <= 2050 and _FIRST_SLASH_SESSION <= ordinal <= _LAST_SESSION:
        session, ordinal = ordinal, session  # printed right to left: 199/71 is 71/199
    name = f"{session}/{ordinal}{number.letter or ''}"
    explicit = _explicit(printed, context)
    if session >= 1946:
        body = explicit if explicit in ("un/ecosoc", "un/chr", "un/hrc") else "un/ecosoc"
        return Choice("number-body" if explicit else "shape", f"{body}/{printed.kind}/{name}")
    if printed.kind == "res" and ordinal >= 1000:
        glued = f"un/ga/res/{session}/{str(ordinal)[:-1]}"
        return Choice("shape", None, (glued,), "a footnote mark may be glued to the number")
    if session > _LAST_SESSION:
        return Choice("shape", None, (), f"no session {session} of an organ of the United Nations")
    if explicit in ("un/ga", "un/hrc", "un/ecosoc", "un/unep"):
        if explicit == "un/hrc" and session > _LAST_COUNCIL_SESSION:
            explicit = "un/ga"
        return Choice("number-body", f"{explicit}/{printed.kind}/{name}")
    return _slashed_without_body(printed, context, session, name)


def _slashed_without_body(printed: Printed, context: Context, session: int, name: str) -> Choice:
    assembly, council = f"un/ga/{printed.kind}/{name}", f"un/hrc/{printed.kind}/{name}"
    group, last = context.last_group
    if last is not None and (printed.group == group or printed.joined) and last.startswith(("un/ga", "un/hrc")):
        body = last.split("/")[1]
        if body == "ga" and session >= _FIRST_SLASH_SESSION:
            return Choice("coordination", assembly)
        if body == "hrc" and session <= _LAST_COUNCIL_SESSION:
            return Choice("coordination", council)
    for instrument in (assembly, council):
        if instrument in context.instruments:
            return Choice("antecedent", instrument)
    if any(named.id in context.instruments for named in context.registry.names_of_text(assembly)):
        return Choice("text-of", assembly)
    near = next((cue.value for cue in _near(printed) if cue.value in ("un/ga", "un/hrc")), None)
    if session < _FIRST_SLASH_SESSION:
        if near == "un/hrc" or context.own_body == "un/hrc" or "un/hrc" in context.bodies:
            return Choice("shape", council)
        return Choice("shape", None, (council,), "the General Assembly numbers so from its session 31 only")
    if session > _LAST_COUNCIL_SESSION:
        return Choice("shape", assembly)
    if near:
        return Choice("clause", assembly if near == "un/ga" else council)
    if context.own_body == "un/hrc":
        return Choice("shape", None, (council, assembly), "both the Council and the General Assembly number so")
    return Choice("shape-assembly", assembly)


# ------------------------------------------------------------------------------------------ numbers of the ITU


def _bare_itu(word: str, context: Context) -> str | None:
    """Return the organ of the ITU that a bare "Council", "Assembly", "Conference" or "Forum" means here."""
    if word == "council":
        return "itu/council" if context.is_itu or not context.is_un else None
    if word == "forum":
        return "itu/wtpf"
    own = context.own_body
    if word == "conference" and own in ("itu/pp", "itu/wtdc", "itu/wrc", "itu/wcit"):
        return own
    if word == "assembly" and own in ("itu/wtsa", "itu/ra"):
        return own
    return None


def by_body(printed: Printed, context: Context) -> Choice | None:
    """A body named right beside the citation: "WTSA Resolution 50", "of the Plenipotentiary Conference"."""
    for cue in _adjacent(printed):
        if cue.cue is Cue.BODY and _makes(printed.kind, cue.value):
            return Choice("number-body", _plain(printed, cue.value))
        if cue.cue is Cue.SESSION and _makes(printed.kind, cue.value):
            return Choice("number-session", _plain(printed, cue.value))
        if cue.cue is Cue.BARE:
            body = _bare_itu(cue.value, context)
            if body and _makes(printed.kind, body):
                return Choice("number-body", _plain(printed, body))
    return None


def by_session_mark(printed: Printed, context: Context) -> Choice | None:
    """A session in the parentheses: "(Rev.WRC-19)", "(C11)"."""
    revision = printed.revision
    if revision is None or revision.body is None or not _makes(printed.kind, revision.body):
        return None
    return Choice("session-mark", _plain(printed, revision.body))


def by_deixis(printed: Printed, context: Context) -> Choice | None:
    """A word that leans: "of the present Conference", "of the same Assembly", "its Resolution 1306"."""
    for cue in _adjacent(printed):
        body: str | None = None
        if cue.cue is Cue.THIS:
            body = context.own_body
        elif cue.cue in (Cue.SAME, Cue.THAT):
            body = context.mentioned_before(printed.anchor.start)
        elif cue.cue is Cue.ITS:
            body = next((one for one in (_possessor(printed, context), context.last_body)
                         if one and _makes(printed.kind, one) and _exists(printed, one, context)), None)  # fmt: skip
        if body and _makes(printed.kind, body):
            return Choice("deixis", _plain(printed, body), year=_year_of(printed, body))
    return None


def _year_of(printed: Printed, body: str) -> int | None:
    """Return the year of the session whose "its" it is: "the Forum (Lisbon, 2009) … in its Opinion 6"."""
    for cue in printed.cues:
        if cue.year and cue.cue in (Cue.BODY, Cue.BARE) and (cue.value == body or cue.cue is Cue.BARE):
            return cue.year
    return None


def by_place_and_year(printed: Printed, context: Context) -> Choice | None:
    """Place and year name one conference: Dubai 2012 is WTSA (or WCIT), 2014 WTDC, 2018 the Plenipotentiary."""
    revision = printed.revision
    if revision is None or revision.place is None or revision.year is None:
        return None
    bodies = _bodies_at(printed, context)
    return Choice("place-year", _plain(printed, bodies[0])) if len(bodies) == 1 else None


def by_one_of_the_place(printed: Printed, context: Context) -> Choice | None:
    """Place and year name several conferences (Dubai 2012: WTSA, WCIT): the clause, the text, the registry decide."""
    revision = printed.revision
    if revision is None or revision.place is None or revision.year is None:
        return None
    bodies = _bodies_at(printed, context)
    return _among(printed, context, bodies) if bodies else None


def _bodies_at(printed: Printed, context: Context) -> tuple[str, ...]:
    revision = printed.revision
    assert revision is not None and revision.place and revision.year  # noqa: S101, PT018 (asked by the caller)
    bodies = [one.body for one in context.registry.conferences_at(revision.place, revision.year)]
    return tuple(dict.fromkeys(body for body in bodies if _makes(printed.kind, body) and body != "itu/council"))


def _among(printed: Printed, context: Context, bodies: tuple[str, ...]) -> Choice:
    year = printed.revision.year if printed.revision else None
    for cue in _near(printed):
        if cue.value in bodies:
            return Choice("place-year-clause", _plain(printed, cue.value))
    earlier = context.earlier.get((printed.kind, printed.number.number if printed.number else ""), [])
    for body in bodies:
        if _plain(printed, body) in earlier:
            return Choice("antecedent", _plain(printed, body))
    numbers = context.groups.get(printed.group, (printed.number.number if printed.number else "",))
    known = [body for body in bodies
             if all(any(one.year == year for one in context.registry.revisions(f"{body}/{printed.kind}/{number}"))
                    for number in numbers)]  # fmt: skip
    if len(known) == 1:
        return Choice("place-year-registry", _plain(printed, known[0]))
    if context.own_body in bodies:
        return Choice("own-body", _plain(printed, context.own_body or ""))
    return Choice("place-year", None, tuple(_plain(printed, body) for body in bodies),
                  "several conferences met there in that year")  # fmt: skip


def by_edition(printed: Printed, context: Context) -> Choice | None:
    """A number with its edition: only resolutions of ITU-R are numbered so (1-8)."""
    if printed.number is None or printed.number.shape is not Shape.EDITION:
        return None
    if printed.kind == "op":
        return Choice("shape", f"itu/r/op/{printed.number.number}")
    return Choice("shape", f"itu/ra/{printed.kind}/{printed.number.number}")


def by_antecedent(printed: Printed, context: Context) -> Choice | None:
    """The same number earlier in the text, with its body: "Resolution 196 (Busan, 2014)" after one "of the PP"."""
    if printed.number is None:
        return None
    earlier = context.earlier.get((printed.kind, printed.number.number), [])
    own = [one for one in earlier if _can_be(printed, one, context)]
    if len(own) == 1:
        return Choice("antecedent", own[0])
    if len(own) > 1:
        kept = [one for one in own if context.own_body and one.startswith(context.own_body + "/")]
        if len(kept) == 1 and printed.revision is None:
            return Choice("antecedent", kept[0])
        return Choice("antecedent", None, tuple(own), "several instruments of that number stand earlier in the text")
    return None


def _can_be(printed: Printed, instrument: str, context: Context) -> bool:
    revision = printed.revision
    if revision is None or revision.year is None or not instrument.startswith("itu/"):
        return True
    body = "/".join(instrument.split("/")[:2])
    return body == "itu/council" or context.registry.conference(body, revision.year) is not None


def by_coordination(printed: Printed, context: Context) -> Choice | None:
    """Joined by "and" to a citation whose body is known."""
    group, last = context.last_group
    if last is None or not printed.joined or not last.startswith("itu/"):
        return None
    body = "/".join(last.split("/")[:2])
    if last.count("/") != 3 or not _makes(printed.kind, body) or not _exists(printed, body, context):
        return None
    return Choice("coordination", _plain(printed, body))


def by_clause(printed: Printed, context: Context) -> Choice | None:
    """A body named earlier in the clause: "WTDC has adopted, for its part, Resolution 45"."""
    for cue in _near(printed):
        if cue.how is How.CLAUSE and cue.cue in (Cue.BODY, Cue.SESSION) and _makes(printed.kind, cue.value) and (
                cue.value.startswith("itu/") and cue.value not in _SECTORS) and _exists(printed, cue.value, context):  # fmt: skip
            return Choice("clause", _plain(printed, cue.value))
    return None


_SECTORS = ("itu/t", "itu/r", "itu/d")


def by_council_number(printed: Printed, context: Context) -> Choice | None:
    """Resolutions from 900 and Decisions from 200 are of the Council: no other organ of the ITU counts so high."""
    number = printed.number
    if number is None or not number.number.isdigit() or not ("itu" in context.families):
        return None
    floor = {"res": 900, "dec": 200}.get(printed.kind)
    if floor is None or int(number.number) < floor or int(number.number) > 1999:
        return None
    if printed.kind == "res" and int(number.number) < 1000 and not context.registry.instrument(_plain(printed, "itu/council")):
        return None
    return Choice("council-number", _plain(printed, "itu/council"))


def _exists(printed: Printed, body: str, context: Context) -> bool:
    """Return whether an organ may have an instrument of that number, as far as the registry can say."""
    number = printed.number
    if number is None or not number.number.rstrip("ABCDEFGH").isdigit():
        return False
    if context.registry.instrument(_plain(printed, body)) is not None:
        return True
    highest = {"itu/pp": 230, "itu/wtsa": 115, "itu/wtdc": 95, "itu/wrc": 999, "itu/ra": 99, "itu/wcit": 5,
               "itu/council": 1999, "itu/wtpf": 12}  # fmt: skip
    return int(number.number.rstrip("ABCDEFGH")) <= highest.get(organ(printed.kind, body), 0)


def by_own_body(printed: Printed, context: Context) -> Choice | None:
    """Nothing beside it: a text cites its own body's instruments by number alone, where the body has one so numbered."""
    own = context.own_body
    if own is None or not _makes(printed.kind, own):
        return None
    if printed.dated and own.startswith("itu"):
        return None  # "resolution No. 5 of 14 May 2019": the ITU prints no day
    known = context.registry.instrument(_plain(printed, own)) is not None
    if not known and own not in ("itu/wrc", "itu/ra", "un/sc"):
        return None
    revision = printed.revision
    if revision is not None and revision.year and not own.startswith("un") and (
            context.registry.conference(own, revision.year) is None):  # fmt: skip
        return None
    return Choice("own-body", _plain(printed, own))


def by_registry(printed: Printed, context: Context) -> Choice | None:
    """Only one instrument of that kind and number is known; or those that are known are the candidates."""
    number = printed.number
    if number is None or "itu" not in context.families or printed.dated:
        return None
    candidates = context.registry.candidates(printed.kind, number.number)
    revision = printed.revision
    if revision is not None and revision.year:
        dated = tuple(one for one in candidates if _can_be(printed, one, context))
        candidates = dated or candidates
    if len(candidates) == 1:
        return Choice("registry", candidates[0])
    if candidates:
        return Choice("registry", None, candidates, "no body is named, and several have an instrument of that number")
    return None


STRATEGIES: tuple[Callable[[Printed, Context], Choice | None], ...] = (
    by_form, by_line, by_recommendation, by_question, by_united_nations, by_session_mark, by_body, by_place_and_year,
    by_deixis, by_one_of_the_place, by_edition, by_antecedent, by_coordination, by_clause, by_council_number, by_own_body, by_registry,
)  # fmt: skip
"""In the order in which they are asked; the first that has something to say decides."""
