// The grid of readings: what is pasted goes down from the cell, or to the meters of the numbers beside it; Enter goes
// through the zones of a row and on to the next one.
(() => {
  "use strict";

  const grid = document.getElementById("grid");
  if (!grid) return;

  const ENDED = "Сеанс закончился. Нажмите «Проверить»: введенное сохранится.";
  const ONLY_NUMBERS = "Здесь одни номера счетчиков: скопируйте вместе с ними и показания.";
  const NO_ROOM = ", остальные не поместились";
  const NO_NUMBER = ": остальных номеров нет на этой странице или они на ней повторяются";
  const NO_ZONE = "Лишние столбцы не вставлены: тарифных зон в строке меньше.";
  const HEADING = /показан|сч[её]тчик|прибор|номер|договор|^№$|^[тt][123]$/i;
  const OF_METERS = /сч[её]тчик|прибор|номер|договор|№/i;

  const rows = () => [...grid.querySelectorAll("[data-cells]")].map((row) => [...row.querySelectorAll("input")]);

  // What the server says of numbers (rules.table.plain_number): blanks, «№», case and zeros in front mean nothing.
  const plain = (text) => text.replace(/\s/g, "").replace(/^[№']+/, "").toLowerCase().replace(/^0+/, "");
  const numberOf = (cells) => plain(cells[0].closest("tr").querySelector(".meter-id a").textContent);

  // The rows of the page by the numbers of their meters; a number that two of them have is nobody's.
  function byNumber(all) {
    const found = new Map();
    for (const cells of all) found.set(numberOf(cells), found.has(numberOf(cells)) ? null : cells);
    return found;
  }

  function put(input, text) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Lines of values; the names of columns are none. A number and a reading may have a blank between them.
  function linesOf(text, known) {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    const parts = lines.map((line) => line.match(/^\s*(№?\s?\S+)\s+([0-9].*)$/));
    const isTwo = !text.includes("\t") && parts.some((found) => found && known.has(plain(found[1])));
    return lines.map((line, n) => (isTwo && parts[n] ? parts[n].slice(1) : line.split("\t")).map((value) => value.trim()));
  }

  const isHeading = (line) => line.some((value) => HEADING.test(value)) && !line.some((value) => /^[0-9]/.test(value));

  // Whether the first column is numbers of meters and not readings: they are on this page, or the column says so, or
  // no reading looks like that, or there are more columns than zones.
  function startsWithNumbers(lines, heading, known, room) {
    const first = lines.map((line) => line[0]).filter(Boolean);
    if (first.some((value) => known.has(plain(value)))) return true;
    if (!lines.some((line) => line.length > 1) || !first.length) return false;
    if (heading && OF_METERS.test(heading[0])) return true;
    const isLong = (value) => /\p{L}|^№|^0\d|^\d{9,}$/u.test(value);
    return first.every(isLong) || (lines.some((line) => line.length > room) && first.every((value) => /^\d{5,}$/.test(value)));
  }

  // Both put what fits, and say how many rows that is and whether columns were left over.
  function fill(cells, values) {
    const place = (value, n) => { if (value && cells[n]) put(cells[n], value); };
    values.forEach(place);
    return { isIn: values.some((value, n) => value && cells[n]), hasMore: values.slice(cells.length).some(Boolean) };
  }

  function fillByNumber(lines, known) {
    const told = lines.filter((line) => line.slice(1).some(Boolean));
    return told.map(([number, ...values]) => {
      const cells = known.get(plain(number));
      return cells ? fill(cells, values) : { isIn: false, hasMore: false };
    });
  }

  function fillDown(lines, all, row, place) {
    const done = lines.map((values, down) => [values, fill(all[row + down]?.slice(place) || [], values)]);
    return done
      .filter(([values]) => values.some(Boolean))
      .map(([, { isIn, hasMore }]) => ({ isIn, hasMore: isIn && hasMore }));
  }

  // What did not fit is told above the grid, with the way that is meant for so many.
  const told = document.createElement("div");
  told.id = "grid-told";
  told.setAttribute("role", "status");
  grid.before(told);

  function wayForMany() {
    const link = document.querySelector('.tabs a[href$="/table/file"]');
    if (!link) return ["."];
    const way = Object.assign(document.createElement("a"), { href: link.href, textContent: link.textContent.trim() });
    return [": для многих счетчиков есть «", way, "»."];
  }

  function tell(done, why) {
    const count = done.filter((row) => row.isIn).length;
    const words = [];
    if (count < done.length) {
      const noun = done.length % 10 === 1 && done.length % 100 !== 11 ? "строки" : "строк";
      words.push(`Вставлено ${count} из ${done.length} ${noun}${why}`, ...wayForMany());
    }
    if (done.some((row) => row.hasMore)) words.push(`${words.length ? " " : ""}${NO_ZONE}`);
    say(words);
  }

  function say(words) {
    const note = document.createElement("p");
    const text = document.createElement("span");
    note.className = "note wait";
    text.append(...words);
    note.append(text);
    told.replaceChildren(...(words.length ? [note] : []));
    if (words.length) told.scrollIntoView({ block: "nearest" });
  }

  grid.addEventListener("paste", (event) => {
    const all = rows();
    const row = all.findIndex((cells) => cells.includes(event.target));
    if (row < 0) return;
    const place = all[row].indexOf(event.target);
    const known = byNumber(all);
    const lines = linesOf(event.clipboardData.getData("text"), known);
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const heading = isHeading(lines[0]) ? lines.shift() : null;
    const room = all[row].length - place;
    if (!startsWithNumbers(lines, heading, known, room)) tell(fillDown(lines, all, row, place), NO_ROOM);
    else if (lines.some((line) => line.length > 1)) tell(fillByNumber(lines, known), NO_NUMBER);
    else say([ONLY_NUMBERS]);
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
