// Names for fields that the back office builds by script and leaves without one, so that a screen reader can
// say what is asked: rich text, tags, the upload of several files.
(() => {
  let count = 0;

  // The nearest label on the way up: Wagtail nests its fields differently from form to form.
  function labelOf(field) {
    for (let place = field.parentElement; place && place.tagName !== "FORM"; place = place.parentElement) {
      const label = place.querySelector("label, .w-field__label, .w-panel__heading");
      if (label) return label;
    }
    return null;
  }

  function name(field) {
    const label = labelOf(field);
    if (!label) return;
    if (!label.id) label.id = `nama-isian-${(count += 1)}`;
    field.setAttribute("aria-labelledby", label.id);
  }

  function nameAll() {
    const nameless = ":not([aria-label]):not([aria-labelledby])";
    document
      .querySelectorAll(`[role="textbox"][contenteditable="true"]${nameless}, .ui-autocomplete-input${nameless}`)
      .forEach(name);
    const heading = document.querySelector("h1");
    document.querySelectorAll(`#fileupload${nameless}`).forEach((input) => {
      if (heading) input.setAttribute("aria-label", heading.textContent.trim());
    });
    document.querySelectorAll(".w-minimap__list:not([tabindex])").forEach((list) => {
      list.tabIndex = 0;
    });
    // What can only be read by pushing it sideways must be reachable without a mouse.
    document.querySelectorAll(".listing:not([tabindex])").forEach((table) => {
      if (table.scrollWidth > table.clientWidth + 1) table.tabIndex = 0;
    });
  }

  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      nameAll();
    });
  }
  window.addEventListener("resize", soon);
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", nameAll);
})();
