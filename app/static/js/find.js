// "/" goes to the search of the page, if it has one; whoever is typing types a slash.
const field = document.querySelector("[role=search] input[type=search]");
addEventListener("keydown", (event) => {
  if (event.key !== "/" || !field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.focus();
  field.select();
});
