// <form data-preview="address"> shows typed Fountain as a page: the server renders it a moment after the typing stops
function preview(form, target) {
  let timer = 0, asked = null;
  async function show() {
    asked?.abort();
    asked = new AbortController();
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of page.querySelectorAll("[data-part]")) {
      const old = target.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
    }
  }
  for (const kind of ["input", "rushes:put"]) form.addEventListener(kind, () => { clearTimeout(timer); timer = setTimeout(show, 500); });
  // a scene in the list leads to its line in the text
  target.addEventListener("click", (event) => {
    const line = event.target.closest("[data-goto]")?.dataset.goto;
    if (!line) return;
    event.preventDefault();
    const field = form.elements.namedItem("text");
    const start = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start);
    field.scrollTop = Math.max(0, (line - 2) * parseFloat(getComputedStyle(field).lineHeight));
  });
}
const previewed = document.querySelector("form[data-preview]");
if (previewed) preview(previewed, document.querySelector("[data-page]"));
