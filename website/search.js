"use strict";
// Hides what does not hold every typed word. Without scripts the whole list stays, and the field is not there.
(() => {
  const field = document.getElementById("searched");
  const found = document.getElementById("found");
  const entries = [...document.querySelectorAll("li[data-words]")].map((element) => ({
    element,
    text: (element.textContent + " " + element.dataset.words).toLowerCase(),
  }));
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of entries) {
      element.hidden = !words.every((word) => text.includes(word));
      shown += element.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    found.textContent = words.length ? shown + " found" : "";
  };
  field.addEventListener("input", show);
  document.getElementById("search").hidden = false;
  show();
})();
