"""Extractions built by hand, so that the graph is tested without a reader: a proposal and an adopted text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from instrgraph.model import (
    Block,
    Change,
    Citation,
    DocumentKind,
    Edit,
    EditKind,
    Enacting,
    Extraction,
    Facts,
    LinkStatus,
    Mandate,
    Part,
    ProposedChange,
    Provision,
    SourceDocument,
    Span,
    Specificity,
    State,
)

TEXT = """L'UAT propose de modifier la Résolution 84 de l'AMNT.
RÉSOLUTION 84 (Hammamet, 2016Rév. Genève, 2022)
L'Assemblée mondiale de normalisation des télécommunications (Hammamet, 2016Genève, 2022),
rappelant
a)\tla Résolution 196 (Busan, 2014Rév. Dubaï, 2018) de la Conférence de plénipotentiaires;
e)\tle Règlement des télécommunications internationales,
reconnaissant
b)\tla résolution 71/199 de l'Assemblée générale des Nations Unies;
cd)\tl'alinéa e) du paragraphe 13 du Plan d'action de Genève,
notant
la Résolution 999 et la Résolution de Mars,
invite le Directeur du Bureau de la normalisation des télécommunications
1\tà aider le Directeur du BDT à mettre en œuvre la Résolution 196 (Busan, 2014);
2\tà supprimer l'ancien registre,
3\tà élaborer les principes voulus et à faire rapport au Conseil.
"""
SOURCE = "source/00112233445566aa"
DRAFT = f"{SOURCE}/draft/itu/wtsa/res/84"
BASE = "itu/wtsa/res/84/rev/2016"


def span(words: str, after: str = "") -> Span:
    """Return where the words stand in the text, the first time after others."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def line(words: str) -> Span:
    """Return the line that holds the words."""
    at = TEXT.index(words)
    start = TEXT.rfind("\n", 0, at) + 1
    return Span(start, TEXT.index("\n", at))


def provision(path: str, words: str, part: Part, **given: Any) -> Provision:
    opener, _, label = path.removesuffix(".base").partition("/")
    bare = opener.split("-director")[0]
    clause = f"{bare}/{label}" if label else bare
    inside = part in (Part.PREAMBLE, Part.OPERATIVE)
    values = {"opener": bare if inside else None, "labels": (label,) if label else ()} | given
    return Provision(clause=clause, path=path, part=part, span=line(words), language="fr", **values)


def citation(name: str, core: str, anchor: Span, **given: Any) -> Citation:
    start = TEXT.index(core, anchor.start)
    path = given.pop("path")
    values: dict[str, Any] = {
        "id": f"{SOURCE}/cit/{path.replace('/', '.')}/{name}",
        "language": "fr",
        "core": Span(start, start + len(core)),
        "anchor": anchor,
        "sentence": anchor,
        "text": core,
        "kind": "resolution",
        "revision": None,
        "edition": None,
        "provision": None,
        "status": LinkStatus.LINKED,
        "candidates": (),
        "reason": None,
        "by": "number-body",
        "rule": "fr/resolution",
        "confidence": 0.98,
        "clause": path,
        "path": path,
        "part": Part.PREAMBLE,
        "function": "recalls",
        "specificity": Specificity.PINNED,
        "state": State.BOTH,
    }
    return Citation(**(values | given))


def mandate(path: str, words: str, **given: Any) -> Mandate:
    values: dict[str, Any] = {
        "id": f"{DRAFT}/mandate/{path.replace('/', '.')}",
        "language": "fr",
        "span": line(words),
        "clause": "invites/" + path[-1],
        "path": path,
        "mandator": "itu/wtsa",
        "force": "invites",
        "addressee": "itu/office/dir-tsb",
        "action": words,
    }
    return Mandate(**(values | given))


PROVISIONS = (
    provision("summary", "L'UAT propose", Part.SUMMARY),
    provision("title", "RÉSOLUTION 84", Part.TITLE),
    provision("recalling/a", "a)\tla Résolution 196", Part.PREAMBLE),
    provision("recalling/e.base", "e)\tle Règlement", Part.PREAMBLE, state=State.BASE),
    provision("recognizing/b", "b)\tla résolution 71", Part.PREAMBLE, state=State.PROPOSED),
    provision("recognizing/d", "cd)\tl'alinéa", Part.PREAMBLE),
    provision("noting", "la Résolution 999", Part.PREAMBLE),
    provision("invites-director-tsb/1", "1\tà aider", Part.OPERATIVE),
    provision("invites-director-tsb/2", "2\tà supprimer", Part.OPERATIVE, state=State.BASE),
    provision("invites-director-tsb/3", "3\tà élaborer", Part.OPERATIVE, state=State.PROPOSED),
)

_FUSED = span("Résolution 196 (Busan, 2014Rév. Dubaï, 2018)")
_ITR = span("Règlement des télécommunications internationales")
_PLAN = span("l'alinéa e) du paragraphe 13 du Plan d'action de Genève")
_UNLINKED = {"path": "noting", "confidence": 0.0, "function": "notes", "revision": None}

CITATIONS = (
    citation(
        "itu.wtsa.res.84",
        "84",
        span("Résolution 84"),
        path="summary",
        part=Part.SUMMARY,
        instrument="itu/wtsa/res/84",
        function="revises",
        specificity=Specificity.FLOATING,
    ),
    citation(
        "itu.pp.res.196.2014",
        "196",
        _FUSED,
        path="recalling/a",
        instrument="itu/pp/res/196",
        revision=2014,
        state=State.BASE,
        replaced_by=f"{SOURCE}/cit/recalling.a/itu.pp.res.196.2018",
    ),
    citation(
        "itu.pp.res.196.2018",
        "196",
        _FUSED,
        path="recalling/a",
        instrument="itu/pp/res/196",
        revision=2018,
        state=State.PROPOSED,
        replaces=f"{SOURCE}/cit/recalling.a/itu.pp.res.196.2014",
    ),
    citation(
        "itu.itr",
        "Règlement des télécommunications internationales",
        _ITR,
        path="recalling/e.base",
        instrument="itu/itr",
        state=State.BASE,
        specificity=Specificity.FLOATING,
    ),
    citation(
        "un.ga.res.71.199",
        "71/199",
        span("résolution 71/199"),
        path="recognizing/b",
        instrument="un/ga/res/71/199",
        state=State.PROPOSED,
        function="recognizes",
        specificity=Specificity.NOT_APPLICABLE,
    ),
    citation(
        "wsis.2003.plan-of-action",
        "Plan d'action de Genève",
        _PLAN,
        path="recognizing/d",
        instrument="wsis/2003/plan-of-action",
        provision="13(e)",
        function="recognizes",
        specificity=Specificity.NOT_APPLICABLE,
    ),
    citation(
        "ambiguous",
        "999",
        span("Résolution 999"),
        instrument=None,
        status=LinkStatus.AMBIGUOUS,
        specificity=Specificity.FLOATING,
        candidates=("itu/pp/res/999", "itu/wtsa/res/999"),
        reason="no body is named",
        by="candidates",
        **_UNLINKED,
    ),
    citation(
        "unknown",
        "Résolution de Mars",
        span("Résolution de Mars"),
        instrument=None,
        status=LinkStatus.UNKNOWN,
        reason="no number",
        by="none",
        specificity=Specificity.PARTIAL,
        **_UNLINKED,
    ),
    citation(
        "itu.pp.res.196.2014",
        "196",
        span("Résolution 196 (Busan, 2014)", "à aider"),
        path="invites-director-tsb/1",
        instrument="itu/pp/res/196",
        revision=2014,
        part=Part.OPERATIVE,
        function="implements",
    ),
)

MANDATES = (
    mandate(
        "invites-director-tsb/1",
        "à aider",
        basis=("itu/pp/res/196/rev/2014",),
        action_type="assist",
        continues=f"{BASE}/mandate/invites-director-tsb.1",
        lineage="unchanged",
    ),
    mandate("invites-director-tsb/2", "à supprimer", state=State.BASE, id=f"{BASE}/mandate/invites-director-tsb.2"),
    mandate(
        "invites-director-tsb/3",
        "à élaborer",
        state=State.PROPOSED,
        action_type="report",
        reports_to=("itu/council",),
        collaborators=("itu/office/dir-bdt",),
        due="2024",
    ),
    mandate(
        "invites-director-tsb/3",
        "à élaborer",
        state=State.PROPOSED,
        action_type="report",
        reports_to=("itu/council",),
        addressee="self",
    ),
)

BASE_MANDATES = (
    replace(MANDATES[0], id=f"{BASE}/mandate/invites-director-tsb.1", continues=None, lineage=None),
    MANDATES[1],
)

CHANGES = (
    ProposedChange(
        id=f"{SOURCE}/change/1",
        type="revisionUpdate",
        evidence="fusedSpan",
        confidence=0.97,
        removes=(CITATIONS[1].id,),
        adds=(CITATIONS[2].id,),
        span=_FUSED,
    ),
    ProposedChange(
        id=f"{SOURCE}/change/2",
        type="deletion",
        evidence="duplicateLabel",
        confidence=0.8,
        removes=(CITATIONS[3].id, MANDATES[1].id),
        adds=(),
        span=line("e)\tle Règlement"),
    ),
    ProposedChange(
        id=f"{SOURCE}/change/3",
        type="insertion",
        evidence="fusedPunctuation",
        confidence=0.9,
        removes=(),
        adds=(MANDATES[2].id,),
        span=line("3\tà élaborer"),
    ),
)

_BUSAN, _DUBAI = span("(Busan, 2014Rév."), span("Rév. Dubaï, 2018)")
_LABEL = line("cd)\tl'alinéa").start

EDITS = (
    Change(
        (
            Edit(Span(_BUSAN.start, _DUBAI.start), EditKind.DELETION, "A. Person", "2021-11-01"),
            Edit(_DUBAI, EditKind.INSERTION, "A. Person", "2021-11-01"),
        ),
        "fusedSpan",
        0.97,
    ),
    Change(
        (Edit(Span(_LABEL, _LABEL + 1), EditKind.DELETION), Edit(Span(_LABEL + 1, _LABEL + 2), EditKind.INSERTION)),
        "fusedLabel",
        0.9,
    ),
    Change((Edit(line("e)\tle Règlement"), EditKind.DELETION),), "duplicateLabel", 0.8),
)


def proposal() -> Extraction:
    """Return a proposal to modify WTSA Resolution 84, a short form of a real one."""
    document = SourceDocument(
        id=SOURCE,
        name="proposal.txt",
        key="proposal.txt",
        media_type="text/plain",
        text=TEXT,
        language="fr",
        blocks=(Block(Span(0, len(TEXT))),),
        changes=EDITS,
        facts=Facts(
            symbol="C35/1-F",
            kind=DocumentKind.PROPOSAL,
            action="MOD",
            proponent="org/atu",
            body="itu/wtsa",
            conference="itu/wtsa/2022",
            base_conference="itu/wtsa/2016",
            instrument="itu/wtsa/res/84",
            revision=2022,
            base_revision=2016,
        ),
        sha256="00112233445566aa" + "0" * 48,
    )
    enacting = (Enacting("itu/wtsa", 2022, "Geneva", line("L'Assemblée mondiale")),)
    return Extraction(document, (), PROVISIONS, enacting, CITATIONS, CHANGES, MANDATES, BASE_MANDATES)


def _unchanged(kind: DocumentKind, instrument: str | None) -> Extraction:
    """Return the proposed text as if it were a document without changes."""
    given = proposal()
    facts = replace(given.document.facts, kind=kind, action=None, instrument=instrument, base_revision=None)
    text = "itu/wtsa/res/84/rev/2022" if instrument else SOURCE
    citations = tuple(
        replace(one, state=State.BOTH, replaces=None, replaced_by=None)
        for one in given.citations
        if one.state is not State.BASE
    )
    mandates = tuple(
        replace(one, state=State.BOTH, id=one.id.replace(DRAFT, text), continues=None, lineage=None)
        for one in given.mandates
        if one.state is not State.BASE and instrument
    )
    provisions = tuple(replace(one, state=State.BOTH) for one in given.provisions if one.state is not State.BASE)
    document = replace(given.document, facts=facts, changes=())
    return Extraction(document, (), provisions, given.enacting, citations, (), mandates)


def adopted() -> Extraction:
    """Return an adopted text: WTSA Resolution 84 of 2022."""
    return _unchanged(DocumentKind.ADOPTED, "itu/wtsa/res/84")


def report() -> Extraction:
    """Return a report that cites and demands nothing."""
    return _unchanged(DocumentKind.REPORT, None)
