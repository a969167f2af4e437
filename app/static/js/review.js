// The review page by keyboard: choose lines and rows, write notes (drafts, kept as one types), answer, go on.
const desk = document.querySelector("[data-review]");
const composer = document.querySelector("[data-composer]");
const answer = document.querySelector("[data-answer]");
const keys = document.querySelector("[data-keys]");
const JSON_WANTED = { headers: { Accept: "application/json" } };
const typing = (event) => event.target.closest("input, textarea, select, [data-composer]");

// where one stands: the last target, and for lines the range from the anchor
let here = null;
let anchor = null;
const targets = () => [...desk.querySelectorAll("[data-at][tabindex]")].filter((one) => one.getClientRects().length);
const number = (one) => Number(one.dataset.n);
const range = () => (here?.dataset.n ? [anchor ?? here, here].map(number).sort((a, b) => a - b) : []);

function stand(one, extend) {
  if (!one) return;
  anchor = extend && one.dataset.n && anchor?.dataset.n ? anchor : one;
  here = one;
  const [first, last] = range();
  for (const other of desk.querySelectorAll("[data-at]")) other.classList.toggle("picked", other === one || Boolean(first && number(other) >= first && number(other) <= last));
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "center" });
}

function step(by, extend) {
  const all = targets();
  const at = all.indexOf(here);
  const seen = all.findIndex((one) => one.getBoundingClientRect().top > 80);
  stand(at < 0 ? all[Math.max(0, seen)] : all[Math.min(all.length - 1, Math.max(0, at + by))], extend);
}

// the composer: one note at a time, a draft on the server as soon as there is network, in the browser until then
const fields = composer?.elements;
const state = composer?.querySelector("[data-state]");
const OUTBOX = `rushes-composer:${composer?.dataset.composer}`;
const outbox = () => JSON.parse(localStorage.getItem(OUTBOX) || "{}");
const keepOutbox = (all) => { if (Object.keys(all).length) localStorage.setItem(OUTBOX, JSON.stringify(all)); else localStorage.removeItem(OUTBOX); };
const notes = new Map(); // what is being written → the note it became
let work = null;
let timer = 0;
let sending = Promise.resolve();

function about(one) {
  if (!one?.dataset.n) return one?.dataset.about ?? "";
  const [a, b] = range();
  return (a === b ? composer.dataset.one : composer.dataset.many).replace("{a}", a).replace("{b}", b);
}

function compose(one, { wording = false, draft = null } = {}) {
  if (!one && !draft) return;
  close();
  const place = draft ?? { section: one.dataset.section, n: range()[0] ?? "", last: range()[1] ?? "", row: one.dataset.row ?? "", field: one.dataset.field ?? "" };
  work = draft ? `note-${draft.note}` : `new-${Date.now()}`;
  if (draft) notes.set(work, draft.note);
  fields.section.value = place.section;
  fields.line.value = place.n ?? "";
  fields.last_line.value = place.last ?? "";
  fields.row_id.value = place.row ?? "";
  fields.field.value = place.field ?? "";
  fields.text.value = draft?.text ?? "";
  const lines = place.n ? textOf(Number(place.n), Number(place.last || place.n)) : "";
  const suggests = Boolean(place.n) && (wording || draft?.suggestion !== undefined);
  composer.querySelector("[data-wording]").hidden = !place.n;
  composer.querySelector("[data-wording]").open = suggests;
  fields.suggestion.disabled = !suggests;
  fields.suggestion.value = suggests ? (draft?.suggestion ?? lines) : "";
  composer.querySelector("[data-about]").textContent = about(one);
  composer.classList.add("up");
  composer.querySelector("[data-bank]").open = false;
  composer.querySelector("[data-sectionfield]").hidden = true;
  state.textContent = "";
  (wording ? fields.suggestion : fields.text).focus();
}

const source = document.querySelector("[data-source]")?.textContent.split("\n") ?? [];
const textOf = (first, last) => source.slice(first - 1, last).join("\n");

function body() {
  const data = new URLSearchParams(new FormData(composer));
  if (fields.suggestion.disabled) data.delete("suggestion");
  return data;
}

// what the server does not have yet stays in the browser; it is sent one after the other, again when there is network
function remember() {
  const data = body();
  const all = outbox();
  if (data.get("text").trim() || data.has("suggestion")) all[work] = { note: notes.get(work) ?? "", data: String(data) };
  keepOutbox(all);
}

function flush() {
  clearTimeout(timer);
  sending = sending.then(async () => { for (const [key, entry] of Object.entries(outbox())) await send(key, entry); });
  return sending;
}

async function send(key, entry) {
  const note = notes.get(key) ?? entry.note;
  const response = await fetch(note ? `/book-notes/${note}` : composer.action, { method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams(entry.data) }).catch(() => null);
  if (!response?.ok) { state.textContent = response ? await refusal(response) : composer.dataset.failed; return; }
  notes.set(key, put(await response.text(), new URLSearchParams(entry.data)).dataset.note);
  const all = outbox();
  if (all[key]?.data === entry.data) delete all[key];
  keepOutbox(all);
  if (work === key) state.textContent = composer.dataset.kept;
}

async function refusal(response) {
  const told = new DOMParser().parseFromString(await response.text(), "text/html");
  return told.querySelector("main p, p")?.textContent ?? composer.dataset.failed;
}

// show the note where it belongs
function put(html, data) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const shown = holder.content.querySelector("[data-note]");
  const old = document.getElementById(shown.id);
  if (old) old.replaceWith(shown);
  else {
    const last = data.get("last_line") || data.get("line");
    const place = (last && desk.querySelector(`[data-notes-at="${last}"]`)) || desk.querySelector(`[data-notes="${data.get("section")}"]`);
    place.hidden = false;
    place.append(shown);
    if (last) document.getElementById(`L${last}`)?.classList.add("noted");
  }
  for (const button of shown.querySelectorAll("[data-edit]")) button.hidden = false;
  for (const button of document.querySelectorAll("[data-sendnotes]")) button.disabled = false;
  return shown;
}

function close() {
  if (!composer.classList.contains("up")) return;
  flush();
  composer.classList.remove("up");
  fields.text.value = "";
  work = null;
  here?.focus({ preventScroll: true });
}

function edit(thread) {
  if (!thread?.hasAttribute("data-draft")) return;
  const { note: id, section, n, last, row, field, text, suggestion } = thread.dataset;
  const at = n ? document.getElementById(`L${last || n}`) : null;
  if (at) { here = at; anchor = document.getElementById(`L${n}`) ?? at; }
  compose(at, { draft: { note: id, section, n, last, row, field, text, suggestion } });
}

function bank() {
  const list = composer.querySelector("[data-bank]");
  list.open = true;
  list.querySelector("[data-remark]")?.focus();
}

if (composer) {
  for (const one of document.querySelectorAll("[data-edit], [data-help], [data-close], [data-unfold], [data-keepremark]")) one.hidden = false;
  composer.classList.add("able");
  if (new URLSearchParams(location.search).has("section")) composer.classList.add("up");
  composer.addEventListener("input", () => { work ??= `new-${Date.now()}`; remember(); clearTimeout(timer); timer = setTimeout(flush, 900); });
  composer.addEventListener("submit", (event) => { event.preventDefault(); close(); });
  addEventListener("online", flush);
  flush();
  composer.addEventListener("toggle", (event) => {
    if (!event.target.matches("[data-wording]")) return;
    const open = event.target.open;
    fields.suggestion.disabled = !open;
    if (open && !fields.suggestion.value) fields.suggestion.value = textOf(Number(fields.line.value), Number(fields.last_line.value || fields.line.value));
    if (open && document.activeElement === event.target.querySelector("summary")) fields.suggestion.focus();
  }, true);
  composer.addEventListener("click", async (event) => {
    const remark = event.target.closest("[data-remark]");
    if (remark) {
      fields.text.value = [fields.text.value.trim(), remark.dataset.remark].filter(Boolean).join("\n");
      fields.text.dispatchEvent(new Event("input", { bubbles: true }));
      composer.querySelector("[data-bank]").open = false;
      fields.text.focus();
    }
    if (event.target.closest("[data-close]")) close();
    const keep = event.target.closest("[data-keepremark]");
    if (keep && fields.text.value.trim()) {
      const response = await fetch("/remarks", { method: "POST", ...JSON_WANTED, body: new URLSearchParams({ text: fields.text.value }) }).catch(() => null);
      if (response?.ok) state.textContent = keep.dataset.done;
    }
  });
  composer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); close(); }
    else if (event.key === "/" && event.target === fields.text && !fields.text.value) { event.preventDefault(); bank(); }
    else if (event.target.matches("[data-remark]") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const all = [...composer.querySelectorAll("[data-remark]")];
      all[Math.min(all.length - 1, Math.max(0, all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  });
  desk.addEventListener("click", (event) => {
    const change = event.target.closest("[data-edit]");
    if (change) { edit(change.closest("[data-note]")); return; }
    const link = event.target.closest("a[href*='#composer']");
    const one = event.target.closest("[data-at]");
    if (!one) return;
    if (link) { event.preventDefault(); if (one.hasAttribute("tabindex")) stand(one, event.shiftKey); else { here = one; anchor = one; } compose(one); }
    else if (one.hasAttribute("tabindex") && !event.target.closest("a, button, details") && !String(getSelection())) { anchor = event.shiftKey ? anchor : one; here = one; stand(one, event.shiftKey); }
  });
}

// the answer is kept while it is written, and sent by Ctrl + Enter with what was chosen
let choice = null;
if (answer) {
  const text = answer.elements.answer;
  const told = answer.querySelector("[data-state]");
  let waiting = 0;
  const keep = async () => { const kept = await fetch(answer.dataset.answer, { method: "POST", ...JSON_WANTED, body: new URLSearchParams({ answer: text.value }) }).catch(() => null); if (kept?.ok) told.textContent = told.dataset.kept; };
  text.addEventListener("input", () => { told.textContent = ""; clearTimeout(waiting); waiting = setTimeout(keep, 900); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); clearTimeout(waiting); answer.requestSubmit(choice ?? undefined); }
    if (event.key === "Escape") { text.blur(); }
  });
}

function choose(key) {
  if (!answer) return;
  choice = answer.querySelector(`[data-choice="${key}"]`);
  for (const one of answer.querySelectorAll("[data-choice]")) one.classList.toggle("primary", one === choice);
  answer.scrollIntoView({ block: "center" });
  answer.elements.answer.focus();
}

function unfold(button) {
  const open = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(open));
  for (const one of desk.querySelectorAll("[data-fold], [data-part]")) { if (open || one.matches("[data-fold]")) one.open = open; }
}

const unfolding = document.querySelector("[data-unfold]");
unfolding?.addEventListener("click", () => unfold(unfolding));
document.querySelector("[data-help]")?.addEventListener("click", () => keys.showModal());

const ACTS = {
  ArrowDown: (event) => step(1, event.shiftKey),
  ArrowUp: (event) => step(-1, event.shiftKey),
  n: () => compose(here),
  w: () => here?.dataset.n && compose(here, { wording: true }),
  e: (event) => edit(event.target.closest("[data-note]")),
  u: () => unfolding && unfold(unfolding),
  a: () => choose("a"),
  x: () => choose("x"),
  t: () => document.querySelector("[data-next]")?.click(),
  "?": () => keys.showModal(),
};
addEventListener("keydown", (event) => {
  if (typing(event) || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const section = /^[0-9]$/.test(event.key) && desk.querySelectorAll("[data-part]")[(Number(event.key) + 9) % 10];
  if (section) { section.open = true; section.scrollIntoView(); stand(section.querySelector("[data-at][tabindex]")); event.preventDefault(); return; }
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act(event);
});
