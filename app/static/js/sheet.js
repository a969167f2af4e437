// A seat's form opens by itself as the film ends; what is written stays in the browser until the server has it.
const place = document.querySelector("[data-sheet]");
const KEY = "rushes-sheet-";

function keep(form) {
  const name = KEY + form.dataset.keep;
  const saved = JSON.parse(localStorage.getItem(name) || "{}");
  for (const [field, value] of Object.entries(saved)) {
    const found = form.elements.namedItem(field);
    if (found && !found.value) found.value = value;
  }
  let timer = 0;
  form.addEventListener("input", () => {
    localStorage.setItem(name, JSON.stringify(Object.fromEntries(new FormData(form))));
    clearTimeout(timer);
    timer = setTimeout(() => fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) }).catch(() => {}), 900);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); localStorage.removeItem(name); });
}

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
document.querySelector("[data-room]")?.addEventListener("rushes:form", async (event) => {
  if (!place || !event.detail) { if (place && !event.detail) place.replaceChildren(); return; }
  if (place.querySelector(`form[data-keep="${event.detail}"]`)) return;
  const answer = await fetch(`/slots/${event.detail}/feedback`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  place.innerHTML = await answer.text();
  const form = place.querySelector("form[data-keep]");
  if (form) { keep(form); form.scrollIntoView({ behavior: "smooth", block: "start" }); }
});
