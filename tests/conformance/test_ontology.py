"""The ontology defines every term that code, data and questions use, and says what each is."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import instrgraph
from instrgraph.grammar.files import load_all
from instrgraph.graph import vocabulary
from instrgraph.graph.vocabulary import FUNCTIONS, IG, IGV
from instrgraph.resources import ontology_file

SOURCE = Path(instrgraph.__file__).parent
NS, VOCAB = "https://w3id.org/instrgraph/ns#", "https://w3id.org/instrgraph/vocab#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABELS = {"http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"}
COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment"
DEFINED = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    filled = ox.Store()
    filled.load(path=str(ontology_file("instrgraph.ttl")), format=ox.RdfFormat.TURTLE)
    return filled


def own_terms(store: ox.Store) -> list[ox.NamedNode]:
    found = {quad.subject for quad in store if isinstance(quad.subject, ox.NamedNode) and "#" in quad.subject.value}
    return sorted(found, key=str)


def test_every_term_has_labels_comment_and_definition(store):
    terms = own_terms(store)
    assert len(terms) > 250
    for term in terms:
        said: dict[str, list[ox.Term]] = {}
        for quad in store.quads_for_pattern(term, None, None):
            said.setdefault(quad.predicate.value, []).append(quad.object)
        labels = [label for predicate in LABELS for label in said.get(predicate, [])]
        languages = {label.language for label in labels}
        assert "en" in languages, f"{term}: no English label"
        assert "fr" in languages or term.value.startswith(f"{VOCAB}sec-"), f"{term}: no French label"
        assert len(said.get(COMMENT, [])) == 1, f"{term}: needs one comment"
        assert [one.value for one in said.get(DEFINED, [])] == [NS.rstrip("#")], f"{term}: isDefinedBy"


def test_no_two_terms_of_a_kind_bear_one_label(store):
    seen: dict[tuple[str, str], str] = {}
    for term in own_terms(store):
        kind = "concept" if term.value.startswith(VOCAB) else "term"
        scheme = term.value.rpartition("#")[2].partition("-")[0] if kind == "concept" else ""
        for predicate in LABELS:
            for quad in store.quads_for_pattern(term, ox.NamedNode(predicate), None):
                if quad.object.language == "en":
                    name = term.value.rpartition("#")[2]
                    shape = "class" if name[0].isupper() else "property"
                    key = (f"{kind} {scheme} {shape}", quad.object.value)
                    assert seen.setdefault(key, term.value) == term.value, f"{key}: {term} and {seen[key]}"


def test_the_header_says_what_catalogues_ask_for(store):
    header = ox.NamedNode("https://w3id.org/instrgraph/ns")
    said = {quad.predicate.value for quad in store.quads_for_pattern(header, None, None)}
    terms = {"title", "description", "creator", "publisher", "created", "issued", "modified", "license"}
    wanted = {f"http://purl.org/dc/terms/{name}" for name in terms | {"bibliographicCitation"}}
    wanted |= {f"http://purl.org/vocab/vann/preferredNamespace{name}" for name in ("Prefix", "Uri")}
    wanted |= {"http://purl.org/vocommons/voaf#reliesOn", "http://www.w3.org/2002/07/owl#versionIRI"}
    assert wanted <= said


def test_every_term_of_the_code_is_defined():
    uses = 0
    for path in sorted(SOURCE.rglob("*.py")):
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, ast.Attribute) and isinstance(found.value, ast.Name):
                namespace = getattr(vocabulary, found.value.id, None) if found.value.id.isupper() else None
                if isinstance(namespace, vocabulary.Namespace) and found.attr not in {"iri", "names", "term"}:
                    place = f"{path.name}, line {found.lineno}"
                    assert found.attr in namespace.names, f"{place}: {found.value.id}.{found.attr}"
                    uses += 1
            for name in _named(found):
                assert name in IGV, f"{path.name}, line {found.lineno}: {name}"
                uses += 1
    assert uses > 150


def _named(found: ast.AST) -> list[str]:
    """Return the concept that a call names with constants: concept("spec", "pinned") or IGV.term("state-both")."""
    if not isinstance(found, ast.Call) or not all(isinstance(one, ast.Constant) for one in found.args):
        return []
    words = [str(one.value) for one in found.args if isinstance(one, ast.Constant)]
    if isinstance(found.func, ast.Name) and found.func.id == "concept":
        return ["-".join(words)]
    if isinstance(found.func, ast.Attribute) and ast.unparse(found.func) == "IGV.term":
        return words
    return []


@pytest.mark.parametrize("folder", ["questions", "rules", "."])
def test_every_term_of_queries_shapes_and_examples_is_defined(folder):
    paths = [path for pattern in ("*.rq", "*.ttl", "*.trig") for path in sorted(ontology_file(folder).glob(pattern))]
    uses = 0
    for path in paths:
        text = re.sub(r'"[^"\n]*"|<[^<>\s]*>|^#.*$', " ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for prefix, name in re.findall(r"(?<![\w-])(igv?):([A-Za-z][\w-]*)", text):
            assert name in (IG if prefix == "ig" else IGV), f"{path.name}: {prefix}:{name}"
            uses += 1
    assert uses > (100 if folder != "rules" else 20)


def test_each_function_has_the_cito_property_of_the_ontology(store):
    query = f"SELECT ?c ?p WHERE {{ ?c <{NS}citoProperty> ?p }}"
    given = {row["c"].value.removeprefix(f"{VOCAB}fn-"): row["p"] for row in store.query(query)}
    assert given == FUNCTIONS
    assert len(given) == 13


def test_every_opener_and_force_of_the_language_data_is_a_concept():
    checked = 0
    for language, data in load_all("openers.toml").items():
        for part in ("preamble", "operative"):
            for opener in data[part]:
                assert f"sec-{opener}" in IGV, f"{language}: {part}.{opener}"
                checked += 1
        for part in ("infinitive", "passive"):
            assert all(f"force-{force}" in IGV for force in data.get(part, {})), language
    assert checked > 300


def test_every_section_is_of_the_preamble_or_the_operative_part_or_neither(store):
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?c ?b WHERE { ?c skos:broader ?b }"
    broader = {row["c"].value.removeprefix(f"{VOCAB}sec-"): row["b"].value for row in store.query(query)}
    assert set(broader.values()) == {f"{VOCAB}sec-preamble", f"{VOCAB}sec-operative"}
    guide = Path(__file__).parents[2].parent / "shared" / "gold" / "openers.csv"
    if not guide.is_file():
        pytest.skip("../shared/gold/openers.csv is not here")
    with guide.open(encoding="utf-8") as file:
        parts = {row["opener"]: row["part"] for row in csv.DictReader(file)}
    assert len(parts) == 24
    assert {opener: broader[opener].rpartition("-")[2] for opener in parts} == parts
