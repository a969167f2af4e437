// The upload tray: several files by tus, each with progress, speed, time left, pause and cancel. tray.js loads it where
// somebody may choose files (the form carries data-upload, its fields are the description) or where files are on their way.
const CHUNK = 8 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10000, 10000, 30000, 60000, 60000, 300000, 300000];
const FINAL = [401, 403, 404, 410, 413, 415, 422, 507];
const REFUSED = [413, 415, 422];
const running = new Set();
const here = new Map();
let tray, words, store, ready;
let lock = null;

const size = (bytes) => (bytes > 1073741824 ? `${(bytes / 1073741824).toFixed(1)} GB` : bytes > 1048576 ? `${(bytes / 1048576).toFixed(bytes > 10485760 ? 0 : 1)} MB` : `${Math.ceil(bytes / 1024)} KB`);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
const alike = (entry) => [entry.file.name, entry.file.size, entry.file.lastModified, entry.description.team, entry.description.purpose].join("|");

// tus is fetched when somebody is about to choose a file, or where files are on their way; again when that failed.
function client() {
  ready ??= new Promise((done, fail) => {
    const script = Object.assign(document.createElement("script"), { src: words.tus, onload: done, onerror: fail });
    document.head.append(script);
  }).catch((error) => { ready = undefined; throw error; });
  return ready;
}

async function stayAwake() {
  try {
    if (running.size && !lock && navigator.wakeLock) lock = await navigator.wakeLock.request("screen");
    if (!running.size && lock) { await lock.release(); lock = null; }
  } catch { lock = null; }
}

// The page has to stay open only for files that the browser could not keep.
function sayWhatIsLost() {
  tray.querySelector("[data-stay]").hidden = ![...running].some((one) => one.id === undefined);
}

function sentence(error) {
  const body = error.originalResponse?.getBody?.();
  try { return JSON.parse(body).detail; } catch { return navigator.onLine ? words.failed : words.offline; }
}

// One file's row: show(state, text) and the buttons; what happens is the caller's.
function makeRow(entry) {
  const row = tray.querySelector("template[data-file]").content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-${name}]`);
  const [name, state, bar, pause, remove, sure] = ["name", "state", "bar", "pause", "remove", "sure"].map(part);
  const { team, purpose } = entry.description;
  name.textContent = entry.file.name;
  name.href = `/teams/${encodeURIComponent(team)}/${purpose === "cut" ? "cuts" : "rushes"}`;
  const ask = (on) => { sure.hidden = !on; remove.hidden = on; (on ? part("keep") : remove).focus(); };
  remove.addEventListener("click", () => (row.dataset.state === "done" ? leave() : ask(true)));
  part("keep").addEventListener("click", () => ask(false));
  const leave = () => { row.remove(); tray.hidden = !tray.querySelector("[data-files]").children.length; };
  const show = (kind, text) => {
    row.dataset.state = kind;
    if (text !== undefined) state.textContent = text;
    state.classList.toggle("wrong", kind === "failed");
    pause.hidden = kind === "done";
    pause.textContent = { running: words.pause, paused: words.resume, failed: words.again }[kind] ?? "";
  };
  tray.querySelector("[data-files]").append(row);
  tray.hidden = false;
  return { row, bar, state, pause, drop: part("drop"), show, leave };
}

function measure(view) {
  let seen = { at: performance.now(), bytes: null, speed: 0 };
  return (sent, total) => {
    const now = performance.now();
    if (seen.bytes === null) seen.bytes = sent;
    if (now - seen.at > 800) {
      const speed = ((sent - seen.bytes) * 1000) / (now - seen.at);
      seen = { at: now, bytes: sent, speed: seen.speed ? 0.6 * seen.speed + 0.4 * speed : speed };
    }
    view.bar.value = total ? sent / total : 0;
    view.state.textContent = `${size(sent)} / ${size(total)}${seen.speed > 0 ? ` · ${size(seen.speed)}/s · ${clock((total - sent) / seen.speed)}` : ""}`;
  };
}

function follow(entry) {
  const view = makeRow(entry);
  here.set(alike(entry), entry);
  const ended = () => { running.delete(entry); stayAwake(); sayWhatIsLost(); };
  const forget = async () => { here.delete(alike(entry)); if (entry.id !== undefined) await store.remove(entry.id).catch(() => {}); };
  const upload = new tus.Upload(entry.file, {
    endpoint: words.endpoint,
    uploadUrl: entry.url || null,
    chunkSize: CHUNK,
    retryDelays: DELAYS,
    removeFingerprintOnSuccess: true,
    headers: { Accept: "application/json" },
    metadata: { ...entry.description, filename: entry.file.name },
    onShouldRetry: (error) => !FINAL.includes(error.originalResponse?.getStatus?.() ?? 0),
    onUploadUrlAvailable() { entry.url = upload.url; if (entry.id !== undefined) store.change(entry.id, { url: upload.url }).catch(() => {}); },
    onProgress: measure(view),
    async onSuccess() { ended(); await forget(); view.bar.value = 1; view.show("done", words.done); refresh(); },
    onError(error) {
      ended();
      if (REFUSED.includes(error.originalResponse?.getStatus?.())) forget(); // the same file would be refused on every page again
      view.show("failed", sentence(error));
    },
  });
  const start = async () => {
    view.show("running");
    running.add(entry);
    stayAwake();
    sayWhatIsLost();
    if (!entry.url) {
      const previous = await upload.findPreviousUploads();
      if (previous.length) upload.resumeFromPreviousUpload(previous[0]);
    }
    upload.start();
  };
  const keepPaused = (paused) => { if (entry.id !== undefined) store.change(entry.id, { paused }).catch(() => {}); };
  view.pause.addEventListener("click", () => {
    const stops = view.row.dataset.state === "running";
    keepPaused(stops);
    if (!stops) return start();
    upload.abort();
    ended();
    view.show("paused", words.paused);
  });
  view.drop.addEventListener("click", async () => {
    await (upload.url || !entry.url ? upload.abort(true) : tus.Upload.terminate(entry.url)).catch(() => {});
    ended();
    forget();
    view.leave();
  });
  if (entry.paused) view.show("paused", words.paused);
  else start();
}

// A file that is being sent by another tab waits until that tab lets go of it.
async function goOn(entry) {
  const work = async () => {
    const fresh = await store.get(entry.id);
    if (!fresh) return undefined;
    follow(fresh);
    return new Promise(() => {});
  };
  if (navigator.locks) navigator.locks.request(`rushes-upload-${entry.id}`, work);
  else work();
}

async function add(file, description) {
  const entry = { file, description };
  if (here.has(alike(entry))) {
    const message = tray.querySelector("[data-twice]");
    message.textContent = words.twice.replace("{name}", file.name);
    message.hidden = false;
    return;
  }
  here.set(alike(entry), entry);
  await client();
  try {
    entry.id = await store.add(entry);
    if (navigator.locks) navigator.locks.request(`rushes-upload-${entry.id}`, () => new Promise(() => {}));
  } catch { delete entry.id; }
  follow(entry);
}

async function refresh() {
  const wall = document.querySelector("form[data-upload] ~ #wall");
  if (!wall) return;
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#wall");
  if (fresh) {
    wall.replaceWith(fresh);
    fresh.dispatchEvent(new Event("rushes:fresh", { bubbles: true }));
  }
}

function listen(form) {
  const input = form.querySelector("input[type=file]");
  const take = (files) => {
    const description = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== ""));
    tray.querySelector("[data-twice]").hidden = true;
    for (const file of files) add(file, description);
    input.value = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length) take([...input.files]);
    else input.click();
  });
  const chosen = () => { if (input.files.length && !form.hasAttribute("data-wait")) take([...input.files]); };
  input.addEventListener("change", chosen);
  chosen(); // before this module was here
  const zone = form.querySelector(".drop") || form;
  for (const kind of ["dragover", "dragleave", "drop"]) zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind === "drop") take([...event.dataTransfer.files]);
  });
}

// Begin: where to show rows, where files are chosen (or nothing), where they are kept (or nothing), what is on its way.
export async function run(section, form, kept, entries) {
  [tray, words, store] = [section, section.dataset, kept];
  for (const sign of ["pointerdown", "focusin"]) form?.addEventListener(sign, () => client().catch(() => {}), { once: true });
  for (const entry of entries) here.set(alike(entry), entry);
  if (form) listen(form);
  addEventListener("beforeunload", (event) => { if ([...running].some((one) => one.id === undefined)) event.preventDefault(); });
  if (entries.length) await client();
  for (const entry of entries) goOn(entry);
}
