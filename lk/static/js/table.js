// The grid of readings: a column pasted into a cell goes down from it, Enter goes
// through the zones of a row and on to the next one.
(() => {
  "use strict";

  const grid = document.getElementById("grid");
  if (!grid) return;
  const ENDED = "Сеанс закончился. Нажмите «Проверить»: введенное сохранится.";

  const rows = () => [...grid.querySelectorAll("[data-cells]")].map((row) => [...row.querySelectorAll("input")]);

  // Where a cell stands: its row, and its place in the row.
  function placeOf(input, all) {
    const row = all.findIndex((cells) => cells.includes(input));
    return [row, row < 0 ? -1 : all[row].indexOf(input)];
  }

  function put(input, text) {
    input.value = text.trim();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n+$/, "");
    if (!/[\n\t]/.test(text)) return;
    const all = rows();
    const [top, left] = placeOf(event.target, all);
    if (top < 0) return;
    event.preventDefault();
    text.split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const input = all[top + down]?.[left + right];
        if (input) put(input, value);
      });
    });
  });

  // A cell that is left without a session: the page stays, and says how to go on.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.response.status !== 401 || !grid.contains(ctx.sourceElement)) return;
    ctx.ours = true;
    const words = Object.assign(document.createElement("span"), { className: "notice", textContent: ENDED });
    ctx.sourceElement.querySelector("[data-said]").replaceChildren(words);
  });

  // A cell is marked as long as its notice says something; the list on top is of the page as it came.
  document.addEventListener("htmx:after:swap", () => {
    for (const notice of grid.querySelectorAll(".cell > .notice")) {
      const isRefused = notice.childElementCount > 0;
      notice.parentElement.classList.toggle("error", isRefused);
      const input = notice.parentElement.querySelector("input");
      if (isRefused) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  });

  grid.addEventListener("keydown", (event) => {
    const isDown = event.key === "Enter" || event.key === "ArrowDown";
    if (!isDown && event.key !== "ArrowUp") return;
    const all = rows().flat();
    const place = all.indexOf(event.target);
    const next = all[place + (isDown ? 1 : -1)];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
})();
