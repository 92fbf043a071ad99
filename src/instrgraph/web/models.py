"""The rows of the API as pydantic models: what OpenAPI says of the answers, with examples."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["both", "base", "proposed", "unknown"]
Status = Literal["linked", "ambiguous", "unknown"]


class SnapshotModel(BaseModel):
    """The snapshot from which an answer was made."""

    number: int = Field(examples=[12])
    date: str = Field(examples=["2026-11-21"])


class Envelope(BaseModel):
    """What stands around the items of a list."""

    total: int = Field(description="How many there are on all pages", examples=[1])
    next: str | None = Field(description="The cursor of the next page, on the same snapshot", examples=[None])
    snapshot: SnapshotModel


class SentenceModel(BaseModel):
    """The sentence in which a citation stands: the words before it, its own, and those after it."""

    before: str | None = Field(examples=["rappelant\na)\tla "])
    exact: str | None = Field(examples=["Résolution 196 (Rév. Dubaï, 2018)"])
    after: str | None = Field(examples=[" de la Conférence"])


class CitationModel(BaseModel):
    """A citation."""

    id: str = Field(examples=["source/b800e945bffebf45/cit/recalling.a/itu.pp.res.196.2018"])
    source: str | None = Field(default=None, examples=["wtsa-res84-proposal-fr.txt"])
    language: str | None = Field(default=None, examples=["fr"])
    start: int | None = Field(default=None, examples=[1452])
    end: int | None = Field(default=None, examples=[1455])
    text: str | None = Field(default=None, examples=["196"])
    anchor: list[int] | None = Field(default=None, examples=[[1441, 1485]])
    instrument: str | None = Field(default=None, examples=["itu/pp/res/196"])
    revision: int | None = Field(default=None, examples=[2018])
    edition: str | None = None
    provision: str | None = None
    status: Status | None = Field(default=None, examples=["linked"])
    candidates: list[str] = []
    by: str | None = Field(default=None, examples=["number-body"])
    rule: str | None = Field(default=None, examples=["fr/resolution-revised"])
    confidence: float | None = Field(default=None, examples=[0.998])
    clause: str | None = Field(default=None, examples=["recalling/a"])
    path: str | None = Field(default=None, examples=["recalling/a"])
    function: str | None = Field(default=None, examples=["recalls"])
    state: State | None = Field(default=None, examples=["proposed"])
    replaces: str | None = None
    replaced_by: str | None = None
    reason: str | None = None
    specificity: str | None = Field(default=None, examples=["pinned"])


class CitationRow(CitationModel):
    """A citation of the graph, with the text that makes it."""

    document: str | None = Field(default=None, examples=["source/b800e945bffebf45"])
    citing: str | None = Field(default=None, examples=["source/b800e945bffebf45/draft/itu/wtsa/res/84"])
    citing_instrument: str | None = Field(default=None, examples=["itu/wtsa/res/84"])
    citing_year: int | None = Field(default=None, examples=[2022])
    body: str | None = Field(default=None, examples=["itu/wtsa"])
    sentence: SentenceModel | None = None
    superseded: bool = Field(default=False, description="Whether a later revision of the cited instrument is known")


class CitationPage(Envelope):
    """A page of citations."""

    items: list[CitationRow]


class MandateModel(BaseModel):
    """A demand on one addressee."""

    id: str = Field(examples=["itu/pp/res/174/rev/2014/mandate/instructs-sg"])
    source: str | None = None
    language: str | None = Field(default=None, examples=["fr"])
    start: int | None = None
    end: int | None = None
    clause: str | None = Field(default=None, examples=["instructs/1"])
    path: str | None = Field(default=None, examples=["instructs-sg/1"])
    mandator: str | None = Field(default=None, examples=["itu/pp"])
    force: str | None = Field(default=None, examples=["instructs"])
    addressee: str | None = Field(default=None, examples=["itu/office/sg"])
    action_type: str | None = Field(default=None, examples=["report"])
    action: str | None = Field(default=None, examples=["faire rapport au Conseil"])
    basis: list[str] = []
    reports_to: list[str] = []
    state: State | None = None
    continues: str | None = None
    collaborators: list[str] = []
    due: str | None = None
    lineage: str | None = None


class MandateRow(MandateModel):
    """A mandate of the graph, with the text that makes it."""

    document: str | None = None
    text: str | None = Field(default=None, examples=["itu/pp/res/174/rev/2014"])
    instrument: str | None = Field(default=None, examples=["itu/pp/res/174"])
    year: int | None = Field(default=None, examples=[2014])


class MandatePage(Envelope):
    """A page of mandates."""

    items: list[MandateRow]


class RevisionModel(BaseModel):
    """A revision of an instrument."""

    id: str = Field(examples=["itu/pp/res/130/rev/2018"])
    year: int | None = Field(default=None, examples=[2018])
    designation: str | None = Field(default=None, examples=["Resolution 130 (Rev. Dubai, 2018)"])
    place: str | None = Field(default=None, examples=["Dubai"])
    conference: str | None = Field(default=None, examples=["itu/pp/2018"])
    supersedes: str | None = Field(default=None, examples=["itu/pp/res/130/rev/2014"])
    text: bool | None = Field(default=None, description="Whether its text was read")


class InstrumentSummary(BaseModel):
    """The plain facts of an instrument."""

    id: str = Field(examples=["itu/pp/res/130"])
    iri: str = Field(examples=["https://w3id.org/instrgraph/id/itu/pp/res/130"])
    type: str | None = Field(default=None, examples=["resolution"])
    number: str | None = Field(default=None, examples=["130"])
    body: str | None = Field(default=None, examples=["itu/pp"])
    titles: dict[str, str] = Field(default={}, description="By language")
    revisions: list[RevisionModel] = []


class InstrumentPage(Envelope):
    """A page of instruments."""

    items: list[InstrumentSummary]


class CitedCounts(BaseModel):
    """How often an instrument is cited; each place counts once, however many sources of its text there are."""

    citations: int
    texts: int
    superseded: int = Field(description="Those that name a revision that has a successor")
    without_revision: int = Field(description="Those that name no revision")


class InstrumentModel(InstrumentSummary):
    """What is known of one instrument."""

    cited_by: CitedCounts
    cites: int
    mandates: int
    snapshot: SnapshotModel


class ChainModel(BaseModel):
    """A mandate in a lineage: of the instrument itself (own), or of another that rests on it."""

    id: str
    continues: str | None = None
    kind: str | None = Field(default=None, examples=["unchanged"])
    relation: Literal["own", "rests-on"]


class StepModel(BaseModel):
    """An instrument that is reached, and in how many steps."""

    id: str
    steps: int


class ReachModel(BaseModel):
    """What is reached in any number of steps."""

    total: int
    items: list[StepModel]


class LineageModel(BaseModel):
    """The lineage of an instrument."""

    id: str
    revisions: list[RevisionModel]
    mandates: list[ChainModel]
    cites: ReachModel
    cited_by: ReachModel
    snapshot: SnapshotModel


class NodeModel(BaseModel):
    """An instrument of a neighbourhood."""

    id: str
    steps: int
    body: str | None = None


class EdgeModel(BaseModel):
    """One instrument cites another."""

    citing: str
    cited: str


class NetworkModel(BaseModel):
    """The neighbourhood of an instrument."""

    id: str
    total: int = Field(description="How many instruments there are within the depth; at most 500 are shown")
    nodes: list[NodeModel]
    edges: list[EdgeModel]
    snapshot: SnapshotModel


class SearchPage(Envelope):
    """What words may mean."""

    query: str
    exact: InstrumentSummary | None
    candidates: list[InstrumentSummary]
    items: list[InstrumentSummary]


class ParameterModel(BaseModel):
    """A parameter of a question."""

    name: str
    type: str
    default: str | None
    help: str


class ColumnModel(BaseModel):
    """A column of a question."""

    name: str
    help: str


class QuestionModel(BaseModel):
    """A named question."""

    name: str = Field(examples=["cited-by"])
    title: str
    parameters: list[ParameterModel]
    columns: list[ColumnModel]
    sparql: str


class Questions(BaseModel):
    """The named questions."""

    items: list[QuestionModel]
    snapshot: SnapshotModel


class QuestionPage(Envelope):
    """A page of the rows of a question."""

    name: str
    title: str
    columns: list[str]
    items: list[dict[str, Any]]


class TextModel(BaseModel):
    """A text to read; nothing of it is kept."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "rappelant la Résolution 130 (Rév. Dubaï, 2018)", "language": "fr"}]}
    )

    text: str = Field(min_length=1, description="The text")
    name: str | None = Field(default=None, max_length=200, description="What to call it in the rows")
    language: Literal["en", "fr", "es", "ru", "ar", "zh"] | None = Field(
        default=None, description="Overrides what is detected"
    )
    body: str | None = Field(
        default=None,
        max_length=100,
        pattern=r"^[a-z0-9/.-]+$",
        description="The body whose text it is",
        examples=["itu/wtsa"],
    )


class ExtractedCitation(CitationModel):
    """A citation as it was read."""

    kind: str | None = None
    part: str | None = None
    sentence: list[int] | None = None
    title: str | None = None


class DocumentModel(BaseModel):
    """What a document says of itself."""

    id: str
    name: str
    language: str | None
    media_type: str
    characters: int
    kind: str
    instrument: str | None
    body: str | None


class ChangeModel(BaseModel):
    """What a proposal would change."""

    id: str
    type: str
    evidence: str
    confidence: float
    removes: list[str]
    adds: list[str]
    start: int
    end: int


class ExtractionModel(BaseModel):
    """All that was read from a text."""

    document: DocumentModel
    citations: list[ExtractedCitation]
    mandates: list[MandateModel]
    changes: list[ChangeModel]


class ProblemModel(BaseModel):
    """A problem (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["https://w3id.org/instrgraph/problems#not-found"])
    title: str
    status: int
    detail: str
