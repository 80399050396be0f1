/* Suggestions under a search box, as an ARIA combobox. Without script the box is a plain form. */
"use strict";
(() => {
  const DELAY = 160;
  let number = 0;

  function attach(form) {
    const input = form.querySelector('input[name="q"]');
    if (!input) return;
    const list = document.createElement("ul");
    const status = document.createElement("span");
    list.id = `saran-${(number += 1)}`;
    list.className = "search-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
    list.hidden = true;
    status.className = "sr-only";
    status.setAttribute("role", "status");
    form.append(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let timer = 0;
    let request = null;
    let current = 0;
    let typed = input.value;

    const close = () => {
      list.hidden = true;
      current = list.children.length;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      const options = [...list.children];
      if (!options.length) return;
      /* One place more than there are options: there the person's own words stand again. */
      current = (next + options.length + 1) % (options.length + 1);
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === current)));
      const chosen = options[current];
      input.value = chosen ? chosen.textContent : typed;
      if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (titles) => {
      list.replaceChildren(
        ...titles.map((title, place) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${place}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.textContent = title;
          return option;
        }),
      );
      current = titles.length;
      list.hidden = titles.length === 0;
      input.setAttribute("aria-expanded", String(titles.length > 0));
      status.textContent = titles.length ? `${titles.length} saran` : "";
    };
    const ask = async () => {
      request?.abort();
      request = new AbortController();
      const address = new URL("saran/", form.action);
      address.searchParams.set("q", typed);
      try {
        const answer = await fetch(address, { signal: request.signal });
        if (answer.ok) show((await answer.json())[1]);
      } catch {
        /* Aborted or offline: the box works without suggestions. */
      }
    };

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      if (typed.trim().length < 2) close();
      else timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(current + 1);
      else if (event.key === "ArrowUp") mark(current - 1);
      else if (event.key === "Escape") {
        input.value = typed;
        close();
      } else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (!option) return;
      input.value = option.textContent;
      form.requestSubmit();
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("form.search").forEach(attach);
  if (window.matchMedia("(min-width: 56em)").matches) {
    document.querySelectorAll("details[data-open-wide]").forEach((details) => {
      details.open = true;
    });
  }
})();
