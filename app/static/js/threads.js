// j and k go from note to note; what is written stays in the browser until the server has it.
let place = -1;
addEventListener("keydown", (event) => {
  const threads = [...document.querySelectorAll("[data-thread]")];
  if (place < 0) place = threads.findIndex((one) => `#${one.id}` === location.hash);
  if (!threads.length || event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "j" && event.key !== "k") return;
  place = Math.min(threads.length - 1, Math.max(0, place + (event.key === "j" ? 1 : -1)));
  for (let fold = threads[place].closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  threads[place].focus({ preventScroll: true });
  threads[place].scrollIntoView({ block: "center" });
});

const SENT = "rushes-sent";
const kept = (field) => `rushes-note:${field.dataset.keep}`;
// a note that arrived leads to a page with its mark; only then is its text forgotten
const sent = sessionStorage.getItem(SENT);
if (sent && location.hash.startsWith("#note-")) localStorage.removeItem(sent);
sessionStorage.removeItem(SENT);
for (const field of document.querySelectorAll("[data-keep]")) {
  const text = localStorage.getItem(kept(field));
  if (text && !field.value) {
    field.value = text;
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
  field.addEventListener("input", () => { if (field.value) localStorage.setItem(kept(field), field.value); else localStorage.removeItem(kept(field)); });
  field.form.addEventListener("submit", () => sessionStorage.setItem(SENT, kept(field)));
}
