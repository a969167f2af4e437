// Saves a form as it is typed: <form id data-autosave="address, else its action" data-who="person"> with <input name=version>, and
// [data-saved=id] where it says what it does. One request at a time; the version that was read goes with each.
// With data-section (and data-of, a row) only what changed is sent to [data-words data-edits], else the whole form.
// The server answers 200 {version, fields?}, 409 {version, theirs: {field: text}} or 422 {errors}. What it has not got
// stays in localStorage until it has. Two people's changes are put together where they do not touch; else both are shown.
const PAUSE = 700, KEEP = 150, PATIENCE = 30000;
const drafts = new Map();
const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { if (value) localStorage.setItem(key, JSON.stringify(value)); else localStorage.removeItem(key); } catch { /* full or forbidden: the page itself still holds the text */ } },
};
const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// two people's changes of one text are put together line by line, when they do not touch
const plain = (text) => text.normalize("NFC").replace(/(\d),(?=\d{3})/g, "$1").replace(/[^\S\n]+/g, " ").trim();

// the server trims and normalises what it keeps, so such differences are none
const same = (one, other) => one === other || plain(one) === plain(other);

function span(base, text) {
  const most = Math.min(base.length, text.length);
  let from = 0, end = 0;
  while (from < most && base[from] === text[from]) from += 1;
  while (end < most - from && base.at(-1 - end) === text.at(-1 - end)) end += 1;
  return { from, to: base.length - end, lines: text.slice(from, text.length - end) };
}

// the text with both changes, or null when they touch
function merge(base, mine, theirs) {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  const lines = base.split("\n");
  const [first, second] = [span(lines, mine.split("\n")), span(lines, theirs.split("\n"))].sort((a, b) => a.from - b.from || a.to - b.to);
  if (first.to >= second.from) return null;
  return [...lines.slice(0, first.from), ...first.lines, ...lines.slice(first.to, second.from), ...second.lines, ...lines.slice(second.to)].join("\n");
}

// [both texts one after the other, mine with a line around it, theirs with a line around it]
function spans(base, mine, theirs) {
  const [m, t] = [mine.split("\n"), theirs.split("\n")];
  if (m.length === 1 && t.length === 1) return [`${theirs} / ${mine}`, { shown: mine }, { shown: theirs }];
  const { from, to } = span(m, t);
  const end = m.length - to;
  const around = (lines) => ({ shown: lines.slice(Math.max(0, from - 1), lines.length - end + 1).join("\n") });
  return [[...t.slice(0, t.length - end), ...m.slice(from)].join("\n"), around(m), around(t)];
}

// what a field holds, as text: a box is "on" or nothing
export const textOf = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);

// what a form holds, by its fields' names
function valuesOf(form) {
  const found = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  for (const box of form.elements) if (box.type === "checkbox" && box.name) found[box.name] = textOf(box);
  delete found.version;
  return found;
}

// what was typed, as small as it is: of a long text only the stretch that changed. The server knows by a mark (CRC-32 of the
// UTF-8) which text the stretch belongs to; letters count as code points
const LONG = 300;
const STEPS = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });

function mark(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) sum = STEPS[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

const letters = (text) => [...text].length;
const half = (text, at) => /[\uDC00-\uDFFF]/.test(text[at] ?? ""); // the second half of a letter beyond the first plane

function splice(was, now) {
  const most = Math.min(was.length, now.length);
  let from = 0, end = 0;
  while (from < most && was[from] === now[from]) from += 1;
  while (half(was, from) || half(now, from)) from -= 1;
  while (end < most - from && was.at(-1 - end) === now.at(-1 - end)) end += 1;
  while (end && (half(was, was.length - end) || half(now, now.length - end))) end -= 1;
  return { at: letters(was.slice(0, from)), cut: letters(was.slice(from, was.length - end)), put: now.slice(from, now.length - end), mark: mark(was) };
}

// {field: {value, base} or {splice}} of what differs; `whole` where the server does not know the text any more
function changed(base, now, whole) {
  const differs = Object.entries(now).filter(([name, value]) => value !== (base[name] ?? ""));
  return Object.fromEntries(differs.map(([name, value]) => {
    const was = base[name] ?? "";
    return [name, whole || was.length < LONG ? { value, base: was } : { splice: splice(was, value) }];
  }));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave || form.getAttribute("action");
    this.key = `rushes-draft:${form.dataset.who}:${this.address}`;
    this.shown = document.querySelector(`[data-saved="${form.id}"]`);
    this.version = form.elements.namedItem("version");
    this.base = this.values();
    this.wait = PAUSE;
    this.timer = this.keeping = 0;
    this.busy = this.again = this.asking = this.stopped = this.whole = false;
    const kept = store.read(this.key);
    if (kept) this.reconcile(kept.base, kept.values, this.base, this.version.value);
  }

  values() { return valuesOf(this.form); }

  // where single fields are saved
  get edits() { return this.form.dataset.section && document.querySelector("[data-words]")?.dataset.edits; }

  get dirty() {
    const now = this.values();
    return Object.keys(now).some((name) => now[name] !== this.base[name]);
  }

  tell(state, text) {
    if (!this.shown) return;
    this.shown.dataset.state = state;
    this.shown.textContent = text;
  }

  // a row of a table has room for few words
  word(name) {
    const words = document.querySelector("[data-words]")?.dataset ?? {};
    return (this.shown?.closest("td") && words[`${name}Short`]) || words[name] || "";
  }

  keep() {
    clearTimeout(this.keeping);
    this.keeping = 0;
    store.write(this.key, this.dirty || this.asking ? { base: this.base, values: this.values(), version: this.version.value } : null);
  }

  later(pause = this.wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
    this.keeping ||= setTimeout(() => this.keep(), KEEP);
  }

  put(name, text) {
    const field = this.form.elements.namedItem(name);
    if (!field || textOf(field) === text) return;
    if (field.type === "checkbox") { field.checked = text !== ""; return; }
    const old = field.value, at = field.selectionStart, top = field.scrollTop;
    field.value = text;
    if (document.activeElement === field && Number.isInteger(at)) {
      const caret = text.startsWith(old.slice(0, at)) ? at : Math.max(0, text.length - (old.length - at));
      field.setSelectionRange(caret, caret);
    }
    field.scrollTop = top;
    field.dispatchEvent(new CustomEvent("rushes:put", { bubbles: true }));
  }

  // what is sent for `sent`: [address, options]
  letter(sent) {
    const { section, of } = this.form.dataset, edits = this.edits;
    const headers = { Accept: "application/json" };
    if (!edits) return [this.address, { method: "POST", headers, body: new URLSearchParams({ ...sent, version: this.version.value }) }];
    const body = { section, row: of ? Number(of) : null, version: Number(this.version.value), typed: true, fields: changed(this.base, sent, this.whole) };
    return [edits, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }];
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.asking || this.stopped) return;
    if (this.busy) { this.again = true; return; }
    this.keep();
    this.busy = true;
    this.again = false;
    const sent = this.values();
    if (this.edits && !this.dirty) { this.busy = false; this.accept(sent, { version: this.version.value }); return; }
    this.tell("saving", this.word("saving"));
    try {
      const answer = await fetch(...this.letter(sent));
      if (answer.status === 401) { this.keep(); location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`); return; }
      if (answer.status === 429 || answer.status >= 500) throw new Error(answer.status);
      const told = await answer.json();
      this.wait = PAUSE;
      this.whole = told.code === "base-unknown";
      if (this.whole) this.again = true;
      else if (answer.status === 409 && told.theirs) this.reconcile(this.base, this.values(), told.theirs, told.version, told.detail);
      else if (answer.status === 422) this.refuse(told);
      else if (!answer.ok) { this.stopped = true; this.keep(); this.tell("error", `${told.detail} ${this.word("kept")}`); }
      else this.accept(sent, told);
    } catch {
      this.wait = Math.min(this.wait * 2, PATIENCE);
      this.again = true;
      this.tell("error", this.word("failed"));
    } finally {
      this.busy = false;
      if (this.again && !this.asking && !this.stopped) this.later();
    }
  }

  accept(sent, told) {
    const now = this.values(), merged = Object.entries(told.fields ?? {});
    this.base = sent;
    this.version.value = told.version;
    // what others wrote in the same text is put beside what was typed since
    if (merged.length) this.reconcile(sent, now, { ...sent, ...told.fields }, told.version);
    if (this.asking) return;
    this.again ||= this.dirty;
    this.keep();
    for (const field of this.form.elements) field.removeAttribute("aria-invalid");
    this.tell("saved", `${this.word("done")} ${clock()}`);
    this.form.dispatchEvent(new CustomEvent("rushes:saved", { bubbles: true, detail: told }));
  }

  refuse(told) {
    const [name, text] = Object.entries(told.errors || {})[0] || ["", told.detail];
    this.form.elements.namedItem(name)?.setAttribute("aria-invalid", "true");
    this.tell("error", text);
  }

  // base is what both began with; a field that only one of them changed is no conflict
  reconcile(base, mine, theirs, version, detail = document.querySelector("[data-words]").dataset.conflict) {
    const clashes = [];
    for (const [name, text] of Object.entries(theirs)) {
      if (!(name in mine)) continue;
      const merged = merge(base[name] ?? "", mine[name], text);
      if (merged === null) clashes.push(name);
      this.put(name, merged ?? mine[name]);
    }
    const settle = () => {
      this.base = { ...base, ...theirs };
      this.version.value = version;
      this.asking = false;
      this.keep();
      if (this.dirty) this.later(0); else this.tell("saved", `${this.word("done")} ${clock()}`);
    };
    if (!clashes.length) return settle();
    this.asking = true;
    this.keep();
    this.tell("conflict", this.word("conflict"));
    this.ask(clashes, base, theirs, detail, settle);
  }

  ask(clashes, base, theirs, detail, settle) {
    const panel = document.getElementById("clash").content.firstElementChild.cloneNode(true);
    const one = panel.querySelector("[data-field]");
    panel.querySelector("[data-detail]").textContent = detail;
    let open = clashes.length;
    for (const name of clashes) {
      const field = this.form.elements.namedItem(name);
      const block = one.cloneNode(true);
      const [, mine, other] = spans(base[name] ?? "", textOf(field), theirs[name]);
      const both = block.querySelector("[data-choose=both]");
      block.querySelector("[data-label]").textContent = field.getAttribute("aria-label") || field.labels[0]?.firstChild.textContent || "";
      block.querySelector("[data-mine]").textContent = mine.shown;
      block.querySelector("[data-theirs]").textContent = other.shown;
      both.hidden = field.matches("[inputmode], select, [type=date], [type=checkbox]");
      block.addEventListener("click", (event) => {
        const choice = event.target.closest("[data-choose]")?.dataset.choose;
        if (!choice) return;
        const whole = textOf(field);
        if (choice === "theirs") this.put(name, theirs[name]);
        if (choice === "both") this.put(name, spans(base[name] ?? "", whole, theirs[name])[0]);
        block.querySelector("[data-choices]").remove();
        if (choice !== "both") {
          const left = block.querySelector("[data-left]");
          left.hidden = false;
          left.querySelector("pre").textContent = choice === "mine" ? theirs[name] : whole;
        }
        block.querySelector("[data-texts]").remove();
        open -= 1;
        if (open) return;
        panel.classList.replace("bad", "note");
        panel.querySelector("[data-detail]").textContent = this.word("chosen");
        if (!panel.querySelector("[data-left]:not([hidden])")) (panel.closest("tr.clash") || panel).remove();
        settle();
        field.focus();
      });
      one.before(block);
    }
    one.remove();
    const row = this.shown?.closest("tr");
    if (row) {
      const line = document.createElement("tr"), cell = line.insertCell();
      line.className = "clash";
      cell.colSpan = row.cells.length;
      cell.append(panel);
      row.after(line);
    } else this.form.before(panel);
    panel.scrollIntoView({ block: "nearest" });
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) drafts.set(form, new Draft(form));
// cells of a table belong to a form that stands elsewhere, so the document listens
document.addEventListener("input", (event) => drafts.get(event.target.form)?.later());
document.addEventListener("change", (event) => drafts.get(event.target.form)?.later(50));
document.addEventListener("submit", (event) => {
  const draft = drafts.get(event.target);
  if (!draft) return;
  event.preventDefault();
  draft.save();
});
// what others saved: fields that nobody types in here follow it
document.addEventListener("rushes:meanwhile", (event) => {
  for (const [form, draft] of drafts) {
    const twin = event.detail.getElementById(form.id), version = twin?.elements.namedItem("version").value;
    if (twin && version !== draft.version.value && !draft.asking && !draft.busy) draft.reconcile(draft.base, draft.values(), valuesOf(twin), version);
  }
});
addEventListener("online", () => { for (const draft of drafts.values()) if (draft.dirty) { draft.wait = PAUSE; draft.later(0); } });
addEventListener("pagehide", () => {
  for (const draft of drafts.values()) {
    if (!draft.dirty) continue;
    draft.keep();
    if (draft.asking || draft.stopped) continue;
    const [address, { body, headers }] = draft.letter(draft.values());
    fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => {});
  }
});

// waits until everything typed is saved; false when something could not be
export async function settled() {
  for (const draft of drafts.values()) if (draft.dirty) draft.save();
  for (let tries = 0; tries < 100 && [...drafts.values()].some((draft) => draft.busy); tries += 1) await new Promise((done) => { setTimeout(done, 50); });
  return [...drafts.values()].every((draft) => !draft.dirty);
}

// what was written here and never sent, when the page takes no more
for (const place of document.querySelectorAll("[data-unsent]")) {
  const kept = store.read(`rushes-draft:${place.dataset.who}:${place.dataset.unsent}`);
  if (!kept) continue;
  place.querySelector("textarea").value = Object.values(kept.values).filter(Boolean).join("\n\n");
  place.hidden = false;
}
