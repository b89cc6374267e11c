// The phone in the room. Everything works without this file; it saves a page load, keeps an answer that could not be
// sent and sends it again, and moves rows with buttons. "Counted." is said only after the server has answered.

const RETRY = [1000, 2000, 4000, 8000, 15000];
const DOUBLE_TAP = 400; // ms
const NOT_SENT = "Not sent yet. Trying again; keep this page open.";
const counted = new Map(); // by poll: what was said, and what was sent, to put it back after the room's screens change

function say(form, text, state = "", chose = "") {
  const place = form.querySelector("[data-said]");
  const line = document.createElement("p");
  line.className = "phone__said";
  if (state) line.dataset.state = state;
  if (state === "sending") line.setAttribute("aria-hidden", "true"); // one thing is read out: what became of it
  line.textContent = text;
  if (chose) {
    const answer = document.createElement("span");
    answer.className = "phone__chose";
    answer.textContent = `Your answer: ${chose}`;
    line.append(" ", answer);
  }
  if (place.innerHTML !== line.outerHTML) place.replaceChildren(line);
  return line;
}

// What became of an answer stands below it, which may be below the screen.
function show(line) {
  line.scrollIntoView({ block: "nearest" });
}

function answerOf(form, button) {
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.set(button.name, button.value);
  return data;
}

async function post(form, answer) {
  const response = await fetch(form.action, {
    method: "POST",
    body: answer,
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(10000),
  });
  if (response.status >= 500 || response.status === 429) throw new Error("try again");
  return response.json();
}

let latest = 0;
let tapped = -DOUBLE_TAP;

async function send(form, button) {
  const turn = ++latest;
  const answer = answerOf(form, button);
  form.setAttribute("data-live-sending", "");
  press(form, answer);
  say(form, "Sending…", "sending");
  for (let attempt = 0; turn === latest; attempt++) {
    try {
      const told = await post(form, answer);
      if (turn !== latest) return;
      form.removeAttribute("data-live-sending");
      if (told.error) {
        press(form, new URLSearchParams());
        return show(say(form, told.error, "unsent"));
      }
      counted.set(form.dataset.poll, { told, answer });
      show(say(form, told.counted, "", told.chose));
      return form.setAttribute("data-live-sent", "");
    } catch {
      if (turn !== latest) return;
      show(say(form, NOT_SENT, "unsent"));
      await new Promise((next) => setTimeout(next, RETRY[Math.min(attempt, RETRY.length - 1)]));
    }
  }
}

function press(form, answer) {
  for (const option of form.querySelectorAll("button.phone__option")) {
    option.setAttribute("aria-pressed", String(answer.get(option.name) === option.value));
  }
}

// --- A slider beside its number -----------------------------------------------------------------

function slide(form) {
  const line = form.querySelector("[data-slide]");
  if (!line) return;
  line.hidden = false;
  const range = line.querySelector("input");
  const number = form.querySelector("[data-number]");
  range.addEventListener("input", () => (number.value = range.value));
  number.addEventListener("input", () => (range.value = number.value || 50));
}

// --- Putting in order -----------------------------------------------------------------------------

function order(form) {
  const list = form.querySelector("[data-ranking]");
  if (!list) return;
  const rows = () => [...list.querySelectorAll(".phone__row")];
  const field = (row) => row.querySelector("input");
  rows()
    .sort((one, other) => (Number(field(one).value) || 99) - (Number(field(other).value) || 99))
    .forEach((row) => list.append(row));
  const renumber = () => rows().forEach((row, place) => (field(row).value = place + 1));
  renumber();
  for (const button of list.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = button.closest(".phone__row");
      const up = "up" in button.dataset;
      const beside = up ? row.previousElementSibling : row.nextElementSibling;
      const moved = form.querySelector("[data-moved]");
      const words = row.querySelector("label").textContent;
      if (!beside) return (moved.textContent = `${words} is ${up ? "first" : "last"} already`);
      if (up) beside.before(row);
      else beside.after(row);
      renumber();
      button.focus();
      moved.textContent = `${words}: place ${field(row).value}`;
    });
  }
}

// --- A hundred points -----------------------------------------------------------------------------

function share(form) {
  const list = form.querySelector("[data-points]");
  if (!list) return;
  const fields = [...list.querySelectorAll("input")];
  const left = form.querySelector("[data-left]");
  const given = () => fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
  const tell = () => {
    const rest = 100 - given();
    const points = Math.abs(rest) === 1 ? "point" : "points";
    left.textContent = rest < 0 ? `${-rest} ${points} too many.` : `${rest} ${points} left.`;
    form.querySelector("[data-send]").disabled = rest !== 0;
  };
  for (const button of list.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = button.closest(".phone__row");
      const field = row.querySelector("input");
      const now = Number(field.value) || 0;
      const by = Math.min(Number(button.dataset.by), 100 - given());
      field.value = Math.max(0, now + by);
      const words = row.querySelector("label").textContent;
      form.querySelector("[data-moved]").textContent =
        by === 0 ? "No points are left. Take some from another answer first." : `${words}: ${field.value}`;
      tell();
    });
  }
  list.addEventListener("input", tell);
  tell();
}

// --- Every form that comes, with the page or when the room moves on -----------------------------------

function putBack(form, { told, answer }) {
  for (const [name, value] of answer) {
    for (const field of form.elements) {
      if (field.name !== name || field.type === "hidden" || field.type === "submit") continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  press(form, answer);
  say(form, told.counted, "", told.chose);
}

// What the server has said of this phone's own answer, which the room's scene does not know of.
function remember(form) {
  const line = form.querySelector("[data-said] .phone__said");
  if (!line) return;
  const told = { counted: line.dataset.counted, chose: line.dataset.chose };
  counted.set(form.dataset.poll, { told, answer: answerOf(form, form.querySelector("[aria-pressed=true]")) });
}

// What we have filled in ourselves is not typing, nor is what has been counted, until somebody touches it again.
function settle(form) {
  for (const field of form.querySelectorAll("input[type=number], input[type=range]")) field.defaultValue = field.value;
  if (counted.has(form.dataset.poll)) form.setAttribute("data-live-sent", "");
  for (const touch of ["input", "click"]) form.addEventListener(touch, () => form.removeAttribute("data-live-sent"));
}

function upgrade() {
  const form = document.querySelector("[data-vote]:not([data-ready])");
  if (!form) return;
  form.dataset.ready = "";
  const known = counted.get(form.dataset.poll);
  if (known) putBack(form, known);
  else remember(form);
  slide(form);
  order(form);
  share(form);
  settle(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Once more in the same place at once is no other answer, although another may have come to lie there.
    if (event.timeStamp - tapped < DOUBLE_TAP) return;
    tapped = event.timeStamp;
    send(form, event.submitter);
  });
}

upgrade();
const live = document.querySelector("[data-live]");
if (live) new MutationObserver(upgrade).observe(live, { childList: true, subtree: true });
