// The console's keys, the place where somebody was before a button was pressed, and the print button.
// Every key presses a button that is on the page. Whoever speaks to the computer can turn the keys off, for this browser.

const OFF = "console-keys-off";
const PRESSED = "console-pressed";
const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (localStorage.getItem(OFF)) return;
  const key = event.key.toLowerCase();
  const line = key === "d" && document.querySelector(".rt-note input[name=text]");
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (line || button) event.preventDefault();
  if (line) line.focus();
  else button?.click();
});

const turn = document.querySelector("[data-keys]");
const tell = () => (turn.textContent = localStorage.getItem(OFF) ? "Turn the keys on" : "Turn the keys off");
turn?.addEventListener("click", () => {
  if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
  tell();
});
if (turn) tell();

// A press loads the page anew. It then goes on where the button was: beside it, so that pressing twice moves nothing twice.
document.addEventListener("submit", (event) => {
  const key = event.submitter?.dataset.key;
  const id = event.target.closest("details[id]")?.id;
  if (key || id) sessionStorage.setItem(PRESSED, key ? `[data-key="${key}"]` : `#${id} > summary`);
});

const pressed = sessionStorage.getItem(PRESSED);
sessionStorage.removeItem(PRESSED);
if (pressed && !document.querySelector("[role=alert]")) goOn(document.querySelector(pressed));

function goOn(found) {
  if (!found) return;
  const place = found.matches("summary") ? found : found.closest("section");
  if (place !== found) place.tabIndex = -1;
  place.focus({ preventScroll: place !== found });
}

document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
