// After a refused form the reader starts at the list of what to mend.
export function focusErrors(root) {
  root.querySelector("[data-error-summary]")?.focus();

  root.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-error-summary] a[href^='#']");
    if (!link) return;
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    (field.closest(".od-field") ?? field).scrollIntoView({ block: "start" });
    (control ?? field).focus({ preventScroll: true });
  });
}
