// Keep fragments fresh: an element with data-poll="address" is replaced by what the address answers, until the answer
// carries no data-poll. Lost network and a restarted server only delay it.
const EVERY = 1500;

// What is typed or playing is not taken away; the fragment then offers a link.
function busy() {
  const typed = [...document.querySelectorAll("input, textarea")].some((field) => field.type !== "hidden" && field.value !== field.defaultValue);
  return typed || [...document.querySelectorAll("video")].some((video) => !video.paused && !video.ended);
}

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
      else if (fresh.dataset.done === "reload" && !busy()) location.reload();
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
