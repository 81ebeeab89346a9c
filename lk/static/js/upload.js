// Documents: each file is sent as soon as it is chosen or dropped, and kept. Without this file the form does it.
(() => {
  "use strict";

  const TIMEOUT_MS = 10 * 60 * 1000;
  const BROKEN = "Связь прервалась. Проверьте интернет и нажмите «Повторить».";
  const SAID = {
    200: "Заявка изменилась в другом окне. Обновите страницу.",
    400: "Страница устарела. Обновите ее и приложите файл еще раз.",
    401: "Сеанс закончился. Войдите снова и приложите файл еще раз.",
    404: "Этой заявки больше нет. Обновите страницу.",
    413: "Файл больше 10 МБ. Уменьшите его или приложите частями.",
    429: "Слишком много попыток. Подождите немного и нажмите «Повторить».",
    503: "Сервер занят. Подождите немного и нажмите «Повторить».",
  };
  const UNKNOWN = "Сервер не смог принять файл. Нажмите «Повторить» чуть позже.";
  const AGAIN = new Set([0, 408, 422, 429, 500, 502, 503, 504]);

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const jobs = [];
  let running = null;
  let waiting = null;

  function tell(text) {
    const box = document.querySelector("[data-upload-said]");
    if (box) box.textContent = text;
  }

  function make(tag, text = "", className = "") {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = className;
    return made;
  }

  function button(text, about, act) {
    const made = make("button", text, "btn text");
    made.type = "button";
    made.append(make("span", ` файл ${about}`, "visually-hidden"));
    made.addEventListener("click", act);
    return made;
  }

  // The rows of files on their way stand apart from the list that the server draws.
  function rowsOf(slot) {
    let rows = slot.querySelector("[data-sending]");
    if (!rows) {
      rows = make("ul", "", "files sending");
      rows.dataset.sending = "";
      slot.querySelector("[data-choose]").before(rows);
    }
    return rows;
  }

  function add(slot, file) {
    const job = { slot, file, row: make("li"), name: file.name || "без имени" };
    const words = make("p");
    job.state = make("small");
    job.bar = make("progress");
    job.bar.max = 100;
    job.bar.setAttribute("aria-label", `Загрузка файла ${job.name}`);
    job.acts = make("div", "", "file-acts");
    words.append(make("b", job.name), job.state, job.bar);
    job.row.append(words, job.acts);
    rowsOf(slot).append(job.row);
    jobs.push(job);
    if (!file.size) fail(job, "Файл пуст. Выберите другой файл.");
    else if (file.size > Number(slot.dataset.most)) fail(job, SAID[413]);
    else queue(job);
  }

  function queue(job) {
    job.isWaiting = true;
    job.isFailed = job.isCut = false;
    job.row.className = "";
    job.bar.hidden = false;
    job.bar.value = 0;
    job.state.textContent = "ждет своей очереди";
    job.state.className = "";
    job.acts.replaceChildren();
    next();
  }

  function next() {
    if (running) return;
    running = jobs.find((job) => job.isWaiting) || null;
    if (running) send(running);
    else if (waiting && !jobs.some((job) => job.isFailed)) waiting();
    else waiting = null;
  }

  function ask(slot, name, value, done, progress) {
    const [xhr, body] = [new XMLHttpRequest(), new FormData()];
    body.append("csrf_token", slot.closest("form").elements.csrf_token.value);
    body.append(name, value);
    xhr.open("POST", slot.dataset.url);
    xhr.setRequestHeader("HX-Request", "true");
    xhr.timeout = TIMEOUT_MS;
    for (const event of ["load", "error", "abort", "timeout"]) {
      xhr.addEventListener(event, () => done(event === "load" ? xhr.status : 0, partOf(xhr, slot)));
    }
    if (progress) xhr.upload.addEventListener("progress", progress);
    xhr.send(body);
  }

  function partOf(xhr, slot) {
    const page = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    return page.querySelector("main") ? null : page.getElementById(slot.id);
  }

  function send(job) {
    job.isWaiting = false;
    job.state.textContent = "загружаем…";
    ask(job.slot, "file", job.file, (status, part) => {
      running = null;
      if (status === 200 && part) {
        forget(job);
        swap(job.slot, part);
        tell(`Файл ${job.name} сохранен.`);
      } else fail(job, (status === 422 && noticeOf(part)) || SAID[status] || (status ? UNKNOWN : BROKEN), status);
      next();
    }, (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((event.loaded / event.total) * 100);
      job.bar.value = percent;
      job.state.textContent = percent < 100 ? `загружено ${percent} %` : "файл дошел, проверяем его…";
    });
  }

  function noticeOf(part) {
    const words = part && part.querySelector('[data-part="notice"] .notice');
    return words ? words.textContent.trim() : "";
  }

  function fail(job, words, status) {
    job.isFailed = true;
    job.isCut = status === 0;
    job.row.className = "rejected";
    job.bar.hidden = true;
    job.state.textContent = `Не загружен. ${words}`;
    job.state.className = "wrong";
    job.acts.replaceChildren();
    if (AGAIN.has(status)) job.acts.append(button("Повторить", job.name, () => { queue(job); focusSlot(job.slot); }));
    job.acts.append(button("Убрать", job.name, () => { forget(job); focusSlot(job.slot); tell(`Файл ${job.name} убран.`); }));
    if (status === 401) {
      const link = make("a", "Войти");
      link.href = location.href;
      job.acts.append(link);
    }
    tell(`Файл ${job.name} не загружен. ${words}`);
  }

  function forget(job) {
    job.row.remove();
    jobs.splice(jobs.indexOf(job), 1);
  }

  const focusSlot = (slot) => slot.querySelector('input[type="file"]')?.focus();

  // All but the control itself, which a person may just have open.
  function swap(slot, part) {
    for (const piece of all("[data-part]", part)) {
      slot.querySelector(`[data-part="${piece.dataset.part}"]`)?.replaceWith(piece);
    }
    const classes = ["full", "error"].filter((name) => part.classList.contains(name));
    slot.classList.remove("full", "error");
    slot.classList.add(...classes);
    const [input, fresh] = [slot, part].map((each) => each.querySelector('input[type="file"]'));
    if (!input || !fresh) return;
    input.required = fresh.required;
    input.setAttribute("aria-describedby", fresh.getAttribute("aria-describedby") || "");
    input.removeAttribute("aria-invalid");
  }

  // «Выше», «Ниже», «Удалить»: the list alone is drawn anew, and the focus stays with the file.
  function press(slot, pressed) {
    const { name, value } = pressed;
    pressed.setAttribute("aria-disabled", "true");
    ask(slot, name, value, (status, part) => {
      pressed.removeAttribute("aria-disabled");
      if (status !== 200 || !part) return tell(`Не получилось. ${SAID[status] || (status ? UNKNOWN : BROKEN)}`);
      swap(slot, part);
      const same = all("button", slot).filter((each) => each.value === value);
      const target = same.find((each) => each.name === name) || same[0];
      if (target && name !== "remove") target.focus();
      else focusSlot(slot);
      tell(name === "remove" ? "Файл удален." : "Порядок изменен.");
    });
  }

  // Nothing chosen may be left behind: the next page waits for the files.
  function hold(event, form, submitter) {
    event.preventDefault();
    const failed = jobs.find((job) => job.isFailed);
    if (failed) {
      tell(`Файл ${failed.name} не загружен. Повторите или уберите его.`);
      failed.acts.querySelector("button, a").focus();
      return;
    }
    waiting = () => { waiting = null; form.requestSubmit(submitter); };
    tell("Файлы еще загружаются. Перейдем дальше, как только они сохранятся.");
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const slot = submitter?.closest("[data-slot]");
    if (slot && ["up", "down", "remove"].includes(submitter.name)) {
      event.preventDefault();
      if (!submitter.hasAttribute("aria-disabled")) press(slot, submitter);
    } else if (jobs.length && form.querySelector("[data-slot]")) hold(event, form, submitter);
  }, true);

  document.addEventListener("change", (event) => {
    const slot = event.target.closest("[data-slot][data-most]");
    if (!slot || event.target.type !== "file") return;
    const files = [...event.target.files];
    event.target.value = "";
    files.forEach((file) => add(slot, file));
  });

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const slotAt = (event) => event.target.closest?.("[data-slot][data-most]");
  const mark = (slot) => all("[data-slot]").forEach((each) => each.classList.toggle("over", each === slot));
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      mark(slotAt(event));
      event.dataTransfer.dropEffect = slotAt(event) ? "copy" : "none";
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(null);
    const slot = slotAt(event);
    if (slot) [...event.dataTransfer.files].forEach((file) => add(slot, file));
  });

  window.addEventListener("online", () => jobs.filter((job) => job.isCut && job.isFailed).forEach(queue));
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });

  for (const box of all("[data-choose]")) {
    box.querySelector("button").hidden = true;
    box.prepend(make("p", "Перетащите файлы сюда или выберите:", "drop-words"));
  }
})();
