"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const form = one("filter");
  const cards = all("[data-verdicts]");
  const notes = cards.filter((c) => c.matches("article"));

  // Copying, in whatever page there is a letter.
  for (const button of all("button.copy")) {
    button.hidden = false;
    const said = button.nextElementSibling;
    button.addEventListener("click", async () => {
      const letter = one(button.dataset.copy);
      getSelection().selectAllChildren(letter);
      try {
        await navigator.clipboard.writeText(letter.innerText);
        said.textContent = "Copied.";
      } catch {
        said.textContent = document.execCommand("copy") ? "Copied." : "The letter is selected: copy it with your keyboard.";
      }
    });
  }

  // Nothing is folded on paper, also in browsers without ::details-content.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all("details:not([open])");
    for (const d of unfolded) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of unfolded) d.open = false;
  });

  if (!form) return;
  const texts = new Map(cards.map((c) => [c, fold(c.textContent)]));
  const search = one("search"), verdict = one("verdict"), shown = one("shown"), none = one("none"), keys = one("keys");
  form.hidden = false;

  function fold(s) {
    return s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  }

  function fits(card, show, words) {
    return (show === "all" || card.hasAttribute("data-" + show)) &&
      (!verdict.value || card.dataset.verdicts.split(" ").includes(verdict.value)) &&
      words.every((w) => texts.get(card).includes(w));
  }

  function filter() {
    const show = form.elements.show.value;
    const words = fold(search.value).split(" ").filter(Boolean);
    for (const c of cards) c.hidden = !fits(c, show, words);
    const filtered = show !== "all" || verdict.value !== "" || words.length > 0;
    for (const o of all(".outside")) o.hidden = filtered && show !== "person";
    for (const l of all(".links")) l.hidden = !all("li[data-verdicts]", l).some((c) => !c.hidden);
    const n = notes.filter((c) => !c.hidden).length;
    shown.textContent = n + " of " + notes.length + (notes.length === 1 ? " note" : " notes");
    none.hidden = cards.some((c) => !c.hidden);
  }

  function choose(value) {
    form.elements.show.value = value;
    filter();
  }

  function reset() {
    search.value = "";
    verdict.value = "";
    choose("all");
  }

  // step goes to the next or previous of the notes that are shown, from where the focus is.
  function step(by, wanted) {
    const list = notes.filter((c) => !c.hidden && wanted(c));
    if (list.length === 0) return;
    const at = document.activeElement && document.activeElement.closest("[data-verdicts]");
    let to;
    if (!at) {
      to = by > 0 ? list[0] : list[list.length - 1];
    } else {
      const after = (c) => at.compareDocumentPosition(c) & Node.DOCUMENT_POSITION_FOLLOWING;
      const before = (c) => at.compareDocumentPosition(c) & Node.DOCUMENT_POSITION_PRECEDING;
      to = by > 0 ? list.find(after) : list.findLast(before);
    }
    if (to) focusNote(to);
  }

  function focusNote(card) {
    const h = card.querySelector("h3");
    h.focus({preventScroll: true});
    card.scrollIntoView({block: "start"});
  }

  function openLetter() {
    const here = document.activeElement && document.activeElement.closest(".document");
    const letter = (here || document).querySelector(".letter");
    if (!letter) return;
    letter.open = true;
    letter.querySelector(".paper").focus();
  }

  const person = (c) => c.hasAttribute("data-person");
  const acts = {
    n: () => step(1, person), p: () => step(-1, person), j: () => step(1, () => true), k: () => step(-1, () => true),
    1: () => choose("all"), 2: () => choose("person"), 3: () => choose("error"),
    "/": () => search.focus(), l: openLetter, "?": () => keys.showModal(),
  };

  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  one("previous").addEventListener("click", acts.p);
  one("next").addEventListener("click", acts.n);
  one("help").addEventListener("click", acts["?"]);
  one("close").addEventListener("click", () => keys.close());
  one("reset").addEventListener("click", () => {
    reset();
    search.focus();
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing || keys.open) return;
    const inText = e.target.matches(".paper, select, input:not([type=radio], [type=checkbox])");
    if (e.key === "Escape") {
      if (e.target === search || !inText) reset();
      return;
    }
    if (inText || !one("single").checked || !Object.hasOwn(acts, e.key)) return;
    e.preventDefault();
    acts[e.key]();
  });

  // A link to a note that the filter hides shows it.
  function follow() {
    const card = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    if (card && card.hidden) {
      reset();
      card.scrollIntoView();
    }
  }
  addEventListener("hashchange", follow);
  addEventListener("pageshow", filter);
  filter();
})();
