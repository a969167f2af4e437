// j and k go from note to note.
const threads = [...document.querySelectorAll("[data-thread]")];
let place = -1;
addEventListener("keydown", (event) => {
  if (!threads.length || event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "j" && event.key !== "k") return;
  place = Math.min(threads.length - 1, Math.max(0, place + (event.key === "j" ? 1 : -1)));
  threads[place].focus();
  threads[place].scrollIntoView({ block: "center" });
});
