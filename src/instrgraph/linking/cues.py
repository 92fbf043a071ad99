"""Reading the words about bodies beside a citation: which organ they name, or lean on."""

from __future__ import annotations

from instrgraph.citations.numbers import Shape
from instrgraph.citations.printed import BodyCue, Cue, How, Printed
from instrgraph.linking.context import ORGANS, Context, organ

_ADJACENT = (How.INSIDE, How.BEFORE, How.AFTER)
UN_MAKERS = ("un/ga", "un/sc", "un/ecosoc", "un/hrc", "un/unep", "un/chr")


def adjacent(printed: Printed) -> tuple[BodyCue, ...]:
    """Return the words about bodies right beside a citation."""
    return tuple(cue for cue in printed.cues if cue.how in _ADJACENT)


def near(printed: Printed) -> tuple[BodyCue, ...]:
    """Return the words about bodies earlier in the clause or sentence."""
    return tuple(cue for cue in printed.cues if cue.how not in _ADJACENT)


def makes(kind: str, body: str) -> bool:
    """Return whether a body has instruments of a kind."""
    return organ(kind, body) in ORGANS.get(kind, ()) or organ(kind, body) in UN_MAKERS


def plain(printed: Printed, body: str) -> str:
    """Return the identifier of a plainly numbered instrument of a body."""
    number = printed.number.number if printed.number else ""
    return f"{organ(printed.kind, body)}/{printed.kind}/{number}"


def possessor(printed: Printed, context: Context) -> str | None:
    """Return whose "its" is: the body named before it in the sentence, else the document's own."""
    slashed = printed.number is not None and printed.number.shape is not Shape.PLAIN
    for cue in printed.cues:
        if cue.cue in (Cue.BODY, Cue.SESSION) and cue.how is not How.AFTER and (
                makes(printed.kind, cue.value) and (cue.value in UN_MAKERS or not slashed)):  # fmt: skip
            return cue.value
        if cue.cue is Cue.BARE and cue.how is not How.AFTER:
            bare = bare_un(cue.value, printed) if slashed else bare_itu(cue.value, context)
            if bare:
                return bare
    return context.own_body


def bare_un(word: str, printed: Printed) -> str | None:
    """Return the organ of the United Nations that a bare "Council" or "Assembly" means beside such a number."""
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


def bare_itu(word: str, context: Context) -> str | None:
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


_BARE_KINDS = {
    "assembly": ("itu/wtsa", "itu/ra", "un/ga"), "conference": ("itu/pp", "itu/wtdc", "itu/wrc", "itu/wcit"),
    "council": ("itu/council", "un/sc", "un/ecosoc", "un/hrc"), "forum": ("itu/wtpf",),
}  # fmt: skip


def agrees(printed: Printed, instrument: str) -> bool:
    """Return whether an instrument, or a body, agrees with the bare "Assembly" or "Conference" beside the citation."""
    bare = [_BARE_KINDS.get(cue.value, ()) for cue in adjacent(printed) if cue.cue is Cue.BARE]
    kinds = {body for bodies in bare for body in bodies}
    return not kinds or "/".join(instrument.split("/")[:2]) in kinds


def may_exist(printed: Printed, body: str, context: Context) -> bool:
    """Return whether an organ may have an instrument of that number, as far as the registry can say."""
    number = printed.number
    if number is None or not number.number.rstrip("ABCDEFGH").isdigit():
        return False
    if context.registry.instrument(plain(printed, body)) is not None:
        return True
    highest = {"itu/pp": 230, "itu/wtsa": 115, "itu/wtdc": 95, "itu/wrc": 999, "itu/ra": 99, "itu/wcit": 5,
               "itu/council": 1999, "itu/wtpf": 12}  # fmt: skip
    return int(number.number.rstrip("ABCDEFGH")) <= highest.get(organ(printed.kind, body), 0)
