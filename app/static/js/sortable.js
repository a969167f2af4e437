// Rows that are dragged by a handle: the list captures the pointer and tells "rushes:moved" when a row has a new place.
export function sortable(list, handle = "[data-handle]") {
  let row = null, next = null;
  const drop = (back) => {
    if (!row) return;
    row.classList.remove("dragging");
    if (back) list.insertBefore(row, next);
    else if (row.nextElementSibling !== next) list.dispatchEvent(new CustomEvent("rushes:moved", { bubbles: true, detail: { row, next } }));
    row = null;
  };
  list.addEventListener("pointerdown", (event) => {
    const held = event.target.closest(handle);
    if (!held || event.button) return;
    row = held.closest("tr");
    next = row.nextElementSibling;
    row.classList.add("dragging");
    list.setPointerCapture(event.pointerId);
    event.preventDefault();
    held.focus();
  });
  list.addEventListener("pointermove", (event) => {
    if (!row) return;
    const { top, bottom } = row.getBoundingClientRect();
    if (event.clientY < 72) scrollBy(0, -12); else if (event.clientY > innerHeight - 72) scrollBy(0, 12);
    const before = row.previousElementSibling, after = row.nextElementSibling;
    if (event.clientY < top && before && event.clientY < before.getBoundingClientRect().bottom) list.insertBefore(row, before);
    else if (event.clientY > bottom && after && event.clientY > after.getBoundingClientRect().top) list.insertBefore(after, row);
  });
  list.addEventListener("pointerup", () => drop(false));
  list.addEventListener("pointercancel", () => drop(true));
  addEventListener("keydown", (event) => { if (event.key === "Escape") drop(true); });
}
