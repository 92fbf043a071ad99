"""The installed command, from outside: rows, exit codes, streams, hostile input."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from instrgraph.cli.program import COMMANDS
from instrgraph.resources import samples
from instrgraph.rows import CITATION_FIELDS, MANDATE_FIELDS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """recalling
a) Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;
b) resolution 71/199 of the General Assembly;
"""
HEAVY = ("rdflib", "spacy", "scipy", "networkx", "fastapi", "pyoxigraph", "lxml", "rich", "httpx", "pydantic")


def run(*arguments: object, data: bytes | str = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "instrgraph", *map(str, arguments)]
    given = data.encode() if isinstance(data, str) else data
    return subprocess.run(
        command, input=given, capture_output=True, check=False, env={**os.environ, **environment}, timeout=300
    )


def lines(found: subprocess.CompletedProcess[bytes]) -> list[str]:
    return found.stderr.decode().splitlines()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built") / "store"
    found = run("build", samples(), "--store", place)
    assert found.returncode == 0, found.stderr
    return place


def test_every_command_shows_examples() -> None:
    assert len(COMMANDS) >= 15
    for name in COMMANDS:
        found = run(name, "--help")
        assert found.returncode == 0, name
        assert f"\n  instrgraph {name}" in found.stdout.decode(), name


def test_help_lists_every_command() -> None:
    shown = run("--help").stdout.decode()
    assert all(f"\n  {name} " in shown for name in COMMANDS)


def test_extract_writes_the_rows_of_the_contract(text: Path) -> None:
    found = run("extract", text)
    assert found.returncode == 0
    rows = [json.loads(line) for line in found.stdout.decode().splitlines()]
    assert [row["instrument"] for row in rows] == ["itu/pp/res/130", "un/ga/res/71/199"]
    assert [row["revision"] for row in rows] == [2018, None]
    for row in rows:
        assert tuple(row)[: len(CITATION_FIELDS)] == CITATION_FIELDS
        assert TEXT[row["start"] : row["end"]] == row["text"]
        assert row["source"] == "text.txt"


def test_formats_say_the_same(text: Path) -> None:
    rows = [json.loads(line) for line in run("extract", text, "--format", "jsonl").stdout.decode().splitlines()]
    assert json.loads(run("extract", text, "--format", "json").stdout) == rows
    table = list(csv.DictReader(io.StringIO(run("extract", text, "--format", "csv").stdout.decode())))
    assert [one["id"] for one in table] == [row["id"] for row in rows]
    turtle = run("extract", text, "--format", "turtle").stdout.decode()
    assert turtle.count("a ig:Citation") == len(rows)
    html = run("extract", text, "--format", "html").stdout.decode()
    assert html.count('class="citation linked"') == len(rows)
    shown = run("extract", text, "--format", "table").stdout.decode()
    assert all(row["instrument"] in shown for row in rows)
    assert json.loads(run("extract", text, "--format", "jsonld").stdout)
    markup = run("extract", text, "--format", "akn").stdout
    assert markup.count(b"<ref ") == len(rows)
    assert run("extract", text, text, "--format", "akn").returncode == 2


def test_mandates_write_the_rows_of_the_contract() -> None:
    found = run("mandates", samples() / "wtsa-accessibility-resolution-ar.txt")
    assert found.returncode == 0
    rows = [json.loads(line) for line in found.stdout.decode().splitlines()]
    assert rows
    assert all(tuple(row)[: len(MANDATE_FIELDS)] == MANDATE_FIELDS for row in rows)


def test_standard_input() -> None:
    found = run("extract", "-", data=TEXT)
    assert [json.loads(line)["source"] for line in found.stdout.decode().splitlines()] == ["-", "-"]


def test_extraction_loads_nothing_heavy(text: Path) -> None:
    script = (
        "import sys\nfrom instrgraph.cli.program import _run\n"
        f"assert _run(['extract', {str(text)!r}, '--format', 'jsonl']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert found.stderr.decode().strip() == "[]"
    assert found.stdout.count(b"\n") == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("cut.docx", b"PK\x03\x04[Content_Types].xml", "cut.docx"),
        ("blank.txt", b" \n\n ", "blank.txt"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, text: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    found = run("extract", tmp_path / name, text)
    assert found.returncode == 3
    assert len(lines(found)) == 1
    assert words in lines(found)[0]
    assert found.stdout.count(b"\n") == 2


def test_a_text_of_200_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(200_000_000)
    found = run("extract", tmp_path / "big.txt")
    assert found.returncode == 3
    assert len(lines(found)) == 1
    assert "INSTRGRAPH_MAX_INPUT_BYTES" in lines(found)[0]


def test_a_missing_path(tmp_path: Path) -> None:
    found = run("extract", tmp_path / "missing.txt")
    assert found.returncode == 3
    assert lines(found) == [f"instrgraph: {tmp_path}/missing.txt: no such file or directory; check its name"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    found = run("build", closed, "--store", tmp_path / "store")
    closed.chmod(0o700)
    assert found.returncode == 3
    assert "permission denied" in lines(found)[0]


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("extract",), ("extract", "x", "--format", "no"), ("extract", "x", "--language", "xx"), ("query",)],
)
def test_usage(arguments: tuple[str, ...]) -> None:
    found = run(*arguments)
    assert found.returncode == 2
    assert found.stdout == b""
    assert found.stderr


def test_a_setting_with_a_bad_value(text: Path) -> None:
    found = run("extract", text, INSTRGRAPH_MAX_INPUT_BYTES="many")
    assert found.returncode == 2
    assert "INSTRGRAPH_MAX_INPUT_BYTES" in lines(found)[0]


def test_whoever_reads_may_stop_reading(text: Path) -> None:
    command = f"{sys.executable} -m instrgraph extract {' '.join([str(text)] * 50)} | head -n 1"
    found = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert found.returncode == 0
    assert found.stderr == b""
    assert found.stdout.count(b"\n") == 1


# ---------------------------------------------------------------------------------------------------- the store


def test_building_again_reads_nothing_again(store: Path) -> None:
    before = (store / "current").readlink()
    found = run("build", samples(), "--store", store)
    assert found.returncode == 0
    assert "(0 read, 18 unchanged, 0 gone)" in found.stdout.decode()
    assert (store / "current").readlink() == before


def test_a_change_replaces_and_a_vanished_source_leaves(tmp_path: Path) -> None:
    texts, place = tmp_path / "texts", tmp_path / "store"
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT)
    (texts / "b.txt").write_text("considering\na) resolution 70/1 of the General Assembly;\n")
    assert run("build", texts, "--store", place).returncode == 0
    (texts / "a.txt").write_text(TEXT.replace("130", "131"))
    (texts / "b.txt").unlink()
    assert "(1 read, 0 unchanged, 1 gone)" in run("build", texts, "--store", place).stdout.decode()
    cited = {name: run("cited-by", name, "--store", place).stdout.count(b"\n")
             for name in ("itu/pp/res/130", "itu/pp/res/131", "un/ga/res/70/1", "un/ga/res/71/199")}  # fmt: skip
    assert cited == {"itu/pp/res/130": 0, "itu/pp/res/131": 1, "un/ga/res/70/1": 0, "un/ga/res/71/199": 1}


def test_more_steps_keep_to_the_day_and_the_revision(tmp_path: Path) -> None:
    texts, place = tmp_path / "texts", tmp_path / "store"
    texts.mkdir()
    opening = "The Plenipotentiary Conference of the International Telecommunication Union"
    for number, place_year, cited in ((102, "Rev. Dubai, 2018", "130 (Rev. Busan, 2014)"),
                                      (101, "Rev. Bucharest, 2022", "102 (Rev. Dubai, 2018)")):  # fmt: skip
        text = (
            f"RESOLUTION {number} ({place_year})\n\nOn a matter\n\n{opening} ({place_year.removeprefix('Rev. ')}),\n\n"
        )
        (texts / f"{number}.txt").write_text(f"{text}recalling\n\na)\tResolution {cited} of this conference,\n")
    assert run("build", texts, "--store", place).returncode == 0

    def reached(*words: str) -> list[str]:
        found = run(*words, "--all", "--format", "jsonl", "--store", place).stdout.decode()
        return [json.loads(line)["id"] for line in found.splitlines()]

    both = ["itu/pp/res/102", "itu/pp/res/101"]
    assert reached("cited-by", "itu/pp/res/130") == both
    assert reached("cited-by", "itu/pp/res/130", "--revision", "2014") == both
    assert reached("cited-by", "itu/pp/res/130", "--revision", "2018") == []
    assert reached("cited-by", "itu/pp/res/130", "--as-of", "2018-12-31") == both[:1]
    assert reached("cites", "itu/pp/res/101", "--revision", "2022") == ["itu/pp/res/102", "itu/pp/res/130"]
    assert reached("cites", "itu/pp/res/101", "--revision", "2018") == []
    assert reached("cites", "itu/pp/res/101", "--as-of", "2018-12-31") == []


def test_equal_builds_have_equal_dumps(tmp_path: Path, text: Path) -> None:
    for name in ("one", "two"):
        assert run("build", text, "--store", tmp_path / name).returncode == 0
    dumps = [run("export", "--store", tmp_path / name).stdout for name in ("one", "two")]
    timed = re.compile(rb"/run/|/dc/terms/issued>.*graph/void>")  # what says when the build was
    steady = [b"".join(line for line in dump.splitlines(True) if not timed.search(line)) for dump in dumps]
    assert steady[0] == steady[1]
    assert steady[0]


def test_printed_forms_find_their_instrument(store: Path) -> None:
    forms = [
        "itu/pp/res/130",
        "https://w3id.org/instrgraph/id/itu/pp/res/130",
        "Resolution 130 of the Plenipotentiary Conference",
    ]
    shown = [json.loads(run("show", form, "--store", store).stdout)["id"] for form in forms]
    assert shown == ["itu/pp/res/130"] * 3


def test_an_ambiguous_form_gives_its_candidates(store: Path) -> None:
    found = run("show", "Resolution 20", "--store", store)
    assert found.returncode == 2
    assert {"  itu/wtsa/res/20", "  itu/wtdc/res/20"} <= set(lines(found))


def test_counts_agree(store: Path) -> None:
    rows = [
        json.loads(line) for line in run("cited-by", "itu/pp/res/130", "--store", store).stdout.decode().splitlines()
    ]
    shown = json.loads(run("show", "itu/pp/res/130", "--store", store).stdout)
    standing = {(row["citing"], row["provision"], row["revision"]) for row in rows if row["state"] != "base"}
    assert shown["cited_by"]["citations"] == len(standing)
    assert shown["cited_by"]["texts"] == len({citing for citing, _, _ in standing})
    assert len(standing) >= 2


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml", "table"])
def test_query_formats(store: Path, form: str) -> None:
    found = run("query", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "--format", form, "--store", store)
    assert found.returncode == 0
    assert b"n" in found.stdout


def test_a_query_at_fault(store: Path) -> None:
    found = run("query", "SELECT * WHERE {\n ?s ?p", "--store", store)
    assert found.returncode == 4
    assert len(lines(found)) == 1
    assert "line 2, column" in lines(found)[0]


def test_a_query_over_its_time(store: Path) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found = run("query", heavy, "--seconds", "1", "--store", store)
    assert found.returncode == 4
    assert "longer than 1 s" in lines(found)[0]


def test_a_query_that_reaches_out(store: Path) -> None:
    found = run("query", "SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }", "--store", store)
    assert found.returncode == 4
    assert "line 1, column 18: SERVICE" in lines(found)[0]


def test_questions(store: Path) -> None:
    listed = [json.loads(line)["name"] for line in run("ask").stdout.decode().splitlines()]
    assert len(listed) >= 33
    for name in listed:
        found = run("ask", name, "--store", store)
        assert found.returncode == 0, (name, found.stderr)
    assert run("ask", "no-such-question", "--store", store).returncode == 2
    assert run("ask", "cited-by", "nothing", "--store", store).returncode == 2


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    found = run("cited-by", "itu/pp/res/130", "--store", tmp_path / "none")
    assert found.returncode == 4
    assert len(lines(found)) == 1
    assert "instrgraph build" in lines(found)[0]


_HOLDING = """
import sys
from pathlib import Path
from instrgraph.store.folder import StoreFolder
with StoreFolder(Path(sys.argv[1])).writing():
    print(flush=True)
    sys.stdin.read()
"""


def test_a_store_locked_by_another_build(store: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDING, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        found = run("build", samples(), "--store", store)
        other.kill()
    assert found.returncode == 4
    assert len(lines(found)) == 1
    assert "another build holds the store" in lines(found)[0]
    assert run("build", samples(), "--store", store).returncode == 0


def test_network_exports(store: Path, tmp_path: Path) -> None:
    for form in ("graphml", "gexf"):
        assert run("export", "--format", form, "--output", tmp_path / form, "--store", store).returncode == 0
        assert (tmp_path / form).read_bytes().startswith(b"<")
    assert run("export", "--format", "csv", "--output", tmp_path / "tables", "--store", store).returncode == 0
    assert len(list((tmp_path / "tables").iterdir())) == 2


def test_one_document_alone(store: Path) -> None:
    name = "pp-res130-proposal-en.txt"
    found = run("export", "--format", "nquads", "--document", name, "--store", store)
    assert found.returncode == 0
    graphs = {line.rsplit(b" ", 2)[-2] for line in found.stdout.splitlines()}
    assert len(graphs) == 1
    assert run("export", "--document", "no-such-file", "--store", store).returncode == 2


def test_the_doctor_finds_a_built_store_sound(store: Path) -> None:
    found = run("doctor", "--store", store)
    assert found.returncode == 0, found.stdout
    assert "checksum holds" in found.stdout.decode()
