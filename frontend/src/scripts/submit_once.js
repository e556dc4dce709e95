// A second press of the same button is stopped here and, without script, by the form's idempotency key.
// The button stays focusable and keeps its value: `disabled` would drop both.
export function submitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-submit-once]") || event.defaultPrevented) return;
    if (form.dataset.submitted) {
      event.preventDefault();
      return;
    }
    form.dataset.submitted = "yes";
    for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
    const status = form.querySelector("[data-submit-status]");
    if (status) status.textContent = form.dataset.submitOnce;
  });

  // Coming back with the browser's back button must find a form that works.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-submitted]")) {
      delete form.dataset.submitted;
      for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
      const status = form.querySelector("[data-submit-status]");
      if (status) status.textContent = "";
    }
  });
}

function buttonsOf(form) {
  return Array.from(form.elements).filter((element) => element.matches("button:not([type=button]), input[type=submit]"));
}
