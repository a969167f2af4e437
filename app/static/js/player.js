// The film of a page: our controls over video[data-player], ticks of notes, keys, swipes to the next page, [data-seek].
// Until the elements are there, and where they fail, the browser's own controls do.
import { frameAt, load } from "./film.js";

const KEEP = 60_000; // for so long a page opened again goes on where the film stood
const SWIPE = 60;
const video = document.querySelector("video[data-player]");
const box = video?.closest(".player");
const bar = document.querySelector("[data-bar]");

async function upgrade() {
  const { define } = await import(bar.dataset.module);
  await define(document.documentElement.lang, JSON.parse(bar.dataset.words));
  bar.querySelector("media-captions-button").setAttribute("role", "switch");
  bar.querySelector("media-time-display").setAttribute("aria-hidden", "true"); // the range says the same
  box.querySelector("media-controller").fullscreenElement = box; // with the bar
  const preview = bar.querySelector("media-time-range").shadowRoot.querySelector("media-preview-thumbnail");
  preview.shadowRoot.querySelector("img").alt = "";
  for (const film of box.querySelectorAll("video")) {
    film.controls = false;
    film.addEventListener("click", toggle);
  }
  box.dataset.ready = "";
}

const toggle = () => (video.paused ? video.play() : video.pause());

function step(on) {
  video.pause();
  video.currentTime = frameAt(video, video.currentTime, on);
}

function offer(hls) {
  const sizes = bar.querySelector("[data-sizes]"), choice = sizes?.querySelector("select");
  if (!hls || !choice) return;
  hls.on("hlsManifestParsed", () => {
    if (hls.levels.length < 2) return;
    const named = hls.levels.map((level, number) => [Math.min(level.width, level.height), number]);
    for (const [size, number] of named.sort((a, b) => b[0] - a[0])) choice.append(new Option(`${size}p`, number));
    sizes.hidden = false;
  });
  choice.addEventListener("change", () => { hls.nextLevel = Number(choice.value); });
}

// ---- where it stood: a form sent, a better size shown, or a glance at another page
function place() {
  const key = `film:${location.pathname}`;
  addEventListener("pagehide", () => { if (video.readyState) sessionStorage.setItem(key, JSON.stringify([video.currentTime, Date.now()])); });
  const [second, then] = JSON.parse(sessionStorage.getItem(key) ?? "[0, 0]");
  return Date.now() - then > KEEP || location.hash.startsWith("#note-") ? 0 : second;
}

// ---- ticks
function lay() {
  if (!(video.duration > 0)) return;
  const share = (second) => `${(100 * Math.min(second, video.duration)) / video.duration}%`;
  for (const tick of document.querySelectorAll(".ticks [data-seek]")) {
    const { seek, until, own } = tick.dataset; // own: of a second film, which is elsewhere
    tick.parentElement.style.left = share(Number(seek));
    tick.parentElement.style.width = until ? share(Math.max(0, Number(until) - Number(own ?? seek))) : "";
  }
}

// ---- keys and swipes
const go = (where) => document.querySelector(`a[rel=${where}]`)?.click();
const press = (name) => bar?.querySelector(name)?.click();
const keys = {
  " ": toggle,
  k: toggle,
  j: () => { video.currentTime -= 5; },
  l: () => { video.currentTime += 5; },
  ArrowLeft: () => { video.currentTime -= 2; },
  ArrowRight: () => { video.currentTime += 2; },
  ",": () => step(-1),
  ".": () => step(1),
  m: () => { video.muted = !video.muted; },
  f: () => ("ready" in box.dataset ? press("media-fullscreen-button") : document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()),
  c: () => press("media-captions-button[mediasubtitleslist]"),
  "Shift+ArrowLeft": () => go("prev"),
  "Shift+ArrowRight": () => go("next"),
};

function pressed(event) {
  const at = event.target, typed = at.closest("input, textarea, select, [contenteditable]");
  if (typed || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
  if (key === " " && at.closest("button, a, summary, [role=button], [role=switch], media-time-range, media-volume-range")) return;
  if (key.startsWith("Arrow") && at.closest("media-time-range, media-volume-range, [role=radiogroup]")) return;
  if (at === video && video.controls && [" ", "ArrowLeft", "ArrowRight"].includes(key)) return; // the browser's own controls do it
  if (!keys[key]) return;
  event.preventDefault();
  keys[key]();
}

function swipes() {
  let from = null;
  video.addEventListener("pointerdown", (event) => { from = event.pointerType === "touch" && event.isPrimary ? [event.clientX, event.clientY] : null; });
  video.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [right, down] = [event.clientX - from[0], event.clientY - from[1]];
    from = null;
    if (Math.abs(right) > SWIPE && Math.abs(right) > 2 * Math.abs(down)) go(right < 0 ? "next" : "prev");
  });
}

if (video) {
  load(video, place()).then(offer);
  if (bar) upgrade().catch((trouble) => console.warn("the browser's own controls stay:", trouble));
  for (const name of ["loadedmetadata", "durationchange", "rushes:ticks"]) video.addEventListener(name, lay);
  lay();
  swipes();
  addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    const stepping = event.target.closest("[data-step]"), target = event.target.closest("[data-seek]");
    if (stepping) step(Number(stepping.dataset.step));
    if (!target) return;
    event.preventDefault();
    video.currentTime = Number(target.dataset.seek);
    box.scrollIntoView({ block: "nearest" });
  });
}
