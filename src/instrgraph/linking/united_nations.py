"""Strategies for the numbers of the United Nations: 71/199, 1325 (2000), 217 A (III), S-27/2."""

from __future__ import annotations

from instrgraph.citations.numbers import Number, Shape
from instrgraph.citations.printed import Cue, Printed
from instrgraph.linking.context import Choice, Context
from instrgraph.linking.cues import UN_MAKERS, adjacent, bare_un, near, possessor

_LAST_SESSION = 90  # sessions of the General Assembly number 81 in 2026
_FIRST_SLASH_SESSION = 31  # the General Assembly numbers "31/1" since 1976, "1 (I)" before
_LAST_COUNCIL_SESSION = 66  # sessions of the Human Rights Council: the 61st met in 2026
_LAST_ROMAN_ASSEMBLY = 30
_MOST_OF_COUNCIL = 45
_MOST_OF_A_SESSION = 50  # the Human Rights Council has adopted no more resolutions at any session


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
    for cue in adjacent(printed):
        if cue.cue in (Cue.BODY, Cue.SESSION) and cue.value in UN_MAKERS:
            return cue.value
        if cue.cue is Cue.BARE:
            bare = bare_un(cue.value, printed)
            if bare:
                return bare
        if cue.cue is Cue.ITS:
            return possessor(printed, context)
        if cue.cue is Cue.THIS and context.is_un:
            return context.own_body
    return None


def _old_assembly(printed: Printed, context: Context) -> Choice:
    number = printed.number
    assert number is not None and number.session is not None  # noqa: S101, PT018 (the shape promises both)
    name = f"{number.session}/{number.number}{number.letter or ''}"
    explicit = _explicit(printed, context)
    counted = _counted_by(number)
    named = any(cue.cue is Cue.BODY and cue.value == explicit for cue in adjacent(printed))
    if explicit in ("un/ecosoc", "un/ga") and (named or counted in (None, explicit)):
        return Choice("number-body", f"{explicit}/{printed.kind}/{name}")
    if number.session.startswith(("S-", "ES-")) or _roman_value(number.session) <= _LAST_ROMAN_ASSEMBLY:
        if any(cue.cue is Cue.FOREIGN for cue in printed.cues):
            return Choice("shape", None, (f"un/ga/{printed.kind}/{name}", f"un/ecosoc/{printed.kind}/{name}"),
                          "the sentence names another maker of such numbers")  # fmt: skip
        body = counted or ("un/ecosoc" if context.own_body == "un/ecosoc" else "un/ga")
        return Choice("shape", f"{body}/{printed.kind}/{name}")
    if any(cue.value == "un/ecosoc" for cue in printed.cues) or context.own_body == "un/ecosoc":
        return Choice("shape", f"un/ecosoc/{printed.kind}/{name}")
    # Regional and functional commissions, and assemblies of other makers, count their sessions in Roman numerals too.
    return Choice("shape", None, (f"un/ecosoc/{printed.kind}/{name}",), "no body is named that counts its sessions so")


def _counted_by(number: Number) -> str | None:
    """Return the organ that had counted so far in that session: the Assembly 1721 in its 16th, ECOSOC 663 in its 24th.

    The Assembly took about a hundred resolutions a session, the Economic and Social Council no more than thirty-five.
    """
    session = _roman_value(number.session or "")
    if not 3 <= session <= _LAST_ROMAN_ASSEMBLY or not number.number.isdigit():
        return None
    return "un/ga" if int(number.number) > _MOST_OF_COUNCIL * session else "un/ecosoc"


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
    if any(cue.value == "itu/council" for cue in adjacent(printed)) and context.own_body != "un/sc":
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
    reason = f"Security Council resolution {number.number} is of {known or 'an unknown year'}, not {number.year}"
    return Choice("number-year", None, (instrument,), reason)


def _slashed(printed: Printed, context: Context) -> Choice:
    number = printed.number
    assert number is not None and number.session is not None  # noqa: S101, PT018 (the shape promises both)
    session, ordinal = int(number.session), int(number.number)
    no_session = session > _LAST_SESSION and not 1946 <= session <= 2050
    if printed.language == "ar" and no_session and _FIRST_SLASH_SESSION <= ordinal <= _LAST_SESSION:
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
        # The Economic and Social Council numbers by the year; "its" in such a text may be the Assembly's.
        if explicit == "un/ecosoc" or (explicit == "un/hrc" and session > _LAST_COUNCIL_SESSION):
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
    named = next((cue.value for cue in near(printed) if cue.value in ("un/ga", "un/hrc")), None)
    if session < _FIRST_SLASH_SESSION:
        spoken = "un/hrc" in context.bodies and printed.kind == "res"  # decisions 2/5 are made by many
        if named == "un/hrc" or context.own_body == "un/hrc" or spoken:
            return Choice("shape", council)
        return Choice("shape", None, (council,), "the General Assembly numbers so from its session 31 only")
    if session > _LAST_COUNCIL_SESSION:
        return Choice("shape", assembly)
    if named:
        return Choice("clause", assembly if named == "un/ga" else council)
    return _by_shape_alone(printed, context, assembly, council)


def _by_shape_alone(printed: Printed, context: Context, assembly: str, council: str) -> Choice:
    if context.own_body != "un/hrc":
        return Choice("shape-assembly", assembly)
    if printed.kind == "res" and printed.number and int(printed.number.number) <= _MOST_OF_A_SESSION:
        return Choice("own-body", council)
    return Choice("shape", None, (council, assembly), "both the Council and the General Assembly number so")
