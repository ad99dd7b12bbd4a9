// Filter, sort and page over all rows of results; keep filter and order in the address; hand out the files of the run.
(() => {
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  };

  const table = document.getElementById("searchable");
  const field = document.getElementById("filter");
  const status = document.getElementById("filter-count");
  const more = document.getElementById("more-rows");
  const heads = [...table.tHead.rows[0].cells];
  const step = 200;
  const state = { q: "", s: "", shown: 0 };
  const fold = table.querySelector("details"); // a cell with a command
  let rows = [];
  let parts = [];

  const number = (text) => parseFloat(text.replace(/,/g, ""));
  const numeric = (column) => heads[column].classList.contains("n");
  const compare = (column, down) => (a, b) => {
    if (!numeric(column)) return (down ? -1 : 1) * a[column].localeCompare(b[column]);
    const x = number(a[column]);
    const y = number(b[column]);
    return isNaN(x) - isNaN(y) || (down ? -1 : 1) * (x - y); // nothing measured: always last
  };
  const matching = () => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => words.every((word) => row.text.includes(word)));
    const [column, way] = state.s.split(".");
    const place = heads.findIndex((head) => head.dataset.name === column);
    return place < 0 ? found : found.sort(compare(place, way === "d"));
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
    row.cells.forEach((text, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (place) cell.className = heads[place].className;
      else cell.scope = "row";
      cell.textContent = text;
      if (place === fold?.parentNode.cellIndex) cell.replaceChildren(asked(row.cells, text));
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
    for (const head of heads) {
      const [column, way] = state.s.split(".");
      if (head.dataset.name === column) head.setAttribute("aria-sort", way === "d" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };

  let timer;
  const keep = () => {
    clearTimeout(timer); // browsers refuse a hundred changes of an address in half a minute
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
    rows = await (await unpacked("rows")).json();
    rows = rows.map((row) => {
      const cells = row.slice(0, -1);
      return Object.assign([...cells], { cells, text: row.join(" ").toLowerCase() });
    });
    if (fold) parts = await (await unpacked("commands")).json();
    state.shown = table.tBodies[0].rows.length;
    for (const head of heads) {
      const button = document.createElement("button");
      head.dataset.name = head.textContent;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : numeric(heads.indexOf(head));
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

  // Tables of comma-separated values are packed column after column: they take less room so.
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const table_of = (text) => {
    const columns = text.split("\x1e").map((column) => column.split("\x1f"));
    return columns[0].map((_, row) => `${columns.map((column) => quoted(column[row])).join(",")}\n`).join("");
  };
  const whole = async (button) => {
    const text = await (await unpacked(button.dataset.file)).text();
    return button.textContent.endsWith(".csv") ? table_of(text) : text;
  };

  const downloads = () => {
    const place = document.getElementById("downloads");
    place.hidden = false;
    for (const button of place.querySelectorAll("button")) {
      button.addEventListener("click", async () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([await whole(button)]));
        link.download = button.textContent;
        link.click();
        URL.revokeObjectURL(link.href);
      });
    }
  };

  if (typeof DecompressionStream === "undefined") return; // the first rows have to do
  start();
  downloads();
})();
