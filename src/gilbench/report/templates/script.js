// Filter, sort and page over all rows of results; keep filter and order in the address.
(() => {
  const table = document.getElementById("searchable");
  const field = document.getElementById("filter");
  const status = document.getElementById("filter-count");
  const more = document.getElementById("more-rows");
  const heads = [...table.tHead.rows[0].cells];
  const step = 200;
  const state = { q: "", s: "", shown: 0 };
  let rows = [];

  const numeric = (column) => heads[column].classList.contains("n");
  const compare = (column, sign) =>
    numeric(column)
      ? (a, b) => isNaN(a.key) - isNaN(b.key) || sign * (a.key - b.key) // nothing measured: always last
      : (a, b) => sign * a.key.localeCompare(b.key);
  const matching = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => words.every((word) => row.text.includes(word)));
    const [column, way] = state.s.split(".");
    const place = heads.findIndex((head) => head.dataset.name === column);
    if (place < 0) return found;
    for (const row of found) row.key = numeric(place) ? parseFloat(row[place].replace(/,/g, "")) : row[place];
    return found.sort(compare(place, way === "d" ? -1 : 1));
  };
  const written = (row) => {
    const line = document.createElement("tr");
    heads.forEach((head, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (place) cell.className = head.className;
      else cell.scope = "row";
      cell.textContent = row[place];
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
  const keep = () => {
    clearTimeout(timer); // browsers refuse very many changes
    timer = setTimeout(() => {
      const kept = new URLSearchParams(Object.entries({ q: state.q, s: state.s }).filter(([, value]) => value));
      history.replaceState(null, "", `#results${kept.size ? `?${kept}` : ""}`);
    }, 250);
  };
  const restore = () => {
    const [place, kept] = location.hash.split("?");
    if (place !== "#results" || kept === undefined) return;
    const found = new URLSearchParams(kept);
    state.q = field.value = found.get("q") ?? "";
    state.s = found.get("s") ?? "";
    document.getElementById("results").scrollIntoView();
  };
  const changed = () => {
    state.shown = step;
    paint();
    keep();
  };

  const start = async () => {
    rows = by_row(await unpacked("rows"));
    for (const row of rows) row.text = row.join(" ").toLowerCase();
    state.shown = table.tBodies[0].rows.length;
    for (const head of heads) {
      const button = document.createElement("button");
      head.dataset.name = head.textContent;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.ariaSort ? head.ariaSort === "ascending" : numeric(heads.indexOf(head));
        state.s = `${head.dataset.name}.${down ? "d" : "a"}`;
        changed();
      });
    }
    field.addEventListener("input", () => {
      state.q = field.value;
      changed();
    });
    more.addEventListener("click", () => {
      state.shown += step;
      paint();
    });
    restore();
    paint();
    field.closest("[hidden]").hidden = false;
    addEventListener("hashchange", () => {
      restore();
      paint();
    });
  };

  if (self.DecompressionStream) start();
})();
