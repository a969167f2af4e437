// Move people between teams: drag by the dots, or press a team's number on a name. One small request a move: the answer
// brings the columns that changed and what is broken now; a refusal shows the whole page, as without this module.
const board = document.querySelector("[data-board]");
const form = document.getElementById("move");
let dragged = null;
let target = null;
let busy = Promise.resolve();

const teamAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-team]") ?? null;

function mark(next) {
  if (next === target) return;
  target?.classList.remove("drop-here");
  target = next;
  target?.classList.add("drop-here");
}

function end() {
  dragged?.classList.remove("dragging");
  mark(null);
  dragged = null;
}

async function move(person, team) {
  form.elements.person_id.value = person;
  form.elements.namedItem(form.dataset.target).value = team;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return form.submit();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const version = fresh.querySelector("[data-version]")?.dataset.version;
  if (!version) return location.reload();
  const told = fresh.querySelector("[data-told]")?.textContent;
  for (const part of fresh.querySelectorAll("#stand, [data-team]")) document.getElementById(part.id)?.replaceWith(part);
  for (const field of document.querySelectorAll("input[name=version]")) field.value = version;
  const status = document.querySelector("[data-told]");
  if (status) {
    status.textContent = "";
    // the head of the board may be out of sight: what came of the move is shown for a while where one looks
    setTimeout(() => { status.textContent = told; status.className = "toast"; }, 50);
    setTimeout(() => { status.className = "sr"; }, 10000);
  }
  document.querySelector(`[data-person="${person}"] a`)?.focus();
}

const queued = (person, team) => { busy = busy.then(() => move(person, team)); };

board?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.button) return;
  dragged = handle.closest("[data-person]");
  dragged.classList.add("dragging");
  board.setPointerCapture(event.pointerId);
  event.preventDefault();
});

board?.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const over = teamAt(event);
  mark(over && over !== dragged.closest("[data-team]") ? over : null);
  const edge = 64;
  if (event.clientY < edge) window.scrollBy(0, -12);
  else if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
});

board?.addEventListener("pointerup", () => {
  if (dragged && target) queued(dragged.dataset.person, target.dataset.team);
  end();
});
board?.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => event.key === "Escape" && end());

// numbers of two digits: a second digit within the pause makes 1 into 12
let digits = "";
let pause = 0;
board?.addEventListener("keydown", (event) => {
  const person = event.target.closest("[data-person]");
  if (!person || !/^\d$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  digits += event.key;
  clearTimeout(pause);
  const more = [...board.querySelectorAll("[data-number]")].some((one) => one.dataset.number !== digits && one.dataset.number.startsWith(digits) && digits !== "0");
  pause = setTimeout(() => {
    const column = board.querySelector(`[data-number="${Number(digits)}"]`);
    digits = "";
    if (column && column !== person.closest("[data-team]")) queued(person.dataset.person, column.dataset.team);
  }, more ? 600 : 0);
});
