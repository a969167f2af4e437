// The room: projector, seats and control follow one state {slot, phase, position, playing, at, rev, now}. The server's
// clock is measured by the quickest of a few pings; a film begins at a moment, not at a message.
const root = document.querySelector("[data-room]");
const kind = root.dataset.room;
const base = `/screenings/${root.dataset.screening}`;
const words = root.querySelector("template[data-words]")?.dataset || {};
const video = root.querySelector("video[data-film]");
const part = (name) => root.querySelector(`[data-${name}]`);
let state = JSON.parse(root.dataset.state);
let offset = state.now - Date.now();
let best = Infinity;
let joined = kind === "projector";
const DEAD = 0.02, SEEK = 0.3;

const serverNow = () => Date.now() + offset;
const second = () => (state.playing && state.at ? state.position + Math.max(0, serverNow() - state.at) / 1000 : state.position);
const stamp = (s) => `${Math.floor(s / 60)}:${String(Math.max(0, Math.floor(s % 60))).padStart(2, "0")}`;
const put = (name, text) => { const place = part(name); if (place && place.textContent !== text) place.textContent = text; };

async function ping(times) {
  best = Infinity;
  for (let n = 0; n < times; n++) {
    const sent = Date.now();
    const answer = await fetch(`${base}/state`).catch(() => null);
    const took = Date.now() - sent;
    if (!answer?.ok) return;
    const seen = await answer.json();
    if (took < best) { best = took; offset = seen.now - (sent + took / 2); }
    take(seen);
  }
}

function take(fresh) {
  if (fresh.rev < state.rev) return;
  const moved = fresh.rev !== state.rev;
  state = fresh;
  if (moved && kind === "control") return location.reload();
  show();
}

function show() {
  const live = state.state === "live";
  const film = live && state.kind === "film";
  const running = film && state.playing;
  const before = running && serverNow() < state.at;
  if (video) {
    if (film && state.film && video.dataset.src !== state.film) { video.dataset.src = state.film; video.src = state.film; }
    if (kind === "projector") {
      const picture = film && (state.phase === "paused" || (running && !before));
      video.hidden = !picture;
      part("card").hidden = picture;
      const count = part("count");
      count.hidden = !before;
      if (before) count.textContent = String(Math.ceil((state.at - serverNow()) / 1000));
    }
    if (joined) follow(running && !before, before);
  }
  put("word", film || live ? state.word : "");
  if (state.state === "planned") put("title", words.begins || "");
  else if (state.state === "ended") put("title", words.over || "");
  else put("title", state.title || state.word);
  if (kind === "projector") {
    put("team", state.phase === "after" && film ? words.after : live ? state.team : "");
    put("length", film && state.phase === "card" ? `${stamp(state.seconds)} · ${words.phones}` : live && !film && state.seconds ? stamp(Math.max(0, state.seconds - (serverNow() - state.at) / 1000)) : "");
    if (state.phase === "after" && state.next && film) put("length", `${words.next}: ${state.next}`);
  } else {
    put("team", live ? state.team : "");
    put("next", live && state.next ? `${words.next || ""}: ${state.next}`.replace(/^: /, "") : "");
    put("clock", film ? `${stamp(second())} / ${stamp(state.seconds)}` : "");
  }
  if (kind === "seat") seat(running);
}

function seat(running) {
  const watch = part("watch");
  if (watch) watch.hidden = !(running && state.film) && !joined;
  const badge = part("live");
  if (badge) badge.classList.toggle("live", state.state === "live");
  const list = part("forms");
  const key = JSON.stringify(state.forms);
  if (list && list.dataset.key !== key) {
    list.dataset.key = key;
    list.replaceChildren(...state.forms.map((one) => {
      const row = document.createElement("li"), link = document.createElement("a"), tag = document.createElement("span");
      row.className = "row";
      link.className = "item grow";
      link.href = `/slots/${one.slot}/feedback`;
      link.textContent = one.film;
      tag.className = `tag ${one.sent ? "good" : "live"}`;
      tag.textContent = one.sent ? words.sent : words.open;
      row.append(link, tag);
      return row;
    }));
    if (!state.forms.length) { const none = document.createElement("li"); none.className = "soft"; none.textContent = words.none; list.append(none); }
    const open = state.forms.find((one) => !one.sent);
    root.dispatchEvent(new CustomEvent("rushes:form", { detail: open ? open.slot : null }));
  }
}

function follow(running, before) {
  if (!video.src) return;
  const target = second();
  if (!running) {
    if (!video.paused) video.pause();
    if (before || state.phase === "paused") { if (Math.abs(video.currentTime - state.position) > 0.05 && video.readyState) video.currentTime = state.position; }
    return;
  }
  if (video.ended || video.seeking || target >= (video.duration || Infinity)) return;
  if (video.paused) {
    video.currentTime = target;
    video.play().catch(() => { const ask = part("sound"); if (ask) ask.hidden = false; video.muted = true; video.play().catch(() => {}); });
    return;
  }
  if (kind === "projector") return; // the projector is the sound: it never bends
  const drift = video.currentTime - target;
  if (Math.abs(drift) > SEEK) { video.currentTime = target; video.playbackRate = 1; }
  else video.playbackRate = Math.abs(drift) < DEAD ? 1 : 1 - Math.max(-0.05, Math.min(0.05, drift));
}

async function send(command) {
  const answer = await fetch(`${base}/command`, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ command, rev: state.rev }) }).catch(() => null);
  if (answer && (answer.ok || answer.status === 409)) take(await answer.json());
}

if (kind === "projector") {
  video.addEventListener("ended", () => send("ended"));
  part("sound").addEventListener("click", (event) => { video.muted = false; event.target.hidden = true; });
  addEventListener("keydown", (event) => {
    const command = { " ": state.playing ? "pause" : state.kind === "film" && ["card", "paused"].includes(state.phase) ? "play" : "next", PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back" }[event.key];
    if (command && !event.target.closest("button, a")) { event.preventDefault(); send(command); }
    if (event.key === "f") document.documentElement.requestFullscreen?.();
  });
  const waits = { card: 6000, after: 20000 };
  setInterval(() => {
    if (!state.auto || state.state !== "live") return;
    const since = serverNow() - state.at;
    if (state.kind === "film") {
      if (state.phase === "card" && since > waits.card) send("play");
      if (state.phase === "after" && since > waits.after && state.next) send("next");
    } else if (since > state.seconds * 1000 && state.next) send("next");
  }, 1000);
  navigator.wakeLock?.request("screen").catch(() => {});
}
part("join")?.addEventListener("click", (event) => { joined = true; event.target.hidden = true; part("box").hidden = false; show(); });
for (const form of root.querySelectorAll("[data-press]")) form.addEventListener("submit", (event) => { event.preventDefault(); send(event.submitter.value); });

let stream = null;
function listen() {
  if (!("EventSource" in window)) return void setInterval(() => ping(1), 2000);
  stream = new EventSource(`${base}/events`);
  stream.onmessage = (event) => take(JSON.parse(event.data));
  stream.onerror = () => { if (stream.readyState === 2) setTimeout(listen, 2000); };
}
listen();
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
ping(5);
setInterval(() => ping(1), 15000);
const here = () => fetch(`${base}/here`, { method: "POST" }).catch(() => {});
if (kind === "seat") { here(); setInterval(here, 15000); }
setInterval(show, 250);
show();
