// The conductor's page: each press is a command on the state that is shown; the page is renewed in place by the server.
import { Room, stamp, stayAwake } from "./room.js";

const LOOK = 10000;
const room = new Room(show);
let shown = room.state.rev;
let renewing = false;

function show() {
  const { state } = room;
  if (state.rev !== shown) renew();
  const left = state.seconds - room.since / 1000;
  room.put("clock", !room.live ? "" : room.film ? `${stamp(room.second)} / ${stamp(state.seconds)}` : state.seconds ? (left < 0 ? `+${stamp(-left)}` : stamp(left)) : "");
  room.put("note", room.answer);
}

/** Take the page's changing part anew from the server; what had the focus has it again. */
async function renew() {
  if (renewing) return;
  renewing = true;
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(8000) }).catch(() => null);
  renewing = false;
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["desk", "hall"]) swap(name, fresh.querySelector(`[data-${name}]`));
  shown = Number(fresh.querySelector("[data-desk]")?.dataset.rev ?? room.state.rev);
  show();
}

function swap(name, fresh) {
  const old = room.part(name);
  if (!fresh) return;
  if (old.querySelector("details[open]")) fresh.querySelector("details")?.setAttribute("open", "");
  const held = old.contains(document.activeElement) ? document.activeElement.value : null;
  old.replaceWith(fresh);
  if (held !== null) (fresh.querySelector(`button[value="${held}"]`) ?? fresh.querySelector("button"))?.focus();
}

room.root.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-press]")) return;
  event.preventDefault();
  const button = event.submitter;
  button.setAttribute("aria-busy", "true");
  await room.send(button.value);
  button.removeAttribute("aria-busy");
});

stayAwake();
room.enter();
setInterval(() => { if (!document.hidden) renew(); }, LOOK);
