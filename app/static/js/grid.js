// A table edited in place: Enter and the arrows move between rows; rows copied from a spreadsheet go to the paste form.
for (const table of document.querySelectorAll("[data-grid]")) {
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.isComposing || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    if (event.target.matches("textarea") && (event.key !== "Enter" || event.shiftKey)) return;
    const row = cell.parentElement;
    const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    const field = other?.cells[cell.cellIndex]?.querySelector("input, textarea");
    if (!event.target.matches("input, textarea")) return;
    event.preventDefault();
    if (field) { field.focus(); field.select(); } else event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") || "";
    const rows = document.querySelector("textarea[name=rows]");
    if (!rows || !/\t|\n./.test(text) || event.target.matches("textarea") && !text.includes("\t")) return;
    event.preventDefault();
    rows.value = text;
    rows.closest("details").open = true;
    rows.scrollIntoView({ block: "center" });
    rows.focus();
  });
}
