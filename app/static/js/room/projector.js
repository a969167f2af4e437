// The projector: title card, countdown, film, what comes next; it is the sound of the room and its keyboard.
import { Film } from "./film.js";
import { Room, stayAwake } from "./room.js";
import { card, write } from "./view.js";

const WAITS = { card: 6000, after: 20000 }; // where a night goes on by itself
const AGAIN = 2000;
let said = 0;

const room = new Room(show);
const video = room.part("film");
const ask = room.part("sound");
const film = new Film(video, room, {
  bend: 0.02, // so little is not heard: the pitch stays
  leads: true,
  held: (second) => say("settle", { position: second }),
  over: () => say("ended"),
  silent: () => { ask.hidden = false; },
});

/** Say what only the projector knows; not again at once, for its answer takes a moment. */
function say(command, more) {
  if (performance.now() - said < AGAIN) return;
  said = performance.now();
  room.send(command, more);
}

function show() {
  const { state } = room;
  const before = room.film && state.playing && room.since < 0;
  const picture = room.film && Boolean(state.film) && !before && (state.playing || (state.phase === "paused" && state.position > 0));
  video.classList.toggle("on", picture);
  room.part("card").classList.toggle("off", picture);
  room.root.classList.toggle("counting", before);
  const lines = card(room);
  write(room, picture ? { title: lines.title } : lines);
  room.put("count", before ? String(Math.ceil(-room.since / 1000)) : "");
  film.follow();
  if (state.auto && room.live) goOn();
}

function goOn() {
  const { state, since } = room;
  if (!room.film) { if (since > state.seconds * 1000 && state.next) say("next"); }
  else if (state.phase === "card" && since > WAITS.card && state.film) say("play");
  else if (state.phase === "after" && since > WAITS.after && state.next) say("next");
}

/** The command of a key or of a presenter's remote. */
function pressed(key) {
  const { playing, phase } = room.state;
  if (key === " ") return playing ? "pause" : room.film && ["card", "paused"].includes(phase) ? "play" : room.live ? "next" : "start";
  return { PageDown: "next", ArrowRight: "next", PageUp: "back", ArrowLeft: "back" }[key];
}

function allowSound() {
  video.muted = false;
  ask.hidden = true;
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!ask.hidden) { allowSound(); event.preventDefault(); return; } // the first key is for the sound alone
  if (event.key === "f") document.documentElement.requestFullscreen?.();
  const command = pressed(event.key);
  if (!command || event.target.closest("button, a")) return;
  event.preventDefault();
  room.send(command);
});
ask.addEventListener("click", allowSound);
addEventListener("dblclick", () => document.documentElement.requestFullscreen?.());

/** Ask for the key before the first film begins without its sound: a browser lets only pages play sound that were used. */
async function foresee() {
  const context = new AudioContext();
  await new Promise((done) => setTimeout(done, 500));
  if (context.state !== "running" && !navigator.userActivation?.hasBeenActive) ask.hidden = false;
  context.close();
}

stayAwake();
room.enter();
foresee();
