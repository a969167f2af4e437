// Keep fragments fresh: an element with data-poll="address" is replaced by what the address answers, until the answer
// carries no data-poll. Lost network and a restarted server only delay it.
const EVERY = 1500;

function follow(element) {
  setTimeout(async () => {
    if (!element.isConnected) return;
    if (document.hidden) return follow(element);
    try {
      const answer = await fetch(element.dataset.poll, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (!fresh) return;
      element.replaceWith(fresh);
      if (fresh.dataset.poll) follow(fresh);
      else if (fresh.dataset.done === "reload") location.reload();
      for (const inner of fresh.querySelectorAll("[data-poll]")) follow(inner);
    } catch {
      follow(element);
    }
  }, Number(element.dataset.every) || EVERY);
}

for (const element of document.querySelectorAll("[data-poll]")) follow(element);
addEventListener("rushes:fresh", (event) => {
  for (const element of event.target.querySelectorAll("[data-poll]")) follow(element);
});
