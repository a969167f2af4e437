// Shows typed Fountain as a page: the server renders it a moment after the typing stops.
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
