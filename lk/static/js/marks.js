// What a step shows of its fields while the page stays open: stars, places for notices, what is refused.
// autosave.js, which saves the fields, asks for it.
window.stepMarks = (form) => {
  "use strict";

  let musts = []; // names of fields that other answers have made required

  const noticeOf = (name) => document.getElementById(`${name}-notice`);
  const ofName = (name) => [...form.elements].filter((each) => each.name === name && each.type !== "hidden");

  // A star comes and goes with the answer that calls for the field.
  function takeMusts(now) {
    for (const name of new Set([...musts, ...now])) {
      const isMust = now.includes(name);
      const label = ofName(name)[0]?.closest(".field").querySelector("label, legend");
      if (!label) continue;
      ofName(name).forEach((input) => { input.required = isMust; });
      const star = label.querySelector(".must");
      if (star && !isMust) star.remove();
      if (star || !isMust) continue;
      label.append(Object.assign(document.createElement("span"), { className: "must", textContent: "\u00a0*" }));
    }
    musts = now;
  }

  // What comes into a notice is announced. Cells come with one only where something is said for the first time: each
  // gets its place, and the words of another that it referred to.
  function giveNotices() {
    for (const input of form.querySelectorAll(".repeat-row :is(input, select)")) {
      if (noticeOf(input.name)) continue;
      const notice = Object.assign(document.createElement("div"), { className: "notice", id: `${input.name}-notice` });
      const described = [];
      for (const id of (input.getAttribute("aria-describedby") || "").split(" ").filter(Boolean)) {
        const words = document.getElementById(id);
        if (!words?.closest(".notice")) described.push(id);
        else notice.append(Object.assign(document.createElement("span"), { textContent: words.textContent }));
      }
      input.closest("label").after(notice);
      input.setAttribute("aria-describedby", [...described, notice.id].join(" "));
    }
    for (const notice of form.querySelectorAll(".notice")) notice.setAttribute("aria-live", "polite");
  }

  // What is refused is told to those who do not see it, too; what was mended leaves the list on top.
  function markRefused() {
    for (const notice of form.querySelectorAll(".notice")) {
      const box = notice.parentElement;
      const isRefused = notice.childElementCount > 0;
      box.classList.toggle("error", isRefused);
      if (box.matches(".repeat, .readonly")) continue;
      const bearer = box.matches("[role=radiogroup]") ? box : box.querySelector("input, select, textarea");
      if (isRefused) bearer.setAttribute("aria-invalid", "true");
      else bearer.removeAttribute("aria-invalid");
    }
    const summary = document.getElementById("error-summary");
    for (const link of summary ? summary.querySelectorAll("li > a") : []) {
      const box = document.getElementById(link.hash.slice(1))?.closest(".field, .repeat-row > div, .repeat");
      if (!box?.querySelector(".notice > *")) link.parentElement.remove();
    }
    if (summary && !summary.querySelector("li, h2 ~ p")) summary.remove();
  }

  return { noticeOf, ofName, takeMusts, giveNotices, markRefused };
};
