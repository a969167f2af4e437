// Paint checkboxes of a table [data-paint] with a finger or the mouse: the first cell says whether one fills or wipes.
for (const table of document.querySelectorAll("[data-paint]")) {
  let fill = null;
  const cell = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("td")?.querySelector("input");
  const paint = (box) => {
    if (!box || !table.contains(box) || box.checked === fill) return;
    box.checked = fill;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  table.addEventListener("pointerdown", (event) => {
    const box = cell(event);
    if (!box || box.disabled || event.button) return;
    event.preventDefault();
    table.setPointerCapture(event.pointerId);
    fill = !box.checked;
    box.focus();
    paint(box);
  });
  table.addEventListener("pointermove", (event) => { if (fill !== null) paint(cell(event)); });
  for (const end of ["pointerup", "pointercancel"]) table.addEventListener(end, () => { fill = null; });
  // the pointer has painted already: the label must not turn the box back
  table.addEventListener("click", (event) => { if (event.detail && event.target.closest("label")) event.preventDefault(); });
  table.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const at = event.target.closest("td");
    if (!step || !at) return;
    event.preventDefault();
    table.rows[at.parentElement.rowIndex + step[0]]?.cells[at.cellIndex + step[1]]?.querySelector("input")?.focus();
  });
}
