"""Strategies for forms that name the instrument: symbols, names, action lines, Recommendations, Questions."""

from __future__ import annotations

from instrgraph.citations.numbers import Shape
from instrgraph.citations.printed import Cue, How, Printed
from instrgraph.linking.context import Choice, Context, head_of

_RADIO_SERIES = frozenset({"BO", "BR", "BS", "BT", "RA", "RS", "SA", "SF", "SM", "SNG", "TF"})
_SHARED_SERIES = frozenset({"F", "M", "P", "S", "V"})
_LAST_GROUP = {"itu/t": 26, "itu/r": 12, "itu/d": 4}
"""The highest number that a study group of each Sector has had."""
_OWN_SHAPES = (Shape.SYMBOL, Shape.LINE, Shape.QUESTION, Shape.RECOMMENDATION)
_ADJACENT = (How.INSIDE, How.BEFORE, How.AFTER)


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
        other = context.heads.get(head_of(printed.text))
        numbered = (printed.provision or "").startswith("no.")  # marginal numbers are the ITU's alone
        if other and not numbered and printed.instrument not in context.instruments:
            return Choice("name-in-context", None, (other, printed.instrument),
                          "the text names another instrument that is called so")  # fmt: skip
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
    beside = [cue for cue in printed.cues if cue.how in _ADJACENT]
    clause = [cue for cue in printed.cues if cue.how is How.CLAUSE]
    own = _sector(context.own_body or "")
    # A Bureau that the clause opener names (whom to work with) tells less than whose text it is.
    wider = [cue for cue in printed.cues if cue.how is How.SENTENCE and own is None]
    for cue in (*beside, *clause, *wider):
        sector = _sector(cue.value)
        if sector and (cue in beside or group <= _LAST_GROUP[sector]):
            return Choice("question", f"{sector}/q/{name}")
    earlier = context.earlier.get(("q", number.number), [])
    same = [one for one in earlier if one.endswith(f"-{group}")]
    if same:
        return Choice("question", same[-1])
    sole = _sector_of_mentions(context)
    # Groups 1 and 2 are of every Sector: that the text names one elsewhere tells nothing of them.
    mentioned = own or (sole if sole == "itu/d" or group > _LAST_GROUP["itu/d"] else None)
    if mentioned and group <= _LAST_GROUP[mentioned]:
        return Choice("question-of-own-sector", f"{mentioned}/q/{name}")
    listed = [one for one in (f"itu/{sector}/q/{name}" for sector in "tdr") if context.registry.instrument(one)]
    if len(listed) == 1:
        return Choice("question-registry", listed[0])
    if group > 7:
        return Choice("question-group", f"itu/t/q/{name}")
    candidates = tuple(f"itu/{sector}/q/{name}" for sector in "tdr")
    return Choice("question", None, candidates, "no Sector is named near the Question")


def by_foreign(printed: Printed, context: Context) -> Choice | None:
    """A maker of other texts right beside the citation, and none of ours: "European Council Decision 2013/488"."""
    if not _other_makers(printed):
        return None
    return Choice("foreign", None, (), "the maker named beside it is none of the bodies whose texts are linked")


def is_of_other_maker(printed: Printed) -> bool:
    """Return whether a maker outside the United Nations is named beside it, whose acts are no citations of ours."""
    return any(value.startswith("org/") for value in _other_makers(printed))


def _other_makers(printed: Printed) -> tuple[str, ...]:
    beside = [cue for cue in printed.cues if cue.how in _ADJACENT]
    own = any(cue.cue in (Cue.BODY, Cue.SESSION) and cue.value not in ("un", "itu") for cue in beside)
    if own or printed.number is None or printed.number.shape in _OWN_SHAPES:
        return ()
    return tuple(cue.value for cue in beside if cue.cue is Cue.FOREIGN)


def _sector(body: str) -> str | None:
    if body in ("itu/t", "itu/wtsa", "itu/tsag") or body.startswith("itu/t/"):
        return "itu/t"
    if body in ("itu/d", "itu/wtdc", "itu/tdag") or body.startswith("itu/d/"):
        return "itu/d"
    if body in ("itu/r", "itu/ra", "itu/wrc", "itu/rag") or body.startswith("itu/r/"):
        return "itu/r"
    return None


def _sector_of_mentions(context: Context) -> str | None:
    sectors = {_sector(body) for body in context.bodies} - {None}
    return next(iter(sectors)) if len(sectors) == 1 else None
