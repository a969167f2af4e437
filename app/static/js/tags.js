// Words that are selected in a scene of the script go into one of the scene's lists: while they are selected, a palette at the foot of the page
// offers the lists. <article id data-scene="api"> with [data-lines] and [data-tags], which are read anew afterwards.
const palette = document.querySelector("[data-palette]");
const told = document.querySelector("[data-told]");
const MOST = 120;
let scene = null, words = "";

const linesOf = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-lines]");

function look() {
  const chosen = getSelection(), lines = linesOf(chosen.anchorNode);
  const text = chosen.toString().replace(/\s+/g, " ").trim();
  const here = Boolean(text) && lines && lines === linesOf(chosen.focusNode);
  palette.hidden = !here;
  if (!here) return;
  scene = lines.closest("[data-scene]");
  words = text;
  const long = text.length > MOST;
  palette.querySelector("[data-chosen]").textContent = long ? palette.dataset.long : `“${text}”`;
  for (const button of palette.querySelectorAll("[data-list]")) button.disabled = long;
}

async function fresh(id) {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["[data-lines]", "[data-tags]"]) {
    const next = page.querySelector(`#${id} ${part}`);
    if (next) document.querySelector(`#${id} ${part}`).replaceChildren(...next.childNodes);
  }
}

async function put(button) {
  const [to, text] = [scene, words];
  const body = JSON.stringify({ category: button.dataset.list, words: text });
  const answer = await fetch(to.dataset.scene, { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body }).catch(() => null);
  if (!answer?.ok) {
    const problem = await answer?.json().catch(() => null);
    told.textContent = problem?.detail || palette.dataset.offline;
    return;
  }
  getSelection().removeAllRanges();
  palette.hidden = true;
  await fresh(to.id);
  told.textContent = `“${text}” → ${button.textContent.trim()}`;
}

if (palette) {
  document.addEventListener("selectionchange", look);
  palette.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays while a list is pressed
  palette.addEventListener("click", (event) => {
    const button = event.target.closest("[data-list]");
    if (button) put(button);
  });
}
