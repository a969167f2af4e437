// On every page: are there uploads that have not ended? Only then the tray (upload.js) is loaded; it goes on with them.
// The chosen files themselves wait in IndexedDB, so that moving through the site, a reload or a closed tab stops nothing.
const tray = document.querySelector("[data-tray]");
const form = document.querySelector("form[data-upload]");
const NAME = "rushes-uploads";
const DAYS = 7;

const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });

// What is kept: {id, person, at, file, description, url, paused}. Every method fails where the browser keeps nothing.
function openStore(database, person) {
  const within = (mode) => database.transaction(NAME, mode).objectStore(NAME);
  return {
    async all() {
      const found = await asked(within("readonly").getAll());
      const old = found.filter((one) => Date.now() - one.at > DAYS * 86400000);
      for (const one of old) await this.remove(one.id);
      return found.filter((one) => one.person === person && !old.includes(one));
    },
    get: (id) => asked(within("readonly").get(id)),
    add: (entry) => new Promise((done, fail) => {
      const at = database.transaction(NAME, "readwrite");
      const request = at.objectStore(NAME).add({ ...entry, person, at: Date.now() });
      at.oncomplete = () => done(request.result);
      at.onabort = at.onerror = () => fail(at.error);
    }),
    async change(id, values) {
      const entry = await this.get(id);
      if (entry) await asked(within("readwrite").put({ ...entry, ...values }));
    },
    remove: (id) => asked(within("readwrite").delete(id)),
  };
}

async function begin() {
  let store = null;
  let entries = [];
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "id", autoIncrement: true });
    store = openStore(await asked(request), tray.dataset.person);
    entries = await store.all();
  } catch { store = null; }
  if (form || entries.length) (await import(tray.dataset.module)).run(tray, form, store, entries);
}

if (tray) begin();

// who else is at the book is asked a moment after the page has come
const here = document.querySelector("[data-here]");
if (here) setTimeout(() => import(here.dataset.module), 5000);
