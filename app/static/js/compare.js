// Two films in step: the controls lead video[data-player]; video[data-follows] is held beside it, [data-later] seconds on.
import { frameAt, load, rateOf } from "./film.js";

const DEAD = 0.02, LEAVE = 0.01, SEEK = 0.5, TICK = 100;
const SILENT = 0.3, HEARD = 0.08; // by how much the speed may be changed: a film that is not heard may run
const leader = document.querySelector("video[data-player]"), follower = document.querySelector("video[data-follows]");
const field = document.querySelector("[data-later]");
let later = 0, bending = 0;

const target = () => leader.currentTime + later;
const within = (second) => second >= 0 && !(second > follower.duration);

// at rest both show whole frames; while they play the follower is where the leader is
function align() {
  const second = Math.max(0, target());
  follower.currentTime = leader.paused ? frameAt(follower, second) : second;
}

function follow() {
  if (leader.paused || leader.ended || !within(target())) follower.pause();
  else if (follower.paused) follower.play().catch(() => {});
}

function pace(drift) {
  bending = Math.sign(drift);
  const most = follower.muted ? SILENT : HEARD;
  const rate = leader.playbackRate * (1 - Math.max(-most, Math.min(most, drift * 2)));
  if (follower.playbackRate !== rate) follower.playbackRate = rate;
}

function hold() {
  if (leader.paused || leader.seeking || leader.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return;
  follow();
  if (follower.paused || follower.seeking || follower.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return;
  const drift = follower.currentTime - target();
  if (Math.abs(drift) > SEEK) align();
  else if (bending ? Math.abs(drift) < LEAVE || Math.sign(drift) !== bending : Math.abs(drift) < DEAD) pace(0);
  else pace(drift);
}

// a note on the second film stands where the first one is at that moment
function move() {
  for (const one of document.querySelectorAll("[data-second]")) {
    one.dataset.own ??= one.dataset.seek;
    one.dataset.seek = Math.max(0, Number(one.dataset.own) - later);
  }
  leader.dispatchEvent(new Event("rushes:ticks"));
}

function shift(seconds) {
  later = Number.isFinite(seconds) ? Math.round(seconds * 1000) / 1000 : 0;
  if (document.activeElement !== field) field.value = later;
  history.replaceState(null, "", later ? `?later=${later}` : location.pathname);
  move();
  align();
}

function sound() {
  if (!leader.muted) follower.muted = true;
  follower.volume = leader.volume;
  for (const button of document.querySelectorAll("[data-sound]")) {
    const heard = button.dataset.sound === "first" ? !leader.muted : !follower.muted;
    button.setAttribute("aria-pressed", String(heard));
  }
}

if (leader && follower) {
  follower.muted = true;
  load(follower);
  for (const event of ["play", "playing", "pause", "waiting", "ended"]) leader.addEventListener(event, follow);
  for (const event of ["seeked", "pause", "loadedmetadata"]) leader.addEventListener(event, align);
  follower.addEventListener("loadedmetadata", align);
  leader.addEventListener("ratechange", () => pace(0));
  for (const film of [leader, follower]) film.addEventListener("volumechange", sound);
  setInterval(hold, TICK);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sound], [data-nudge]");
    if (!button) return;
    const { sound: whose, nudge } = button.dataset;
    if (nudge) { leader.pause(); shift(later + Number(nudge) / rateOf(follower)); return; }
    const on = button.getAttribute("aria-pressed") !== "true";
    leader.muted = !(on && whose === "first");
    follower.muted = !(on && whose === "second");
  });
  field.addEventListener("input", () => shift(field.valueAsNumber));
  const asked = Number(new URLSearchParams(location.search).get("later"));
  if (asked) shift(asked);
}
