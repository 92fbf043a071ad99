"""The pages in a real browser: by keyboard, in the dark, from right to left, and without any other host."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from served import Served, served
from stores import example_quads, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
BASE = "https://w3id.org/instrgraph/id/"
IG = "https://w3id.org/instrgraph/ns#"
OA = "http://www.w3.org/ns/oa#"


def arabic() -> Iterator[ox.Quad]:
    """Give one citation of Resolution 196 in an Arabic text, and a title in Arabic."""
    graph = ox.NamedNode(f"{BASE}graph/source/aaaaaaaaaaaaaaaa")
    node = lambda local: ox.NamedNode(BASE + local)  # noqa: E731
    ig = lambda name: ox.NamedNode(IG + name)  # noqa: E731
    igv = lambda name: ox.NamedNode(f"https://w3id.org/instrgraph/vocab#{name}")  # noqa: E731
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    citation, anchor = (
        node("source/aaaaaaaaaaaaaaaa/cit/recalling.a/itu.pp.res.196.2014"),
        node("source/aaaaaaaaaaaaaaaa/text#char=1,2"),
    )
    text, quote = node("itu/wtsa/res/84/rev/2016"), node("source/aaaaaaaaaaaaaaaa/text#quote=1,2")
    facts = [
        (citation, kind, ig("Citation")),
        (citation, ig("citingText"), text),
        (citation, ig("citingProvision"), node("itu/wtsa/res/84/rev/2016/part/recalling/a")),
        (citation, ig("citedInstrument"), node("itu/pp/res/196")),
        (citation, ig("citedRevision"), node("itu/pp/res/196/rev/2014")),
        (citation, ig("linkStatus"), igv("link-linked")),
        (citation, ig("citationFunction"), igv("fn-recalls")),
        (citation, ig("textState"), igv("state-both")),
        (citation, ig("anchor"), anchor),
        (text, ig("revisionOf"), node("itu/wtsa/res/84")),
        (anchor, ox.NamedNode(OA + "hasSelector"), quote),
        (quote, ox.NamedNode(OA + "exact"), ox.Literal("القرار 196 (بوسان، 2014)", language="ar")),
        (quote, ox.NamedNode(OA + "prefix"), ox.Literal("إذ تذكّر ", language="ar")),
        (quote, ox.NamedNode(OA + "suffix"), ox.Literal(" <script>window.broken = true</script>", language="ar")),
        (
            node("itu/pp/res/196"),
            ox.NamedNode("http://purl.org/dc/terms/title"),
            ox.Literal("حماية المستعملين", language="ar"),
        ),
        (
            node("itu/pp/res/196"),
            ox.NamedNode("http://purl.org/dc/terms/title"),
            ox.Literal("Protecting users", language="en"),
        ),
    ]
    return (ox.Quad(subject, predicate, value, graph) for subject, predicate, value in facts)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = published(tmp_path_factory.mktemp("pages") / "store", [*example_quads(), *arabic()])
    with served(store) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=server.address, permissions=["clipboard-read", "clipboard-write"])
    found = context.new_page()
    hosts: set[str] = set()
    faults: list[str] = []
    found.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    context.close()
    assert hosts <= {urlsplit(server.address).netloc}, "a page asked another host"
    assert not faults


ADDRESSES = (
    "/",
    "/instruments/itu/pp/res/130",
    "/instruments/itu/pp/res/174?view=mandates",
    "/instruments/itu/pp/res/174?view=cites",
    "/search?q=protecting",
    "/mandates",
    "/query",
    "/about",
    "/docs",
    "/page/itu/pp",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_whole(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    unlabelled = "input:not([type=hidden]), select, textarea"
    for each in page.locator(unlabelled).all():
        assert each.evaluate("node => node.labels.length > 0"), each.evaluate("node => node.outerHTML")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_page_says_which_snapshot(page: Page) -> None:
    for address in ADDRESSES[:-2]:
        page.goto(address)
        assert "As of snapshot 1," in page.locator("footer").inner_text(), address


def test_a_researcher_narrows_the_list_and_the_address_follows(page: Page) -> None:
    page.goto("/instruments/itu/pp/res/196")
    assert "Cited by" in page.locator("#counts").inner_text()
    before = page.locator(".cards > li").count()
    page.locator("select[name=revision]").select_option("2014")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**revision=2014**")
    assert "body=" not in page.url
    assert 0 < page.locator(".cards > li").count() < before
    assert page.locator(".strip [aria-current]").inner_text().startswith("2014")
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    assert link is not None
    rows = page.request.get(link).text().splitlines()
    assert len(rows) - 1 >= page.locator(".cards > li").count()


def test_page_api_and_sparql_count_alike(page: Page) -> None:
    page.goto("/instruments/itu/pp/res/196")
    shown = page.locator("#counts strong").all_inner_texts()
    counts = page.request.get("/api/v1/instruments/itu/pp/res/196").json()["cited_by"]
    assert shown == [str(counts[name]) for name in ("citations", "superseded", "without_revision")]
    listed = page.request.get("/api/v1/citations?cited=itu/pp/res/196").json()["total"]
    assert f"{listed} in all" in page.locator(".pager").inner_text()
    same = page.request.get("/instruments/itu/pp/res/196", headers={"accept": "application/json"}).json()
    assert same["instrument"]["cited_by"] == counts
    assert same["list"]["total"] == listed


def test_arabic_runs_from_right_to_left_and_nothing_of_a_text_is_run(page: Page) -> None:
    page.goto("/instruments/itu/pp/res/196?revision=2014")
    quote = page.locator("blockquote[lang=ar]")
    assert quote.get_attribute("dir") == "rtl"
    assert quote.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert quote.locator("mark").inner_text() == "القرار 196 (بوسان، 2014)"
    assert "<script>" in quote.inner_text()
    assert page.evaluate("window.broken") is None


def test_titles_come_in_the_language_of_the_reader(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.address, locale="ar")
    found = context.new_page()
    found.goto("/instruments/itu/pp/res/196")
    assert found.locator(".title").inner_text() == "حماية المستعملين"
    assert found.locator(".title span").get_attribute("dir") == "rtl"
    context.close()


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("protecting")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=protecting")
    assert page.locator("#found a").first.inner_text() == "PP Resolution 196"


def test_light_and_dark_can_be_read(browser: Browser, server: Served) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=server.address, color_scheme=scheme)
        found = context.new_page()
        found.goto("/instruments/itu/pp/res/196")
        ratios = found.evaluate(CONTRAST)
        assert len(ratios) > 20
        assert min(ratios) >= 4.5, (scheme, min(ratios))
        context.close()


CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const nodes = [...document.querySelectorAll("main *")].filter((node) =>
    [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) && node.offsetParent);
  return nodes.map((node) => {
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(behind(node))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}"""


def test_the_editor_runs_an_example_and_shows_faults(page: Page) -> None:
    page.goto("/query")
    page.get_by_label("Example").select_option("most-cited")
    page.locator("#query").press("Control+Enter")
    page.locator("#result table").wait_for()
    assert page.locator("#result tbody tr").count() > 0
    page.locator("#query").fill("SELECT *\nWHERE { ?s ?p }")
    page.get_by_role("button", name="Run").click()
    fault = page.locator("#result .fault")
    fault.wait_for()
    assert "line 2" in fault.inner_text()
    assert page.evaluate("document.activeElement.id") == "query"


def test_every_named_question_runs_as_the_editor_gives_it(page: Page) -> None:
    page.goto("/query")
    queries = page.locator("#examples option[data-query]").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.query)"
    )
    assert len(queries) >= 33
    for query in queries:
        headers = {"content-type": "application/sparql-query", "accept": "application/sparql-results+json"}
        assert page.request.post("/sparql", data=query, headers=headers).ok, query


def test_copy_buttons(page: Page) -> None:
    page.goto("/instruments/itu/pp/res/130")
    page.get_by_role("button", name="Copy the identifier").click()
    page.get_by_role("button", name="Copy the identifier").and_(page.locator("text=copied")).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{BASE}itu/pp/res/130"


def test_the_ledger_of_an_addressee(page: Page) -> None:
    page.goto("/mandates")
    page.get_by_label("Addressee").select_option("itu/office/sg")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**addressee=itu%2Foffice%2Fsg**")
    assert "Secretary-General" in page.locator("h1").inner_text()
    assert page.locator(".card").count() > 0


def test_a_wrong_address_is_told_in_words(page: Page) -> None:
    answer = page.goto("/instruments/itu/pp/res/99999")
    assert answer is not None
    assert answer.status == 404
    assert "Nothing there by that name" in page.locator("h1").inner_text()


def test_pages_work_without_scripts(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.address, java_script_enabled=False)
    found = context.new_page()
    found.goto("/instruments/itu/pp/res/196")
    assert found.locator(".card").count() > 0
    found.goto("/query")
    found.get_by_role("button", name="Run").click()
    assert "results" in found.content()
    context.close()
