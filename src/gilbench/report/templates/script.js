// Filter, sort and page over all rows of results; keep filter, order and the chosen Python in the address.
(() => {
  const table = byId("searchable");
  const field = byId("filter");
  const status = byId("filter-count");
  const more = byId("more-rows");
  const heads = [...table.tHead.rows[0].cells];
  const choices = [...document.querySelectorAll("#about input")];
  const chosen = () => choices.find((each) => each.checked)?.value;
  const step = 100;
  const state = { q: "", s: "", shown: 0 };
  const fold = table.querySelector("details"); // a cell with a command
  let rows = [];
  let parts = [];

  const { compare: inWords } = new Intl.Collator();
  const numeric = (column) => heads[column].classList.contains("n");
  const compare = (column, sign) =>
    numeric(column)
      ? (a, b) => isNaN(a.key) - isNaN(b.key) || sign * (a.key - b.key) // nothing measured: always last
      : (a, b) => sign * inWords(a.key, b.key);
  const matching = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const one = chosen();
    const found = rows.filter((row) => (!one || row.of === one) && words.every((word) => row.text.includes(word)));
    const [column, way] = state.s.split(".");
    const place = heads.findIndex((head) => head.dataset.name === column);
    if (place < 0) return found;
    for (const row of found) row.key = numeric(place) ? parseFloat(row[place].replace(/,/g, "")) : row[place];
    return found.sort(compare(place, way === "d" ? -1 : 1));
  };
  const asked = (row, text) => {
    const copy = fold.cloneNode(true);
    const words = parts.map(([column, meanings, otherwise]) => meanings[row[column]] ?? otherwise);
    copy.firstChild.textContent = text;
    copy.lastChild.textContent = words.join("");
    return copy;
  };
  const written = (row) => {
    const line = document.createElement("tr");
    heads.forEach((head, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (place) cell.className = head.className;
      else cell.scope = "row";
      cell.textContent = row[place];
      if (place === fold?.parentNode.cellIndex) cell.replaceChildren(asked(row, row[place]));
      line.append(cell);
    });
    return line;
  };
  const paint = () => {
    const found = matching();
    const shown = found.slice(0, state.shown);
    table.tBodies[0].replaceChildren(...shown.map(written));
    status.textContent = `${found.length} of ${rows.length} rows`;
    more.hidden = shown.length === found.length;
    const [column, way] = state.s.split(".");
    const sorted = way === "d" ? "descending" : "ascending";
    for (const head of heads) head.ariaSort = head.dataset.name === column ? sorted : null;
  };

  let timer;
  const keep = (place) => {
    clearTimeout(timer); // browsers refuse very many changes
    timer = setTimeout(() => {
      const { q, s } = place === "#results" ? state : {};
      const kept = new URLSearchParams(Object.entries({ q, s, it: chosen() }).filter(([, value]) => value));
      history.replaceState(null, "", `${place || "#"}${kept.size ? `?${kept}` : ""}`);
    }, 250);
  };
  const restore = () => {
    const [place, kept] = location.hash.split("?");
    const found = new URLSearchParams(kept);
    for (const each of choices) if (each.value === found.get("it")) each.checked = true;
    if (chosen()) keep(place);
    if (kept === undefined) return;
    byId(place.slice(1))?.scrollIntoView();
    if (place !== "#results") return;
    state.q = field.value = found.get("q") ?? "";
    state.s = found.get("s") ?? "";
  };
  const changed = (place) => {
    state.shown = step;
    paint();
    keep(place);
  };

  const start = async () => {
    rows = by_row(await unpacked("rows"));
    const of = heads.findIndex((head) => head.className === "subject");
    for (const row of rows) {
      row.of = row[of];
      row.text = row.join(" ").toLowerCase();
    }
    if (fold) parts = JSON.parse(await unpacked("commands"));
    state.shown = table.tBodies[0].rows.length;
    for (const head of heads) {
      const button = document.createElement("button");
      head.dataset.name = head.textContent;
      button.append(...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const down = head.ariaSort ? head.ariaSort === "ascending" : numeric(heads.indexOf(head));
        state.s = `${head.dataset.name}.${down ? "d" : "a"}`;
        changed("#results");
      };
    }
    field.oninput = () => {
      state.q = field.value;
      changed("#results");
    };
    more.onclick = () => {
      state.shown += step;
      paint();
    };
    for (const each of choices) each.onchange = () => changed(location.hash.split("?")[0]);
    restore();
    paint();
    field.closest("[hidden]").hidden = false;
    onhashchange = () => {
      restore();
      paint();
    };
  };

  if (self.DecompressionStream) start();
})();
