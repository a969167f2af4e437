// Saves a form as it is typed. One request at a time; the version goes with each; a conflict shows both texts.
// <form data-autosave="address"> with <input name=version> and an element [data-saved data-saving=… data-done=… …].
// The server answers 200 {version}, or 409 {version, theirs: {field: text}}, or 422 {errors}.
const PAUSE = 700;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const shown = document.querySelector(`[data-saved="${form.id}"]`) || form.querySelector("[data-saved]");
  const version = form.elements.namedItem("version");
  let timer = 0, busy = false, again = false, wait = PAUSE, stopped = false;
  const tell = (state, text) => {
    if (!shown) return;
    shown.dataset.state = state;
    shown.textContent = text;
  };
  const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  async function save() {
    if (stopped) return;
    if (busy) { again = true; return; }
    busy = true;
    again = false;
    timer = 0;
    tell("saving", shown?.dataset.saving || "…");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: body(), headers: { Accept: "application/json" } });
      if (answer.status === 409) return conflict(await answer.json());
      if (answer.status === 422) { const problem = await answer.json(); return tell("error", Object.values(problem.errors || {})[0] || problem.detail); }
      if (answer.status === 401) { location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`); return; }
      if (!answer.ok) throw new Error(answer.status);
      const saved = await answer.json();
      version.value = saved.version;
      wait = PAUSE;
      tell("saved", `${shown?.dataset.done || ""} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`);
      form.dispatchEvent(new CustomEvent("rushes:saved", { bubbles: true, detail: saved }));
    } catch {
      wait = Math.min(wait * 2, 30000);
      tell("error", shown?.dataset.failed || "");
      again = true;
    } finally {
      busy = false;
      if (again) { clearTimeout(timer); timer = setTimeout(save, wait); }
    }
  }

  function conflict(other) {
    stopped = true;
    tell("conflict", shown?.dataset.conflict || other.detail);
    const panel = document.querySelector(`[data-conflict="${form.id}"]`);
    if (!panel) return;
    panel.hidden = false;
    const list = panel.querySelector("[data-theirs]");
    list.textContent = "";
    for (const [name, text] of Object.entries(other.theirs || {})) {
      const mine = form.elements.namedItem(name);
      if (!mine || mine.value === text) continue;
      const block = document.createElement("pre");
      block.className = "pre card flat";
      block.textContent = text;
      list.append(block);
    }
    panel.querySelector("[data-keep=mine]").onclick = () => { version.value = other.version; panel.hidden = true; stopped = false; save(); };
    panel.querySelector("[data-keep=theirs]").onclick = () => {
      for (const [name, text] of Object.entries(other.theirs || {})) { const field = form.elements.namedItem(name); if (field) field.value = text; }
      version.value = other.version;
      panel.hidden = true;
      stopped = false;
      tell("saved", "");
      form.dispatchEvent(new CustomEvent("rushes:saved", { bubbles: true, detail: other }));
    };
    panel.scrollIntoView({ block: "nearest" });
  }

  // cells of a table belong to a form that stands elsewhere, so the document listens
  document.addEventListener("input", (event) => { if (event.target.form === form) { clearTimeout(timer); timer = setTimeout(save, wait); } });
  document.addEventListener("change", (event) => { if (event.target.form === form) { clearTimeout(timer); timer = setTimeout(save, 50); } });
  form.addEventListener("submit", (event) => { if (event.submitter?.hasAttribute("data-plain")) return; event.preventDefault(); save(); });
  addEventListener("pagehide", () => { if ((timer || again) && !stopped) navigator.sendBeacon(form.dataset.autosave, body()); });
}

// Shows typed Fountain as a page: the server renders it a moment after the typing stops.
{
  const form = document.querySelector("form[data-preview]");
  const target = document.querySelector("[data-page]");
  if (form && target) {
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
        if (answer?.ok) {
          const open = target.querySelector("details")?.open;
          target.innerHTML = await answer.text();
          if (open) target.querySelector("details").open = true;
        }
      }, 500);
    });
  }
}
