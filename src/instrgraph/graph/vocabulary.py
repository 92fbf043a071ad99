"""The names of the graph: our namespaces and those we borrow, each with the names that we use and no other.

The lists of ``IG`` and ``IGV`` are those of ``ontology/instrgraph.ttl``; a test compares them both ways.
"""

from __future__ import annotations

from pyoxigraph import NamedNode


class Namespace:
    """The terms of one namespace as attributes; a name that is not listed is a mistake of ours and raises.

    >>> Namespace("http://purl.org/dc/terms/", "title").title
    <NamedNode value=http://purl.org/dc/terms/title>
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self.names = frozenset(names.split())
        self.__dict__.update({name: NamedNode(iri + name) for name in self.names})

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.iri}{name}: not a term that we use; add it to the vocabulary")

    def term(self, name: str) -> NamedNode:
        """Return the term of that name, which may hold a hyphen.

        Raises:
            AttributeError: there is no such term.
        """
        found: NamedNode = getattr(self, name)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.names


IG = Namespace(
    "https://w3id.org/instrgraph/ns#",
    """
    Instrument NormativeText Revision DraftRevision CandidateLink LanguageExpression SourceDocument Proposal Provision
    ActionLine Citation Anchor ProposedChange Mandate Agent Body StudyGroup Office AgentGroup Conference ExtractionRun
    hasRevision revisionOf draftOf baseRevision adoptedAs supersedes instrumentType issuedBy adoptedAt adoptionYear
    designation sessionOf place year proposesDraft proposesChangeOf proposedBy targetConference sectionKind cites
    citingText citingProvision citedInstrument citedRevision citedProvision citationFunction revisionSpecificity
    citedTitle anchor replacesCitation citoProperty textState changeIn removes adds changeEvidence changeType mandateIn
    statedIn mandator addressee collaborator beneficiary reportsTo deonticForce actionType actionText mandateBasis
    continuesMandate lineageKind extractedFrom confidence linkStatus candidate reason linkedBy rule stateConfidence
    registryStatus edition textOf sourceKey startDate endDate
    candidateLink candidateInstrument rank citedYear pinpoint coreStart coreEnd coreText clause due lineageScore
    lineageEvidence documentKind proposedAction grammarVersion registryVersion sha256 suppressedBy
    presumedRevision newerRevision leftBehindBy revisionInForce
    """,
)

IGV = Namespace(
    "https://w3id.org/instrgraph/vocab#",
    """
    LinkStatus link-linked link-ambiguous link-unknown
    RegistryStatus reg-seen reg-known-high reg-known-medium reg-known-low
    CitationFunction fn-recalls fn-reaffirms fn-recognizes fn-considers fn-notes fn-aware fn-implements fn-pursuant
    fn-quotes fn-revises fn-replaces fn-describes fn-mentions
    RevisionSpecificity spec-pinned spec-floating spec-partial spec-notApplicable
    TextState state-both state-baseOnly state-proposedOnly state-unknown
    ChangeType chg-insertion chg-deletion chg-substitution chg-revisionUpdate chg-renumbering
    ChangeEvidence ev-markup ev-fusedSpan ev-fusedPunctuation ev-fusedLabel ev-duplicateLabel ev-laterThanBase
    ev-labelGap ev-statedInSummary ev-comparison
    DeonticForce force-resolves force-instructs force-requests force-authorizes force-urges force-invites
    force-decides force-calls-upon force-encourages
    ActionType act-report act-study act-assist act-cooperate act-inform act-legislate act-combat act-develop
    act-convene act-fund act-implement act-monitor act-participate act-promote act-review act-submit act-train
    act-appoint act-continue act-consider act-other
    LineageKind lin-unchanged lin-amended lin-moved lin-split lin-merged lin-added lin-dropped lin-delegated
    InstrumentType type-resolution type-decision type-recommendation type-opinion type-question type-treaty
    type-regulations type-declaration type-planOfAction type-actionLine type-guidelines type-report type-rules
    type-charter type-programme type-document type-statement type-supplement type-agreement type-agenda type-strategy
    SectionKind sec-preamble sec-operative sec-recalling sec-reaffirming sec-considering sec-recognizing sec-noting
    sec-conscious sec-aware sec-bearing-in-mind sec-taking-into-account sec-emphasizing sec-convinced sec-concerned
    sec-welcoming sec-guided sec-pursuant sec-resolves sec-resolves-to-instruct sec-decides sec-instructs sec-requests
    sec-invites sec-encourages sec-urges sec-calls-upon sec-authorizes sec-title sec-summary sec-action sec-enacting
    sec-body sec-annex sec-footnote
    DocumentKind doc-proposal doc-adopted doc-report doc-letter doc-other
    ProposedAction prop-mod prop-add prop-sup prop-noc
    """,
)

RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "integer decimal string dateTime boolean date")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel notation note exactMatch inScheme broader")
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    "identifier title format extent description publisher license issued date contributor creator subject",
)
ELI = Namespace(
    "http://data.europa.eu/eli/ontology#",
    "number is_part_of is_realized_by language is_embodied_by Format",
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "hasSource hasSelector TextPositionSelector TextQuoteSelector start end exact prefix suffix",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "wasGeneratedBy used wasAssociatedWith SoftwareAgent endedAtTime generatedAtTime",
)
ORG = Namespace("http://www.w3.org/ns/org#", "subOrganizationOf postIn")
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """Dataset triples entities distinctSubjects distinctObjects properties classes documents dataDump sparqlEndpoint
    exampleResource uriSpace vocabulary classPartition class propertyPartition property subset feature""",
)
DCAT = Namespace("http://www.w3.org/ns/dcat#", "Dataset Distribution distribution downloadURL mediaType version accessURL")
CITO = Namespace(
    "http://purl.org/spar/cito/",
    """hasCitationCharacterization obtainsBackgroundFrom agreesWith credits citesForInformation usesMethodIn
    citesAsAuthority includesQuotationFrom updates retracts describes cites""",
)

FUNCTIONS = {
    "recalls": CITO.obtainsBackgroundFrom,
    "reaffirms": CITO.agreesWith,
    "recognizes": CITO.credits,
    "considers": CITO.obtainsBackgroundFrom,
    "notes": CITO.citesForInformation,
    "aware": CITO.citesForInformation,
    "implements": CITO.usesMethodIn,
    "pursuant": CITO.citesAsAuthority,
    "quotes": CITO.includesQuotationFrom,
    "revises": CITO.updates,
    "replaces": CITO.retracts,
    "describes": CITO.describes,
    "mentions": CITO.cites,
}
"""The one CiTO property that goes with each citation function."""

LANGUAGE_AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
LANGUAGES = {"en": "ENG", "fr": "FRA", "es": "SPA", "ru": "RUS", "ar": "ARA", "zh": "ZHO"}
"""The codes of the European Publications Office, to which ``eli:language`` points."""

PREFIXES = {
    "ig": IG.iri,
    "igv": IGV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "eli": ELI.iri,
    "oa": OA.iri,
    "prov": PROV.iri,
    "org": ORG.iri,
    "void": VOID.iri,
    "dcat": DCAT.iri,
    "cito": CITO.iri,
}
"""The prefixes under which Turtle and queries show our graph."""
