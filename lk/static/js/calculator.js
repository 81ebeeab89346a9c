// The calculator while one types. Without this file, and without htmx, «Рассчитать» asks for the whole page.
(() => {
  "use strict";

  const form = document.getElementById("calculator");
  const trouble = document.getElementById("calc-trouble");
  if (!form || !trouble) return;

  const AWAY = "Нет связи, суммы не пересчитаны. Проверьте связь и нажмите «Рассчитать».";
  const ILL = "Не получилось пересчитать. Подождите немного и нажмите «Рассчитать».";
  const open = new Map(); // which folds of the answer the reader has opened or shut

  const isOurs = (event) => event.detail.ctx && event.detail.ctx.sourceElement === form;

  function tell(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  // A notice stays only while the last answer names its field.
  function markRefused() {
    const links = [...document.querySelectorAll("#sums [data-refused]")];
    const named = new Set(links.map((link) => link.dataset.refused));
    for (const notice of form.querySelectorAll(".notice")) {
      const isRefused = named.has(notice.id.replace(/-notice$/, ""));
      const box = notice.parentElement;
      const bearer = box.matches("[role=radiogroup]") ? box : box.querySelector("input, select");
      if (!isRefused && notice.childElementCount) notice.replaceChildren();
      box.classList.toggle("error", isRefused);
      if (isRefused) {
        bearer.setAttribute("aria-invalid", "true");
        notice.closest("details")?.setAttribute("open", "");
      } else bearer.removeAttribute("aria-invalid");
    }
    // The list on top is of the page as it came; the live answer has its own.
    document.getElementById("error-summary")?.remove();
    document.title = document.title.replace(/^Ошибка: /, "");
  }

  document.addEventListener("htmx:before:request", (event) => {
    if (isOurs(event)) event.detail.ctx.ours = true; // what goes wrong is said here, beside the sums
  });
  document.addEventListener("htmx:before:swap", (event) => {
    if (!isOurs(event)) return;
    for (const fold of document.querySelectorAll("#sums details, #breakdown details")) open.set(fold.id, fold.open);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (!isOurs(event)) return;
    for (const [id, isOpen] of open) document.getElementById(id)?.toggleAttribute("open", isOpen);
    tell("");
    markRefused();
  });
  document.addEventListener("htmx:error", (event) => { if (isOurs(event)) tell(AWAY); });
  document.addEventListener("htmx:response:error", (event) => {
    if (isOurs(event) && event.detail.ctx.response.status !== 422) tell(ILL);
  });
})();
