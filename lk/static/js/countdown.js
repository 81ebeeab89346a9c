// Lets the minutes run that are left to correct what was sent; the page says the hour without it.
(() => {
  "use strict";

  const STEP_MS = 5000;
  const OVER = "время вышло";
  const forms = new Intl.PluralRules("ru");
  const WORDS = { one: "минуту", few: "минуты", many: "минут", other: "минуты" };

  const inWords = (minutes) => `еще ${minutes}\u00a0${WORDS[forms.select(minutes)]}`;

  function show(place) {
    const left = Number(place.dataset.countdown) - performance.now() / 1000;
    const words = left > 0 ? inWords(Math.ceil(left / 60)) : OVER;
    if (place.textContent !== words) place.textContent = words;
    if (left > 0) return;
    const box = place.closest("[data-countdown-box]");
    if (box) for (const way of box.querySelectorAll(".btn")) way.hidden = true;
  }

  const showAll = () => document.querySelectorAll("[data-countdown]").forEach(show);

  setInterval(showAll, STEP_MS);
  window.addEventListener("pageshow", showAll);
})();
