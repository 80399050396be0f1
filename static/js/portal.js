/* Small helps; every page works without them. */
"use strict";
(() => {
  const focusSummary = (root) => root.querySelector("#error-summary")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      const done = button.dataset.done;
      if (done) button.textContent = done;
    } catch {
      /* The text stands on the page and can be marked by hand. */
    }
  });

  /* Buttons that need a script start hidden and show themselves here. */
  document.querySelectorAll("[data-needs-script]").forEach((element) => {
    element.hidden = false;
  });

  /* A form that is on its way is not sent twice. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 8000) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = String(Date.now());
  });
})();
