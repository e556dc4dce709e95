// Saves a draft while it is being written, and says aloud when it cannot.
//
// <form data-autosave="/address/that/takes/the/same/fields"> with one components/autosave.html inside.
// Answers understood: 2xx saved; 409 or 412 changed elsewhere; 401, 403 or a redirect to another page
// signed out; anything else, or no answer, failed. Text in the page is never touched, and nothing is kept
// in the browser's storage: the next person at a shared machine must not find it.

const QUIET_MS = 1200;
const RETRY_MS = [5000, 15000, 30000, 60000];

export function autosave(root) {
  const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
  for (const form of forms) {
    const panel = form.querySelector("[data-autosave-panel]");
    if (panel && !form.dataset.autosaveOn) start(form, panel);
  }
}

function start(form, panel) {
  form.dataset.autosaveOn = "yes";
  let timer = 0;
  let failures = 0;
  let changed = false;
  let running = null;
  let sending = false;

  const show = (state, time = "") => {
    panel.dataset.state = state;
    for (const message of panel.querySelectorAll("[data-when]")) {
      message.hidden = message.dataset.when !== state;
    }
    const moment = panel.querySelector("[data-saved-at]");
    if (moment && time) moment.textContent = time;
  };

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  };

  async function save() {
    clearTimeout(timer);
    if (running || form.dataset.submitted) return running;
    const signedOut = panel.dataset.state === "signed-out";
    changed = false;
    show("saving");
    running = signedOut ? renewToken(form).then(() => post(form)) : post(form);
    const outcome = await running;
    running = null;
    if (outcome === "saved") {
      failures = 0;
      show("saved", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }));
      if (changed) later(QUIET_MS);
      return outcome;
    }
    changed = true;
    show(outcome);
    if (outcome === "failed") later(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    return outcome;
  }

  // What is not saved yet is saved first: sent to a page that cannot take it, it would be lost.
  // A draft changed elsewhere is sent all the same: that page shows what was typed beside the refusal.
  async function saveThenSend(button) {
    await running;
    const outcome = changed ? await save() : "saved";
    if (outcome !== "saved" && outcome !== "stale") {
      panel.scrollIntoView({ block: "center" });
      return;
    }
    sending = true;
    form.requestSubmit(button);
    sending = false;
  }

  form.addEventListener("input", () => {
    changed = true;
    if (panel.dataset.state !== "stale") later(QUIET_MS);
  });
  form.addEventListener("submit", (event) => {
    if (sending || form.dataset.submitted || (!changed && !running)) return;
    event.preventDefault();
    saveThenSend(event.submitter);
  });
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-autosave-retry]")) save();
  });
  // Back from signing in in the other tab.
  window.addEventListener("focus", async () => {
    if (panel.dataset.state === "signed-out" && (await renewToken(form))) save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !form.dataset.submitted) event.preventDefault();
  });
}

async function post(form) {
  const body = new FormData(form);
  for (const [name, value] of Array.from(body)) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      credentials: "same-origin",
    });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return "signed-out";
    if (answer.status === 409 || answer.status === 412) return "stale";
    if (!answer.ok) return "failed";
    await takeVersion(form, answer);
    return "saved";
  } catch {
    return "failed";
  }
}

// The draft's version moves with each save; the form carries the newest one.
async function takeVersion(form, answer) {
  if (!answer.headers.get("Content-Type")?.includes("application/json")) return;
  const { version } = await answer.json();
  const field = form.elements.namedItem("version");
  if (field && version !== undefined) field.value = version;
}

// Signing in changes the session and with it the form's token: fetch this page again and take the new one.
async function renewToken(form) {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("input[name=csrfmiddlewaretoken]");
    const old = form.elements.namedItem("csrfmiddlewaretoken");
    if (!fresh || !old) return false;
    old.value = fresh.value;
    return true;
  } catch {
    return false;
  }
}
