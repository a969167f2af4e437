// A seat: what is on, the film in step with the room for who watches here, and the form as each film ends.
import { Film } from "./film.js";
import { Room, stamp, stayAwake } from "./room.js";
import { card, write } from "./view.js";

const HERE = 15000;
const room = new Room(show);
const video = room.part("film");
const MARK = `rushes-seat-${room.root.dataset.screening}`; // who has joined joins again after a reload
let film = null;
let forms = "";

function show() {
  const { state } = room;
  const on = room.film && Boolean(state.film);
  const lines = card(room);
  if (state.state === "planned") Object.assign(lines, { title: lines.team, team: lines.line, line: "" }); // its name is above
  if (room.film && state.phase !== "after" && !state.playing) lines.line = state.phase === "paused" ? `${room.words.paused} · ${stamp(room.second)}` : lines.line;
  if (room.film && state.playing) lines.line = room.since < 0 ? room.words.soon : `${stamp(room.second)} / ${stamp(state.seconds)}`;
  write(room, { ...lines, next: state.state === "live" && state.next && state.phase !== "after" ? `${room.words.next}: ${state.next}` : "", live: { planned: room.words.planned, live: room.words.live, ended: room.words.ended }[state.state] });
  room.part("live").classList.toggle("live", room.live);
  room.part("live").classList.toggle("note", state.state === "planned");
  room.part("early").hidden = state.state !== "planned";
  room.part("watch").hidden = !on || state.phase === "after";
  for (const row of room.root.querySelectorAll("[data-slot]")) row.classList.toggle("on", room.live && Number(row.dataset.slot) === state.slot);
  film?.follow();
  list();
}

function list() {
  const { forms: open } = room.state;
  if (forms === JSON.stringify(open)) return;
  forms = JSON.stringify(open);
  const row = room.part("row").content;
  room.part("forms").replaceChildren(...(open.length ? open.map((one) => {
    const made = row.cloneNode(true), link = made.querySelector("a"), tag = made.querySelector(".tag");
    link.href = `/slots/${one.slot}/feedback`;
    link.textContent = one.film;
    tag.textContent = one.sent ? room.words.sent : room.words.open;
    tag.classList.add(one.sent ? "good" : "live");
    return made;
  }) : [room.part("none").content.cloneNode(true)]));
  room.root.dispatchEvent(new CustomEvent("rushes:form", { detail: open.find((one) => !one.sent)?.slot ?? null }));
}

function join() {
  room.part("join").hidden = true;
  room.part("box").hidden = false;
  film = new Film(video, room, { bend: 0.05 });
  film.follow();
  sessionStorage.setItem(MARK, "1");
  stayAwake();
}

room.part("join").addEventListener("click", join);
room.part("sound").addEventListener("click", (event) => {
  video.muted = !video.muted;
  event.currentTarget.setAttribute("aria-pressed", String(!video.muted));
});
room.part("full").addEventListener("click", () => (video.requestFullscreen ?? video.webkitEnterFullscreen).call(video));

const here = () => fetch(`${room.base}/here`, { method: "POST" }).catch(() => {});
here();
setInterval(here, HERE);
room.enter();
if (sessionStorage.getItem(MARK)) join();
