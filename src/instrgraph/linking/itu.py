"""Strategies for the plain numbers of the ITU: whose Resolution 20 it is."""

from __future__ import annotations

from instrgraph.citations.numbers import Shape
from instrgraph.citations.printed import Cue, How, Printed
from instrgraph.linking.context import Choice, Context, organ
from instrgraph.linking.cues import adjacent, agrees, bare_itu, makes, may_exist, near, plain, possessor

_SECTORS = ("itu/t", "itu/r", "itu/d")


def by_body(printed: Printed, context: Context) -> Choice | None:
    """A body named right beside the citation: "WTSA Resolution 50", "of the Plenipotentiary Conference"."""
    for cue in adjacent(printed):
        if _is_of_another(printed, cue.value, context) or _lacks_session(printed, cue.value):
            continue
        if cue.cue is Cue.BODY and makes(printed.kind, cue.value):
            return Choice("number-body", plain(printed, cue.value))
        if cue.cue is Cue.SESSION and makes(printed.kind, cue.value):
            return Choice("number-session", plain(printed, cue.value))
        if cue.cue is Cue.BARE:
            body = bare_itu(cue.value, context)
            if body and makes(printed.kind, body):
                return Choice("number-body", plain(printed, body))
    return None


def _lacks_session(printed: Printed, said: str) -> bool:
    """Return whether a plain number stands beside an assembly or council that numbers within its sessions."""
    plain_number = printed.number is not None and printed.number.shape is Shape.PLAIN
    return plain_number and said.startswith("un/") and said != "un/sc"


def _is_of_another(printed: Printed, said: str, context: Context) -> bool:
    """Return whether place and year name a conference of another body, whose revision is known, and not of that said.

    "Resolution 154 (Rev. Bucharest, 2022) and Resolution 1386 (C17) of the Council": the body serves the second alone.
    """
    revision = printed.revision
    if revision is None or revision.place is None or revision.year is None or printed.number is None:
        return False
    body = bare_itu(said, context) or said
    bodies = _bodies_at(printed, context)
    if not bodies or organ(printed.kind, body) in bodies or not makes(printed.kind, body):
        return False
    known = (one for other in bodies for one in context.registry.revisions(plain(printed, other)))
    return any(one.year == revision.year for one in known)


def by_session_mark(printed: Printed, context: Context) -> Choice | None:
    """A session in the parentheses: "(Rev.WRC-19)", "(C11)"."""
    revision = printed.revision
    if revision is None or revision.body is None or not makes(printed.kind, revision.body):
        return None
    return Choice("session-mark", plain(printed, revision.body))


def by_deixis(printed: Printed, context: Context) -> Choice | None:
    """A word that leans: "of the present Conference", "of the same Assembly", "its Resolution 1306"."""
    for cue in adjacent(printed):
        body: str | None = None
        if cue.cue is Cue.THIS:
            body = context.own_body
        elif cue.cue in (Cue.SAME, Cue.THAT):
            body = context.mentioned_before(printed.anchor.start)
        elif cue.cue is Cue.ITS:
            body = next((one for one in (possessor(printed, context), context.last_body)
                         if one and makes(printed.kind, one) and may_exist(printed, one, context)), None)  # fmt: skip
        if body and makes(printed.kind, body) and not _lacks_session(printed, body):
            return Choice("deixis", plain(printed, body), year=_year_of(printed, body))
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
    return Choice("place-year", plain(printed, bodies[0])) if len(bodies) == 1 else None


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
    return tuple(dict.fromkeys(body for body in bodies if makes(printed.kind, body) and body != "itu/council"))


def _among(printed: Printed, context: Context, bodies: tuple[str, ...]) -> Choice:
    year = printed.revision.year if printed.revision else None
    for cue in near(printed):
        if cue.value in bodies:
            return Choice("place-year-clause", plain(printed, cue.value))
    earlier = context.earlier.get((printed.kind, printed.number.number if printed.number else ""), [])
    for body in bodies:
        if plain(printed, body) in earlier:
            return Choice("antecedent", plain(printed, body))
    numbers = context.groups.get(printed.group, (printed.number.number if printed.number else "",))
    known = [body for body in bodies
             if all(any(one.year == year for one in context.registry.revisions(f"{body}/{printed.kind}/{number}"))
                    for number in numbers)]  # fmt: skip
    if len(known) == 1:
        return Choice("place-year-registry", plain(printed, known[0]))
    if context.own_body in bodies:
        return Choice("own-body", plain(printed, context.own_body or ""))
    return Choice("place-year", None, tuple(plain(printed, body) for body in bodies),
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
    # A year beside the number says when it was adopted: no Plenipotentiary Conference met in "Resolution 88 of 2020".
    if not agrees(printed, instrument):
        return False
    year = printed.revision.year if printed.revision else printed.year
    if year is None or not instrument.startswith("itu/"):
        return True
    body = "/".join(instrument.split("/")[:2])
    return body == "itu/council" or context.registry.conference(body, year) is not None


def by_coordination(printed: Printed, context: Context) -> Choice | None:
    """Joined by "and" to a citation whose body is known."""
    _, last = context.last_group
    if last is None or not printed.joined or not last.startswith("itu/"):
        return None
    body = "/".join(last.split("/")[:2])
    if last.count("/") != 3 or not makes(printed.kind, body) or not may_exist(printed, body, context):
        return None
    if not agrees(printed, body):
        return None
    return Choice("coordination", plain(printed, body))


def by_clause(printed: Printed, context: Context) -> Choice | None:
    """A body named earlier in the clause: "WTDC has adopted, for its part, Resolution 45"."""
    for cue in near(printed):
        if cue.how is not How.CLAUSE or cue.cue not in (Cue.BODY, Cue.SESSION) or cue.value in _SECTORS:
            continue
        ours = cue.value.startswith("itu/") and makes(printed.kind, cue.value)
        if ours and may_exist(printed, cue.value, context):
            return Choice("clause", plain(printed, cue.value))
    return None


def by_council_number(printed: Printed, context: Context) -> Choice | None:
    """Resolutions from 900 and Decisions from 200 are of the Council: no other organ of the ITU counts so high."""
    number = printed.number
    if number is None or not number.number.isdigit() or "itu" not in context.families:
        return None
    floor = {"res": 900, "dec": 200}.get(printed.kind)
    if floor is None or int(number.number) < floor or int(number.number) > 1999:
        return None
    council = plain(printed, "itu/council")
    if printed.kind == "res" and int(number.number) < 1000 and not context.registry.instrument(council):
        return None
    return Choice("council-number", council)


def by_own_body(printed: Printed, context: Context) -> Choice | None:
    """Nothing beside it: a text cites its own body's instruments by number alone, where it has one so numbered."""
    own = context.own_body
    if own is None or not makes(printed.kind, own) or not agrees(printed, own):
        return None
    if printed.dated and own.startswith("itu"):
        return None  # "resolution No. 5 of 14 May 2019": the ITU prints no day
    if printed.kind not in ("res", "dec") and own.startswith("un"):
        return None  # "recommendation 16 of the Financial Action Task Force"
    known = context.registry.instrument(plain(printed, own)) is not None
    if not known and own not in ("itu/wrc", "itu/ra") and (own, printed.kind) != ("un/sc", "res"):
        return None
    revision = printed.revision
    if revision is not None and revision.year and not own.startswith("un") and (
            context.registry.conference(own, revision.year) is None):  # fmt: skip
        return None
    return Choice("own-body", plain(printed, own))


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
    elif printed.year:
        candidates = tuple(one for one in candidates if _can_be(printed, one, context))
    if len(candidates) == 1:
        return Choice("registry", candidates[0])
    if candidates:
        return Choice("registry", None, candidates, "no body is named, and several have an instrument of that number")
    return None
