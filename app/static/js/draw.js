// A frame drawn with a finger, a pen or a mouse: <section data-draw data-api data-next data-who data-offline data-kept [data-under]> with a canvas and its
// tools. Strokes stay in the browser until the server has the picture. Undo takes the last one back, a clearing too.
const place = document.querySelector("[data-draw]");
const canvas = place?.querySelector("canvas");
const words = place?.dataset;
const key = `rushes-frame:${words?.who}:${words?.api}`;
const store = {
  read() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(value) { try { if (value) localStorage.setItem(key, JSON.stringify(value)); else localStorage.removeItem(key); } catch { /* full or forbidden: the page itself still holds the drawing */ } },
};
const pen = { width: 6, colour: "#111111" };
let strokes = store.read() || [], now = null, under = null;

// a stroke is {width, colour, at: [x, y, x, y, …]} in pixels of the canvas; a clearing is {clear: true}
function trace(paper, { width, colour, at }) {
  paper.strokeStyle = colour;
  paper.lineWidth = width;
  paper.beginPath();
  paper.moveTo(at[0], at[1]);
  for (let n = 2; n < at.length - 2; n += 2) paper.quadraticCurveTo(at[n], at[n + 1], (at[n] + at[n + 2]) / 2, (at[n + 1] + at[n + 3]) / 2);
  paper.lineTo(at.at(-2), at.at(-1));
  paper.stroke();
}

function blank(paper) {
  paper.fillStyle = "#ffffff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
}

function paint() {
  const paper = canvas.getContext("2d");
  paper.lineCap = paper.lineJoin = "round";
  blank(paper);
  if (under?.naturalWidth) {
    const scale = Math.min(canvas.width / under.naturalWidth, canvas.height / under.naturalHeight);
    const [width, height] = [under.naturalWidth * scale, under.naturalHeight * scale];
    paper.drawImage(under, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  }
  for (const one of now ? [...strokes, now] : strokes) if (one.clear) blank(paper); else trace(paper, one);
  for (const button of place.querySelectorAll("[data-undo], [data-save]")) button.disabled = !strokes.length;
}

function point(event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)].map(Math.round);
}

function did(stroke) {
  strokes.push(stroke);
  store.write(strokes);
  paint();
}

let waiting = 0;
function drawn(event) {
  if (now?.finger !== event.pointerId) return;
  const steps = event.getCoalescedEvents?.() || [];
  for (const one of steps.length ? steps : [event]) now.at.push(...point(one));
  waiting ||= requestAnimationFrame(() => { waiting = 0; paint(); });
}

function lifted(event) {
  if (now?.finger !== event.pointerId) return;
  const { finger, ...stroke } = now;
  now = null;
  did(stroke);
}

async function save(button) {
  button.disabled = true;
  const form = new FormData();
  form.append("picture", await new Promise((done) => { canvas.toBlob(done, "image/png"); }), "frame.png");
  const answer = await fetch(words.api, { method: "PUT", headers: { Accept: "application/json" }, body: form }).catch(() => null);
  if (answer?.ok) {
    store.write(null);
    location.assign(words.next);
    return;
  }
  const problem = await answer?.json().catch(() => null);
  place.querySelector("[data-told]").textContent = problem?.detail || words.offline;
  button.disabled = false;
}

function undo() {
  strokes.pop();
  store.write(strokes.length ? strokes : null);
  paint();
}

function pressed(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { width, colour } = button.dataset;
  if (width || colour) {
    if (width) pen.width = Number(width); else pen.colour = colour;
    for (const one of button.parentElement.querySelectorAll("button")) one.setAttribute("aria-pressed", one === button);
  } else if ("undo" in button.dataset) undo();
  else if ("clear" in button.dataset) did({ clear: true });
  else if ("save" in button.dataset) save(button);
}

if (place) {
  place.hidden = false;
  if (words.under) {
    under = new Image();
    under.onload = paint;
    under.src = words.under;
  }
  if (strokes.length) place.querySelector("[data-told]").textContent = words.kept;
  place.addEventListener("click", pressed);
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || now) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    now = { ...pen, finger: event.pointerId, at: [...point(event), ...point(event)] };
    paint();
  });
  canvas.addEventListener("pointermove", drawn);
  canvas.addEventListener("pointerup", lifted);
  canvas.addEventListener("pointercancel", lifted);
  addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "z" && strokes.length) { event.preventDefault(); undo(); } });
  paint();
}
