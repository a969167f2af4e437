// The upload tray: several files by tus, each with progress, speed, time left, pause and remove; a file chosen again
// after a closed tab goes on where it stopped. The form carries data-upload (address), its fields are the description.
const form = document.querySelector("form[data-upload]");
const tray = document.querySelector("[data-tray]");
const template = document.querySelector("template[data-file]");
const CHUNK = 8 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10000, 10000, 30000, 60000, 60000, 300000, 300000];
const running = new Set();
let lock = null;

const size = (bytes) => (bytes > 1073741824 ? `${(bytes / 1073741824).toFixed(1)} GB` : bytes > 1048576 ? `${(bytes / 1048576).toFixed(bytes > 10485760 ? 0 : 1)} MB` : `${Math.ceil(bytes / 1024)} KB`);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
const words = tray ? tray.dataset : {};

async function stayAwake() {
  try {
    if (running.size && !lock && navigator.wakeLock) lock = await navigator.wakeLock.request("screen");
    if (!running.size && lock) { await lock.release(); lock = null; }
  } catch { lock = null; }
}

function sentence(error) {
  const body = error.originalResponse?.getBody?.();
  try { return JSON.parse(body).detail; } catch { return navigator.onLine ? words.failed : words.offline; }
}

function begin(file, description) {
  const row = template.content.firstElementChild.cloneNode(true);
  const [name, state, bar, pause, remove] = ["name", "state", "bar", "pause", "remove"].map((part) => row.querySelector(`[data-${part}]`));
  name.textContent = file.name;
  tray.querySelector("[data-files]").append(row);
  tray.hidden = false;
  let seen = { at: performance.now(), bytes: 0, speed: 0 };
  const upload = new tus.Upload(file, {
    endpoint: form.dataset.upload,
    chunkSize: CHUNK,
    retryDelays: DELAYS,
    removeFingerprintOnSuccess: true,
    headers: { Accept: "application/json" },
    metadata: { ...description, filename: file.name },
    onShouldRetry: (error) => { const status = error.originalResponse?.getStatus?.() ?? 0; return ![401, 403, 404, 410, 413, 415, 422, 507].includes(status); },
    onProgress(sent, total) {
      const now = performance.now();
      if (now - seen.at > 800) {
        const speed = ((sent - seen.bytes) * 1000) / (now - seen.at);
        seen = { at: now, bytes: sent, speed: seen.speed ? 0.6 * seen.speed + 0.4 * speed : speed };
      }
      bar.value = total ? sent / total : 0;
      state.textContent = `${size(sent)} / ${size(total)}${seen.speed > 0 ? ` · ${size(seen.speed)}/s · ${clock((total - sent) / seen.speed)}` : ""}`;
    },
    onSuccess() { done(words.done); bar.value = 1; row.dataset.state = "done"; refresh(); },
    onError(error) { done(sentence(error)); row.dataset.state = "failed"; state.classList.add("wrong"); pause.textContent = words.again; pause.hidden = false; },
  });
  function done(text) { running.delete(upload); state.textContent = text; pause.hidden = true; stayAwake(); }
  async function start() {
    row.dataset.state = "running";
    state.classList.remove("wrong");
    running.add(upload);
    stayAwake();
    const previous = await upload.findPreviousUploads();
    if (previous.length) upload.resumeFromPreviousUpload(previous[0]);
    upload.start();
    pause.textContent = words.pause;
    pause.hidden = false;
  }
  pause.addEventListener("click", () => {
    if (row.dataset.state === "running") {
      upload.abort();
      running.delete(upload);
      row.dataset.state = "paused";
      pause.textContent = words.resume;
      state.textContent = words.paused;
      stayAwake();
    } else start();
  });
  remove.addEventListener("click", async () => {
    if (row.dataset.state !== "done") await upload.abort(true).catch(() => {});
    running.delete(upload);
    stayAwake();
    row.remove();
    if (!tray.querySelector("[data-files]").children.length) tray.hidden = true;
  });
  start();
}

async function refresh() {
  const wall = document.querySelector("#wall");
  if (!wall) return running.size ? null : location.reload();
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#wall");
  if (fresh) {
    wall.replaceWith(fresh);
    fresh.dispatchEvent(new Event("rushes:fresh", { bubbles: true }));
  }
}

if (form) {
  const input = form.querySelector("input[type=file]");
  const take = (files) => {
    const description = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== ""));
    for (const file of files) begin(file, description);
    input.value = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length) take([...input.files]);
    else input.click();
  });
  input.addEventListener("change", () => { if (!form.hasAttribute("data-wait")) take([...input.files]); });
  const zone = form.querySelector(".drop") || form;
  for (const kind of ["dragover", "dragleave", "drop"]) zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind === "drop") take([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => { if (running.size) event.preventDefault(); });
}
