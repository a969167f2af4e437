// A page of the night: the newest state of the room, the server's clock, and what may be sent.
// The state is {state, rev, now, slot, kind, phase, position, playing, at, film, …}; an older `rev` is never shown.
import { Clock } from "./clock.js";
import { listen } from "./news.js";

const MEASURE = 15000;

export class Room {
  #show;
  #busy = false;
  #beat = 0;

  /** `show(room)` is called with every new state and once a second, when the clocks of the page step on. */
  constructor(show) {
    this.#show = show;
    this.root = document.querySelector("[data-room]");
    this.base = `/screenings/${this.root.dataset.screening}`;
    this.words = JSON.parse(this.part("words").dataset.words);
    this.state = JSON.parse(this.root.dataset.state);
    this.clock = new Clock(this.state.now);
    this.answer = ""; // what the server said to the last command that it refused
  }

  /** Begin to follow; call it when the page is ready to show. */
  enter() {
    listen(this.base, (fresh) => this.take(fresh), (gone) => this.root.toggleAttribute("data-lost", gone));
    this.clock.measure(5).then(() => this.#step());
    setTimeout(() => this.clock.measure(5), 2500); // the first answers came while the page was still busy with itself
    setInterval(() => this.clock.measure(1), MEASURE);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.clock.measure(3); });
    this.#step();
  }

  take(fresh) {
    if (fresh.rev < this.state.rev) return;
    this.state = fresh;
    this.#step();
  }

  /** Show now, and again when the room's second is full, so that all pages count together. */
  #step() {
    clearTimeout(this.#beat);
    this.#show(this);
    const into = (this.clock.now() - (this.state.at ?? 0)) % 1000;
    this.#beat = setTimeout(() => this.#step(), 1003 - (into < 0 ? into + 1000 : into));
  }

  /** Send a command; an old state is answered by the new one, which is shown. Returns whether it was obeyed. */
  async send(command, more = {}) {
    if (this.#busy) return false;
    this.#busy = true;
    const body = new URLSearchParams({ command, rev: this.state.rev, ...more });
    const options = { method: "POST", headers: { Accept: "application/json" }, body, signal: AbortSignal.timeout(8000) };
    const answer = await fetch(`${this.base}/command`, options).catch(() => null);
    this.#busy = false;
    const fresh = answer && (answer.ok || answer.status === 409) ? await answer.json().catch(() => null) : null;
    this.answer = answer?.ok ? "" : fresh?.detail || this.words.away || "";
    if (fresh?.rev !== undefined) this.take(fresh);
    else this.#step();
    return Boolean(answer?.ok);
  }

  part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  put(name, text) {
    const place = this.part(name);
    if (place && place.textContent !== text) place.textContent = text;
  }

  get live() {
    return this.state.state === "live";
  }

  get film() {
    return this.live && this.state.kind === "film";
  }

  /** Milliseconds since the current item, or its countdown's end; negative while it counts down. */
  get since() {
    return this.clock.now() - (this.state.at ?? this.clock.now());
  }

  /** The film's second that the room is at. */
  get second() {
    return this.state.position + (this.state.playing ? Math.max(0, this.since) / 1000 : 0);
  }
}

/** 522 → "8:42" */
export const stamp = (seconds) => `${Math.floor(Math.max(0, seconds) / 60)}:${String(Math.floor(Math.max(0, seconds) % 60)).padStart(2, "0")}`;

/** Keep the screen on, also after the page was hidden for a while: browsers let go of it then. */
export function stayAwake() {
  const ask = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); };
  document.addEventListener("visibilitychange", ask);
  ask();
}
