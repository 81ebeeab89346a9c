// What the pages gain where scripts run. Every act works without this file.
(() => {
  "use strict";

  const WARN_SECONDS = 180;
  const BUSY_MS = 10000;
  const CLICK_MS = 50;
  const LONGEST_PRESS_MS = 1500;
  const SENT = "Спасибо! Мы прочтем и исправим.";
  const NOT_SHOWN = "Кабинет не ответил. Введенное остается на странице: проверьте связь и повторите.";
  const NOT_SENT = "Не отправилось. Проверьте связь и нажмите «Отправить» еще раз.";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Fields that are asked only for some answers (kit/form.html: when).
  function showWhen() {
    for (const box of all("[data-when]")) {
      const name = CSS.escape(box.dataset.when);
      const chosen = all(`[name="${name}"]`, box.closest("form") || document)
        .filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : true))
        .map((input) => input.value);
      const wanted = box.dataset.whenValues.split("|");
      box.hidden = !wanted.some((value) => chosen.includes(value) || (value === "" && !chosen.length));
    }
  }

  // The focus goes to the list of what is to be mended.
  function focusSummary() {
    const summary = document.getElementById("error-summary");
    if (summary) summary.focus();
    return Boolean(summary);
  }

  let endingTimer = 0;
  function watchSession() {
    clearTimeout(endingTimer);
    const box = document.querySelector("[data-session-ends]");
    if (!box) return;
    box.hidden = true;
    const seconds = Number(box.dataset.sessionEnds) - WARN_SECONDS;
    endingTimer = setTimeout(() => { box.hidden = false; }, Math.max(seconds, 0) * 1000);
  }

  function start() {
    showWhen();
    watchSession();
    return focusSummary();
  }

  // A second click while the first is on its way sends nothing.
  function setBusy(form, isBusy) {
    form.toggleAttribute("data-busy", isBusy);
    for (const button of all("button:not([formmethod])", form)) {
      if (isBusy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const method = event.submitter && event.submitter.hasAttribute("formmethod") ? event.submitter.formMethod : form.method;
    if (event.defaultPrevented || method !== "post") return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    if (form.matches(".misprint")) {
      event.preventDefault();
      sendMisprint(form);
      return;
    }
    // After the browser has collected the form: a button that is off would not be sent.
    setTimeout(() => setBusy(form, true));
    setTimeout(() => setBusy(form, false), BUSY_MS);
  });

  // «Если заметили ошибку, выделите фрагмент текста и нажмите Ctrl+Enter»
  function openMisprint() {
    const dialog = document.getElementById("misprint");
    const fragment = String(getSelection()).trim().slice(0, 1000);
    if (!dialog || !fragment || dialog.open) return;
    const form = dialog.querySelector("form");
    form.elements.words.value = fragment;
    dialog.querySelector("[data-fragment]").textContent = fragment;
    dialog.querySelector("[data-answer]").textContent = "";
    setBusy(form, false);
    dialog.showModal();
  }

  async function sendMisprint(form) {
    const answer = form.querySelector("[data-answer]");
    setBusy(form, true);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { "X-Requested-With": "lk" },
        body: new URLSearchParams(new FormData(form)),
      });
      answer.textContent = response.ok ? SENT : NOT_SENT;
      if (!response.ok) setBusy(form, false);
    } catch {
      answer.textContent = NOT_SENT;
      setBusy(form, false);
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) openMisprint();
  });
  // A part of the page did not come: the page stays as it is, and says so. A step says it by itself (autosave.js).
  for (const name of ["htmx:error", "htmx:response:error"]) {
    document.addEventListener(name, (event) => {
      const { ctx } = event.detail;
      const place = document.getElementById("flashes");
      if (!ctx || ctx.ours || !place || ctx.response?.headers.get("HX-Redirect")) return;
      const said = Object.assign(document.createElement("p"), { className: "flash bad", textContent: NOT_SHOWN });
      place.replaceChildren(said);
    });
  }
  // What is under the pointer stays there while it is pressed: a part of the page that comes meanwhile waits for the
  // click. Leaving a field asks for one, so that the press on a button or a link would often be lost.
  let released = null;
  document.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    released = new Promise((done) => {
      const over = () => setTimeout(done, CLICK_MS);
      for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, over, { capture: true, once: true });
      setTimeout(done, LONGEST_PRESS_MS);
    });
  }, true);
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      await released;
      return answer;
    };
  });
  document.addEventListener("change", showWhen);
  document.addEventListener("htmx:after:swap", (event) => {
    const { target } = event.detail.ctx;
    showWhen();
    watchSession();
    if (target instanceof Element && target.querySelector("#error-summary")) focusSummary();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-busy]").forEach((form) => setBusy(form, false));
    watchSession();
  });

  start();
})();
