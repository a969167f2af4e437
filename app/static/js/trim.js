// Where the assembly begins and ends in a take: a form with two frames, set to the frame that is shown.
const form = document.querySelector("[data-trim]"), video = document.querySelector("video[data-player]");

if (form && video) {
  const [top, bottom] = (video.dataset.rate || "30").split("/").map(Number);
  const rate = top / (bottom || 1) || 30, { first_frame: first, last_frame: last } = form.elements;
  for (const button of form.querySelectorAll("button")) button.hidden = false;
  form.addEventListener("click", ({ target }) => {
    const now = Math.max(0, Math.floor(video.currentTime * rate + 1e-3));
    if (target.closest("[data-trim-in]")) {
      first.value = now || "";
      if (last.value && Number(last.value) <= now) last.value = "";
    } else if (target.closest("[data-trim-out]")) {
      last.value = now;
      if (first.value && Number(first.value) >= now) first.value = "";
    } else if (target.closest("[data-trim-all]")) first.value = last.value = "";
    else return;
    if (target.closest("[type=button]")) form.requestSubmit();
  });
}
