// Loaded by tray.js a moment after the page. <p data-here="address" data-section data-rev>: says every few seconds that one is at this section of the book, shows who
// else is, and brings in what others have changed. Forms hear of the page as it is now by "rushes:meanwhile" (autosave.js);
// it is no import, because a module with a hash in its address and one without would be two.
const EVERY = 12000;
const line = document.querySelector("[data-here]");
const { here, section } = line.dataset;
let rev = Number(line.dataset.rev);

function show(people) {
  const names = line.querySelector("[data-names]");
  const told = people.map((one) => (one.section === section ? one.name : `${one.name} (${line.dataset[`at${one.section}`] ?? one.section})`)).join(", ");
  if (names.textContent !== told) names.textContent = told;
  line.hidden = !people.length;
}

// the page as it is now: fields that nobody types in here follow it, sums too; rows that came or went are offered
async function bringIn() {
  const answer = await fetch(location.pathname);
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ids = (page) => [...page.querySelectorAll("tr[data-row]")].filter((row) => !row.hidden).map((row) => row.dataset.row).join();
  document.dispatchEvent(new CustomEvent("rushes:meanwhile", { detail: fresh }));
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) part.replaceWith(next);
  }
  document.querySelector("[data-moved-on]").hidden = ids(document) === ids(fresh);
  return true;
}

async function tell() {
  if (document.hidden) return;
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const answer = await fetch(here, { method: "POST", headers, body: JSON.stringify({ section, rev }) }).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  show(told.people);
  if (!told.changed || await bringIn()) rev = told.rev;
}

tell();
setInterval(tell, EVERY);
document.addEventListener("visibilitychange", tell);
