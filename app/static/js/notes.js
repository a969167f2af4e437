// Notes on a film: the form follows the frame that is shown, over a range where one is begun, with a drawing on the picture.
// Writing pauses the film, sending goes on with it; the page stays. <section data-notes data-failed> beside video[data-player].
const SVG = "http://www.w3.org/2000/svg", UNIT = 1000;
const video = document.querySelector("video[data-player]");
const stamp = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const [top, bottom] = (video?.dataset.rate || "30").split("/").map(Number);
const rate = top / (bottom || 1) || 30;
let section = document.querySelector("[data-notes]");
let from = null, strokes = [], held = null, playing = false;

const form = () => section.querySelector("[data-new-note]");
const frame = () => Math.max(0, Math.floor(video.currentTime * rate + 1e-3));

// the drawing lies exactly over the picture, which may be narrower than the player
const board = document.createElementNS(SVG, "svg");
board.setAttribute("viewBox", `0 0 ${UNIT} ${UNIT}`);
board.setAttribute("preserveAspectRatio", "none");
board.setAttribute("class", "sketch");
board.setAttribute("aria-hidden", "true");

function lay() {
  const box = video.getBoundingClientRect(), around = board.parentElement.getBoundingClientRect();
  const scale = Math.min(box.width / (video.videoWidth || 16), box.height / (video.videoHeight || 9));
  const width = (video.videoWidth || 16) * scale, height = (video.videoHeight || 9) * scale;
  Object.assign(board.style, { width: `${width}px`, height: `${height}px`, left: `${box.left - around.left + (box.width - width) / 2}px`, top: `${box.top - around.top + (box.height - height) / 2}px` });
}

function show(lines) {
  board.replaceChildren(...lines.map((at) => {
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("points", at.length > 2 ? at.join(" ") : [...at, at[0] + 1, at[1]].join(" "));
    return line;
  }));
  board.toggleAttribute("data-shown", lines.length > 0);
  lay();
}

function point(event) {
  const box = board.getBoundingClientRect();
  const inside = (value) => Math.round(Math.min(1, Math.max(0, value)) * UNIT);
  return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
}

function drawn() {
  form().elements.drawing.value = strokes.length ? JSON.stringify(strokes) : "";
  form().querySelector("[data-rub]").hidden = !strokes.length;
  show(strokes);
}

function pen(on) {
  if (!form()) return;
  form().querySelector("[data-pen]").setAttribute("aria-pressed", String(on));
  board.toggleAttribute("data-drawing", on);
  if (on) { video.pause(); show(strokes); }
}

// the form says where the note will stand
function mark() {
  if (!form()) return;
  const now = frame(), fields = form().elements;
  const first = from === null ? now : Math.min(from, now), last = from === null || now === from ? null : Math.max(from, now);
  fields.frame.value = first;
  fields.last_frame.value = last ?? "";
  form().querySelector("[data-at]").textContent = from === null ? stamp(now / rate) : `${stamp(first / rate)} – ${stamp((last ?? first) / rate)}`;
}

function fresh() {
  const marks = form()?.querySelector("[data-marks]");
  if (marks) marks.hidden = false;
  from = null;
  strokes = JSON.parse(form()?.elements.drawing.value || "[]");
  if (form()) { pen(false); drawn(); }
  mark();
}

async function send(sent, button) {
  const answer = await fetch(sent.action, { method: "POST", body: new URLSearchParams(new FormData(sent, button)) }).catch(() => null);
  if (!answer || answer.status >= 500) {
    const told = sent.querySelector("[data-told]") ?? section.querySelector("[data-told]");
    if (told) told.textContent = section.dataset.failed;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), next = page.querySelector("[data-notes]");
  if (!next) { location.assign(answer.url); return; }
  const open = [...section.querySelectorAll(":scope > details[open]")].length > 0;
  section.replaceWith(next);
  section = next;
  if (open) section.querySelector(":scope > details")?.setAttribute("open", "");
  const ticks = page.querySelector(".ticks"), old = document.querySelector(".ticks");
  if (ticks && old) { old.replaceChildren(...ticks.children); video.dispatchEvent(new Event("rushes:ticks")); }
  fresh();
  if (section.querySelector("[aria-invalid]")) { form().querySelector("[data-note]").focus(); return; }
  if (sent.hasAttribute("data-new-note") && playing) video.play();
  playing = false;
  if (!sent.hasAttribute("data-new-note")) document.getElementById(new URL(answer.url).hash.slice(1) || "notes")?.querySelector("summary, button, a")?.focus();
}

function place(link) {
  playing = false;
  video.pause();
  show(link.dataset.drawing ? JSON.parse(link.dataset.drawing) : []);
  video.currentTime = Number(link.dataset.seek);
}

function pressed(event) {
  const button = event.target.closest("button, a[data-seek]");
  if (!button || !(section.contains(button) || button.hasAttribute("data-seek"))) return;
  const data = button.dataset;
  if ("seek" in data) {
    // a tick on the bar knows only its note
    place(document.querySelector(`[id="${button.hash.slice(1)}"][id^="note-"] [data-seek]`) ?? button);
  } else if ("range" in data) {
    from = from === null ? frame() : null;
    button.setAttribute("aria-pressed", String(from !== null));
    mark();
  } else if ("pen" in data) pen(button.getAttribute("aria-pressed") !== "true");
  else if ("rub" in data) { strokes.pop(); drawn(); }
  else if ("name" in data) {
    const text = form().querySelector("[data-note]");
    text.value = `${text.value.replace(/@[^@\s]*$/, "")}@${data.name} `;
    button.parentElement.hidden = true;
    text.focus();
  }
}

if (video && section) {
  video.closest(".player")?.append(board);
  for (const event of ["timeupdate", "seeked", "loadedmetadata"]) video.addEventListener(event, mark);
  video.addEventListener("loadedmetadata", lay);
  video.addEventListener("play", () => { pen(false); show([]); });
  addEventListener("resize", lay);
  document.addEventListener("click", pressed);
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-note]")) return;
    if (!video.paused) { playing = true; video.pause(); }
    section.querySelector("[data-names]").hidden = !/(^|\s)@[^@\s]*$/.test(event.target.value);
  });
  document.addEventListener("submit", (event) => {
    if (!section.contains(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("[data-notes] textarea") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  });
  board.addEventListener("pointerdown", (event) => {
    if (!board.hasAttribute("data-drawing") || event.button || held !== null) return;
    event.preventDefault();
    board.setPointerCapture(event.pointerId);
    held = event.pointerId;
    strokes.push(point(event));
    drawn();
  });
  board.addEventListener("pointermove", (event) => {
    if (held !== event.pointerId) return;
    const [x, y] = point(event), line = strokes.at(-1);
    if (Math.hypot(x - line.at(-2), y - line.at(-1)) < 4) return;
    line.push(x, y);
    drawn();
  });
  for (const name of ["pointerup", "pointercancel"]) board.addEventListener(name, (event) => { if (held === event.pointerId) held = null; });
  fresh();
  const linked = location.hash.startsWith("#note-") && document.querySelector(`${location.hash} [data-seek]`);
  if (linked) {
    if (video.readyState) place(linked); else video.addEventListener("loadedmetadata", () => place(linked), { once: true });
    linked.closest("details")?.setAttribute("open", "");
  }
}
