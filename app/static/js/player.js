// Plays a film (HLS where it is ready, else one MP4) and jumps to seconds; keys.
const video = document.querySelector("video[data-player]");

async function load(element) {
  const { hls, module } = element.dataset;
  if (!hls || element.canPlayType("application/vnd.apple.mpegurl")) {
    if (hls) element.src = hls;
    return;
  }
  const { default: Hls } = await import(module);
  if (!Hls.isSupported()) return;
  const player = new Hls({ startPosition: 0, capLevelToPlayerSize: true });
  player.loadSource(hls);
  player.attachMedia(element);
}

if (video) {
  load(video);
  const rate = fraction(video.dataset.rate);
  const step = (n) => {
    video.pause();
    video.currentTime = (Math.floor(video.currentTime * rate + 1e-3) + n + 0.5) / rate;
  };
  const keys = {
    " ": () => (video.paused ? video.play() : video.pause()),
    k: () => (video.paused ? video.play() : video.pause()),
    j: () => { video.currentTime -= 5; },
    l: () => { video.currentTime += 5; },
    ArrowLeft: () => { video.currentTime -= 2; },
    ArrowRight: () => { video.currentTime += 2; },
    ",": () => step(-1),
    ".": () => step(1),
    m: () => { video.muted = !video.muted; },
    f: () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()),
  };
  addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, button, a, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === video && [" ", "ArrowLeft", "ArrowRight"].includes(event.key)) return; // the browser's own controls do it
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-seek]");
    if (!target) return;
    event.preventDefault();
    video.currentTime = Number(target.dataset.seek);
    video.scrollIntoView({ block: "nearest" });
  });
  for (const button of document.querySelectorAll("[data-speed]")) button.addEventListener("click", () => {
    video.playbackRate = Number(button.dataset.speed);
    for (const other of document.querySelectorAll("[data-speed]")) other.setAttribute("aria-pressed", String(other === button));
  });
  const place = () => {
    for (const tick of document.querySelectorAll(".ticks [data-seek]")) if (video.duration) tick.style.left = `${(100 * Number(tick.dataset.seek)) / video.duration}%`;
  };
  for (const name of ["loadedmetadata", "rushes:ticks"]) video.addEventListener(name, place);
  place();
}

function fraction(text) {
  const [top, bottom] = (text || "30").split("/").map(Number);
  return top / (bottom || 1) || 30;
}
