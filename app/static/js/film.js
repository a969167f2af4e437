// What every page with films needs: loading one (HLS where it is made, else one MP4) and counting its frames. No state.

/** Start loading, to begin at a second; gives the HLS player where there is one, to choose sizes. */
export async function load(video, second = 0) {
  const { hls, module } = video.dataset;
  if (second) {
    const there = () => { if (video.currentTime < second) video.currentTime = second; };
    if (video.readyState) there();
    else video.addEventListener("loadedmetadata", there, { once: true });
  }
  if (!hls) return null;
  if (!window.MediaSource) { // phones of Apple play lists by themselves; where others do too, sizes could not be chosen
    video.src = hls;
    return null;
  }
  const { default: Hls } = await import(module);
  const player = new Hls({ startPosition: second, capLevelToPlayerSize: true }); // a film still being made looks live, and is not begun at its end
  player.loadSource(hls);
  player.attachMedia(video);
  return player;
}

/** Frames a second, from data-rate ("30000/1001"). */
export function rateOf(video) {
  const [top, bottom] = (video.dataset.rate || "30").split("/").map(Number);
  return top / (bottom || 1) || 30;
}

/** The middle of the frame shown at a second, or of one so many frames on: there the browser shows exactly this frame. */
export function frameAt(video, second, on = 0) {
  const rate = rateOf(video);
  return Math.max(0, Math.floor(second * rate + 1e-3) + on + 0.5) / rate;
}
