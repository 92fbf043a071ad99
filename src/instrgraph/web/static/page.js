// What the pages do beyond links and forms: copy buttons, and the query editor. Everything else works without it.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea"); // where the clipboard needs a secure context
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  button.textContent = "copied";
  setTimeout(() => { button.textContent = before; }, 1500);
});

// Empty fields of a filter form do not belong into the address.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.filters")) return;
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});

const editor = document.getElementById("editor");
if (editor) {
  const query = document.getElementById("query");
  const result = document.getElementById("result");
  const take = document.getElementById("take");
  const format = document.getElementById("format");
  const fill = () => {
    take.href = `${editor.dataset.endpoint}?${new URLSearchParams({ query: query.value, format: format.value })}`;
  };
  document.getElementById("examples").addEventListener("change", (event) => {
    const words = event.target.selectedOptions[0].dataset.query;
    if (words) { query.value = words; fill(); }
  });
  query.addEventListener("input", fill);
  format.addEventListener("change", fill);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  editor.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  fill();

  async function run() {
    result.replaceChildren(Object.assign(document.createElement("p"), { textContent: "…" }));
    const started = performance.now();
    let answer;
    try {
      answer = await fetch(editor.dataset.endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
        body: query.value,
      });
    } catch (error) {
      show("The server cannot be reached.", true);
      return;
    }
    const type = answer.headers.get("Content-Type") || "";
    const time = `${Math.round(performance.now() - started)} ms, snapshot ${answer.headers.get("Instrgraph-Snapshot") || "?"}`;
    if (!answer.ok) {
      const problem = await answer.json();
      show(problem.detail, true);
      if (problem.line) mark(problem.line, problem.column);
    } else if (type.includes("json")) {
      const content = await answer.json();
      if ("boolean" in content) show(`${content.boolean ? "yes" : "no"} (${time})`);
      else table(content, time);
    } else {
      const pre = document.createElement("pre");
      pre.textContent = await answer.text();
      result.replaceChildren(pre);
    }
  }

  function show(words, fault = false) {
    const line = document.createElement("p");
    line.textContent = words;
    if (fault) { line.className = "fault"; line.setAttribute("role", "alert"); }
    result.replaceChildren(line);
  }

  function mark(line, column) {
    const before = query.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
    query.focus();
    query.setSelectionRange(before, before + 1);
  }

  function table(content, time) {
    const names = content.head.vars;
    const rows = content.results.bindings;
    const made = document.createElement("table");
    const head = made.createTHead().insertRow();
    for (const name of names) head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" }));
    const body = made.createTBody();
    for (const row of rows.slice(0, 1000)) {
      const line = body.insertRow();
      for (const name of names) line.insertCell().append(cell(row[name]));
    }
    const words = document.createElement("p");
    words.textContent = `${rows.length} rows, ${time}.` + (rows.length > 1000 ? " The first 1000 are shown; take all of them with download." : "");
    result.replaceChildren(words, made);
  }

  function cell(term) {
    if (!term) return "";
    if (term.type === "uri" && /^https?:/.test(term.value)) return Object.assign(document.createElement("a"), { href: term.value, textContent: term.value });
    const span = document.createElement("span");
    span.textContent = typeof term.value === "string" ? term.value : JSON.stringify(term.value);
    if (term["xml:lang"]) span.lang = term["xml:lang"];
    span.dir = "auto";
    return span;
  }
}
