// What is new in the room: one stream of events a page; while it is away the state is asked for every two seconds.
const ASK = 2000, SILENT = 35000;

/** Hand each state to `take`; `lost(true)` when the server cannot be reached, `lost(false)` when it can. */
export function listen(base, take, lost) {
  let stream = null, asking = 0, heard = performance.now();

  function hear() {
    heard = performance.now();
    clearInterval(asking);
    asking = 0;
    lost(false);
  }

  async function ask() {
    const answer = await fetch(`${base}/state`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    lost(!answer?.ok);
    if (answer?.ok) take(await answer.json());
  }

  function open() {
    stream?.close();
    heard = performance.now();
    stream = new EventSource(`${base}/events`);
    stream.onopen = hear;
    stream.addEventListener("beat", hear);
    stream.onmessage = (event) => {
      hear();
      take(JSON.parse(event.data));
    };
    stream.onerror = () => {
      if (asking) return;
      asking = setInterval(ask, ASK);
      ask();
    };
  }

  function close() {
    stream?.close();
    stream = null;
    clearInterval(asking);
    asking = 0;
  }

  open();
  // a refused stream stays closed, and one over a lost network says nothing: both are opened anew
  setInterval(() => { if (stream && (stream.readyState === EventSource.CLOSED || performance.now() - heard > SILENT)) open(); }, 3000);
  addEventListener("pagehide", close); // a page kept for "back" would hold one of the browser's six connections
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stream) ask(); });
}
