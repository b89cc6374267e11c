// Roundtable's own script. Every page works without it; it only saves people steps.
// GOV.UK's components come from vendor/govuk-frontend/govuk.js, which runs before this and gives us `startGovuk`.

const TYPING_PAUSE = 1500; // ms after the last key; the promise is two seconds
const CHOICE_PAUSE = 150; // a click on a radio is a whole answer; an arrow key is perhaps only on its way to one
const RETRY_FIRST = 2000;
const RETRY_LONGEST = 60000;
const SEARCH_PAUSE = 500; // what was found is read out once, not after each letter
const PATIENCE = 20000; // then the network counts as gone

const SAVING = "Saving…";
const NOT_SAVED = "Not saved yet.";
const OFFLINE = `${NOT_SAVED} There is no connection; what you wrote stays here and is sent as soon as there is one.`;
const SIGNED_OUT = `${NOT_SAVED} You have been signed out. Sign in again in another tab, then save here: what you wrote stays here.`;
const CONFLICT = `${NOT_SAVED} Somebody else changed this after you opened it. Save to see both texts side by side.`;

// --- Saving while somebody writes --------------------------------------------------------------------------------------
//
// A form with data-autosave is posted as it stands. The server answers 200 with X-Saved-At ("14:02"), new values of hidden inputs
// in X-Hidden, and in X-Now-At where the form is sent from now on; 422 when
// something cannot be kept as it is; 409 when the text has moved on since it was opened. Anything else, a sign-in page
// included, is not a save, so the page never says "saved" without having the server's word for it.
// What else on the page follows from what was saved fetches itself again on the body's event "saved".

const drafts = new Set();
const WHOLE_ANSWER = "input[type=radio], input[type=checkbox], select";

// With the arrow keys one passes other answers on the way to one's own; each of them sent would lapse a signature for nothing.
const passing = (input) => input.matches("input[type=radio]:focus-visible, select:focus-visible");

class Draft {
  constructor(form) {
    this.form = form;
    this.edits = 0; // counts every change …
    this.kept = 0; // … and this is the last one that the server has
    this.state = "";
    this.delay = RETRY_FIRST;
    form.addEventListener("input", (event) => {
      // What has no name is not sent: a search box among the answers changes nothing.
      if (event.target.name) this.touch(event.target.matches(WHOLE_ANSWER) && !passing(event.target) ? CHOICE_PAUSE : TYPING_PAUSE);
    });
    // Whoever leaves a strip has chosen.
    form.addEventListener("focusout", (event) => {
      const left = event.target.matches(WHOLE_ANSWER) && event.relatedTarget?.name !== event.target.name;
      if (left && this.state === "typing") this.plan(CHOICE_PAUSE);
    });
    form.addEventListener("submit", (event) => this.submit(event));
  }

  get unsent() {
    return this.edits > this.kept && !this.leaving;
  }

  touch(pause) {
    this.edits += 1;
    if (this.state === "conflict") return;
    // From the first key on "saved" is no longer true; a reason already given stays until it is gone.
    if (this.state !== "unsaved") this.tell("typing", NOT_SAVED);
    this.plan(pause);
  }

  plan(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // One request at a time: two on the way could arrive in the wrong order.
  async save() {
    clearTimeout(this.timer);
    if (this.busy || this.state === "conflict" || !this.unsent) return; // what is busy looks again when it is done
    const edit = this.edits;
    this.tell("saving", SAVING);
    this.busy = this.post().then((answer) => this.hear(answer, edit), () => this.again(OFFLINE));
    await this.busy;
    this.busy = null;
    if (this.state === "saved" && this.unsent) {
      this.tell("typing", NOT_SAVED);
      this.plan(TYPING_PAUSE);
    }
  }

  post() {
    this.renewToken();
    return fetch(this.form.getAttribute("action") || location.href, {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-Autosave": "1" },
      signal: AbortSignal.timeout(PATIENCE),
      keepalive: document.visibilityState === "hidden",
    });
  }

  async hear(answer, edit) {
    const at = answer.headers.get("X-Saved-At");
    if (answer.ok && at) {
      this.kept = edit;
      this.delay = RETRY_FIRST;
      for (const [name, value] of new URLSearchParams(answer.headers.get("X-Hidden") ?? "")) {
        this.form.elements.namedItem(name).value = value;
      }
      // What was new is written now: from here on it is changed, also after a reload.
      if (answer.headers.has("X-Now-At")) {
        this.form.action = answer.headers.get("X-Now-At");
        history.replaceState(null, "", this.form.action);
      }
      this.tell("saved", `Saved ${at}`);
      document.body.dispatchEvent(new CustomEvent("saved"));
    } else if (answer.status === 409) {
      this.tell("conflict", CONFLICT);
    } else if (answer.status === 422) {
      // Errors appear beside their fields when somebody presses the button, not in the middle of a word.
      this.tell("unsaved", `${NOT_SAVED} ${firstProblem(await answer.text())}`.trim());
    } else if (answer.redirected || answer.status === 401 || answer.status === 403) {
      this.again(SIGNED_OUT);
    } else {
      this.again(`${NOT_SAVED} We will try again.`);
    }
  }

  // Signing in again in another tab changes the token by which the server knows its own forms; the cookie has the present one.
  renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    const field = this.form.elements.namedItem("csrfmiddlewaretoken");
    if (token && field) field.value = token;
  }

  again(words) {
    this.tell("unsaved", words);
    this.plan(this.delay);
    this.delay = Math.min(this.delay * 2, RETRY_LONGEST);
  }

  // The button saves too. What is already on its way goes first, or it would look like somebody else's change.
  submit(event) {
    if (event.defaultPrevented) return;
    clearTimeout(this.timer);
    if (this.busy) {
      event.preventDefault();
      this.busy.then(() => this.form.requestSubmit(event.submitter));
      return;
    }
    this.renewToken();
    this.leaving = true;
  }

  tell(state, words) {
    this.state = state;
    this.words = words;
    const place = this.form.querySelector("[data-save-status]") ?? document.querySelector("[data-save-status]");
    if (place) showWorst(place, this);
  }
}

// Several forms may share one place; one that is not saved must not be hidden by another that is.
const WORSE = ["saved", "saving", "typing", "unsaved", "conflict"];

function showWorst(place, latest) {
  let shown = latest;
  if (!latest.form.contains(place)) {
    for (const draft of drafts) {
      if (WORSE.indexOf(draft.state) > WORSE.indexOf(shown.state)) shown = draft;
    }
  }
  // What comes and goes with every sentence is for the eye; what came of it is read out, and once: not again after each pause
  // for breath, nor each time that a lost connection is tried.
  const outcome = { typing: "", saving: "", saved: "saved" }[shown.state] ?? shown.words;
  place.setAttribute("aria-live", outcome && outcome !== place.dataset.said ? "polite" : "off");
  if (outcome) place.dataset.said = outcome;
  place.dataset.state = shown.state;
  place.textContent = shown.words;
}

function firstProblem(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = page.querySelector(".govuk-error-summary__list li, .govuk-error-message");
  said?.querySelector(".govuk-visually-hidden")?.remove();
  return said ? said.textContent.trim() : "";
}

addEventListener("beforeunload", (event) => {
  if ([...drafts].some((draft) => draft.unsent)) event.preventDefault();
});
addEventListener("pageshow", () => drafts.forEach((draft) => (draft.leaving = false)));
addEventListener("online", () => drafts.forEach((draft) => draft.save()));
document.addEventListener("visibilitychange", () => drafts.forEach((draft) => draft.save()));

// --- Asking on ---------------------------------------------------------------------------------------------------------
//
// A radio button or checkbox with data-reveals="id" shows that part of the form while it is chosen.

function askOn(input) {
  const part = document.getElementById(input.dataset.reveals);
  const show = () => part?.classList.toggle("govuk-radios__conditional--hidden", !input.checked);
  // Another button of the group un-checks this one without a word, so the whole form is listened to.
  (input.form ?? input).addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
}

// --- Finding one of many -----------------------------------------------------------------------------------------------
//
// <input data-filter-list="#powers"> hides every [data-filter-item] of the list whose text lacks a word typed; groups
// ([data-filter-group]) go with their last item. [data-filter-count] says how many are left.

function filterList(input) {
  const list = document.querySelector(input.dataset.filterList);
  const count = document.querySelector("[data-filter-count]");
  if (!list) return;
  let timer;
  const tell = (words) => {
    if (count && count.textContent !== words) count.textContent = words;
  };
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const item of list.querySelectorAll("[data-filter-item]")) {
      const text = (item.dataset.filterItem || item.textContent).toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) left += 1;
    }
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
    const found = words.length ? (left ? `${left} found` : "Nothing found. Try fewer letters.") : "";
    clearTimeout(timer);
    timer = setTimeout(tell, SEARCH_PAUSE, found);
  };
  input.addEventListener("input", show);
  // Enter in a search box would send the form around it.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  if (input.value) show();
}

// --- Choosing all ------------------------------------------------------------------------------------------------------
//
// <input type="checkbox" data-select-all="#powers"> ticks every checkbox of the list that is in view.

function selectAll(input) {
  const list = document.querySelector(input.dataset.selectAll);
  const boxes = () => [...(list?.querySelectorAll("input[type=checkbox]:not(:disabled)") ?? [])].filter((box) => box !== input && box.offsetParent);
  const reflect = () => {
    const all = boxes();
    const ticked = all.filter((box) => box.checked).length;
    input.checked = all.length > 0 && ticked === all.length;
    input.indeterminate = ticked > 0 && ticked < all.length;
  };
  input.addEventListener("change", () => {
    const to = input.checked;
    for (const box of boxes()) {
      if (box.checked !== to) box.click();
    }
  });
  list?.addEventListener("change", reflect);
  reflect();
}

// --- Errors in what is folded ------------------------------------------------------------------------------------------
//
// What is folded cannot take the focus, so it is opened before GOV.UK's script leads there from the summary of errors.

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest(".govuk-error-summary a[href^='#']");
    let fold = link && document.getElementById(link.hash.slice(1))?.closest("details");
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  },
  true,
);

// --- Starting, and starting again after htmx has brought a piece of a page ---------------------------------------------

const awake = new WeakMap(); // element → what it has been woken for

function start(scope) {
  globalThis.startGovuk?.(scope);
  const each = (selector, wake) => {
    const found = [...scope.querySelectorAll(selector), ...(scope.matches?.(selector) ? [scope] : [])];
    for (const element of found) {
      const done = awake.get(element) ?? new Set();
      if (done.has(selector)) continue;
      awake.set(element, done.add(selector));
      wake(element);
    }
  };
  // Our sentences beside the fields say what is missing; the browser's bubbles would come first.
  each("form:has(.govuk-form-group)", (form) => (form.noValidate = true));
  each("form[data-autosave]", (form) => drafts.add(new Draft(form)));
  each("[data-reveals]", askOn);
  each("[data-filter-list]", filterList);
  each("[data-select-all]", selectAll);
}

start(document);
document.addEventListener("htmx:load", (event) => {
  for (const draft of drafts) if (!draft.form.isConnected) drafts.delete(draft);
  start(event.detail.elt);
});

// A list that somebody is choosing from is not taken away: what was to be fetched is fetched once they have left it.
const fetchAgain = () => document.body.dispatchEvent(new CustomEvent("saved"));
document.addEventListener("htmx:beforeSwap", (event) => {
  const used = document.activeElement;
  if (!used.matches("select") || !event.detail.target.contains(used)) return;
  event.detail.shouldSwap = false;
  used.addEventListener("blur", fetchAgain, { once: true });
});

// A button of htmx that gets no answer must not look as if it had worked.
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const place = document.querySelector("[data-notice]");
    if (place) place.textContent = "That did not go through, and nothing was changed. Try again in a moment.";
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  const place = document.querySelector("[data-notice]");
  if (place && event.detail.successful) place.textContent = "";
});
