// Keeps a screen of the room right: projector, phone, console. One stream a page; where there is none, it polls.
//
// [data-live] holds the scene (components/live.html). Inside it, [data-live-turnout] gets the number of those who have voted,
// [data-timer] (an ISO time) counts down, and data-live-says on any element is what is read out about a new scene; otherwise
// its first heading is; the same words are not read out twice. Whoever has the focus on a control keeps it on the same
// control of the new scene, and a scene that is no different from the last one touches nothing. A form whose answer is on its way carries data-live-sending, and once it is there data-live-sent:
// nobody is typing in it any longer. A <details> with an id that stands open stays so.
// Scripts of a page hear of a new scene by the event `live:scene` on the document.

const POLL_FIRST = 2000; // ms
const POLL_LONGEST = 15000;
const STREAM_AGAIN = 30000; // after the stream was refused: polls go on meanwhile
const SILENCE = 40000; // the server says something every 15 s
const PATIENCE = 10000;
const SAY_AFTER = 1500; // a hiccup is not worth a word

const RECONNECTING = "Reconnecting…";
const OVER = "This screen is no longer live. Reload the page to see where the room is.";

const TYPED = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden], [type=submit], [type=button])";

const TICKED = "[data-vote] :is(input[type=radio], input[type=checkbox])";

const place = document.querySelector("[data-live]");
const url = place.dataset.liveUrl;
const one = (name) => document.querySelector(`[data-live-${name}]`);

let shown = numbers(place.dataset.liveStamp); // [scene, pulse]
let last = markup(place.innerHTML); // the scene as it came, before any script made something of it
let said = words();
let waiting = null; // a scene that waits until nobody is typing
let turnout = place.dataset.liveTurnoutNow ?? "";
let skew = 0; // what the server's clock is ahead of ours, in ms

// --- Showing -----------------------------------------------------------------------------------------------------------

function numbers(stamp) {
  return stamp.split(".").map(Number);
}

function markup(html) {
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  return parsed.innerHTML.trim();
}

// A server process that has not looked yet may send what this page has already left behind.
function isNewer([scene, pulse]) {
  return scene > shown[0] || (scene === shown[0] && pulse > shown[1]);
}

function isSent(field) {
  return Boolean(field.form?.hasAttribute("data-live-sent"));
}

function isTyping() {
  if (place.querySelector("[data-live-sending]")) return true;
  if ([...place.querySelectorAll(TICKED)].some((field) => field.checked !== field.defaultChecked && !isSent(field))) return true;
  return [...place.querySelectorAll(TYPED)].some((field) => {
    if (isSent(field)) return false;
    const isUnsent = "defaultValue" in field && field.value !== field.defaultValue;
    return isUnsent || field === document.activeElement;
  });
}

function receive(stamp, html) {
  if (!isNewer(stamp)) return;
  waiting = { stamp, html };
  if (markup(html) === last) pass();
  else if (isTyping()) hold();
  else show();
}

// What changed does not show on this kind of screen: more time on a phone, say.
function pass() {
  const isNews = waiting.stamp[0] !== shown[0];
  shown = waiting.stamp;
  waiting = null;
  place.dataset.liveStamp = shown.join(".");
  if (one("banner")) one("banner").hidden = true;
  document.dispatchEvent(new CustomEvent("live:scene", { detail: { isNews } }));
}

// Only a new scene is news; that somebody else has come in can wait without a word.
function hold() {
  const moved = waiting.stamp[0] !== shown[0];
  if (one("banner")) one("banner").hidden = !moved;
}

function show() {
  const { stamp, html } = waiting;
  const isNews = stamp[0] !== shown[0];
  const open = [...place.querySelectorAll("details[open][id]")].map((details) => details.id);
  const focus = place.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  waiting = null;
  shown = stamp;
  last = markup(html);
  place.innerHTML = html;
  place.dataset.liveStamp = stamp.join(".");
  if (one("banner")) one("banner").hidden = true;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  bringTokens();
  startInside();
  showTurnout();
  tick();
  // Only when the scripts of the page have seen the scene too, for they bring hidden buttons to light.
  if (focus !== null) queueMicrotask(() => focusOn(focus));
  if (isNews) announce();
  document.dispatchEvent(new CustomEvent("live:scene", { detail: { isNews } }));
}

// By what a control is known again in the next scene.
function nameOf(field) {
  if (field === place) return "";
  if (field.id || field.dataset.key) return field.id || field.dataset.key;
  if (field.matches("summary")) return `summary of ${field.parentElement.id}`;
  const address = field.form?.getAttribute("action") ?? field.getAttribute("href");
  return [address, field.name, field.getAttribute("value"), field.textContent].join(" ");
}

function focusOn(name) {
  const fields = [...place.querySelectorAll("a, button, input, select, textarea, summary")];
  (fields.find((field) => nameOf(field) === name) ?? place).focus({ preventScroll: true });
}

// A scene is the same for everybody, so the token by which the server knows its own forms comes from this browser.
function bringTokens() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const form of place.querySelectorAll("form[method=post]")) {
    const field = form.elements.namedItem("csrfmiddlewaretoken") ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token });
  }
}

// As after any other piece that has come into a page.
function startInside() {
  globalThis.htmx?.process(place);
  globalThis.htmx?.trigger(place, "htmx:load", { elt: place });
}

function showTurnout() {
  for (const number of document.querySelectorAll("[data-live-turnout]")) number.textContent = turnout;
}

// Once for each new scene, and never for the turnout: a voice that counts along drowns everything else.
function announce() {
  if (words() === said) return;
  said = words();
  if (one("announce")) one("announce").textContent = said;
}

function words() {
  return (place.querySelector("[data-live-says]")?.dataset.liveSays ?? place.querySelector("h1, h2")?.textContent ?? "").trim();
}

one("go")?.addEventListener("click", () => {
  if (!waiting) return;
  show();
  place.focus();
});

function showIfFree() {
  if (waiting && !isTyping()) show();
}

place.addEventListener("focusout", () => setTimeout(showIfFree));
new MutationObserver(showIfFree).observe(place, { subtree: true, attributeFilter: ["data-live-sent"] });

// --- Timers ------------------------------------------------------------------------------------------------------------

const two = (number) => String(number).padStart(2, "0");

function tick() {
  for (const timer of document.querySelectorAll("[data-timer]")) {
    const left = Math.max(0, Math.ceil((Date.parse(timer.dataset.timer) - Date.now() - skew) / 1000));
    const words = left ? `${two(Math.floor(left / 60))}:${two(left % 60)}` : "Time is up";
    if (timer.textContent !== words) timer.textContent = words;
    timer.toggleAttribute("data-timer-over", left === 0);
  }
}

setInterval(tick, 500);

// --- Hearing -----------------------------------------------------------------------------------------------------------

let stream;
let silence; // rings when the stream has been quiet for too long
let heardAt = 0;
let worry; // rings when it is time to say that we are reconnecting
let again; // the next poll
let pause = POLL_FIRST;
let refusedAt = 0;
let isOver = false;

function tell(words) {
  clearTimeout(worry);
  worry = null;
  if (one("status") && one("status").textContent !== words) one("status").textContent = words;
}

function heard() {
  tell("");
  heardAt = Date.now();
  clearTimeout(silence);
  silence = setTimeout(reopen, SILENCE);
}

function lost() {
  worry ??= setTimeout(() => tell(RECONNECTING), SAY_AFTER);
}

function reopen() {
  stream?.close();
  lost();
  open();
}

function open() {
  clearTimeout(again);
  stream = new EventSource(url);
  const on = (name, act) =>
    stream.addEventListener(name, (event) => {
      heard();
      act(event);
    });
  on("scene", (event) => receive(numbers(event.lastEventId), event.data));
  on("turnout", (event) => {
    turnout = event.data;
    showTurnout();
  });
  on("clock", (event) => (skew = Number(event.data) - Date.now()));
  stream.addEventListener("open", () => {
    pause = POLL_FIRST;
    heard();
  });
  // The browser comes back by itself, unless it got an answer that is no stream.
  stream.addEventListener("error", () => {
    lost();
    if (stream.readyState !== EventSource.CLOSED) return;
    clearTimeout(silence);
    refusedAt = Date.now();
    poll();
  });
}

async function poll() {
  try {
    await ask();
    if (isOver) return;
    pause = POLL_FIRST;
    tell("");
  } catch {
    pause = Math.min(pause * 2, POLL_LONGEST);
    lost();
  }
  const next = Date.now() - refusedAt > STREAM_AGAIN ? open : poll;
  again = setTimeout(next, pause * (0.75 + Math.random() / 2)); // not all at the same moment
}

async function ask() {
  const answer = await fetch(`${url}now/?stamp=${shown.join(".")}`, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 404) {
    isOver = true;
    tell(OVER);
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  skew = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  if (answer.status === 200) receive(numbers(answer.headers.get("X-Stamp")), await answer.text());
  turnout = answer.headers.get("X-Turnout");
  showTurnout();
}

// A phone that slept, or a laptop that changed its network, may hold a dead stream without knowing.
function awake() {
  if (document.visibilityState === "visible" && Date.now() - heardAt > SILENCE / 2 && !isOver) reopen();
}
for (const name of ["visibilitychange", "online", "pageshow"]) addEventListener(name, awake);

bringTokens();
showTurnout();
tick();
open();
