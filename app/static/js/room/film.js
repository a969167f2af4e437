// The film on this page: loaded early, begun by a timer at the room's moment, held in step afterwards.
//
// Every start is the same: cue the picture at a second that is still to come, wait until it can play, and press play
// when the room gets there. The start of a film, a late seat and a page that fell behind differ only in that second.
const DEAD = 0.02, LEAVE = 0.01, SEEK = 0.3, TICK = 250, CALM = 400;
const clamp = (value, most) => Math.max(-most, Math.min(most, value));
const key = (address) => address.replace(/^\/files\/[^/]+/, ""); // the signed part changes with the hour, the film does not

export class Film {
  #cued = null; // the second at which the picture waits
  #timer = 0;
  #begun = 0; // when it was begun, until its start has been judged
  #bending = 0; // the sign of the correction that is going on
  #leap = 0.5; // how far ahead of the room a cue is set: what seeking takes here
  #early; // how much before the moment play is pressed, in seconds: what beginning takes here; learnt with every start
  #plan = "";
  #loaded = "";

  /**
   * `bend` is the most that the speed may be changed by. `leads` marks the projector: where it is held up it waits, and
   * says so by `held(second)`. `over()` is called when the film has ended, `silent()` when the browser forbids sound.
   */
  constructor(video, room, { bend, leads = false, held, over, silent }) {
    this.#early = leads ? 0.08 : 0.03; // opening the sound takes its time
    Object.assign(this, { video, room, bend, leads, held, over, silent });
    for (const event of ["canplay", "seeked", "loadedmetadata"]) video.addEventListener(event, () => this.#arm());
    video.addEventListener("ended", () => this.over?.());
    video.addEventListener("error", () => setTimeout(() => this.#reload(), 1500)); // the server was away
    setInterval(() => this.#hold(), TICK);
  }

  /** Do what the room's state says; nothing when it says the same as before. */
  follow() {
    const { state, film } = this.room;
    const address = film ? state.film : "";
    if (address && key(address) !== this.#loaded) this.#load(address);
    const plan = [film, state.slot, state.phase, state.position, state.at, this.#loaded].join();
    if (plan === this.#plan) return;
    this.#plan = plan;
    clearTimeout(this.#timer);
    this.#cued = null;
    if (film && state.playing) return this.#cue();
    this.video.pause();
    this.#pace(0);
    if (film && state.phase !== "after" && Math.abs(this.video.currentTime - state.position) > 0.02) this.video.currentTime = state.position;
  }

  #load(address) {
    this.#loaded = key(address);
    this.video.src = address;
  }

  #reload() {
    if (!this.room.film) return;
    this.#load(this.room.state.film);
    this.#plan = "";
    this.follow();
  }

  #cue() {
    const { video, room } = this;
    clearTimeout(this.#timer);
    const target = room.since < 0 ? room.state.position : room.second + this.#leap;
    if (target >= video.duration) return this.over?.();
    this.#cued = target;
    video.pause();
    this.#pace(0);
    if (Math.abs(video.currentTime - target) > 0.01) video.currentTime = target;
    this.#arm();
  }

  /** Set the timer for the cued picture as soon as it can play; where that took too long, cue further ahead. */
  #arm() {
    const { video, room } = this;
    if (this.#cued === null || video.seeking || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return;
    clearTimeout(this.#timer);
    const wait = (this.#cued - room.state.position) * 1000 - room.since - this.#early * 1000;
    const opening = this.leads && this.#cued === room.state.position;
    if (wait < -100 && !opening) {
      this.#leap = Math.min(4, this.#leap * 1.6);
      return this.#cue();
    }
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, wait));
  }

  async #begin() {
    const { video } = this;
    this.#cued = null;
    this.#begun = performance.now();
    try {
      await video.play();
    } catch (refusal) {
      if (refusal.name !== "NotAllowedError" || video.muted) return;
      video.muted = true;
      this.silent?.();
      video.play().catch(() => {});
    }
  }

  #hold() {
    const { video, room } = this;
    if (!this.#loaded || !room.film || !room.state.playing || room.since < 0 || this.#cued !== null) return;
    if (video.ended || room.second >= video.duration) return video.ended || !this.leads || video.paused ? this.over?.() : undefined;
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return this.#pace(0);
    const calm = performance.now() - this.#begun < CALM;
    if (calm) return;
    if (video.paused) return this.#cue(); // somebody else has stopped it: a media key, the system
    const drift = video.currentTime - room.second;
    if (this.#begun) {
      this.#begun = 0;
      this.#bending = Math.sign(drift); // a fresh start is brought as near as any correction
      if (Math.abs(drift) < SEEK) this.#early = Math.max(0, Math.min(0.2, this.#early - drift / 2));
    }
    if (this.leads && drift < -SEEK && !document.hidden) return this.held(video.currentTime);
    if (Math.abs(drift) > SEEK) return this.#cue();
    if (this.#bending ? Math.abs(drift) < LEAVE || Math.sign(drift) !== this.#bending : Math.abs(drift) < DEAD) this.#pace(0);
    else this.#pace(drift);
  }

  /** Bend the speed against the drift; none for 0. */
  #pace(drift) {
    this.#bending = Math.sign(drift);
    const rate = 1 - clamp(drift * 2, this.bend);
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }
}
