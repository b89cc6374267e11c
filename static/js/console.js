// The console's keys and the print button. Every key presses a button that is on the page.

const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const line = key === "d" && document.querySelector(".rt-note input[name=text]");
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (line || button) event.preventDefault();
  if (line) line.focus();
  else button?.click();
});

document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
