// Drag people between teams: the pointer is captured by the board; dropping fills the plain form #move and sends it.
const board = document.querySelector("[data-board]");
const form = document.getElementById("move");
let dragged = null;
let target = null;

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
  if (dragged && target) {
    form.elements.person_id.value = dragged.dataset.person;
    form.elements.team_id.value = target.dataset.team;
    form.requestSubmit();
  }
  end();
});
board?.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => event.key === "Escape" && end());
