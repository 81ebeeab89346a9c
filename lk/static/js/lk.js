// What the pages gain where scripts run. Every act works without this file.
(() => {
  "use strict";

  const WARN_SECONDS = 180;
  const BUSY_MS = 10000;
  const SENT = "Спасибо! Мы прочтем и исправим.";
  const NOT_SENT = "Не отправилось. Проверьте связь и нажмите «Отправить» еще раз.";
  const NOT_UPLOADED =
    "Файлы не загрузились: прервалась связь или файл слишком большой (до 10 МБ каждый, вместе до 50 МБ). Введенное на месте, попробуйте еще раз.";

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

  let shownPath = location.pathname;
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

  function showAnswer(xhr, form) {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    if (xhr.status === 413 || xhr.status === 429 || xhr.status >= 500 || !page.querySelector("main")) {
      const said = all("main .said > p", page).map((part) => part.textContent.trim());
      fail(form, said.join(" ") || NOT_UPLOADED);
      return;
    }
    if (xhr.responseURL && xhr.responseURL !== location.href) history.pushState(null, "", xhr.responseURL);
    shownPath = location.pathname;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    if (!start()) {
      document.getElementById("main").focus();
      scrollTo(0, 0);
    }
  }

  function fail(form, text) {
    setBusy(form, false);
    const box = form.querySelector("[data-progress]");
    box.hidden = false;
    box.querySelector("progress").hidden = true;
    const said = box.querySelector("[data-progress-text]");
    said.className = "notice";
    said.textContent = text;
  }

  // Only XMLHttpRequest tells how much of a body has been sent.
  function upload(form, submitter) {
    const box = form.querySelector("[data-progress]");
    const bar = box.querySelector("progress");
    const text = box.querySelector("[data-progress-text]");
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", form.getAttribute("action") || location.href);
    xhr.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((event.loaded / event.total) * 100);
      bar.value = percent;
      text.textContent = percent < 100 ? `Загружено ${percent} %` : "Файлы дошли, проверяем их…";
    });
    xhr.addEventListener("load", () => showAnswer(xhr, form));
    xhr.addEventListener("error", () => fail(form, NOT_UPLOADED));
    xhr.addEventListener("abort", () => fail(form, NOT_UPLOADED));
    box.hidden = bar.hidden = false;
    text.className = "";
    bar.value = 0;
    text.textContent = "Загружаем файлы…";
    box.scrollIntoView({ block: "nearest" });
    xhr.send(body);
  }

  const hasFiles = (form) => all('input[type="file"]', form).some((input) => input.files.length);

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
    const isUpload = form.hasAttribute("data-upload-progress") && hasFiles(form);
    if (isUpload) {
      event.preventDefault();
      upload(form, event.submitter);
    }
    // After the browser has collected the form: a button that is off would not be sent.
    setTimeout(() => setBusy(form, true));
    if (!isUpload) setTimeout(() => setBusy(form, false), BUSY_MS);
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
  document.addEventListener("change", showWhen);
  document.addEventListener("htmx:after:swap", start);
  // Back after an upload that put another page in place: let the server show the older one.
  window.addEventListener("popstate", () => { if (location.pathname !== shownPath) location.reload(); });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-busy]").forEach((form) => setBusy(form, false));
    watchSession();
  });

  start();
})();
