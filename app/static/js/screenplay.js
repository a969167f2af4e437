// Helps with writing a screenplay in <form data-preview>: what one may mean is offered as buttons above the text (Tab takes
// the first, Alt+↓ the next), Enter goes on as screenwriters expect, and words can be found and replaced.
// Names and places are read from the lists beside the text, which the server makes. Everything goes through the browser's
// own editing, so that its undo works; autosave.js hears of it as of any typing.
const MOST = 6, TWICE = 1200;
const TIMES = { ko: ["낮", "밤", "아침", "저녁", "새벽"], en: ["DAY", "NIGHT", "MORNING", "EVENING", "DAWN"] };
const HEADING = /^(?:S\s?#|씬|장면|#\d|\.(?=[^.])|(?:INT|EXT|EST|I\/E)[. /])/i;
const NUMBERED = /^(S\s?#\s?|씬\s?#?|장면\s?)(\d{0,4})\.?\s*(.*)$/i;
const INOUT = /^((?:INT|EXT|EST|INT\.?\/EXT|I\/E)[. ]+)(.*)$/i;
const form = document.querySelector("form[data-preview]");
const field = form?.elements.namedItem("text");

// the text as lines, and where the caret stands in them
function place() {
  const { value, selectionStart: at, selectionEnd: end } = field;
  const from = value.lastIndexOf("\n", at - 1) + 1;
  const to = value.indexOf("\n", at) < 0 ? value.length : value.indexOf("\n", at);
  const above = value.slice(0, Math.max(0, from - 1)).split("\n").at(-1);
  return { at, end, from, to, line: value.slice(from, to), before: value.slice(from, at), first: from === 0, above: from ? above : "" };
}

// types a text over the letters from..to; falls back where a browser knows no editing commands
function type(text, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(from, to);
  if (text === "" && from === to) return;
  const done = document.execCommand(text ? "insertText" : "delete", false, text);
  if (done) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const names = () => [...document.querySelectorAll('[data-part="cast"] [data-name]')].map((one) => one.dataset.name);
const scenes = () => [...document.querySelectorAll('[data-part="scenes"] [data-heading]')].map((one) => ({ ...one.dataset }));
const spoken = (line) => names().includes(line.replace(/^@/, "").replace(/\s*\([^()]*\)\s*\^?$/, "").replace(/\s*\^$/, "").trim());
const cue = (line) => /^@\S/.test(line) || spoken(line) || (/\p{Lu}/u.test(line) && line === line.toUpperCase() && line.length < 40 && !HEADING.test(line) && !/TO:$/.test(line));

// whether the caret's line belongs to a speech: somebody's name stands above it, without an empty line between
function speaking({ from }) {
  const lines = field.value.slice(0, Math.max(0, from - 1)).split("\n");
  let last = lines.length - 1;
  while (last >= 0 && lines[last].trim()) last -= 1;
  return from > 0 && last < lines.length - 1 && cue(lines[last + 1].trim());
}

function next() {
  const numbers = scenes().map((one) => parseInt(one.number, 10)).filter(Number.isFinite);
  return Math.max(0, ...numbers) + 1;
}

// what a heading may go on with: its number, a place that is used already, the time of day
function headings(before) {
  const korean = before.match(NUMBERED), latin = before.match(INOUT);
  if (!korean && !latin) return [];
  const [head, typed] = korean ? [`${korean[1]}${korean[2] || next()}. `, korean[3]] : [latin[1], latin[2]];
  const places = [...new Set(scenes().map((one) => one.heading.replace(INOUT, "$2")))];
  const found = places.filter((one) => one.toUpperCase().startsWith(typed.toUpperCase()) && one !== typed).map((one) => head + one);
  const open = korean ? typed.match(/^(.+?)\s*\(([^)]*)$/) : typed.match(/^(.+?)\s+-\s*(.*)$/);
  const language = /[가-힣]/.test(typed) ? "ko" : "en";
  const times = open ? TIMES[language].filter((one) => one.startsWith(open[2].toUpperCase())) : [];
  const timed = times.map((one) => (korean ? `${head}${open[1]} (${one})` : `${head}${open[1]} - ${one}`));
  if (korean && !korean[2] && !typed) return [head, ...found];
  return [...timed, ...found];
}

// [text to put in the place of the line, label], most likely first
function offers() {
  const here = place();
  const before = here.before.trimStart();
  if (here.at !== here.end || here.at !== here.to || (!here.first && here.above.trim())) return [];
  if (HEADING.test(before)) return headings(before).map((one) => [one, one]);
  const bare = before.replace(/^@/, "");
  const sign = before.startsWith("@") ? "@" : "";
  if (before && !bare && !sign) return [];
  const last = field.value.slice(0, here.from).split("\n").map((line) => line.trim()).filter(spoken).at(-1);
  const likely = names().filter((one) => one.toUpperCase().startsWith(bare.toUpperCase()) && one !== bare);
  if (!before) likely.sort((a, b) => (a === last) - (b === last)); // whoever spoke last is answered
  return likely.map((one) => [`${sign}${one}\n`, one]);
}

class Helps {
  constructor(bar) {
    this.bar = bar;
    this.list = bar.querySelector("[data-offers]");
    this.told = bar.querySelector("[data-told]");
    this.chosen = 0;
    this.closed = false;
    this.doubled = { at: -1, when: 0 };
    bar.hidden = false;
    bar.addEventListener("pointerdown", (event) => { if (event.target.closest("button")) event.preventDefault(); }); // the keyboard of a phone stays
    bar.addEventListener("click", (event) => this.press(event.target.closest("button")));
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("beforeinput", (event) => this.enter(event));
    for (const kind of ["input", "click", "focus", "rushes:put"]) field.addEventListener(kind, () => { this.closed = false; this.show(); });
    field.addEventListener("keyup", (event) => { if (/^(Arrow|Home|End|Page)/.test(event.key) && !event.altKey) this.show(); });
    this.show();
  }

  show() {
    this.found = this.closed ? [] : offers().slice(0, MOST);
    this.chosen = 0;
    this.draw();
  }

  draw() {
    const buttons = this.found.map(([text, label], place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.tabIndex = -1;
      button.dataset.take = text;
      button.textContent = label;
      if (place === this.chosen) button.dataset.first = "";
      return button;
    });
    this.list.replaceChildren(...buttons);
    this.told.textContent = this.found.length ? this.told.dataset.words.replace("#", this.found[this.chosen][1]) : "";
  }

  take(text) {
    const here = place();
    type(text, here.from, here.to);
    this.show();
  }

  press(button) {
    if (!button) return;
    if (button.dataset.take !== undefined) return this.take(button.dataset.take);
    const here = place();
    const start = here.line.trim() ? here.to : here.from;
    const gap = here.line.trim() ? "\n\n" : here.first || !here.above.trim() ? "" : "\n";
    const kind = button.dataset.put;
    if (kind === "scene") type(`${gap}${/[가-힣]/.test(field.value) || document.documentElement.lang === "ko" ? `S#${next()}. ` : "INT. "}`, start, here.to);
    if (kind === "name") type(`${gap}@`, start, here.to);
    if (kind === "aside") { type(here.line.trim() ? "\n()" : "()", start, here.to); field.setSelectionRange(field.selectionStart - 1, field.selectionStart - 1); }
    if (kind === "note") { type("[[]]"); field.setSelectionRange(field.selectionStart - 2, field.selectionStart - 2); }
    this.closed = false;
    this.show();
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return; // a Hangul letter is being put together
    if (event.key === "Escape" && this.found.length) { this.closed = true; this.show(); event.preventDefault(); return; }
    if (!this.found.length) return;
    if (event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.take(this.found[this.chosen][0]);
    } else if (event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
      event.preventDefault();
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      this.draw();
    }
  }

  // Enter after a heading, a speech or action leaves an empty line, as Fountain wants it; Shift+Enter does not
  enter(event) {
    if (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph") { this.shift = false; return; }
    if (event.isComposing || this.plain) return;
    const here = place();
    const now = Date.now();
    if (!here.line && here.at === this.doubled.at && now - this.doubled.when < TWICE) { event.preventDefault(); this.doubled.at = -1; return; } // who types two gets two
    if (here.at !== here.end || here.at !== here.to || !here.line.trim()) return;
    const line = here.line.trim();
    const alone = here.first || !here.above.trim();
    const speech = speaking(here);
    if ((alone && cue(line)) || (speech && /^\(.*\)$/.test(line)) || /^[^:]{1,30}:/.test(line) && here.from < (field.value.indexOf("\n\n") + 1 || 1)) return;
    if (!(speech || (alone && HEADING.test(line)))) return;
    event.preventDefault();
    type("\n\n", here.at, here.at);
    this.doubled = { at: field.selectionStart, when: now };
    this.show();
  }
}

// find and replace in the text
class Finder {
  constructor(panel) {
    this.what = panel.querySelector("[data-what]");
    this.by = panel.querySelector("[data-by]");
    this.count = panel.querySelector("[data-count]");
    panel.hidden = false;
    this.what.addEventListener("input", () => this.tell());
    for (const input of [this.what, this.by]) {
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault(); // Enter in a field would send the form
        if (input === this.what) this.go(event.shiftKey ? -1 : 1, false); else this.replace();
      });
    }
    panel.addEventListener("click", (event) => {
      const what = event.target.closest("button")?.dataset.find;
      if (what === "next") this.go(1, true);
      if (what === "back") this.go(-1, true);
      if (what === "one") this.replace();
      if (what === "all") this.everywhere();
    });
  }

  places() {
    const found = [], what = this.what.value.toLowerCase(), text = field.value.toLowerCase();
    for (let at = what ? text.indexOf(what) : -1; at >= 0; at = text.indexOf(what, at + what.length)) found.push(at);
    return found;
  }

  tell(place = 0) {
    const found = this.places();
    this.count.textContent = this.what.value ? (place ? `${place} / ${found.length}` : `${found.length}`) : "";
    return found;
  }

  go(step, focus) {
    const found = this.places();
    if (!found.length) { this.tell(); return; }
    const here = field.selectionStart, after = step > 0 ? field.selectionEnd : here;
    let at = step > 0 ? found.findIndex((one) => one >= after) : found.findLastIndex((one) => one < here);
    if (at < 0) at = step > 0 ? 0 : found.length - 1;
    this.mark(found[at], focus);
    this.tell(at + 1);
  }

  mark(at, focus) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(at, at + this.what.value.length);
    const lines = field.value.slice(0, at).split("\n").length;
    field.scrollTop = Math.max(0, (lines - 4) * parseFloat(getComputedStyle(field).lineHeight));
    if (!focus) this.what.focus({ preventScroll: true });
  }

  replace() {
    const { value, selectionStart: from, selectionEnd: to } = field;
    if (this.what.value && value.slice(from, to).toLowerCase() === this.what.value.toLowerCase()) type(this.by.value, from, to);
    this.go(1, false);
  }

  everywhere() {
    const found = this.places();
    if (!found.length) { this.tell(); return; }
    const { value } = field, size = this.what.value.length;
    let text = "", here = 0;
    for (const at of found) { text += value.slice(here, at) + this.by.value; here = at + size; }
    type(text + value.slice(here), 0, value.length);
    this.count.textContent = this.count.dataset.words.replace("#", found.length);
    this.what.focus();
  }
}

// on a phone the text and the page are two leaves of one place
function leaves(tabs) {
  const both = document.querySelector("[data-leaves]");
  tabs.hidden = false;
  tabs.addEventListener("click", (event) => {
    const button = event.target.closest("[data-leaf]");
    if (!button) return;
    both.dataset.leaves = button.dataset.leaf;
    for (const one of tabs.querySelectorAll("[data-leaf]")) one.setAttribute("aria-pressed", one === button);
  });
  document.addEventListener("click", (event) => { // a scene in the list is a place in the text
    if (event.target.closest("[data-goto]") && both.dataset.leaves === "page") tabs.querySelector('[data-leaf="text"]').click();
  }, true);
}

if (field) {
  const helps = document.querySelector("[data-helps]"), finder = document.querySelector("[data-finder]"), tabs = document.querySelector("[data-tabs]");
  if (helps) {
    const made = new Helps(helps);
    addEventListener("keydown", (event) => { made.plain = event.shiftKey; }, true);
    addEventListener("keyup", (event) => { made.plain = event.shiftKey; }, true);
  }
  if (finder) new Finder(finder);
  if (tabs) leaves(tabs);
}

// <form data-preview="address"> shows typed Fountain as a page: the server renders it a moment after the typing stops
function preview(form, target) {
  let timer = 0, asked = null;
  async function show() {
    asked?.abort();
    asked = new AbortController();
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of page.querySelectorAll("[data-part]")) {
      const old = target.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
    }
  }
  for (const kind of ["input", "rushes:put"]) form.addEventListener(kind, () => { clearTimeout(timer); timer = setTimeout(show, 500); });
  // a scene in the list leads to its line in the text
  target.addEventListener("click", (event) => {
    const line = event.target.closest("[data-goto]")?.dataset.goto;
    if (!line) return;
    event.preventDefault();
    const field = form.elements.namedItem("text");
    const start = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start);
    field.scrollTop = Math.max(0, (line - 2) * parseFloat(getComputedStyle(field).lineHeight));
  });
}
const previewed = document.querySelector("form[data-preview]");
if (previewed) preview(previewed, document.querySelector("[data-page]"));
