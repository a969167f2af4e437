// A table edited in place, as in a spreadsheet: Enter, Tab and the arrows move; Alt+arrows, the handle and the buttons move the row; a block copied
// from a spreadsheet fills cells and adds rows; a removed row can be brought back. <table data-grid="page" data-api="api">
import { settled, textOf } from "./autosave.js";

const CELL = "input:not([type=hidden]), textarea, select";
const table = document.querySelector("[data-grid]");
const list = table?.tBodies[0];
const words = table?.dataset;
const toast = document.querySelector("[data-toast]");
const rowsOf = () => [...list.rows].filter((row) => row.dataset.row && !row.hidden);
const idOf = (row) => (row ? Number(row.dataset.row) : null);
const fieldOf = (row, column) => row?.cells[column]?.querySelector(CELL);
const send = (path, method, body) => fetch(`${words.api}/${path}`, { method, headers: { Accept: "application/json", "Content-Type": "application/json" }, body: body && JSON.stringify(body) });

let fading = 0;
function say(text, action, run) {
  clearTimeout(fading);
  fading = setTimeout(() => { if (!toast.matches(":hover, :focus-within")) toast.hidden = true; }, action ? 20000 : 6000);
  toast.querySelector("[data-text]").textContent = text;
  const button = toast.querySelector("button");
  button.hidden = !action;
  button.textContent = action || "";
  button.onclick = () => { toast.hidden = true; run(); };
  toast.hidden = false;
}

function enter(field) {
  if (!field) return false;
  field.focus();
  field.select?.();
  return true;
}

// one request a move; the answer is the order that everybody sees
let moving = Promise.resolve();
function moved(row, was) {
  const after = idOf(rowsOf()[rowsOf().indexOf(row) - 1]);
  moving = moving.then(async () => {
    const answer = await send(`${row.dataset.row}/move`, "POST", { after, was: was(), order: words.order || "script" }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (told?.order) arrange(told.order, row);
    else arrange(order, row);
    if (!answer?.ok) say(told?.detail || words.offline);
    else say(words.moved.replace("#", 1 + rowsOf().indexOf(row)));
  });
}
let order = list ? rowsOf().map(idOf) : [];
const stoodAfter = (row) => () => order[order.indexOf(idOf(row)) - 1] ?? null;

function arrange(ids, row) {
  order = ids;
  const focused = document.activeElement;
  const kept = new Map([...list.rows].map((one) => [idOf(one), one]));
  const now = rowsOf().map(idOf).join();
  if (now !== ids.filter((id) => kept.has(id)).join()) for (const id of ids) if (kept.has(id)) list.append(kept.get(id));
  if (row.contains(focused)) focused.focus();
}

function step(row, up) {
  const rows = rowsOf(), other = rows[rows.indexOf(row) + (up ? -1 : 1)];
  if (!other) return;
  const focused = document.activeElement;
  if (up) other.before(row); else other.after(row);
  focused?.focus();
  moved(row, stoodAfter(row));
  row.scrollIntoView({ block: "nearest" });
}

async function remove(row) {
  const rows = rowsOf(), near = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
  const answer = await send(row.dataset.row, "DELETE").catch(() => null);
  if (!answer?.ok) return say(words.offline);
  row.hidden = true;
  if (row.nextElementSibling?.matches(".clash")) row.nextElementSibling.remove();
  order = order.filter((id) => id !== idOf(row));
  near?.querySelector(CELL)?.focus();
  list.dispatchEvent(new CustomEvent("rushes:saved", { bubbles: true }));
  say(words.removed, words.undo, async () => {
    const back = await send(`${row.dataset.row}/restore`, "POST").catch(() => null);
    if (!back?.ok) return say(words.offline);
    row.hidden = false;
    order = rowsOf().map(idOf);
    row.querySelector(CELL)?.focus();
    list.dispatchEvent(new CustomEvent("rushes:saved", { bubbles: true }));
  });
}

function keys(event) {
  const field = event.target, cell = field.closest("td"), row = field.closest("tr");
  if (!cell || event.isComposing || event.ctrlKey || event.metaKey) return;
  const up = event.key === "ArrowUp", down = event.key === "ArrowDown";
  if (event.altKey && (up || down)) { event.preventDefault(); return step(row, up); }
  if (field.matches("[data-handle]") && (up || down)) { event.preventDefault(); return step(row, up); }
  if (!field.matches(CELL) || event.altKey) return;
  const rows = rowsOf(), at = rows.indexOf(row), column = cell.cellIndex;
  const many = field.matches("textarea");
  if (field.matches("select, [type=date]") && event.key !== "Enter") return; // their own keys choose; Enter and Tab go on
  const first = field.selectionStart === 0 && (field.selectionEnd === 0 || field.selectionEnd === field.value.length);
  const last = field.selectionEnd === field.value.length && (field.selectionStart === 0 || field.selectionStart === field.value.length);
  let to = null;
  if (event.key === "Enter" && !(many && event.shiftKey)) to = fieldOf(rows[at + (event.shiftKey ? -1 : 1)], column) || (!event.shiftKey && (document.querySelector(`[data-add] [name="${field.name}"]`) || document.querySelector("[data-add] input:not([type=hidden])")));
  else if (up && (!many || first)) to = fieldOf(rows[at - 1], column);
  else if (down && (!many || last)) to = fieldOf(rows[at + 1], column);
  else if (event.key === "ArrowLeft" && first && !event.shiftKey) to = fieldOf(row, column - 1);
  else if (event.key === "ArrowRight" && last && !event.shiftKey) to = fieldOf(row, column + 1);
  else if (event.key === "Escape" && field.dataset.before !== undefined && textOf(field) !== field.dataset.before) {
    put(field, field.dataset.before);
    return;
  } else if (event.key !== "Enter" || (many && event.shiftKey)) return;
  if (enter(to)) event.preventDefault();
  else if (event.key === "Enter") { event.preventDefault(); field.dispatchEvent(new Event("change", { bubbles: true })); }
}

// cells of a copied block; a spreadsheet quotes those with tabs, line ends or quotes in them
export function cells(text) {
  const rows = [[]];
  const found = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g);
  for (const [whole, quoted, bare, end] of found) {
    if (!whole && end === "" && rows.at(-1).length) break;
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

function pasted(event) {
  const text = event.clipboardData?.getData("text/plain") || "";
  const field = event.target;
  if (!field.matches?.(CELL) || !/\t|\n[^\n]/.test(text) || (field.matches("textarea") && !text.includes("\t"))) return;
  event.preventDefault();
  const block = cells(text), row = field.closest("tr"), column = field.closest("td").cellIndex;
  const rows = rowsOf(), filled = rows.slice(rows.indexOf(row)).slice(0, block.length);
  const dialog = document.querySelector("[data-paste]");
  const added = block.slice(filled.length);
  dialog.querySelector("[data-fill]").textContent = filled.length;
  dialog.querySelector("[data-new]").textContent = added.length;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.onclose = () => { if (dialog.returnValue === "paste") fill(filled, block, column, added); else field.focus(); };
}

async function fill(rows, block, column, added) {
  const before = [];
  let unread = false;
  rows.forEach((row, n) => block[n].forEach((text, k) => {
    const cell = fieldOf(row, column + k);
    if (!cell || textOf(cell) === text) return;
    const was = textOf(cell);
    unread ||= !put(cell, text);
    before.push([cell, was]);
  }));
  const undo = () => { for (const [cell, text] of before) put(cell, text); };
  const saved = await settled();
  if (!saved || unread) return say(words.unfilled, words.undo, undo);
  if (!added.length) return say(words.filled, words.undo, undo);
  const first = rowsOf()[0], lead = Array.from({ length: column - first.querySelector(CELL).closest("td").cellIndex }, () => "");
  const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = added.map((cellsOf) => [...lead, ...cellsOf].map(quote).join("\t")).join("\n");
  const answer = await send("paste", "POST", { rows: text.includes("\t") ? text : `${text}\t` }).catch(() => null);
  if (answer?.ok) return location.reload();
  const told = await answer?.json().catch(() => null);
  return say(told ? Object.values(told.errors || {})[0] || told.detail : words.offline, before.length ? words.undo : "", undo);
}

// put a text into a cell of any kind; false for a word that is not in its list, or no day: the cell is marked and stays
function put(cell, text) {
  const read = meant(cell, text.trim());
  if (read === null) { cell.setAttribute("aria-invalid", "true"); return false; }
  if (cell.type === "checkbox") cell.checked = read !== ""; else cell.value = cell.matches("select, [type=date]") ? read : text;
  cell.removeAttribute("aria-invalid");
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function meant(cell, text) {
  const word = text.toLowerCase();
  if (cell.matches("select")) return [...cell.options].find((one) => one.value.toLowerCase() === word || one.text.toLowerCase() === word)?.value ?? null;
  if (cell.type === "date") {
    const found = text.match(/^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:\s*\(.\))?$/);
    return found ? `${found[1]}-${found[2].padStart(2, "0")}-${found[3].padStart(2, "0")}` : text && null;
  }
  if (cell.type === "checkbox") return /^(1|x|o|v|y|yes|on|true|done|✓|✔|☑|예|네|완료|참)$/.test(word) ? "on" : /^(|0|n|no|off|false|-|–|☐|아니요|아니오|거짓)$/.test(word) ? "" : null;
  return text;
}

// rows that are dragged by a handle: the list captures the pointer and tells "rushes:moved" when a row has a new place.
function sortable(list) {
  let row = null, next = null;
  const drop = (back) => {
    if (!row) return;
    row.classList.remove("dragging");
    if (back) list.insertBefore(row, next);
    else if (row.nextElementSibling !== next) list.dispatchEvent(new CustomEvent("rushes:moved", { bubbles: true, detail: { row, next } }));
    row = null;
  };
  list.addEventListener("pointerdown", (event) => {
    const held = event.target.closest("[data-handle]");
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

if (list) {
  sortable(list);
  list.addEventListener("rushes:moved", (event) => moved(event.detail.row, stoodAfter(event.detail.row)));
  list.addEventListener("keydown", keys);
  list.addEventListener("paste", pasted);
  list.addEventListener("focusin", (event) => { if (event.target.matches(CELL)) event.target.dataset.before = textOf(event.target); });
  list.addEventListener("submit", (event) => {
    const [, what] = (event.submitter?.formAction || event.target.action).match(/\/(up|down|remove)(?:\?.*)?$/) || [];
    const row = event.target.closest("tr");
    if (!what || !row) return;
    event.preventDefault();
    if (what === "remove") remove(row); else step(row, what === "up");
  });
}

// sums on the page follow what is saved
let fresh = 0;
document.addEventListener("rushes:saved", () => {
  if (!document.querySelector("[data-fresh]")) return;
  clearTimeout(fresh);
  fresh = setTimeout(async () => {
    const answer = await fetch(location.pathname + location.search).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const next = page.getElementById(part.id);
      if (next && next.innerHTML !== part.innerHTML) part.replaceWith(next);
    }
  }, 600);
});
