// A step of an application keeps itself: each field is saved when it is left, while the page stays open.
// Nothing here is needed to fill in a step: without it «Далее» keeps the same values.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.htmx || !window.stepMarks) return;

  const AGAIN = "Повторить";
  const TROUBLES = {
    away: ["Нет связи: последнее изменение не сохранилось. Введенное остается на странице.", AGAIN],
    ill: ["Кабинет не ответил: последнее изменение не сохранилось. Введенное остается на странице.", AGAIN],
    large: ["Текста слишком много, он не сохранился. Сократите его и повторите.", AGAIN],
    gone: ["Этой заявки больше нет в вашем кабинете. Введенное остается на странице: скопируйте, что нужно.", AGAIN],
    late: ["Заявку уже нельзя исправить здесь. Введенное остается на месте.", "Что можно сделать"],
    older: ["Вы вошли заново в другом окне, поэтому изменение не сохранилось. Введенное остается на месте.", "Продолжить"],
    ended: ["Сеанс закончился, последнее изменение не сохранилось. Войдите: введенное останется на месте.", "Войти и продолжить"],
  };
  const BY_STATUS = { 400: "older", 401: "ended", 404: "gone", 409: "late", 413: "large" };
  const ALL_SAVED = "Все сохранено.";

  const trouble = document.getElementById("trouble");
  const status = document.getElementById("save-status");
  const changed = new Set(); // names of controls where something stands that is not stored
  const waiting = new Set(); // those of them whose request has not left yet
  const failed = new Map(); // what did not work, and how to try it again
  let underway = 0;
  let isMoving = false;
  let shownTrouble = "";
  let leaves = false;
  let afterwards = null; // what waits until everything is stored

  const { noticeOf, ofName, takeMusts, giveNotices, markRefused } = window.stepMarks(form);
  const standsIn = (name) => ofName(name).map((each) => (/radio|checkbox/.test(each.type) ? each.checked : each.value)).join();
  const groupOf = (button) => button.name.replace(/^(add|remove)-/, "");
  const isOurs = (ctx) => Boolean(ctx) && (ctx.ours || form.contains(ctx.sourceElement));

  function save(name) {
    changed.add(name);
    if (waiting.has(name) || !noticeOf(name)) return;
    waiting.add(name);
    underway += 1;
    htmx.ajax("POST", `${form.dataset.autosave}/${encodeURIComponent(name)}`, {
      source: form, target: `#${CSS.escape(name)}-notice`, swap: "innerHTML swapEmpty:true", field: name,
    });
  }

  // Rows come and go without the rest of the page: the answer holds the whole group, its rows numbered anew, so
  // that one button at a time is heard.
  function changeRows(button) {
    if (isMoving) return;
    isMoving = true;
    underway += 1;
    const group = CSS.escape(groupOf(button));
    htmx.ajax("POST", `${form.dataset.autosave}/${group}`, { source: form, target: `#${group}-rows`, swap: "outerHTML", button });
  }

  // The queue may have held it for a while: what is sent is what stands there now.
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (!isOurs(ctx)) return;
    const body = new URLSearchParams(new FormData(form));
    ctx.ours = true;
    if (ctx.field) {
      waiting.delete(ctx.field);
      ctx.sent = standsIn(ctx.field);
      ctx.request.keepalive = document.visibilityState === "hidden";
    } else body.append(ctx.button.name, ctx.button.value);
    ctx.request.body = body;
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (isOurs(ctx) && ctx.response.headers.get("HX-Redirect")) leaves = true;
  });
  document.addEventListener("htmx:error", (event) => {
    if (isOurs(event.detail.ctx)) fail(event.detail.ctx, "away");
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (isOurs(ctx)) fail(ctx, BY_STATUS[ctx.response.status] || "ill");
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (isOurs(ctx) && ctx.response.status < 400) succeed(ctx);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (!isOurs(ctx)) return;
    underway -= 1;
    if (ctx.button) isMoving = false;
    settle();
  });

  function succeed(ctx) {
    if (ctx.field) {
      failed.delete(ctx.field);
      if (ctx.sent === standsIn(ctx.field) && !isContested(ctx.field)) changed.delete(ctx.field);
    } else {
      const group = groupOf(ctx.button);
      for (const name of changed) if (name.startsWith(`${group}-`) && !isContested(name)) changed.delete(name);
      for (const name of failed.keys()) if (name.startsWith(`${group}-`)) failed.delete(name);
    }
    giveNotices();
    takeState();
    markRefused();
    if (failed.size) tryAgain();
  }

  // Two texts are there to choose from: the one on the page is stored only when it is chosen.
  function isContested(name) {
    return [name, name.split("-")[0]].some((each) => noticeOf(each)?.querySelector("[name=keep]"));
  }

  function fail(ctx, cause) {
    if (leaves) return;
    failed.set(ctx.field || ctx.button.name, () => (ctx.field ? save(ctx.field) : ctx.button.click()));
    if (shownTrouble !== cause) showTrouble(cause);
  }

  function tryAgain() {
    const tries = [...failed.values()];
    failed.clear();
    if (shownTrouble) shownTrouble = "tried"; // the same cause once more is said once more
    tries.forEach((again) => again());
    settle();
  }

  function settle() {
    if (underway) return;
    const go = afterwards;
    afterwards = null;
    if (failed.size) return;
    if (shownTrouble) {
      const isHeld = trouble.contains(document.activeElement);
      shownTrouble = "";
      trouble.replaceChildren();
      status.textContent = ALL_SAVED;
      if (isHeld) document.getElementById("main").focus();
    }
    if (go) go();
  }

  function showTrouble(cause) {
    const [text, label] = TROUBLES[cause];
    const said = document.createElement("p");
    const button = document.createElement("button");
    said.textContent = text;
    button.className = "btn";
    button.textContent = label;
    if (label === AGAIN) {
      button.type = "button";
      button.addEventListener("click", tryAgain);
    } else Object.assign(button, { type: "submit", name: "go", value: "stay" });
    const isHeld = trouble.contains(document.activeElement);
    shownTrouble = cause;
    status.textContent = "";
    trouble.replaceChildren(said, button);
    if (isHeld) button.focus();
  }

  // The answer's marks go back with the next request; which fields are asked, the server knows.
  function takeState() {
    const state = document.getElementById("step-state");
    const seen = form.elements.namedItem("seen");
    const marks = new Map(seen.value.split(" ").map((pair) => pair.split(".")));
    for (const pair of (state.dataset.marks || "").split(" ")) if (pair) marks.set(...pair.split("."));
    seen.value = [...marks].map((pair) => pair.join(".")).join(" ");
    delete state.dataset.marks;
    takeMusts((state.dataset.required || "").split(" ").filter(Boolean));
    if (waiting.size) return;
    const opened = state.dataset.opened.split(" ");
    for (const box of form.querySelectorAll(".when")) box.hidden = !opened.includes(box.dataset.key);
  }

  // One leaves when everything is stored: a page that cannot be reached would cost the text.
  function hold(event, go) {
    if (leaves) return;
    const rest = [...changed].filter((name) => ofName(name).length && !isContested(name));
    if (!rest.length && !underway) {
      leaves = true;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    afterwards = () => { leaves = true; go(); };
    rest.forEach(save);
    settle();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^='add-'], button[name^='remove-']");
    if (!button) return;
    event.preventDefault();
    changeRows(button);
  });
  form.addEventListener("input", (event) => { if (event.target.name) changed.add(event.target.name); });
  form.addEventListener("change", (event) => { if (event.target.name) save(event.target.name); });
  // A field that must be filled and is passed over is told at once, and once; nothing of it changes.
  form.addEventListener("focusout", (event) => {
    const { target, relatedTarget } = event;
    if (!target.required || target.value.trim() || /radio|checkbox/.test(target.type)) return;
    if (!relatedTarget?.name || relatedTarget.type === "submit" || !form.contains(relatedTarget)) return;
    if (changed.has(target.name) || noticeOf(target.name)?.childElementCount) return;
    save(target.name);
  });
  window.addEventListener("online", () => { if (failed.size) tryAgain(); });
  window.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.matches(".misprint")) return;
    if (submitter && trouble.contains(submitter)) leaves = true;
    const { name, value } = submitter || {};
    const twin = () => target.querySelector(`button[name="${name}"][value="${value}"]`); // drawn anew meanwhile
    hold(event, () => {
      if (!submitter || submitter.isConnected) target.requestSubmit(submitter);
      else if (twin()) target.requestSubmit(twin());
      else leaves = false;
    });
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (link.pathname === location.pathname || link.protocol !== location.protocol) return;
    if (!failed.size && (underway || changed.size)) hold(event, () => location.assign(link.href));
  }, true);
  document.addEventListener("visibilitychange", () => {
    const name = document.activeElement?.name;
    if (document.visibilityState === "hidden" && changed.has(name)) save(name);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && (changed.size || failed.size)) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaves = false; });

  giveNotices();
  takeState();
})();
