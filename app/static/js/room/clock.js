// The server's clock, as this page knows it: an offset to the browser's monotonic clock, which no change of the system's
// time moves. The quickest answer of the last minutes knows best; half its way is the most it may be wrong by.
const KEPT = 12;
const local = () => performance.timeOrigin + performance.now();

export class Clock {
  #samples = [];
  #offset;

  /** Begin with the time that came with the page: late by the way of the page, until the first measure. */
  constructor(now) {
    this.#offset = now - local();
  }

  /** Milliseconds since 1970 on the server. */
  now() {
    return local() + this.#offset;
  }

  /** Ask the server `times` times, one after the other. */
  async measure(times) {
    for (let n = 0; n < times; n++) {
      const sent = local();
      const answer = await fetch("/clock", { signal: AbortSignal.timeout(5000) }).then((a) => (a.ok ? a.json() : null)).catch(() => null);
      if (!answer) return;
      const way = local() - sent;
      this.#learn({ way, offset: answer.now - (sent + way / 2) });
    }
  }

  #learn(sample) {
    // two samples that cannot both be true: this computer slept, or the server's clock was set; the old ones are void
    this.#samples = this.#samples.filter((old) => Math.abs(old.offset - sample.offset) <= (old.way + sample.way) / 2 + 1);
    this.#samples = [...this.#samples, sample].slice(-KEPT);
    this.#offset = this.#samples.reduce((best, one) => (one.way < best.way ? one : best)).offset;
  }
}
