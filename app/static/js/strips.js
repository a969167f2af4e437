// The stripboard: drag a strip by its dots, or with the dots focused press the arrows, or the number of a day (0: not yet).
// One small request a move; the answer is the board as everybody sees it now. Without this module the menus do the same.
const home = () => document.getElementById("stripboard");
const strips = (day) => [...day.querySelectorAll("[data-strip]")];
const dayOf = (strip) => strip.closest("[data-day]");
let moving = Promise.resolve();
let held = null;

async function move(id, day, after, was) {
  const body = new URLSearchParams({ day, after, was });
  const address = `${home().dataset.strips}/strips/${id}/move`;
  const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return location.reload();
  const name = home().querySelector(`[data-strip="${id}"] strong`)?.textContent.trim();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("stripboard");
  if (!fresh) return location.reload();
  while (held) await new Promise((done) => { addEventListener("pointerup", () => setTimeout(done), { once: true }); });
  home().replaceWith(fresh);
  const there = [...home().querySelectorAll("[data-strip]")].find((one) => one.dataset.strip === id)
    || [...home().querySelectorAll("[data-strip]")].find((one) => one.querySelector("strong").textContent.trim() === name);
  there?.querySelector("[data-handle]").focus({ preventScroll: true });
  there?.scrollIntoView({ block: "nearest" });
  const told = home().querySelector("[data-told]");
  if (there && !told.textContent) setTimeout(() => { told.textContent = `${name}: ${dayOf(there).querySelector("h2").textContent}`; }, 50);
}

// where it stands now is where it was seen: the server refuses when somebody else has moved it since
function put(strip, day, after) {
  const was = strip.dataset.was ?? dayOf(strip).dataset.day;
  moving = moving.then(() => move(strip.dataset.strip, day.dataset.day, after, was));
}

function step(strip, up) {
  const days = [...home().querySelectorAll("[data-day]")], day = dayOf(strip), same = strips(day), at = same.indexOf(strip);
  if (up && at) return put(strip, day, same[at - 2]?.dataset.strip ?? 0);
  if (!up && same[at + 1]) return put(strip, day, same[at + 1].dataset.strip);
  const next = days[days.indexOf(day) + (up ? -1 : 1)];
  if (next) put(strip, next, up ? -1 : 0);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) return drop(true);
  const strip = event.target.closest?.("[data-handle]")?.closest("[data-strip]");
  if (!strip || event.ctrlKey || event.metaKey) return;
  const days = [...home().querySelectorAll("[data-day]")];
  const numbered = event.key === "0" ? days.at(-1) : /^[1-9]$/.test(event.key) ? days.slice(0, -1)[Number(event.key) - 1] : null;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") step(strip, event.key === "ArrowUp");
  else if (numbered && numbered !== dayOf(strip)) put(strip, numbered, -1);
  else return;
  event.preventDefault();
});

function drop(back) {
  const { strip, parent, next } = held;
  held = null;
  strip.classList.remove("lifted");
  document.querySelector(".daycard.over")?.classList.remove("over");
  if (back || (strip.parentElement === parent && strip.nextElementSibling === next)) return parent.insertBefore(strip, next);
  return put(strip, dayOf(strip), strip.previousElementSibling?.dataset.strip ?? 0);
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("#stripboard [data-handle]");
  if (!handle || event.button) return;
  const strip = handle.closest("[data-strip]");
  strip.dataset.was = dayOf(strip).dataset.day;
  held = { strip, parent: strip.parentElement, next: strip.nextElementSibling };
  strip.classList.add("lifted");
  handle.focus();
  home().setPointerCapture(event.pointerId);
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  if (event.clientY < 72) scrollBy(0, -14); else if (event.clientY > innerHeight - 88) scrollBy(0, 14);
  const day = [...home().querySelectorAll("[data-day]")].find((one) => event.clientY < one.getBoundingClientRect().bottom) ?? home().querySelector("[data-day]:last-of-type");
  const before = strips(day).find((one) => one !== held.strip && event.clientY < one.getBoundingClientRect().top + one.offsetHeight / 2);
  const list = day.querySelector(".strips");
  if (held.strip.parentElement !== list || held.strip.nextElementSibling !== (before ?? null)) list.insertBefore(held.strip, before ?? null);
  document.querySelector(".daycard.over")?.classList.remove("over");
  day.classList.add("over");
});
document.addEventListener("pointerup", () => { if (held) drop(false); });
document.addEventListener("pointercancel", () => { if (held) drop(true); });
