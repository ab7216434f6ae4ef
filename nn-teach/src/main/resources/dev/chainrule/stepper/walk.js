"use strict";
(() => {
  const sections = [...document.querySelectorAll("main > section")];
  const byId = (id) => document.getElementById(id);
  const slider = byId("slider");
  const all = byId("all");
  let now = 0;

  for (const formula of document.querySelectorAll("[data-latex]")) {
    // MathML, which browsers draw themselves: no fonts and no style sheet need to be carried.
    katex.render(formula.dataset.latex, formula, {
      output: "mathml",
      throwOnError: false,
      displayMode: formula.classList.contains("equation"),
    });
  }

  function show(step) {
    now = Math.min(Math.max(step, 0), sections.length - 1);
    sections.forEach((section, i) => {
      section.hidden = !all.checked && i !== now;
    });
    slider.value = String(now);
    byId("position").textContent = `${now} / ${sections.length - 1}`;
    byId("first").disabled = byId("back").disabled = now === 0;
    byId("end").disabled = byId("next").disabled = now === sections.length - 1;
    if (all.checked) {
      sections[now].scrollIntoView({ block: "nearest" });
    }
    history.replaceState(null, "", `#${now}`);
  }

  byId("first").addEventListener("click", () => show(0));
  byId("back").addEventListener("click", () => show(now - 1));
  byId("next").addEventListener("click", () => show(now + 1));
  byId("end").addEventListener("click", () => show(sections.length - 1));
  slider.addEventListener("input", () => show(Number(slider.value)));
  all.addEventListener("change", () => show(now));
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) || 0));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target === slider) {
      return;
    }
    const keys = {
      ArrowRight: () => show(now + 1),
      ArrowLeft: () => show(now - 1),
      Home: () => show(0),
      End: () => show(sections.length - 1),
      a: () => all.click(),
      p: () => print(),
    };
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  document.querySelector("nav").hidden = false;
  show(Number(location.hash.slice(1)) || 0);
})();
